"""Five keys for somebody who opens a library for the first time; gone with the first key."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from reader.tui.commands import Command
from reader.tui.key_names import label

FIVE = (
    (("library-down", "library-up"), "choose an article"),
    (("library-open",), "read it"),
    (("annotate",), "write a note on the sentence"),
    (("cleaning-view",), "show what was removed"),
    (("help",), "show all keys"),
)
"""Commands and what they are for, in the words of a first visit."""

FIVE_ALONE = (
    (("row-down", "row-up"), "move"),
    (("annotate",), "write a note on the sentence"),
    (("highlight",), "highlight the paragraph"),
    *FIVE[3:],
)
"""The same where one file was opened, and there is no list."""

FRAME = 4
"""Cells of borders and padding."""


def five(commands: Iterable[Command], *, alone: bool = False) -> list[tuple[str, str]]:
    """Keys and what they do, by the table in use: rebound keys show as they are."""
    keys = {command.id: label(command.keys[0]) for command in commands if command.keys}
    rows = []
    for names, words in FIVE_ALONE if alone else FIVE:
        found = [keys[name] for name in names if name in keys]
        if found:
            rows.append((" ".join(found), words))
    return rows


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
        own = self._width + 2 + max((len(words) for _, words in self._rows), default=0) + FRAME
        self.styles.offset = (max(0, columns - own - FRAME), 0)

    def render(self) -> Content:
        """One key a line."""
        width = self._width
        return Content("\n").join(
            Content.assemble((f"{keys:<{width}}", "bold $accent-ink"), f"  {words}")
            for keys, words in self._rows
        )
