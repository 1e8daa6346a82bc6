"""Undo and redo, worked out from the journal alone, so that they survive a restart."""

from __future__ import annotations

from typing import Any, NamedTuple

from reader.notes.journal import Entry

_SILENT = {"draft", "facts"}


class Change(NamedTuple):
    """What happened to one thing. For notes ``before`` and ``after`` are Note or None."""

    kind: str
    key: str
    id: str
    before: Any
    after: Any
    at: str = ""
    by: str = ""


class UndoLog:
    """Which groups of entries can be undone and redone by one person, newest last."""

    def __init__(self, creator: str) -> None:
        self._creator = creator
        self._groups: dict[str, list[Entry]] = {}
        self._done: dict[str, None] = {}
        self._undone: dict[str, None] = {}
        self._moves: list[tuple[str, str]] = []
        self.incomplete = False
        """Whether an undo or a redo was about a change that was not fed."""

    def feed(self, entry: Entry, *, elsewhere: bool = False) -> None:
        """Take in the next entry, in order of time.

        Drafts, other people's entries, and those another window makes ``elsewhere`` while this
        one is open, are not ours to undo.
        """
        if entry.kind == "move":
            self._moves.append((entry.key, entry.item))
        if entry.kind in _SILENT or entry.by != self._creator or elsewhere:
            return
        if entry.action == "do":
            group = entry.group or entry.id
            self._groups.setdefault(group, []).append(entry)
            self._done[group] = None
            for gone in self._undone:
                self._groups.pop(gone, None)
            self._undone.clear()
            return
        self.incomplete = self.incomplete or entry.of not in self._groups
        self._done.pop(entry.of, None)
        self._undone.pop(entry.of, None)
        if entry.of in self._groups and entry.action != "drop":
            (self._undone if entry.action == "undo" else self._done)[entry.of] = None

    def undoable(self) -> tuple[str, list[Entry]] | None:
        """The group that undo is about, its entries newest first; None when there is none."""
        if not self._done:
            return None
        group = next(reversed(self._done))
        return group, self._groups[group][::-1]

    def redoable(self) -> tuple[str, list[Entry]] | None:
        """The group that redo is about, its entries oldest first; None when there is none."""
        if not self._undone:
            return None
        group = next(reversed(self._undone))
        return group, list(self._groups[group])

    def places(self, key: str) -> list[str]:
        """``key`` and every key its notes were moved to since, newest last."""
        found = [key]
        for old, new in self._moves:
            if old == found[-1]:
                found.append(new)
        return found
