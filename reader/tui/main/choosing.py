"""Lists to choose from that hold everywhere: the keys, all commands, the themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from reader.config import set_value
from reader.tui.keyboard.keys import Match
from reader.tui.main.host import Commands, Host

if TYPE_CHECKING:
    from reader.tui.commands import Command, Scope
    from reader.tui.work import Serial


class Commanded(Host, Protocol):
    """A screen that carries out commands."""

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where the keys pressed now are looked up."""

    def carry_out(self, match: Match) -> None:
        """Have a command carried out."""


class Choosing:
    """Shows a list, and does what was chosen in it."""

    def __init__(self, host: Commanded, commands: Sequence[Command], side: Serial) -> None:
        self._host, self._rows, self._side = host, commands, side
        self.commands: Commands = {
            "help": self.show_keys,
            "palette": self.show_commands,
            "theme": self.choose_theme,
        }

    def show_keys(self) -> None:
        """The keys."""
        from reader.tui.dialogs.palette import Help

        self._host.app.push_screen(Help(self._rows, self._host.scopes), self._chosen)

    def show_commands(self) -> None:
        """All commands."""
        from reader.tui.dialogs.palette import Palette

        self._host.app.push_screen(Palette(self._rows, self._host.scopes), self._chosen)

    def _chosen(self, command: Command | None) -> None:
        if command is not None:
            self._host.carry_out(Match(command))

    def choose_theme(self) -> None:
        """Pick a theme; it is shown while choosing."""
        from reader.tui.dialogs.themes import ThemePicker

        app = self._host.app

        def chosen(name: str | None) -> None:
            if name is not None:
                app.theme = name
                self._side.run(lambda _: set_value("look", "theme", name))

        app.push_screen(ThemePicker(list(app.available_themes.values()), app.theme), chosen)
