"""Five keys for somebody who opens a library for the first time; gone with the first key."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from reader.tui.commands import Command
from reader.tui.start.first_five import five, left_of


class FirstKeys(Widget):
    """The hint, above everything else in a corner; it takes no keys and moves nothing."""

    def __init__(self, commands: Iterable[Command], *, alone: bool = False) -> None:
        super().__init__()
        self._rows = five(commands, alone=alone)
        self.display = False
        self.border_title = Content("First keys")

    @property
    def _width(self) -> int:
        return max((len(keys) for keys, _ in self._rows), default=0)

    def place(self, columns: int) -> None:
        """Stand at the right, where no row of the library is covered."""
        self.styles.offset = (left_of(self._rows, columns), 0)

    def render(self) -> Content:
        """One key a line."""
        width = self._width
        return Content("\n").join(
            Content.assemble((f"{keys:<{width}}", "bold $accent-ink"), f"  {words}")
            for keys, words in self._rows
        )
