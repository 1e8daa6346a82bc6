"""What the dialogs of keys and commands list. Nothing here knows Textual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.tui.commands import Command, Scope
from reader.tui.dialogs.choices import Choice
from reader.tui.keyboard.key_names import label, labels

NAMES = {
    Scope.ANYWHERE: "Everywhere",
    Scope.LIBRARY: "Library",
    Scope.ARTICLE: "Article",
    Scope.SELECTING: "While selecting",
    Scope.NOTES: "Notes",
    Scope.NOTE_BOX: "Note box",
}


class Words(NamedTuple):
    """What stands around a list."""

    title: str
    prompt: str
    footer: str


KEYS = Words("Keys", "Search the keys", "counts work: 3} · Enter does it · Esc leaves")
ALL = Words("Commands", "What do you want to do?", "Enter does it · Esc leaves")


def key_choices(commands: Iterable[Command], scopes: Sequence[Scope]) -> list[Choice[Command]]:
    """The keys, grouped as in the table; the groups of ``scopes`` first."""
    return [
        Choice(
            command,
            command.title,
            lead=label(command.keys[0]),
            detail="  ".join(label(keys) for keys in command.keys[1:]),
            group=command.group if command.scope is not Scope.SELECTING else NAMES[command.scope],
        )
        for command in _ranked((c for c in commands if c.keys), scopes)
    ]


def command_choices(commands: Iterable[Command], scopes: Sequence[Scope]) -> list[Choice[Command]]:
    """All commands, those of ``scopes`` first."""
    return [
        Choice(command, command.title, detail=labels(command) or "—", group=NAMES[command.scope])
        for command in _ranked(commands, scopes)
    ]


def _ranked(commands: Iterable[Command], scopes: Sequence[Scope]) -> list[Command]:
    rank = {scope: index for index, scope in enumerate(scopes)}
    return sorted(commands, key=lambda command: rank.get(command.scope, len(rank)))
