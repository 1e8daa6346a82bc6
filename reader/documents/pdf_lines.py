"""The lines of a page of a PDF, with what their places on it tell.

A file says where every piece of text stands and nothing of paragraphs and tables: the first line of
a paragraph is set in, or has a gap above it; cells of one row stand at one height.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from reader.documents.decoding import normalise_newlines, without_surrogates
from reader.documents.lines import is_list_item

_SAME = 1.0
"""Points by which two heights may differ that are one."""
_INDENT = (4.0, 80.0)
"""Points by which the first line of a paragraph is set in."""
_GAP = (1.25, 6.0)
"""The step to a line, in usual steps, that parts it from the one above."""
_BULLET = str.maketrans({"\x7f": "•"})
"""Unused codes of the usual encoding are bullets (ISO 32000-1, annex D.2)."""


class FirstLine(str):
    """A line that stands as the first of a paragraph does."""

    __slots__ = ()


class TableRow(str):
    """A row of a table, as one line."""

    cells: tuple[str, ...] = ()


class Placed(NamedTuple):
    """A line and where it begins, in points from the lower left."""

    text: str
    x: float
    y: float


def lines_of(page: Any) -> list[str]:
    """The lines of a page of pypdf that hold something, from top to bottom as they are drawn."""
    pieces: list[Placed] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], *_: object) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        pieces.append(Placed(text, x, y))

    page.extract_text(visitor_text=visit)
    return read(joined_pieces(pieces))


def joined_pieces(pieces: Sequence[Placed]) -> list[Placed]:
    """The lines that pieces of text make, each at the place of its first letter."""
    lines: list[Placed] = []
    text, place = "", None
    for piece in pieces:
        parts = normalise_newlines(without_surrogates(piece.text)).split("\n")
        for number, part in enumerate(parts):
            if number:
                lines += _line(text, place)
                text, place = "", None
            text += part
            if place is None and part.strip():
                place = piece
    return lines + _line(text, place)


def _line(text: str, place: Placed | None) -> list[Placed]:
    shown = text.strip().translate(_BULLET)
    return [Placed(shown, place.x, place.y)] if place is not None and shown else []


def read(lines: Sequence[Placed]) -> list[str]:
    """The lines as text: rows of tables, and first lines of paragraphs, known as such."""
    rows = _rows(lines)
    whole = [Placed(" ".join(cell.text for cell in row), row[0].x, row[0].y) for row in rows]
    columns = [
        0 if len(row) < 2 or is_list_item(line.text) else len(row)
        for row, line in zip(rows, whole, strict=True)
    ]
    begins = _beginnings(whole)
    found: list[str] = []
    for number, line in enumerate(whole):
        count, around = columns[number], columns[max(0, number - 1) : number + 2]
        if count and around.count(count) > 1:
            row = TableRow(line.text)
            row.cells = tuple(cell.text for cell in rows[number])
            found.append(row)
        else:
            found.append(FirstLine(line.text) if number in begins else line.text)
    return found


def _rows(lines: Sequence[Placed]) -> list[list[Placed]]:
    """Lines one beside the other, as cells of a table and a bullet and its item are."""
    rows: list[list[Placed]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last is not None and abs(line.y - last.y) < _SAME and line.x > last.x:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _beginnings(lines: Sequence[Placed]) -> set[int]:
    """The numbers of lines that are set in, or stand further below the one above than usual.

    What is set in beside the first line of a list item is the rest of the item.
    """

    def around(number: int) -> Sequence[Placed]:
        return lines[max(0, number - 1) : number + 2]

    steps = [above.y - line.y for above, line in pairwise(lines)]
    down = [step for step in steps if step > _SAME]
    usual = median(down) if down else 0.0
    found: set[int] = set()
    for number, line in enumerate(lines):
        beside = [one.x for one in around(number) if one is line or not is_list_item(one.text)]
        indent = line.x - min(beside)
        step = steps[number - 1] if number else 0.0
        if _INDENT[0] < indent < _INDENT[1] or _GAP[0] * usual < step < _GAP[1] * usual:
            found.add(number)
    return found
