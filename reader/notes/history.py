"""What was done, and taking it back: undo, redo, and the history of one note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from reader.notes.annotation import to_annotation
from reader.notes.journal import Entry
from reader.notes.model import Note, Tombstone
from reader.notes.recovery import version_of
from reader.notes.undo import Change, UndoLog
from reader.notes.vault import Vault
from reader.notes.versions import Version, bury, same, succeed
from reader.notes.w3c import tombstone_json


class History:
    """The changes of one library as one person's window may take them back.

    Only the newest part of the journal is read, until what is asked for is older.
    """

    def __init__(self, vault: Vault, creator: str, opened: str) -> None:
        """``opened``: when this window began; what others did since is theirs to undo."""
        self._vault, self._creator, self._opened = vault, creator, opened
        self._log: UndoLog | None = None
        self._whole = False
        self._moves: dict[str, list[Entry]] = {}

    def of(self, identity: str) -> tuple[Change, ...]:
        """Every change of one note that the journal knows, oldest first."""
        entries = self._vault.entries()
        return tuple(change(e) for e in entries if e.kind == "note" and e.item == identity)

    def undone_moves(self) -> set[tuple[str, str]]:
        """Moves (old key, new key) that were taken back and are not to be made again unasked."""
        found: set[tuple[str, str]] = set()
        for entry in self._all_moves():
            if entry.action == "undo":
                found.add((entry.item, entry.key))
            else:
                found.discard((entry.key, entry.item))
        return found

    def _all_moves(self) -> list[Entry]:
        """Every move, oldest first; packed parts never change and are read once."""
        journal = self._vault.journal
        for path in journal.packed():
            if path.name not in self._moves:
                self._moves[path.name] = [e for e in journal.read([path]) if e.kind == "move"]
        old = [entry for entries in self._moves.values() for entry in entries]
        known = {entry.id for entry in old}
        recent = self._vault.entries(recent=True)
        return [*old, *(e for e in recent if e.kind == "move" and e.id not in known)]

    def commit(self, entries: Sequence[Entry]) -> None:
        """Make entries durable, and undoable."""
        self._vault.commit(entries)
        if self._log is not None:
            for entry in entries:
                self._log.feed(entry)

    def undo(self) -> tuple[Change, ...]:
        """Take back the newest change of this person; what was done to do so, () if nothing.

        A note that was changed elsewhere since is left alone, and ``announcements`` says so.
        """
        found = self._known().undoable() or self._known(whole=True).undoable()
        return () if found is None else self._step("undo", *found)

    def redo(self) -> tuple[Change, ...]:
        """Do again what the last undo took back."""
        found = self._known().redoable() or self._known(whole=True).redoable()
        return () if found is None else self._step("redo", *found)

    def _known(self, *, whole: bool = False) -> UndoLog:
        if self._log is None or (whole and not self._whole):
            self._log = self._read(recent=not whole)
            self._whole = whole
        if self._log.incomplete and not self._whole:
            return self._known(whole=True)
        return self._log

    def _read(self, *, recent: bool) -> UndoLog:
        log = UndoLog(self._creator)
        for entry in self._vault.entries(recent=recent):
            later = entry.at > self._opened and not self._vault.journal.made(entry)
            log.feed(entry, elsewhere=later)
        return log

    def _step(
        self, action: Literal["undo", "redo"], group: str, entries: list[Entry]
    ) -> tuple[Change, ...]:
        made: list[Entry] = []
        staged: dict[str, Version] = {}
        for entry in entries:
            before, after = entry.before, entry.after
            if action == "undo" and entry.kind != "move":
                before, after = after, before
            new: Entry | None
            if entry.kind == "note":
                new = self._restore(entry, version_of(before), version_of(after), staged)
            elif entry.kind == "move":
                ends = (entry.item, entry.key) if action == "undo" else (entry.key, entry.item)
                new = self._vault.journal.entry("move", *ends, None, entry.after)
            else:
                new = self._vault.journal.entry(entry.kind, entry.key, entry.item, before, after)
            if new is not None:
                made.append(new)
        if not made:
            drop = self._vault.journal.entry("drop", "", "", None, None)
            self.commit([replace(drop, action="drop", of=group)])
            return ()
        self.commit([replace(entry, action=action, of=group) for entry in made])
        return tuple(map(change, made))

    def _restore(
        self, entry: Entry, now: Version | None, then: Version | None, staged: dict[str, Version]
    ) -> Entry | None:
        """The entry that turns a note from ``now`` into ``then``; None where it is not ``now``.

        ``staged`` holds, by id, what earlier entries of the same step have made of notes.
        """
        keys = self._known().places(entry.key)
        key = next((k for k in keys if self._vault.page(k).find(entry.item) is not None), keys[-1])
        page = self._vault.page(key)
        present = staged.get(entry.item, page.find(entry.item))
        if not same(present, now) or page.newer:
            self._vault.tell(
                f"A note of {key} was changed elsewhere since: that change was left as it is."
            )
            return None
        if isinstance(then, Note):
            item: Version = succeed(then, present)
        elif isinstance(present, Note):
            item = bury(present, self._vault.moment())
        else:
            return None
        staged[entry.item] = item
        return self._vault.journal.entry(
            "note", key, entry.item, as_json(key, present), as_json(key, item)
        )


def as_json(key: str, item: Version | None) -> Any:
    """A version of a note as a journal entry holds it."""
    if item is None:
        return None
    return tombstone_json(item) if isinstance(item, Tombstone) else to_annotation(key, item)


def change(entry: Entry) -> Change:
    """What an entry says, with notes as notes."""
    before, after = entry.before, entry.after
    if entry.kind == "note":
        before, after = (
            item if isinstance(item, Note) else None
            for item in (version_of(before), version_of(after))
        )
    return Change(entry.kind, entry.key, entry.item, before, after, entry.at, entry.by)
