"""The map at the right edge: where the notes and hits are, what was read, and what shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.article.paint import Piece
    from reader.tui.article.palette import Palette
    from reader.tui.article.pane import ArticlePane

NOTE, HIT, READ, THUMB = "▪", "•", "·", "┃"
_SIGNS = {"map-note": NOTE, "map-hit": HIT, "map-read": READ}


class StripMap:
    """Two cells a row: what is there of the document, and the scroll bar."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        """What the marks were made of; the same objects give the same marks."""
        self._marks: list[str] = []

    def column(self, pane: ArticlePane, palette: Palette, height: int) -> list[list[Piece]]:
        """The cells of each of ``height`` rows."""
        low, high = self.thumb(pane, height)
        blank, thumb = (" ", palette.base), (THUMB, palette[("thumb",)])
        if high - low >= height:
            low = high = 0
        return [
            [
                (_SIGNS[mark], palette[(mark,)]) if mark else blank,
                thumb if low <= y < high else blank,
            ]
            for y, mark in enumerate(self._marks_of(pane, height))
        ]

    @staticmethod
    def bounds(pane: ArticlePane) -> tuple[int, int]:
        """The first offset that is shown and one past the last."""
        assert pane.rows
        return pane.rows.units[0].start, max(pane.rows.units[-1].end, pane.rows.units[0].start + 1)

    def row_of(self, pane: ArticlePane, position: int, height: int) -> int:
        """The row of the map that stands for an offset."""
        start, end = self.bounds(pane)
        return max(0, min(height - 1, (position - start) * height // (end - start)))

    def position_at(self, pane: ArticlePane, y: int, height: int) -> int:
        """The offset that a row of the map stands for."""
        start, end = self.bounds(pane)
        return start + (end - start) * max(0, min(y, height)) // max(1, height)

    def thumb(self, pane: ArticlePane, height: int) -> tuple[int, int]:
        """First row of the thumb and one past the last."""
        assert pane.rows
        places = pane.places
        if not places:
            return 0, height
        at_end = places[-1] == pane.rows.last()
        if places[0] == pane.rows.first() and at_end:
            return 0, height
        low = self.row_of(pane, pane.rows.row(places[0]).start, height)
        high = self.row_of(pane, max(0, pane.rows.row(places[-1]).end - 1), height) + 1
        if at_end:
            high = height
        return min(low, height - 1), max(high, low + 1)

    def _marks_of(self, pane: ArticlePane, height: int) -> list[str]:
        assert pane.rows is not None
        hits = pane.search.hits if pane.search is not None else ()
        of = (pane.rows.units, pane.notes, hits, pane.clock.read, height)
        if len(self._of) != len(of) or any(a is not b for a, b in zip(of, self._of, strict=True)):
            self._of = of
            self._marks = self._marked(pane, [span.start for span in hits], height)
        return self._marks

    def _marked(self, pane: ArticlePane, hits: list[int], height: int) -> list[str]:
        """What each row of the map says; later kinds hide earlier ones."""
        marks = [""] * height
        article = pane.article
        assert article is not None
        for block in pane.clock.read:
            if block < len(article.document.blocks):
                span = article.document.blocks[block].span
                first = self.row_of(pane, span.start, height)
                last = self.row_of(pane, span.end - 1, height)
                marks[first : last + 1] = ["map-read"] * (last + 1 - first)
        for span, _ in pane.notes.notes:
            marks[self.row_of(pane, span.start, height)] = "map-note"
        for hit in hits:
            marks[self.row_of(pane, hit, height)] = "map-hit"
        return marks
