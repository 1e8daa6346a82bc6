"""How the list of articles is drawn: line by line, only what is on the screen."""

from __future__ import annotations

from array import array
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.library.facts import Facts
from reader.library.listing import Listing
from reader.library.match import highlights
from reader.library.query import Query
from reader.sanitise import sanitise
from reader.tui.library.copy_folds import Copies
from reader.tui.library.moves import LibraryMoves
from reader.tui.library.rows import Piece, Row, empty_words, folder_lines, meta_line, title_line
from reader.tui.lines import wrap

LINES = 2
"""Terminal rows for each row of the list."""
STYLES = ("title", "read", "meta", "match", "mark", "note", "star", "problem", "folder")


class LibraryDrawing(LibraryMoves, inherit_bindings=False):
    """Draws what the list built on it holds."""

    FAMILY = "library"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"library--{name}" for name in STYLES),
        "library--selected",
        "library--bar",
    }

    listing: Listing
    copies: Copies
    query_text: str
    scanning: bool
    _query: Query
    _rows: array[int]
    """Numbers of the listing; folder headings are negative."""
    _folders: list[tuple[str, int]]
    _facts: dict[str, Facts]
    _cursor: int

    def render_line(self, y: int) -> Strip:
        """One terminal row of the list."""
        width = self.scrollable_content_region.width
        index, line = divmod(self.scroll_offset.y + y, LINES)
        if not 0 <= index < len(self._rows):
            return self._blank(y, width)
        number = self._rows[index]
        selected = index == self._cursor
        if number < 0:
            pieces = folder_lines(*self._folders[-number - 1], width - 1)[line]
        else:
            pieces = self._pieces(number, line, width - 1)
        bar = "▌" if selected else " "
        segments = [Segment(bar, self._style("bar", selected))]
        segments += [Segment(text, self._style(name, selected)) for text, name in pieces]
        return Strip(segments).crop_extend(0, width, self._style("title", selected))

    def _pieces(self, number: int, line: int, width: int) -> list[Piece]:
        view = self.listing.row(number)
        words = self.copies.words(number)
        row = Row(view, self._facts.get(view.key), words)
        if line:
            return meta_line(row, width)
        spans = highlights(self._query, sanitise(row.title)) if self._query.words else ()
        return title_line(row, width, spans)

    def _blank(self, y: int, width: int) -> Strip:
        if self._rows:
            return Strip.blank(width, self._style(""))
        said = empty_words(filtered=bool(self.query_text), scanning=self.scanning)
        lines = ["", *wrap(said, max(1, width - 2))]
        words = lines[y] if y < len(lines) else ""
        segment = Segment(f"  {words}", self._style("meta"))
        return Strip([segment]).crop_extend(0, width, self._style(""))
