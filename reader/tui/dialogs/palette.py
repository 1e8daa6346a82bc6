"""Palette and help: every command with its key, found by typing; Enter carries it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.tui.commands import Command, Scope
from reader.tui.dialogs.choices import Choice, narrowed
from reader.tui.dialogs.key_lists import ALL, KEYS, command_choices, key_choices
from reader.tui.dialogs.picker import Picker


class Palette(Picker[Command]):
    """All commands in one list, those of the focused pane first."""

    title_text, prompt, footer_text = ALL

    def __init__(self, commands: Iterable[Command], scopes: Sequence[Scope]) -> None:
        super().__init__()
        self._choices = command_choices(commands, scopes)

    def choices(self, typed: str) -> list[Choice[Command]]:
        """The commands that fit."""
        return narrowed(typed, self._choices)


class Help(Picker[Command]):
    """The keys, grouped as in the table; the focused pane's groups first."""

    title_text, prompt, footer_text = KEYS

    def __init__(self, commands: Iterable[Command], scopes: Sequence[Scope]) -> None:
        super().__init__()
        self._choices = key_choices(commands, scopes)

    def choices(self, typed: str) -> list[Choice[Command]]:
        """The commands that fit."""
        return narrowed(typed, self._choices)
