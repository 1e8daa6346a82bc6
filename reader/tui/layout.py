"""Which panes are on the screen, by its width, and where the text stands in the middle one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

THREE = 120
"""Columns from which all three panes show."""
TWO = 80
LEAST_COLUMNS, LEAST_ROWS = 40, 10


class Pane(StrEnum):
    """The three panes, from left to right."""

    LIBRARY = "library"
    ARTICLE = "article"
    NOTES = "notes"


class Layout(NamedTuple):
    """What decides which panes show."""

    focus: Pane
    side: Pane
    """The side pane used last: library or notes."""
    has_library: bool = True
    """False for a single file."""
    zen: bool = False

    @property
    def panes(self) -> list[Pane]:
        """The panes that can be gone to."""
        return [pane for pane in Pane if self.has_library or pane is not Pane.LIBRARY]

    def visible(self, columns: int) -> set[Pane]:
        """The panes to show in so many columns; the focused one is always among them."""
        if self.zen or columns < TWO:
            return {self.focus}
        if columns >= THREE:
            return set(self.panes)
        side = self.focus if self.focus is not Pane.ARTICLE else self.side
        return {Pane.ARTICLE, side if side in self.panes else Pane.NOTES}

    def beside(self, step: int) -> Pane:
        """The pane next to the focused one, round the end."""
        panes = self.panes
        if self.focus not in panes:
            return Pane.ARTICLE
        return panes[(panes.index(self.focus) + step) % len(panes)]


def too_small(columns: int, rows: int) -> str:
    """The one line shown in a terminal that is too small, else ""."""
    if columns >= LEAST_COLUMNS and rows >= LEAST_ROWS:
        return ""
    sentences = (
        f"Too small: {columns}×{rows}. Glosse needs {LEAST_COLUMNS}×{LEAST_ROWS}.",
        f"Needs {LEAST_COLUMNS}×{LEAST_ROWS}.",
        "Too small",
    )
    return next((s for s in sentences if len(s) <= columns), "!")


GUTTER = 4
"""Cells: two for the highlights of the row, the bar of the caret, a space.

A highlight has its digit where it begins and a thin bar on its further rows; one that is alone
has the mark of its comment beside the digit, of more than two the rest is a plus sign.
"""
MAP_CELLS = 2
"""Cells of the map at the right edge."""


def column_width(wanted: int, inner: int) -> int:
    """Cells of the column of text in a pane of ``inner`` cells."""
    return max(1, min(wanted, inner - GUTTER - MAP_CELLS - 1))


def margin(column: int, inner: int) -> int:
    """Cells before the gutter, so that the column stands in the middle."""
    return max(0, (inner - MAP_CELLS - column - GUTTER - 1) // 2)


LEAST_SIDE = {Pane.LIBRARY: 28, Pane.NOTES: 25}
MOST_SIDE, SIDE_PERCENT = 48, 22
"""Cells of a side pane, and its part of the screen between them."""
STYLE_VARIABLES = {
    "library-least": str(LEAST_SIDE[Pane.LIBRARY]),
    "notes-least": str(LEAST_SIDE[Pane.NOTES]),
    "side-most": str(MOST_SIDE),
    "side-part": f"{SIDE_PERCENT}%",
}
"""The same for the style sheet."""


def widths(visible: set[Pane], columns: int) -> dict[Pane, int]:
    """Cells of the panes that show, frames included, from left to right."""
    if len(visible) == 1:
        return dict.fromkeys(visible, columns)
    part = min(columns * SIDE_PERCENT // 100, MOST_SIDE)
    sides = {pane: max(least, part) for pane, least in LEAST_SIDE.items() if pane in visible}
    rest = columns - sum(sides.values())
    return {pane: sides.get(pane, rest) for pane in Pane if pane in visible}
