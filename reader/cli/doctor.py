"""Check the installation, the terminal and the store of a library; repair what can be repaired.

examples:
  glosse doctor                   this folder's library; to paste into a bug report
  glosse doctor articles/ --repair
  glosse doctor --json | jq .symptoms

Holds no titles, texts or notes; your home folder is written as ~, names of files in the store of
notes as ‹name›. Exit status 1 when the store has a warning or an error.
"""

from __future__ import annotations

import argparse
import locale
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reader import __version__
from reader.cli.capabilities import advice, terminal
from reader.cli.console import emit, emit_json, painted
from reader.cli.forms import Diagnosis, Symptom
from reader.cli.library import Library, open_library
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from reader.notes.doctor import Symptom as Found

FORM = Diagnosis
PACKAGES = (
    "textual", "rich", "langdetect", "platformdirs", "charset-normalizer", "msgspec", "rapidfuzz",
    "watchfiles", "selectolax", "lxml", "markdown-it-py", "pyphen",
    "pypdf", "zstandard", "textual-serve",
)  # fmt: skip
NOTES = "notes"
"""The folder of the store whose files are named after articles."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse doctor` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a library (default: here)")
    parser.add_argument("--library", metavar="FOLDER", help="its root")
    parser.add_argument("--repair", action="store_true", help="mend the store; deletes nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--quiet", action="store_true", help="symptoms only")


def run(options: argparse.Namespace) -> int:
    """Print the diagnosis; 1 when the store needs help."""
    from reader.notes.doctor import check

    library = open_library(options.paths, named=options.library, quiet=options.quiet)
    home = _home(library)
    repaired = _repair(library, home) if options.repair else []
    symptoms = check(home)
    diagnosis: Diagnosis = {
        "versions": versions(),
        "system": system(),
        "terminal": (found := terminal()),
        "advice": advice(found),
        "paths": paths(library, home),
        "library": health(library, home),
        "symptoms": [_symptom(found, home) for found in symptoms],
        "repaired": repaired,
    }
    if options.json:
        emit_json(diagnosis)
    else:
        _print(diagnosis, quiet=options.quiet)
    return 1 if any(found.grade != "note" for found in symptoms) else 0


def versions() -> dict[str, str]:
    """The program, Python, and every package it uses; "missing" where one is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    found = {"glosse": __version__, "python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def system() -> dict[str, str]:
    """The machine as far as it matters."""
    import sqlite3

    encoding = sys.getfilesystemencoding()
    return {
        "platform": platform.platform(terse=True),
        "machine": platform.machine(),
        "processors": str(os.cpu_count() or "?"),
        "locale": locale.setlocale(locale.LC_CTYPE, None) or "?",
        "file names": encoding,
        "sqlite": sqlite3.sqlite_version,
    }


def paths(library: Library, home: Path) -> dict[str, str]:
    """Where things are kept."""
    from reader.config import config_path
    from reader.mishap import log_path

    index = library.index
    return {
        "library": private(library.root),
        "store": private(home),
        "config": private(config_path()),
        "index": private(index.path),
        "log of mistakes": private(log_path()),
        "program": private(Path(__file__).parent.parent),
    }


def private(path: Path) -> str:
    """A path without the name of the person's home folder."""
    text, home = str(path), str(Path.home())
    return "~" + text[len(home) :] if text.startswith(home + os.sep) else text


def health(library: Library, home: Path) -> dict[str, str | int]:
    """Figures of the store and the index; nothing is made by asking."""
    from reader.cli.config import checked
    from reader.storage import home as home_of

    found: dict[str, str | int] = {
        "store": "there" if home.is_dir() else "not made yet",
        "writable": "no" if home_of(library.root).fallback else "yes",
    }
    if home.is_dir():
        from reader.notes.pages import read_pages

        pages = list(read_pages(home))
        found["documents with notes"] = sum(bool(page.notes) for page in pages)
        found["notes"] = sum(len(page.notes) for page in pages)
        found["bytes"] = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    index = library.index.path
    found["index"] = f"{index.stat().st_size} bytes" if index.is_file() else "not made yet"
    found["settings wrong"] = len(checked()[1])
    return found


def _home(library: Library) -> Path:
    from reader.storage import home

    return home(library.root).path


def _repair(library: Library, home: Path) -> list[str]:
    from reader.notes.doctor import repair

    if not home.is_dir():
        return []
    from reader.notes.pages import PageFolder

    private_names = {name for path in PageFolder(home).files() for name in _names(path, home)}
    said = repair(library.session.store)
    private_names |= {name for path in PageFolder(home).files() for name in _names(path, home)}
    private_names |= set(library.session.store.keys())
    library.close()
    return [_nameless(sentence, private_names) for sentence in said]


def _symptom(found: Found, home: Path) -> Symptom:
    return {"grade": found.grade, "message": _nameless(found.message, _names(found.path, home))}


def _nameless(sentence: str, names: Iterable[str]) -> str:
    """A sentence about the store without names of articles, which may be private."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        sentence = sentence.replace(name, "‹name›")
    return sentence


def _names(path: Path, home: Path) -> list[str]:
    """All that a sentence may call a file of the store; its own files keep their names."""
    if not path.is_relative_to(home) or path.relative_to(home).parts[0] != NOTES:
        return [str(home)]
    return [str(path), path.relative_to(home).as_posix(), path.name]


def _print(diagnosis: Diagnosis, *, quiet: bool) -> None:
    if not quiet:
        sections: dict[str, Mapping[str, str | int]] = {
            "versions": diagnosis["versions"],
            "system": diagnosis["system"],
            "terminal": diagnosis["terminal"],
            "paths": diagnosis["paths"],
            "library": diagnosis["library"],
        }
        for name, values in sections.items():
            print(painted(name, "bold"))
            for key, value in values.items():
                emit(f"  {key}: {value}")
        for sentence in diagnosis["advice"]:
            emit(f"advice: {sentence}")
    for sentence in diagnosis["repaired"]:
        emit(f"mended: {sentence}")
    styles = {"note": "dim", "warning": "yellow", "error": "red"}
    for one in diagnosis["symptoms"]:
        if sys.stdout.isatty():
            print(painted(one["grade"], styles[one["grade"]]), sanitise(one["message"]))
        else:
            emit(f"{one['grade']}: {one['message']}")
    if not diagnosis["symptoms"] and not quiet:
        print("The store is in order.")
