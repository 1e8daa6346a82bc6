"""What a reader did with the articles: read, reading, starred, how far, where the marks are.

``State`` is a value; ``StateFile`` keeps it in ``state.json``. Each field carries the time it was
set, so that two windows, or two machines that sync the folder, merge field by field: the later
one wins, and what only one of them knows is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from typing import Any, Literal

from reader import storage
from reader.library.keys import as_named, storable

VERSION = 1
Mark = Literal["unread", "reading", "read"]
MARKS: tuple[Mark, ...] = ("unread", "reading", "read")
VIEWS = ("clean", "removed", "raw")
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Stamped = tuple[Any, str]
"""A value and when it was set: RFC 3339 in UTC, as ``stamp`` gives it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The state of one article. Unset fields are as for an article never opened."""

    mark: Mark = "unread"
    progress: float = 0.0
    """The part of the article that was on the screen, 0-1."""
    position: int = 0
    """Code point of the caret."""
    view: str = "clean"
    """The article pane's view: "clean", "removed" or "raw"."""
    encoding: str = ""
    """Chosen by the reader; "" for the one that was found."""
    starred: bool = False
    marks: Mapping[str, int] = field(default_factory=dict)
    """Letters a-z and the code points they stand for."""
    read_at: str = ""
    """When it was last marked as read; "" if it never was."""
    paragraphs: str = ""
    """The paragraphs really read, as ``reader.library.paragraphs`` writes them."""
    digest: str = ""
    """Of the text these were set for, by which a moved file is known; "" if it was not read."""


@dataclass(frozen=True, slots=True)
class State:
    """All articles' fields with their times; articles without any are missing."""

    fields: Mapping[str, Mapping[str, Stamped]] = field(default_factory=dict)
    """By key, then by name of the field: mark, progress, position, view, encoding, star,
    paragraphs, digest, mark.a … mark.z."""
    last: Stamped = ("", "")
    """The key of the article last read."""
    filters: Mapping[str, Stamped] = field(default_factory=dict)
    """Saved filters by name; an empty line is one that was deleted."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What a later version wrote here; kept."""

    def of(self, key: str) -> Reading:
        """The state of one article."""
        fields = self.fields.get(key, {})

        def value(name: str, default: Any) -> Any:
            return fields[name][0] if name in fields else default

        marks = {
            name[5:]: stamped[0]
            for name, stamped in fields.items()
            if name.startswith("mark.") and stamped[0] is not None
        }
        mark: Mark = value("mark", "unread")
        return Reading(
            mark=mark,
            progress=value("progress", 0.0),
            position=value("position", 0),
            view=value("view", "clean"),
            encoding=value("encoding", ""),
            starred=value("star", False),
            marks=dict(sorted(marks.items())),
            read_at=fields["mark"][1] if mark == "read" else "",
            paragraphs=value("paragraphs", ""),
            digest=value("digest", ""),
        )

    def set(self, key: str, at: str, **values: Any) -> State:
        """The state with some fields of an article set at a time."""
        fields = dict(self.fields.get(key, {}))
        for name, value in values.items():
            fields[name] = (value, at)
        return replace(self, fields={**self.fields, key: fields})

    def set_each(self, values: Mapping[str, Mapping[str, Any]], at: str) -> State:
        """The state with fields of several articles set, by their keys."""
        fields = dict(self.fields)
        for key, own in values.items():
            fields[key] = {**fields.get(key, {}), **{name: (own[name], at) for name in own}}
        return replace(self, fields=fields)

    def set_mark(self, key: str, letter: str, position: int | None, at: str) -> State:
        """The state with a mark a-z set, or taken away with None."""
        if letter not in LETTERS or len(letter) != 1:
            raise ValueError(f"A mark is a letter from a to z, not {letter!r}.")
        return self.set(key, at, **{f"mark.{letter}": position})

    def opened(self, key: str, at: str) -> State:
        """The article is the last one; an unread one is now being read."""
        state = replace(self, last=(key, at))
        return state.set(key, at, mark="reading") if self.of(key).mark == "unread" else state

    def with_fields(self, told: Iterable[tuple[str, Mapping[str, Stamped]]]) -> State:
        """The state with what was known of articles under other keys; later values stay."""
        merged = dict(self.fields)
        for key, fields in told:
            merged[key] = _later(merged.get(key, {}), fields)
        return replace(self, fields=merged)

    def save_filter(self, name: str, line: str, at: str) -> State:
        """The state with a filter saved under a name, or deleted with an empty line."""
        return replace(self, filters={**self.filters, name: (line, at)})

    def saved_filters(self) -> dict[str, str]:
        """Names and lines of the saved filters, by name."""
        return {name: line for name, (line, _) in sorted(self.filters.items()) if line}


def _latest(one: Stamped, other: Stamped) -> Stamped:
    """The later of two values; of the same instant the one that sorts last, so both sides agree."""
    return max(one, other, key=lambda stamped: (stamped[1], repr(stamped[0])))


def _later(one: Mapping[str, Stamped], other: Mapping[str, Stamped]) -> dict[str, Stamped]:
    merged = dict(one)
    for name, stamped in other.items():
        merged[name] = _latest(merged[name], stamped) if name in merged else stamped
    return merged


def merge(one: State, other: State) -> State:
    """Both states in one: for each field the value set last. The order does not matter."""
    keys = dict.fromkeys((*one.fields, *other.fields))
    return State(
        fields={key: _later(one.fields.get(key, {}), other.fields.get(key, {})) for key in keys},
        last=_latest(one.last, other.last),
        filters=_later(one.filters, other.filters),
        extra={**one.extra, **other.extra},
    )


def _differing(one: State, other: State) -> set[str]:
    """The keys of articles of which two states say different things."""
    keys = {*one.fields, *other.fields}
    return {key for key in keys if one.fields.get(key) != other.fields.get(key)}


def _stamped(value: object, fits: Callable[[Any], bool]) -> Stamped | None:
    if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str) and fits(value[0]):
        return value[0], value[1]
    return None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_FITS: dict[str, Callable[[Any], bool]] = {
    "mark": lambda value: value in MARKS,
    "progress": lambda value: isinstance(value, int | float) and 0 <= value <= 1,
    "position": _is_count,
    "star": lambda value: isinstance(value, bool),
    "view": lambda value: value in VIEWS,
    "encoding": lambda value: isinstance(value, str),
    "paragraphs": lambda value: isinstance(value, str),
    "digest": lambda value: isinstance(value, str),
} | {f"mark.{letter}": lambda value: value is None or _is_count(value) for letter in LETTERS}


def from_json(value: object) -> State:
    """The state of a JSON value; parts that make no sense are left out."""
    if not isinstance(value, dict):
        return State()
    articles = value.get("articles")
    fields: dict[str, dict[str, Stamped]] = {}
    for key, raw in (articles if isinstance(articles, dict) else {}).items():
        some = raw.items() if isinstance(raw, dict) else ()
        read = {name: _stamped(item, _FITS[name]) for name, item in some if name in _FITS}
        if known := {name: stamped for name, stamped in read.items() if stamped is not None}:
            fields[as_named(key)] = known
    last = _stamped(value.get("last"), lambda key: isinstance(key, str)) or ("", "")
    filters = value.get("filters")
    lines = {
        str(name): stamped
        for name, raw in (filters.items() if isinstance(filters, dict) else ())
        if (stamped := _stamped(raw, lambda line: isinstance(line, str))) is not None
    }
    known_names = {"version", "articles", "last", "filters"}
    extra = {name: item for name, item in value.items() if name not in known_names}
    return State(fields, (as_named(last[0]), last[1]), lines, extra)


def to_json(state: State, version: int = VERSION) -> dict[str, Any]:
    """The state as it is written: stable order, one line of each article's fields."""
    return {
        "version": version,
        "last": [storable(state.last[0]), state.last[1]],
        "filters": {name: list(stamped) for name, stamped in sorted(state.filters.items())},
        "articles": {
            storable(key): {name: list(stamped) for name, stamped in sorted(fields.items())}
            for key, fields in sorted(state.fields.items())
            if fields
        },
        **state.extra,
    }


def stamp() -> str:
    """Now, as states carry it: UTC with microseconds, so that it sorts as text."""
    return storage.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class StateFile:
    """The state in memory and in ``state.json``. Changes are kept and written with ``save``.

    Not safe to use from several threads at once; several processes are.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state = State()
        self._seen: storage.Stamp | None = None
        self._changed = State()
        self._told: set[str] = set()
        """Articles that others changed, as a save found, and ``refresh`` has not said yet."""

    def load(self) -> State:
        """Take in what the file says now; what was changed here and not saved yet stays."""
        seen = storage.stamp(self.path)  # before: what is written meanwhile is still news then
        try:
            value = storage.read_json(self.path)
        except FileNotFoundError:
            value = {}
        except storage.Damaged:  # set aside, and told of, by the next save
            return self.state
        self._seen = seen
        self.state = merge(from_json(value), self._changed)
        return self.state

    def refresh(self) -> set[str]:
        """Load again if another window wrote; the keys of articles that it changed."""
        told, self._told = self._told, set()
        if storage.stamp(self.path) == self._seen:
            return told
        before = self.state
        return told | _differing(before, self.load())

    def change(self, change: Callable[[State, str], State]) -> State:
        """Apply ``change(state, now)`` here; it is on disk after the next ``save``."""
        at = stamp()
        self.state = change(self.state, at)
        self._changed = change(self._changed, at)
        return self.state

    @property
    def unsaved(self) -> bool:
        """Whether something was changed since the last save."""
        return self._changed != State()

    def save(self) -> Path | None:
        """Merge the changes into the file; the path of a damaged file that was set aside.

        Raises OSError when it cannot be written; the changes stay and may be saved again.
        """
        changed = self._changed
        if changed == State():
            return None
        merged = State()

        def mutate(value: Any) -> Any:
            nonlocal merged
            merged = merge(from_json(value), changed)
            version = value.get("version", VERSION) if isinstance(value, dict) else VERSION
            return to_json(merged, max(version, VERSION) if isinstance(version, int) else VERSION)

        aside = storage.update_json(self.path, mutate)
        self._told |= _differing(self.state, merged)
        self.state, self._changed = merged, State()
        self._seen = storage.stamp(self.path)
        return aside
