"""The map at the right edge: where the notes and hits are, what was read, and what shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

if TYPE_CHECKING:
    from reader.tui.article.palette import Palette
    from reader.tui.article.pane import ArticlePane

MAP_CELLS = 2
NOTE, HIT, READ, THUMB, TRACK = "▪", "•", "·", "┃", "│"


class StripMap:
    """Two cells a row: what is there of the document, and the scroll bar."""

    def __init__(self) -> None:
        self._key: object = None
        self._marks: list[str] = []

    def segments(self, pane: ArticlePane, y: int, palette: Palette) -> list[Segment]:
        """The two cells of row ``y``."""
        marks = self._marks_of(pane)
        mark = marks[y] if y < len(marks) else ""
        sign = {"map-note": NOTE, "map-hit": HIT, "map-read": READ}.get(mark, " ")
        first = Segment(sign, palette[(mark,)] if mark else palette.base)
        low, high = self.thumb(pane)
        if high - low >= pane.size.height:
            return [first, Segment(" ", palette.base)]
        inside = low <= y < high
        return [
            first,
            Segment(THUMB if inside else TRACK, palette[("thumb" if inside else "track",)]),
        ]

    @staticmethod
    def bounds(pane: ArticlePane) -> tuple[int, int]:
        """The first offset that is shown and one past the last."""
        assert pane.rows
        return pane.rows.units[0].start, max(pane.rows.units[-1].end, pane.rows.units[0].start + 1)

    def row_of(self, pane: ArticlePane, position: int) -> int:
        """The row of the map that stands for an offset."""
        start, end = self.bounds(pane)
        height = pane.size.height
        return max(0, min(height - 1, (position - start) * height // (end - start)))

    def position_at(self, pane: ArticlePane, y: int) -> int:
        """The offset that a row of the map stands for."""
        start, end = self.bounds(pane)
        return start + (end - start) * max(0, min(y, pane.size.height)) // max(1, pane.size.height)

    def thumb(self, pane: ArticlePane) -> tuple[int, int]:
        """First row of the thumb and one past the last."""
        assert pane.rows
        places, height = pane.places, pane.size.height
        if not places:
            return 0, height
        if places[0] == pane.rows.first() and places[-1] == pane.rows.last():
            return 0, height
        low = self.row_of(pane, pane.rows.row(places[0]).start)
        high = self.row_of(pane, max(0, pane.rows.row(places[-1]).end - 1)) + 1
        if places[-1] == pane.rows.last():
            high = height
        return min(low, height - 1), max(high, low + 1)

    def _marks_of(self, pane: ArticlePane) -> list[str]:
        hits = pane.search.hits if pane.search is not None else ()
        key = (
            id(pane.rows),
            id(pane.notes),
            id(hits),
            len(hits),
            len(pane.clock.read),
            pane.size.height,
        )
        if key != self._key:
            self._key = key
            marks = [""] * pane.size.height
            article = pane.article
            assert article is not None
            for block in pane.clock.read:
                if block < len(article.document.blocks):
                    span = article.document.blocks[block].span
                    for row in range(
                        self.row_of(pane, span.start), self.row_of(pane, span.end - 1) + 1
                    ):
                        marks[row] = "map-read"
            for span, _ in pane.notes.notes:
                marks[self.row_of(pane, span.start)] = "map-note"
            for hit in hits:
                marks[self.row_of(pane, hit.start)] = "map-hit"
            self._marks = marks
        return self._marks
