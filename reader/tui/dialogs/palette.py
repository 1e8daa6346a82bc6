"""Palette and help: every command with its key, found by typing; Enter carries it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.tui.commands import Command, Scope
from reader.tui.dialogs.picker import Choice, Picker, narrowed
from reader.tui.keyboard.key_names import label, labels

NAMES = {
    Scope.ANYWHERE: "Everywhere",
    Scope.LIBRARY: "Library",
    Scope.ARTICLE: "Article",
    Scope.SELECTING: "While selecting",
    Scope.NOTES: "Notes",
    Scope.NOTE_BOX: "Note box",
}


class Palette(Picker[Command]):
    """All commands in one list, those of the focused pane first."""

    title_text = "Commands"
    prompt = "What do you want to do?"
    footer_text = "Enter does it · Esc leaves"

    def __init__(self, commands: Iterable[Command], scopes: Sequence[Scope]) -> None:
        super().__init__()
        rank = {scope: index for index, scope in enumerate(scopes)}
        rows = sorted(commands, key=lambda c: rank.get(c.scope, len(rank)))
        self._choices = [
            Choice(c, c.title, detail=labels(c) or "—", group=NAMES[c.scope]) for c in rows
        ]

    def choices(self, typed: str) -> list[Choice[Command]]:
        """The commands that fit."""
        return narrowed(typed, self._choices)


class Help(Picker[Command]):
    """The keys, grouped as in the table; the focused pane's groups first."""

    title_text = "Keys"
    prompt = "Search the keys"
    footer_text = "counts work: 3} · Enter does it · Esc leaves"

    def __init__(self, commands: Iterable[Command], scopes: Sequence[Scope]) -> None:
        super().__init__()
        rank = {scope: index for index, scope in enumerate(scopes)}
        rows = sorted((c for c in commands if c.keys), key=lambda c: rank.get(c.scope, len(rank)))
        self._choices = [
            Choice(
                c,
                c.title,
                lead=label(c.keys[0]),
                detail="  ".join(label(keys) for keys in c.keys[1:]),
                group=c.group if c.scope is not Scope.SELECTING else NAMES[c.scope],
            )
            for c in rows
        ]

    def choices(self, typed: str) -> list[Choice[Command]]:
        """The commands that fit."""
        return narrowed(typed, self._choices)
