"""Versions of a note, and what to do when two of them meet.

Every version has a name made of its content, its revision and the version it was made from, as in
CouchDB: two stores that make the same edit of the same version get the same name, and a version
that has the other among its ancestors is the newer one. Two versions neither of which knows the
other are rivals: both are kept.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from reader.notes.model import Note, Tombstone
from reader.storage import dump_json

ANCESTORS = 32
"""How many ancestors a note remembers."""
_SPACE = uuid.UUID("6a1f0c52-2d5c-5a8e-9d0b-3f6a0c1be7a4")

Version = Note | Tombstone


def content(note: Note) -> tuple[Any, ...]:
    """What a person would call the note: everything but its history and its times."""
    return (
        note.exact,
        note.prefix,
        note.suffix,
        note.start,
        note.end,
        note.comment,
        note.tags,
        note.colour.value,
        note.creator,
        note.conflict_of,
        dump_json(_ordered(note.extra), indent=0) if note.extra else b"",
    )


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    return value


def same(one: Version | None, other: Version | None) -> bool:
    """Whether two versions say the same, whatever their history; None and deleted are alike."""
    if not isinstance(one, Note) or not isinstance(other, Note):
        return not isinstance(one, Note) and not isinstance(other, Note)
    return content(one) == content(other)


def version(item: Version) -> str:
    """The name of this version: 16 hexadecimal digits."""
    parent = item.ancestry[0] if item.ancestry else ""
    body: tuple[Any, ...] = content(item) if isinstance(item, Note) else ("deleted",)
    record = repr((item.id, item.revision, parent, body))
    return hashlib.sha256(record.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def lineage(item: Version) -> tuple[str, ...]:
    """Names of this version and its ancestors, newest first."""
    return (version(item), *item.ancestry)


def succeed(note: Note, before: Version | None) -> Note:
    """``note`` as the version that follows ``before``."""
    if before is None:
        return replace(note, revision=1, ancestry=())
    ancestry = lineage(before)[:ANCESTORS]
    return replace(note, revision=before.revision + 1, ancestry=ancestry)


def bury(before: Note, deleted: str) -> Tombstone:
    """The tombstone that follows ``before``; ``deleted`` is the time."""
    return Tombstone(before.id, before.revision + 1, lineage(before)[:ANCESTORS], deleted)


class Merged(NamedTuple):
    """The outcome of two versions meeting: what stands, and the rival kept beside it."""

    item: Version
    rival: Note | None = None


def merge(one: Version, other: Version) -> Merged:
    """Merge two versions of one note; the order of the arguments does not matter.

    The newer wins where one was made from the other, also where both say the same. Of rivals, an
    edit wins over a deletion; of two edits both are kept, the loser under an id made of its
    content, so that every store keeps the same one.
    """
    ours, theirs = lineage(one), lineage(other)
    if ours[0] == theirs[0]:
        return Merged(one)
    if theirs[0] in ours:
        return Merged(one)
    if ours[0] in theirs:
        return Merged(other)
    first, second = sorted((one, other), key=_rank, reverse=True)
    if not (isinstance(first, Note) and isinstance(second, Note)) or same(first, second):
        return Merged(first)
    return Merged(first, rival_of(second))


def _rank(item: Version) -> tuple[bool, int, str, str]:
    moment = item.modified if isinstance(item, Note) else item.deleted
    return isinstance(item, Note), item.revision, moment, version(item)


def rival_of(note: Note) -> Note:
    """``note`` as a note of its own that says which one it contradicts."""
    name = uuid.uuid5(_SPACE, f"{note.id} {version(note)}")
    return replace(
        note, id=name.urn, conflict_of=note.conflict_of or note.id, revision=1, ancestry=()
    )


def rivals_of(note: Note, notes: Iterable[Note]) -> list[Note]:
    """The other notes that are rival edits of the same note, that note itself among them."""
    root = note.conflict_of or note.id
    return [n for n in notes if n.id != note.id and root in (n.id, n.conflict_of)]


def contested(notes: Iterable[Note]) -> frozenset[str]:
    """Ids of the notes that have a rival among ``notes``."""
    rivals: dict[str, list[str]] = {}
    for note in notes:
        rivals.setdefault(note.conflict_of or note.id, []).append(note.id)
    return frozenset(name for names in rivals.values() if len(names) > 1 for name in names)
