"""How the article pane is drawn, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from reader.text import Span
from reader.tui.article.paint import Painter, Run
from reader.tui.article.palette import Palette
from reader.tui.article.strip_map import MAP_CELLS
from reader.tui.article.typesetting import Typesetting
from reader.tui.lines import wrap
from reader.tui.rows import Place, Row

EMPTY = (
    "No article is open.",
    "Choose one in the library with j and k, and read it with Enter.",
    "? shows the keys.",
)
NOTHING_KEPT = (
    "Nothing of this document was kept as article.",
    "x shows what was removed, and why; R restores a block.",
)
NOTHING_AT_ALL = ("This document has no text.", "J goes to the next article.")


class Drawing(Typesetting):
    """The pane as it looks; the commands are in the classes built on it."""

    def on_mount(self) -> None:
        """Set the first column, and start the clock that knows what was read."""
        self._palette = Palette(self)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._theme_changed())
        self.set_interval(1.0, self._tick)
        self.rewrap()

    def _theme_changed(self) -> None:
        self.call_after_refresh(self._restyle)

    def notify_style_update(self) -> None:
        """Textual: styles of the pane changed."""
        super().notify_style_update()
        if self._palette is not None:
            self._restyle()

    def _restyle(self) -> None:
        assert self._palette is not None
        self._palette.refresh()
        self._strips.clear()
        self.refresh()

    def _tick(self) -> None:
        if self.rows and self.has_focus and self.app.app_focus:
            blocks = [(self.rows.units[p.unit].block, self.rows.row(p)) for p in self.places]
            if self.clock.tick(blocks):
                self.refresh(Region(self.size.width - MAP_CELLS, 0, MAP_CELLS, self.size.height))
                self.tell_position()

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        width = self.size.width
        if self.rows is None and self.article is not None:
            self._show_anew()  # the first frame comes before the message that tells the size
        if self._painter is None or not self.rows or width <= MAP_CELLS:
            return self._empty_line(y)
        places = self.places
        painter, palette_ = self._painter, self._painter.palette
        if y == self.size.height - 1 and (peek := self.peek_line()):
            return Strip([Segment(_sized(peek, width), palette_[("peek",)])], width)
        if y < len(places):
            segments = self._row_segments(painter, places[y])
        else:
            segments = [Segment(" " * painter.width, palette_.base)]
        strip_map = self.strip_map.segments(self, y, palette_)
        return Strip([*segments, *strip_map], width)

    def _row_segments(self, painter: Painter, place: Place) -> list[Segment]:
        rows = painter.rows
        row = rows.row(place)
        caret_place = rows.find(self.caret)
        ground = self.ground
        bar = row.has_text and ground is not None and self._in_caret_block(row)
        special = (
            place == caret_place or bar or self.select_from is not None or bool(self.focus_mode)
        )
        if not special and place in self._strips:
            return list(self._strips[place])
        segments = painter.segments(
            place,
            runs=self._runs(row),
            caret=self.caret if place == caret_place else None,
            bar=bar,
            dim_outside=self.focused_span(),
        )
        if not special:
            self._strips[place] = Strip(segments)
        return segments

    def _in_caret_block(self, row: Row) -> bool:
        assert self.ground is not None
        return row.start in self.ground.blocks[self.ground.number_of(self.caret)]

    def _runs(self, row: Row) -> Iterator[Run]:
        """What lies above highlights: hits, a flash, the selection."""
        if self.search is not None:
            yield from self.search.painted(row.start, row.end, self.caret)
        if self._flash is not None:
            yield self._flash.start, self._flash.end, "flash"
        selection = self.selection
        if selection is not None:
            yield selection.start, selection.end, "selection"

    def focused_span(self) -> Span | None:
        """What is not dimmed in focus mode; None when nothing is."""
        return None

    def peek_line(self) -> str:
        """A line over the last row of the pane; "" for none. Sanitised."""
        return ""

    def _empty_line(self, y: int) -> Strip:
        width, height = self.size
        base = self._palette.base if self._palette is not None else self.rich_style
        if self.article is None:
            words: tuple[str, ...] = EMPTY
        else:
            words = NOTHING_KEPT if self.article.document.blocks else NOTHING_AT_ALL
        lines = wrap("\n".join(words), max(1, width - 4))
        number = y - max(0, (height - len(lines)) // 2)
        if not 0 <= number < len(lines) or self._palette is None:
            return Strip([Segment(" " * width, base)], width)
        centred = _sized(lines[number].center(width), width)
        return Strip([Segment(centred, self._palette[("empty",)])], width)


def _sized(text: str, width: int) -> str:
    return set_cell_size(text, width) if cell_len(text) != width else text
