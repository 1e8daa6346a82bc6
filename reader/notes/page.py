"""The notes of one document together, and how two copies of them are merged."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from reader.notes.model import DocumentFacts, Note, Tombstone
from reader.notes.versions import Version, merge, same, version


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the store knows of one document. Notes are in order of position, then id."""

    key: str
    facts: DocumentFacts = field(default_factory=DocumentFacts)
    notes: tuple[Note, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    foreign: tuple[Any, ...] = ()
    """Annotations of other programs that are not notes on a passage, as they were read."""
    unread: tuple[Any, ...] = ()
    """Items that are not annotations at all, as they were read."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields of the page that are not ours."""
    newer: bool = False
    """Written by a newer version of the program: read, never written."""

    def __post_init__(self) -> None:
        ordered = sorted(self.notes, key=lambda note: (note.start, note.end, note.id))
        object.__setattr__(self, "notes", tuple(ordered))

    @property
    def empty(self) -> bool:
        """Whether nothing was ever noted here."""
        return not (self.notes or self.tombstones or self.foreign or self.unread or self.extra)

    def find(self, identity: str) -> Version | None:
        """The note or tombstone with this id."""
        items: tuple[Version, ...] = (*self.notes, *self.tombstones)
        return next((item for item in items if item.id == identity), None)


def with_versions(page: Page, items: Iterable[Version]) -> Page:
    """The page with all of ``items`` merged in, rivals kept beside what they contradict."""
    present_items: tuple[Version, ...] = (*page.tombstones, *page.notes)
    known: dict[str, Version] = {item.id: item for item in present_items}
    waiting = deque(items)
    while waiting:
        item = waiting.popleft()
        present = known.get(item.id)
        if present is None:
            known[item.id] = item
            continue
        merged = merge(present, item)
        known[item.id] = merged.item
        if merged.rival is not None:
            waiting.append(merged.rival)
    notes = tuple(item for item in known.values() if isinstance(item, Note))
    stones = tuple(item for item in known.values() if isinstance(item, Tombstone))
    return replace(page, notes=notes, tombstones=stones)


def merge_pages(one: Page, other: Page) -> Page:
    """Two copies of a page as one; on facts and unknown fields ``one`` wins."""
    merged = with_versions(one, (*other.tombstones, *other.notes))
    return replace(
        merged,
        facts=merge_facts(other.facts, one.facts),
        foreign=_union(one.foreign, other.foreign),
        unread=_union(one.unread, other.unread),
        extra={**other.extra, **one.extra},
        newer=one.newer or other.newer,
    )


def merge_facts(old: DocumentFacts, new: DocumentFacts) -> DocumentFacts:
    """What is known of a document: the new facts, and the old ones where the new are empty."""
    names = [field.name for field in fields(DocumentFacts)]
    return DocumentFacts(**{name: getattr(new, name) or getattr(old, name) for name in names})


def _union(ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...]:
    known = {_identity(item) for item in ours}
    return (*ours, *(item for item in theirs if _identity(item) not in known))


def _identity(item: Any) -> str:
    if isinstance(item, dict) and isinstance(item.get("id"), str):
        return f"id {item['id']}"
    return repr(item)


def differences(before: Page, after: Page) -> tuple[str, ...]:
    """Ids of the notes that were added, changed or removed, in order of the id."""
    old = {note.id: note for note in before.notes}
    new = {note.id: note for note in after.notes}
    return tuple(
        identity
        for identity in sorted(old.keys() | new.keys())
        if not same(old.get(identity), new.get(identity))
        or _version(old.get(identity)) != _version(new.get(identity))
    )


def _version(note: Note | None) -> str:
    return "" if note is None else version(note)
