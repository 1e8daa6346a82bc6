"""The store of notes: what a person made, kept safe on disk and merged with what others made.

A change goes to the journal first and is synced there; then it is folded into the page of its
document under the library's lock, merged with what stands on disk by then. Where either fails,
the change stays in memory and in an emergency file, and ``status`` says so until it is safe.

One store is used from one thread at a time; any number of processes may share a library.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reader.notes.annotation import from_annotation, to_annotation
from reader.notes.drafts import Drafts
from reader.notes.history import History, as_json, change
from reader.notes.homecoming import bring_home, take_along
from reader.notes.journal import Entry
from reader.notes.model import DocumentFacts, Note
from reader.notes.page import Page, merge_facts, with_versions
from reader.notes.safety import Status
from reader.notes.undo import Change
from reader.notes.vault import Vault
from reader.notes.versions import (
    ANCESTORS,
    Version,
    bury,
    lineage,
    rival_of,
    same,
    succeed,
    version,
)
from reader.notes.w3c import facts_json, page_json
from reader.storage import Home, now


class ReadOnlyNotes(Exception):
    """The notes of a document can be read and not changed; the sentence says why."""


class NoteStore:
    """The notes, drafts and journal of one library, as one process sees and changes them."""

    def __init__(
        self,
        home: Home | Path,
        *,
        creator: str = "",
        state: Path | None = None,
        clock: Callable[[], datetime] = now,
        patience: float = 2.0,
    ) -> None:
        """Open the store; nothing is written unless a crash left something to put right.

        ``state`` is where this machine keeps what must survive a library that cannot be written
        (default: the XDG state folder); ``patience`` is how long to wait for a lock, in seconds.
        """
        self.creator = creator
        self.vault = Vault(
            home if isinstance(home, Home) else Home(home),
            creator=creator,
            state=state if state is not None else _state_folder(),
            clock=clock,
            patience=patience,
        )
        self._group = ""
        opened = clock().isoformat(timespec="microseconds")
        self._history = History(self.vault, creator, opened)
        self.vault.recover()
        if self.vault.home.beneath is not None:
            take_along(self.vault, self.vault.home.beneath)

    # Reading

    def page(self, key: str) -> Page:
        """Everything known of one document's notes."""
        return self.vault.page(key)

    def notes(self, key: str) -> tuple[Note, ...]:
        """The notes of one document, by position, then id."""
        return self.vault.page(key).notes

    def keys(self) -> list[str]:
        """Keys of all documents that have notes, or had, in order."""
        return self.vault.keys()

    def all_notes(self) -> Iterator[tuple[str, Note]]:
        """Every note of the library with the key of its document, by key, then position."""
        for key in self.keys():
            for note in self.notes(key):
                yield key, note

    def pages(self) -> Iterator[Page]:
        """The page of every document that has notes, or had, by key."""
        yield from map(self.page, self.keys())

    @property
    def drafts(self) -> Drafts:
        """Unfinished notes."""
        return self.vault.drafts

    @property
    def status(self) -> Status:
        """How safe the newest changes are; not ``Safety.SAFE``: show it, and call ``retry``."""
        return self.vault.status

    def retry(self) -> Status:
        """Try again what could not be written."""
        return self.vault.retry()

    def announcements(self) -> list[str]:
        """Sentences for the reader (files mended, copies merged, …) since the last call."""
        return self.vault.announcements()

    def changed_outside(self) -> set[str]:
        """Keys of documents whose notes another program changed since the last call; cheap."""
        return self.vault.changed_outside()

    def bring_home(self, apart: Path) -> bool:
        """Merge what was kept elsewhere while the library could not be written: see homecoming."""
        return bring_home(self.vault, apart)

    def close(self) -> None:
        """Write what is left and let go of the library."""
        self.vault.close()

    # Changing

    def put(self, key: str, note: Note, *, facts: DocumentFacts | None = None) -> Note:
        """Add a note or change one; returns it as it was stored.

        Change a note by ``replace`` on the one you were given: its ancestry tells which version
        you saw. Was it changed elsewhere since, both edits are kept, yours perhaps under a new id
        with ``conflict_of`` set. Raises ReadOnlyNotes.
        """
        page = self._writable(key)
        present = page.find(note.id)
        moment = self.vault.moment()
        note = replace(note, created=note.created or moment, creator=note.creator or self.creator)
        note = _canonical(key, note)
        if isinstance(present, Note) and same(present, note):
            return present
        made = _made_from(replace(note, modified=moment), present)
        after = self._change(key, page, [made], facts)
        rival = rival_of(made)
        return next((n for n in after.notes if version(n) == version(made)), None) or next(
            (n for n in after.notes if n.id == rival.id), made
        )

    def remove(self, key: str, identity: str) -> bool:
        """Delete a note; whether there was one. Raises ReadOnlyNotes."""
        page = self._writable(key)
        present = page.find(identity)
        if not isinstance(present, Note):
            return False
        self._change(key, page, [bury(present, self.vault.moment())], None)
        return True

    def merge(self, key: str, other: Page) -> tuple[Change, ...]:
        """Merge another copy of a document's notes by id; what changed. Raises ReadOnlyNotes."""
        page = self._writable(key)
        entries = self._entries(page, [*other.tombstones, *other.notes], other.facts)
        self._commit(entries)
        return tuple(map(change, entries))

    def merge_all(self, pages: Iterable[Page]) -> tuple[tuple[Change, ...], tuple[str, ...]]:
        """Merge copies of several documents' notes as one step: all of them, or none.

        What changed, and a sentence on each document whose notes can be read only.
        """
        entries: list[Entry] = []
        refused: list[str] = []
        for other in pages:
            try:
                page = self._writable(other.key)
            except ReadOnlyNotes as error:
                refused.append(str(error))
                continue
            entries += self._entries(page, [*other.tombstones, *other.notes], other.facts)
        self._commit(entries)
        return tuple(map(change, entries)), tuple(refused)

    def describe(self, key: str, facts: DocumentFacts) -> None:
        """Keep the facts of a document that has notes up to date; does nothing for others."""
        page = self.vault.page(key)
        if page.empty or page.newer or merge_facts(page.facts, facts) == page.facts:
            return
        entry = self.vault.journal.entry("facts", key, "", None, None)
        self.vault.commit([replace(entry, facts=facts_json(facts))])

    def move(self, old: str, new: str, *, facts: DocumentFacts | None = None) -> bool:
        """Give the notes of ``old`` to the document ``new``; whether there were any.

        Notes that ``new`` has already stay. It is one undoable change. Raises ReadOnlyNotes.
        """
        page = self._writable(old)
        self._writable(new)
        if page.empty or old == new:
            return False
        with self.group():
            self._commit([self.vault.journal.entry("move", old, new, None, page_json(page))])
        if facts is not None:
            self.describe(new, facts)
        return True

    def record(self, kind: str, key: str, identity: str, before: Any, after: Any) -> None:
        """Journal a change of another kind ("state", "cleaning", …), so that undo covers it.

        ``before`` and ``after`` are JSON values. The thing itself is kept by the caller, who gets
        the change back from ``undo`` and ``redo`` to apply it.
        """
        self._commit([self.vault.journal.entry(kind, key, identity, before, after)])

    def record_all(self, kind: str, changes: Iterable[tuple[str, str, Any, Any]]) -> None:
        """Journal changes as ``record`` does, each (key, identity, before, after), as one step."""
        self._commit([self.vault.journal.entry(kind, *change) for change in changes])

    @contextmanager
    def group(self) -> Iterator[None]:
        """Changes made in this block are undone and redone as one."""
        outer = self._group
        self._group = outer or uuid.uuid4().hex
        try:
            yield
        finally:
            self._group = outer

    def _writable(self, key: str) -> Page:
        page = self.vault.page(key)
        if page.newer:
            raise ReadOnlyNotes(
                f"The notes of {key} were written by a newer version of Glosse: they can be read, "
                "not changed. Update Glosse to change them."
            )
        return page

    def _change(
        self, key: str, page: Page, items: list[Version], facts: DocumentFacts | None
    ) -> Page:
        self._commit(self._entries(replace(page, key=key), items, facts))
        return self.vault.page(key)

    def _entries(
        self, page: Page, items: Iterable[Version], facts: DocumentFacts | None
    ) -> list[Entry]:
        """One entry for every note that is another one once ``items`` are merged in."""
        after = with_versions(page, items)
        known = {item.id: item for item in _items(page)}
        described = facts_json(facts or DocumentFacts())
        return [
            replace(
                self.vault.journal.entry(
                    "note", page.key, item.id, as_json(page.key, known.get(item.id)),
                    as_json(page.key, item),
                ),
                facts=described,
            )
            for item in _items(after)
            if known.get(item.id) is not item
        ]  # fmt: skip

    def _commit(self, entries: list[Entry]) -> None:
        if not entries:
            return
        group = self._group or entries[0].id
        self._history.commit([replace(entry, group=group) for entry in entries])

    # Undo

    def undo(self) -> tuple[Change, ...]:
        """Take back the newest change of this person; what was done to do so, () if nothing.

        A note that was changed elsewhere since is left alone, and ``announcements`` says so.
        """
        return self._history.undo()

    def redo(self) -> tuple[Change, ...]:
        """Do again what the last undo took back."""
        return self._history.redo()

    def history(self, identity: str) -> tuple[Change, ...]:
        """Every change of one note that the journal knows, oldest first."""
        return self._history.of(identity)

    def undone_moves(self) -> set[tuple[str, str]]:
        """Moves (old key, new key) that were taken back and are not to be made again unasked."""
        return self._history.undone_moves()


def _items(page: Page) -> tuple[Version, ...]:
    return (*page.notes, *page.tombstones)


def _canonical(key: str, note: Note) -> Note:
    """The note as it will be read back, so that its version is the same then."""
    tags = tuple(dict.fromkeys(tag for tag in note.tags if tag))
    if not 0 <= note.start <= note.end:
        raise ValueError(f"not a span: {note.start}..{note.end}")
    note = replace(note, tags=tags)
    read = from_annotation(to_annotation(key, note))
    if read is None:
        raise ValueError(f"not a note: {note.id!r}")
    return replace(read[0], revision=note.revision, ancestry=note.ancestry)


def _made_from(note: Note, present: Version | None) -> Note:
    """``note`` as the version after the one its maker saw, which may be older than ``present``."""
    if present is None:
        return succeed(note, None)
    seen_now = (note.revision, note.ancestry) == (present.revision, present.ancestry)
    if isinstance(present, Note) and seen_now:
        return succeed(note, present)
    line = lineage(present)
    if not note.ancestry:
        seen = len(line) - 1
    else:
        seen = line.index(note.ancestry[0]) - 1 if note.ancestry[0] in line else -1
    ancestry = note.ancestry if seen < 0 else line[seen : seen + ANCESTORS]
    return replace(note, revision=note.revision + 1, ancestry=ancestry)


def _state_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("glosse", appauthor=False))
