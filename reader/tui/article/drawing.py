"""How the article pane is drawn, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from reader.text import Span
from reader.tui.article import messages
from reader.tui.article.paint import Painter, Piece, Run
from reader.tui.article.palette import Palette
from reader.tui.article.row_model import Place, Row
from reader.tui.article.typesetting import Typesetting
from reader.tui.layout import MAP_CELLS
from reader.tui.lines import wrap

EMPTY = (
    "No article is open.",
    "Choose one in the library with j and k, and read it with Enter.",
    "? shows the keys.",
)
NOTHING_KEPT = (
    "Nothing of this document was kept as article.",
    "x shows what was removed, and why; R restores a block.",
)
MOST_KEPT = 2_048
"""Rows whose look is remembered."""
NOTHING_AT_ALL = ("This document has no text.", "J goes to the next article.")


class Frame(NamedTuple):
    """What the rows of one drawing of the pane have in common."""

    width: int
    height: int
    painter: Painter | None
    """None where there is nothing to paint."""
    places: Sequence[Place] = ()
    map: Sequence[list[Piece]] = ()
    caret: Place | None = None
    bar: Span | None = None
    """The block of the caret."""
    bright: Span | None = None
    """What is not dimmed; None when nothing is."""
    special: bool = False
    """Whether rows change with the caret even where it is not."""
    margin: Sequence[Piece] = ()
    """A row below the last one."""


class Drawing(Typesetting):
    """The pane as it looks; the commands are in the classes built on it."""

    _frame: Frame | None = None

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
        if self.rows and self.article is not None and self.has_focus and self.app.app_focus:
            shown = [(self.rows.units[p.unit].block, self.rows.row(p)) for p in self.places]
            blocks = self.article.document.blocks
            if self.clock.tick(shown, lambda block: blocks[block].span, caret=self.caret):
                self.refresh(Region(self.size.width - MAP_CELLS, 0, MAP_CELLS, self.size.height))
                self.post_message(messages.PositionChanged())

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of the pane; what they have in common is looked up once for all of them."""
        self._frame = self._new_frame()
        strips = super().render_lines(crop)
        self._frame = None
        return strips

    def _new_frame(self) -> Frame:
        width, height = self.size
        if self.rows is None and self.article is not None:
            self._show_anew()  # the first frame comes before the message that tells the size
        painter, rows = self._painter, self.rows
        if painter is None or not rows or width <= MAP_CELLS:
            return Frame(width, height, None)
        places = self.places
        ground, margin = self.ground, [(" " * painter.width, painter.palette.base)]
        return Frame(
            width,
            height,
            painter,
            places,
            self.strip_map.column(self, painter.palette, height),
            rows.find(self.caret),
            ground.blocks[ground.number_of(self.caret)] if ground is not None else None,
            self.focused_span(),
            self.select_from is not None or bool(self.focus_mode),
            margin,
        )

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        frame = self._frame or self._new_frame()
        if frame.painter is None:
            return self._empty_line(y, frame)
        below = y >= len(frame.places)
        pieces = frame.margin if below else self._row_pieces(frame.painter, frame, y)
        return Strip(merged([*pieces, *frame.map[y]]), frame.width)

    def _row_pieces(self, painter: Painter, frame: Frame, y: int) -> list[Piece]:
        place = frame.places[y]
        row = painter.rows.row(place)
        bar = row.has_text and frame.bar is not None and row.start in frame.bar
        special = bar or frame.special or place == frame.caret
        if not special and (kept := self._strips.get(place)) is not None:
            return kept
        pieces = painter.pieces(
            place,
            runs=self._runs(row),
            caret=self.caret if place == frame.caret else None,
            bar=bar,
            dim_outside=frame.bright,
        )
        if not special:
            if len(self._strips) >= MOST_KEPT:
                self._strips.clear()
            self._strips[place] = pieces
        return pieces

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

    def _empty_line(self, y: int, frame: Frame) -> Strip:
        width, height = frame.width, frame.height
        base = self._palette.base if self._palette is not None else self.rich_style
        if self.article is None:
            words: tuple[str, ...] = self.refused or EMPTY
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


def merged(pieces: Sequence[Piece]) -> list[Segment]:
    """Neighbours in the same style as one: less to filter, and less to send to the terminal.

    Text is not joined to the blanks before it: programs that draw exported pictures drop blanks
    that a piece of text begins with.
    """
    found: list[Segment] = []
    for text, style in pieces:
        same = bool(found) and found[-1].style is style
        if same and (text.isspace() or not found[-1].text.isspace()):
            found[-1] = Segment(found[-1].text + text, style)
        else:
            found.append(Segment(text, style))
    return found
