"""The rows of an article: found by place and position, and stepped through.

A :class:`Place` names a row by its unit and its number in it, so neither the first screen nor a
step depends on the length of the document. Nothing here knows Textual.
"""

from __future__ import annotations

from bisect import bisect_right

from reader.text import Span
from reader.tui.article.row_laying import Laid
from reader.tui.article.row_model import Place, RowKind

MARGIN_ROWS = 3


def margin_rows(height: int) -> int:
    """Rows kept between the caret and the edges of a pane of ``height`` rows."""
    return min(MARGIN_ROWS, max(0, height - 1) // 4)


class Rows(Laid):
    """The rows of one document in one setting."""

    def find(self, position: int) -> Place:
        """The row that holds ``position``; where it is not shown, the nearest one after it."""
        number = max(0, bisect_right(self.starts, position) - 1)
        if position >= self.units[number].end and number + 1 < len(self.units):
            number += 1
        rows = self.unit_rows(number)
        ends = [row.end for row in rows]
        index = min(bisect_right(ends, position), len(rows) - 1)
        while index < len(rows) - 1 and not rows[index].has_text:
            index += 1
        return Place(number, index)

    def shows(self, position: int) -> bool:
        """Whether ``position`` is in a row of text (and not hidden or folded)."""
        if not self.units:
            return False
        place = self.find(position)
        row = self.row(place)
        return row.kind is RowKind.TEXT and row.start <= position < row.end

    def first(self) -> Place:
        """The first row."""
        return Place(0, 0)

    def last(self) -> Place:
        """The last row."""
        number = len(self.units) - 1
        return Place(number, len(self.unit_rows(number)) - 1)

    def step(self, place: Place, count: int) -> Place:
        """The row ``count`` rows further (back, when negative), spacers counted; clamped."""
        unit, row = place.unit, place.row + count
        while row < 0 and unit > 0:
            unit -= 1
            row += len(self.unit_rows(unit))
        while unit < len(self.units) - 1 and row >= (here := len(self.unit_rows(unit))):
            unit, row = unit + 1, row - here
        return Place(unit, max(0, min(row, len(self.unit_rows(unit)) - 1)))

    def from_place(self, place: Place, count: int) -> list[Place]:
        """Up to ``count`` rows from ``place`` on."""
        found: list[Place] = []
        unit, row = place
        while unit < len(self.units) and len(found) < count:
            here = len(self.unit_rows(unit))
            found.extend(
                Place(unit, number) for number in range(row, min(here, row + count - len(found)))
            )
            unit, row = unit + 1, 0
        return found

    def distance(self, start: Place, end: Place, most: int) -> int:
        """Rows from ``start`` to ``end`` (negative backwards), looked for within ``most``."""
        if end < start:
            return -self.distance(end, start, most)
        rows, unit = -start.row, start.unit
        while unit < end.unit and rows <= most:
            rows += len(self.unit_rows(unit))
            unit += 1
        return rows + end.row

    def with_head(self, top: Place, caret: Place, most: int) -> Place:
        """``top``, or the first row where ``top`` would cut off what stands above the article.

        Only where the row of the caret is then at most ``most`` rows below.
        """
        if top.unit or not 0 < top.row <= len(self.head):
            return top
        first = self.first()
        return first if self.distance(first, caret, most) <= most else top

    def by_text_rows(self, place: Place, count: int) -> Place:
        """The row of text ``count`` such rows further; spacers and labels are not counted."""
        step = 1 if count > 0 else -1
        reached = place
        for _ in range(abs(count)):
            following = self.step(reached, step)
            while not self.row(following).has_text:
                beyond = self.step(following, step)
                if beyond == following:
                    return reached
                following = beyond
            if following == reached:
                break
            reached = following
        return reached

    def position_at(self, place: Place, cell: int) -> int:
        """The offset of the cluster drawn at ``cell`` of a row."""
        line = self.line(place)
        return line.starts[line.index_at(cell)] if line.starts else self.row(place).start

    def cell_of(self, position: int) -> tuple[Place, int]:
        """Where ``position`` is drawn: its row and cell."""
        place = self.find(position)
        line = self.line(place)
        return place, line.cells[line.index_of(position)]

    def snap(self, position: int) -> int:
        """The beginning of the cluster that holds ``position``, or of the nearest one shown."""
        place = self.find(position)
        line, row = self.line(place), self.row(place)
        return line.starts[line.index_of(max(row.start, min(position, row.end)))]

    def visible_blocks(self) -> list[Span]:
        """Spans a caret moves through, in order: blocks as shown; in raw view lines of text."""
        spans: list[Span] = []
        for unit in self.units:
            if unit.begins:
                spans.append(Span(unit.start, unit.end))
            else:
                spans[-1] = Span(spans[-1].start, unit.end)
        return spans
