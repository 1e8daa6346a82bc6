"""The settings: what can be set, what is set, and what is wrong with it.

``config.toml`` holds tables of the fields below. Whatever is wrong in it is reported with its
line and left at its default: the reader always starts.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from reader.folders import base
from reader.patterns import late

LARGEST = 1_000_000
"""Bytes of a file of settings."""

APP = "glosse"


@dataclass(frozen=True, slots=True)
class Look:
    """How the screen looks."""

    theme: str = "glosse-dusk"
    """A theme by its name; the reader lists them all under T."""
    hints: bool = True
    """Show the five first keys in a library that was never opened before."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The article pane."""

    column: int = 72
    """Cells of the column, 20-400."""
    justify: bool = False
    """Straight at both sides; false leaves the right side ragged."""
    hyphenate: bool = True
    """Part words in the language of the article, where it is justified."""
    view: Literal["clean", "removed", "raw"] = "clean"
    """What is shown first: the cleaned article, removed blocks folded in place, or everything."""
    read_at_end: bool = True
    """Mark an article as read when its last row is reached; u takes it back."""


@dataclass(frozen=True, slots=True)
class Library:
    """The library pane."""

    sort: Literal["path", "title", "date", "length", "language", "unread", "notes"] = "path"
    """The order of the list."""
    reversed: bool = False
    """The last of that order first."""
    folders: bool = False
    """Group the list by folder."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes and highlights."""

    creator: str = ""
    """Your name, written into the notes you make; empty leaves it out."""
    yellow: str = "yellow"
    """What colour 1 means to you."""
    green: str = "green"
    """What colour 2 means to you."""
    blue: str = "blue"
    """What colour 3 means to you."""
    pink: str = "pink"
    """What colour 4 means to you."""
    purple: str = "purple"
    """What colour 5 means to you."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the colours 1-5 mean; one that was left empty keeps its own name."""
        own = ("yellow", "green", "blue", "pink", "purple")
        return tuple(getattr(self, name).strip() or name for name in own)


@dataclass(frozen=True, slots=True)
class Keyboard:
    """How keys are read."""

    pause: float = 0.5
    """Seconds after which an unfinished key counts as it stands (z, or a lone digit), 0.1-5."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. The defaults are what an empty file means."""

    look: Look = field(default_factory=Look)
    """How the screen looks."""
    reading: Reading = field(default_factory=Reading)
    """The article pane."""
    library: Library = field(default_factory=Library)
    """The library pane."""
    notes: Notes = field(default_factory=Notes)
    """Notes and highlights."""
    keyboard: Keyboard = field(default_factory=Keyboard)
    """How keys are read."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other keys for commands, by the command's name: row-down = ["j", "down"]."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Saved filters of the library, by name: german = "lang:de is:unread"."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of the file on which each setting stands, as in ``keys.row-down``."""


class Problem(NamedTuple):
    """Something wrong in the file."""

    line: int
    """From 1; 0 where it is not known."""
    sentence: str

    def __str__(self) -> str:
        where = f"config.toml, line {self.line}" if self.line else "config.toml"
        return f"{where}: {self.sentence}"


_BOUNDS: dict[str, tuple[float, float]] = {"reading.column": (20, 400), "keyboard.pause": (0.1, 5)}
_TABLE = late(r"\s*\[\s*([A-Za-z0-9_.\- ]+?)\s*\]")
_KEY = late(r"""\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_.\-]+))\s*=""")
_TOML_LINE = late(r"\s*\(at line (\d+), column \d+\)")


def config_path() -> Path:
    """Where the settings are kept; the file need not exist."""
    if sys.platform == "linux":
        return Path(base("XDG_CONFIG_HOME", ".config"), APP, "config.toml")
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def load(path: Path | None = None) -> tuple[Config, list[Problem]]:
    """The settings of a file, and what is wrong in it. A missing file is an empty one."""
    path = path or config_path()
    try:
        reason = _unfit(path)
        text = "" if reason else path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Config(), []
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
    if reason:
        return Config(), [Problem(0, f"The file {path} cannot be read: {reason}.")]
    return parse(text)


def _unfit(path: Path) -> str:
    """Why a file is not even opened: a pipe would wait for ever, a device might never end."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        return "it is a pipe or a device"
    return f"it is larger than {LARGEST // 1000} KB" if found.st_size > LARGEST else ""


def parse(text: str) -> tuple[Config, list[Problem]]:
    """The settings written in ``text`` (TOML), and what is wrong in it."""
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        sentence = f"{_TOML_LINE.sub('', str(error))}. All settings are left at their defaults."
        return Config(), [Problem(int(found[1]) if found else 0, sentence)]
    except RecursionError:
        sentence = (
            "Brackets stand too deep in one another. All settings are left at their defaults."
        )
        return Config(), [Problem(0, sentence)]
    return _Reader(tables, line_numbers(text)).read()


def line_numbers(text: str) -> dict[str, int]:
    """The line (from 1) of every table and key of a TOML text, as ``table.key``."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _TABLE.match(line):
            table = found[1].replace(" ", "")
            lines.setdefault(table, number)
        elif found := _KEY.match(line):
            name = found[1] or found[2] or found[3]
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines


class _Reader:
    """Turns parsed tables into a Config, one complaint at a time."""

    def __init__(self, tables: Mapping[str, Any], lines: Mapping[str, int]) -> None:
        self._tables = tables
        self._lines = lines
        self._problems: list[Problem] = []

    def read(self) -> tuple[Config, list[Problem]]:
        """The settings and the complaints in the order of their lines."""
        config = Config(lines=self._lines)
        for name, value in self._tables.items():
            if name in {"keys", "filters"}:
                changed: dict[str, Any] = {name: self._mapping(name, value)}
                config = replace(config, **changed)
            elif name in _TABLES and isinstance(value, dict):
                changed = {name: self._table(name, getattr(config, name), value)}
                config = replace(config, **changed)
            elif name in _TABLES:
                self._complain(name, f"{name} is a table: write [{name}] on a line of its own.")
            else:
                self._complain(name, f"there is no setting {name}.{_near(name, _TABLES)}")
        self._problems.sort(key=lambda problem: problem.line)
        return config, self._problems

    def _complain(self, name: str, sentence: str) -> None:
        self._problems.append(Problem(self._lines.get(name, 0), sentence))

    def _table(self, name: str, table: Any, values: Mapping[str, Any]) -> Any:
        hints = get_type_hints(type(table))
        good: dict[str, Any] = {}
        for key, value in values.items():
            path = f"{name}.{key}"
            if key not in hints:
                self._complain(path, f"there is no setting {path}.{_near(key, list(hints))}")
            elif sentence := _wrong(path, hints[key], value):
                self._complain(path, sentence)
            else:
                good[key] = float(value) if hints[key] is float else value
        return replace(table, **good)

    def _mapping(self, name: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._complain(name, f"{name} is a table: write [{name}] on a line of its own.")
            return {}
        good: dict[str, Any] = {}
        for key, entry in value.items():
            if name == "filters" and isinstance(entry, str):
                good[key] = entry
            elif name == "keys" and (keys := _keys(entry)) is not None:
                good[key] = keys
            else:
                wanted = "text" if name == "filters" else 'keys, such as "g g" or ["j", "down"]'
                self._complain(f"{name}.{key}", f"{name}.{key} wants {wanted}.")
        return good


def _keys(entry: Any) -> tuple[str, ...] | None:
    listed = [entry] if isinstance(entry, str) else entry
    if not isinstance(listed, list) or not all(isinstance(key, str) for key in listed):
        return None
    return tuple(" ".join(key.split()) for key in listed if key.split())


def _wrong(path: str, kind: Any, value: Any) -> str:  # noqa: PLR0911 - one per kind of value
    """What is wrong with a value, or ""."""
    if get_origin(kind) is Literal:
        allowed = get_args(kind)
        if value not in allowed:
            return f"{path} is one of {', '.join(allowed)}; it is {value!r}."
        return ""
    if kind is bool and not isinstance(value, bool):
        return f"{path} is true or false."
    if kind is str and not isinstance(value, str):
        return f'{path} is text: write it in "quotes".'
    if kind in (int, float):
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole and not (kind is float and isinstance(value, float)):
            return f"{path} is a {'whole ' if kind is int else ''}number."
        low, high = _BOUNDS[path]
        if not low <= value <= high:
            return f"{path} is between {low} and {high}; it is {value}."
    return ""


def _near(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    return f" Did you mean {close[0]}?" if close else ""


_TABLES = [f.name for f in fields(Config) if f.name != "lines"]


def show(config: Config) -> str:
    """All settings with what they mean, as TOML that can be read back."""
    parts = ["# Settings of Glosse. Every line may be left out; its default is then used."]
    for name in _TABLES:
        value = getattr(config, name)
        doc = _docs(Config)[name]
        parts.append(f"\n# {doc}\n[{name}]")
        if isinstance(value, Mapping):
            parts += [f"{_quoted(key)} = {_toml(entry)}" for key, entry in value.items()]
            continue
        for setting in fields(value):
            parts.append(f"# {_docs(type(value))[setting.name]}")
            parts.append(f"{setting.name} = {_toml(getattr(value, setting.name))}")
    return "\n".join(parts) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, str):
        import json

        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml(key)


def _docs(kind: type) -> dict[str, str]:
    """The docstring under each field of a class, read from its source."""
    import ast
    import inspect
    from itertools import pairwise

    body = next(
        node
        for node in ast.parse(inspect.getsource(inspect.getmodule(kind) or kind)).body
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    ).body
    docs: dict[str, str] = {}
    for statement, following in pairwise(body):
        if isinstance(statement, ast.AnnAssign) and isinstance(following, ast.Expr):
            assert isinstance(statement.target, ast.Name)
            assert isinstance(following.value, ast.Constant)
            docs[statement.target.id] = " ".join(str(following.value.value).split())
    return docs


def set_value(table: str, key: str, value: Any, path: Path | None = None) -> None:
    """Write one setting into the file, leaving every other line as it is.

    A link stays one, since many keep their settings elsewhere. Raises OSError, and ValueError with
    a sentence where the file has the table in a form that no single line can change.
    """
    from reader.storage import write_atomic

    path = Path(os.path.realpath(path or config_path()))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        text = ""
    changed = _with_value(text, table, key, _toml(value))
    if getattr(getattr(parse(changed)[0], table), key) != value:
        raise ValueError(
            f"{path} has [{table}] in a form that is not changed for you. "
            f"Write {table}.{key} = {_toml(value)} into it yourself."
        )
    write_atomic(path, changed.encode("utf-8"))


def _with_value(text: str, table: str, key: str, written: str) -> str:
    """The settings with one of them written anew in its line, or in a line of its own."""
    rows, numbers = text.split("\n"), line_numbers(text)
    own = numbers.get(f"{table}.{key}", 0)
    header = numbers.get(table, 0)
    sibling = next((line for name, line in numbers.items() if name.startswith(f"{table}.")), 0)
    end = "\r" if "\r\n" in text else ""
    if own and (found := _KEY.match(rows[own - 1])):
        rows[own - 1] = f"{found[0]} {written}{end}"
    elif header:
        rows.insert(header, f"{_quoted(key)} = {written}{end}")
    elif sibling:  # written as table.key, without a header
        rows.insert(sibling, f"{table}.{_quoted(key)} = {written}{end}")
    else:
        rows += [f"[{table}]{end}", f"{_quoted(key)} = {written}{end}", ""]
        rows = rows if text else rows[1:]
    return "\n".join(rows)
