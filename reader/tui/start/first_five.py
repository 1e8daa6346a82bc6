"""The five first keys and the place of their hint, for whoever draws it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.tui.commands import Command
from reader.tui.keyboard.key_names import label

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
MARGIN = 2
"""Cells left and right of the hint, and rows below it."""


def five(commands: Iterable[Command], *, alone: bool = False) -> list[tuple[str, str]]:
    """Keys and what they do, by the table in use: rebound keys show as they are."""
    keys = {command.id: label(command.keys[0]) for command in commands if command.keys}
    rows = []
    for names, words in FIVE_ALONE if alone else FIVE:
        found = [keys[name] for name in names if name in keys]
        if found:
            rows.append((" ".join(found), words))
    return rows


def width_of(rows: Sequence[tuple[str, str]]) -> int:
    """Cells of the hint, its frame included."""
    keys, words = (max((len(row[part]) for row in rows), default=0) for part in (0, 1))
    return keys + 2 + words + FRAME


def left_of(rows: Sequence[tuple[str, str]], columns: int) -> int:
    """Cells between the left margin and the hint, which stands at the right."""
    return max(0, columns - width_of(rows) - 2 * MARGIN)
