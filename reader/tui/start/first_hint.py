"""The hint with the first keys, laid over the first screen before Textual is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, get_character_cell_size

from reader.tui.commands import Command
from reader.tui.start.first_five import MARGIN, five, left_of, width_of

Piece = tuple[str, str]


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


def part(pieces: Sequence[Piece], begin: int, end: int) -> Iterator[Piece]:
    """What lies in the cells from ``begin`` to ``end``; half of a wide character is a blank."""
    at = 0
    for text, name in pieces:
        size = cell_len(text)
        first, last = max(begin - at, 0), min(end - at, size)
        if first < last:
            yield _cells(text, first, last), name
        at += size


def _cells(text: str, first: int, last: int) -> str:
    if text.isascii():
        return text[first:last]
    found, at = "", 0
    for character in text:
        size = get_character_cell_size(character)
        if first <= at and at + size <= last and (size or at > first):
            found += character
        elif size:
            found += " " * max(0, min(at + size, last) - max(at, first))
        at += size
    return found
