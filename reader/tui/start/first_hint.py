"""The hint with the first keys, laid over the first screen before Textual is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.tui.commands import Command
from reader.tui.start.first_five import MARGIN, five, left_of, width_of
from reader.tui.start.first_frames import Piece, part


def hinted(
    screen: Sequence[list[Piece]], commands: Iterable[Command], columns: int, *, alone: bool
) -> list[list[Piece]]:
    """The screen with the hint at its lower right; nothing is moved by it."""
    rows = five(commands, alone=alone)
    box = _box(rows)
    left, top = MARGIN + left_of(rows, columns), len(screen) - MARGIN - len(box)
    right = left + width_of(rows)
    found = list(screen)
    for y, line in enumerate(box, top):
        if 0 <= y < len(found):
            under = found[y]
            found[y] = [*part(under, 0, left), *line, *part(under, right, columns)]
    return found


def _box(rows: Sequence[tuple[str, str]]) -> list[list[Piece]]:
    inner, widest = width_of(rows) - 2, max((len(keys) for keys, _ in rows), default=0)
    title = " First keys "
    dashes = "─" * (inner - 1 - len(title))
    box = [[("╭─", "frame-focus"), (title, "row-bar"), (dashes + "╮", "frame-focus")]]
    for keys, words in rows:
        said = f"  {words}".ljust(inner - 1 - widest)
        box.append([
            ("│ ", "frame-focus"), (keys.ljust(widest), "key"), (said, "title"),
            ("│", "frame-focus"),
        ])  # fmt: skip
    return [*box, [("╰" + "─" * inner + "╯", "frame-focus")]]
