"""Write notes in other programs' formats.

examples:
  glosse export report.txt                            one article's notes as Markdown
  glosse export --out vault/ articles/                a Markdown file for each article
  glosse export --format csv --out notes.csv          the library in Readwise's columns
  glosse export --format anki --tag vocabulary > cards.txt
  glosse ls is:starred --paths | glosse export - --format org

formats: markdown (Obsidian callouts and front matter), json (W3C Web Annotation), csv (Readwise),
hypothesis, anki (text with headers), org, text (with citations). Templates for Markdown hold
$fields: quote, comment, tags, colour, created, … ; title, citation, notes, url, …
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.console import Failure, complain, emit, remark
from reader.cli.library import add_library_arguments
from reader.cli.noted import (
    add_filter_arguments,
    chosen_pages,
    library_of,
    listed,
)
from reader.wording import counted

if TYPE_CHECKING:
    from reader.notes.exchange.markdown import Templates
    from reader.notes.exchange.model import Exported

FORMATS = ("markdown", "json", "csv", "hypothesis", "anki", "org", "text")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse export` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; - reads them")
    parser.add_argument("--format", choices=FORMATS, help="default: markdown, json with --json")
    parser.add_argument(
        "--out", metavar="WHERE", help="a file; an existing folder, or a name with / at its end, "
        "for a file an article"
    )  # fmt: skip
    parser.add_argument("--one-file", action="store_true", help="--out is one file, whatever it is")
    parser.add_argument("--force", action="store_true", help="write over files that are there")
    parser.add_argument("--note-template", metavar="FILE", help="of one note in Markdown")
    parser.add_argument("--document-template", metavar="FILE", help="of one article in Markdown")
    parser.add_argument("--no-front-matter", action="store_true", help="Markdown without it")
    add_filter_arguments(parser)
    add_library_arguments(parser, indexed=False)


def run(options: argparse.Namespace) -> int:
    """Export what was chosen; 1 when there is no such note."""
    name = options.format or ("json" if options.json else "markdown")
    templates = _templates(options)
    library = library_of(options)
    from reader.notes.exchange.model import Exported

    try:
        items = [
            Exported.of(page, library.document(page.key)) for page in chosen_pages(library, options)
        ]
    finally:
        library.close()
    if not items:
        complain("There are no such notes.")
        return 1
    notes = counted(sum(len(item.notes) for item in items), "note")
    if not options.out:
        _to_stdout(name, items, templates)
    elif not options.one_file and (options.out.endswith(("/", "\\")) or Path(options.out).is_dir()):
        paths = _to_folder(Path(options.out), name, items, templates, force=options.force)
        remark(f"{notes} in {listed([str(path) for path in paths])}", quiet=options.quiet)
    else:
        _write([(Path(options.out), _text(name, items, templates))], force=options.force)
        remark(f"{notes} in {options.out}", quiet=options.quiet)
    return 0


def _text(name: str, items: Sequence[Exported], templates: Templates) -> str:
    from reader.notes.exchange import export

    return export(name, items, templates=templates)


def _to_stdout(name: str, items: Sequence[Exported], templates: Templates) -> None:
    text = _text(name, items, templates)
    if sys.stdout.isatty():
        emit(text, end="" if text.endswith("\n") else "\n")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _to_folder(
    folder: Path, name: str, items: Sequence[Exported], templates: Templates, *, force: bool
) -> list[Path]:
    from reader.notes.exchange import EXPORTS
    from reader.notes.exchange.markdown import file_name

    taken: dict[str, int] = {}
    made: list[tuple[Path, str]] = []
    for item in items:
        stem = file_name(item)
        count = taken[stem.casefold()] = taken.get(stem.casefold(), 0) + 1
        numbered = stem if count == 1 else f"{stem} ({count})"
        made.append((folder / (numbered + EXPORTS[name]), _text(name, [item], templates)))
    _write(made, force=force)
    return [path for path, _ in made]


def _write(files: Sequence[tuple[Path, str]], *, force: bool) -> None:
    """Write all of them or none: what is there stays unless it is the same or was given up."""
    from reader.storage import reason, write_atomic

    there = [str(path) for path, _ in files if path.exists() or path.is_symlink()]
    if there and not force:
        raise Failure(f"There is {listed(there)} already. --force writes over it.")
    for path, text in files:
        try:
            write_atomic(path, text.encode("utf-8", "replace"))
        except OSError as error:
            raise Failure(f"{path} cannot be written: {reason(error, where=False)}.") from error


def _templates(options: argparse.Namespace) -> Templates:
    from reader.notes.exchange.markdown import DOCUMENT, NOTE, Templates

    return Templates(
        document=_read(options.document_template, DOCUMENT),
        note=_read(options.note_template, NOTE),
        front_matter=not options.no_front_matter,
    )


def _read(path: str | None, default: str) -> str:
    if path is None:
        return default
    try:
        return Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise Failure(f"The template {path} cannot be read: {reason}.", status=2) from error
