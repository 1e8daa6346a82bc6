"""The article pane: what it shows, where its caret stands, and how it scrolls and is drawn.

Scrolling is not Textual's: the pane knows its topmost row and draws from there, so that nothing
has to be known of the rows above or below and a long document costs what a short one does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from reader.session import OpenArticle
from reader.text import Span
from reader.tui.article import messages, palette
from reader.tui.article.layers import InlineLayer, NoteLayer
from reader.tui.article.paint import GUTTER, Painter, Run
from reader.tui.article.palette import Palette
from reader.tui.article.strip_map import MAP_CELLS, StripMap
from reader.tui.article.timing import ReadingClock
from reader.tui.commands import Scope
from reader.tui.lines import wrap
from reader.tui.motions import Ground
from reader.tui.rows import Place, Row, Rows, Setting, ViewMode

if TYPE_CHECKING:
    from reader.tui.article.searching import Search

COLUMN = 72
NARROWEST_COLUMN, WIDEST_COLUMN = 24, 160
MARGIN_ROWS = 3
"""Rows kept between the caret and the edges of the pane."""
QUIET = 0.15
"""Seconds without a move before the others are told where the caret is."""
FLASH = 0.7
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


class ArticlePane(ScrollView, can_focus=True, inherit_bindings=False):
    """State, drawing and scrolling; the commands are in the classes built on it."""

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = palette.COMPONENT_CLASSES
    DEFAULT_CSS = palette.CSS

    article: reactive[OpenArticle | None] = reactive(None, init=False)

    def __init__(
        self,
        *,
        column: int = COLUMN,
        justify: bool = False,
        hyphenate: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.column, self.usual_column, self.justify = column, column, justify
        self.hyphenate = hyphenate
        self.mode = ViewMode.CLEAN
        self.caret = 0
        self.select_from: int | None = None
        self.by_paragraph = False
        self.rows: Rows | None = None
        self.ground: Ground | None = None
        self.top = Place(0, 0)
        self.goal: int | None = None
        """The cell that moving by rows keeps to."""
        self.unfolded: frozenset[int] = frozenset()
        self.focus_mode = ""
        self.search: Search | None = None
        self.jumps: list[int] = []
        self.marks: dict[str, int] = {}
        """Marks of this document: the kept ones and those set since."""
        self.clock = ReadingClock()
        self.strip_map = StripMap()
        self._painter: Painter | None = None
        self._palette: Palette | None = None
        self._places: list[Place] = []
        self._strips: dict[Place, Strip] = {}
        self._flash: Span | None = None
        self._told: Timer | None = None

    # -- what others may ask

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where the keys pressed in this pane are looked up."""
        return (
            (Scope.SELECTING, Scope.ARTICLE) if self.select_from is not None else (Scope.ARTICLE,)
        )

    @property
    def view_mode(self) -> str:
        """``clean``, ``removed`` or ``raw``."""
        return self.mode.value

    @property
    def selection(self) -> Span | None:
        """What is selected, half-open."""
        if self.select_from is None or self.rows is None or self.ground is None:
            return None
        first, last = sorted((self.select_from, self.caret))
        if self.by_paragraph:
            blocks, number_of = self.ground.blocks, self.ground.number_of
            return Span(blocks[number_of(first)].start, blocks[number_of(last)].end)
        return Span(first, self.after(last))

    @property
    def progress(self) -> float:
        """How far the caret is in what is shown, 0-1."""
        if not self.rows:
            return 0.0
        first, last = self.rows.units[0].start, self.rows.units[-1].end - 1
        return max(0.0, min(1.0, (self.caret - first) / max(1, last - first)))

    @property
    def at_end(self) -> bool:
        """Whether the caret stands in the last row."""
        if not self.rows:
            return False
        return self.rows.find(self.caret) >= self.rows.find(self.rows.units[-1].end - 1)

    @property
    def minutes_left(self) -> int:
        """Minutes of reading from the caret on."""
        minutes = self.article.minutes if self.article is not None else 0
        return math.ceil(minutes * (1 - self.progress))

    def row_text(self, y: int) -> str:
        """What row ``y`` of the pane shows of the text, without margins."""
        if self.rows is None or not 0 <= y < len(self.places):
            return ""
        line = self.rows.line(self.places[y])
        return "".join(line.shown) + line.tail

    def after(self, position: int) -> int:
        """The offset after the character (cluster) at ``position``."""
        assert self.rows is not None
        line = self.rows.line(self.rows.find(position))
        index = line.index_of(position)
        return (
            line.starts[index + 1] if index + 1 < len(line.starts) else max(line.end, position + 1)
        )

    # -- setting the article

    def watch_article(self, old: OpenArticle | None, new: OpenArticle | None) -> None:
        """Show another article, or the same one after a change, at the same place."""
        if new is None:
            self.rows = self.ground = self._painter = None
            self._repaint()
            return
        same = old is not None and old.key == new.key
        if not same:
            self.caret, self.select_from, self.search = new.caret, None, None
            self.mode, self.unfolded = view_named(new.view), frozenset()
            self.clock = ReadingClock()
            self.jumps.clear()
            self.clock.restore(new.read)
            self.marks = dict(new.marks)
        elif old is not None and old.document.text != new.document.text:
            self.caret = _moved(old.document.text, new.document.text, self.caret)
            self.select_from = None
        if same and old is not None and self._only_notes_changed(old, new):
            self._paint_anew()
            return
        if same or self.search is not None:
            self.rewrap(keep_place=same)
        else:
            self._show_anew()

    def _show_anew(self) -> None:
        """Wrap an article that was not shown yet, and go to its caret."""
        self.rewrap(keep_place=False)
        self.top = self.rows.find(self.caret) if self.rows else Place(0, 0)
        self._reveal(centre=bool(self.caret))

    def _only_notes_changed(self, old: OpenArticle, new: OpenArticle) -> bool:
        return (
            self.rows is not None
            and old.document is new.document
            and old.verdicts == new.verdicts
            and (old.language == new.language or not self.justify)
        )

    def rewrap(self, *, keep_place: bool = True) -> None:
        """Set the column again: the width, the view or the document changed."""
        article = self.article
        if article is None or not self.is_attached or not self.size.height:
            return
        screen_row = self._caret_screen_row() if keep_place else 0
        language = (
            article.language.code if article.language.code else article.document.metadata.language
        )
        setting = Setting(
            self._column_width(), self.mode, self.justify, language, self.unfolded, self.hyphenate
        )
        self.rows = Rows(article.document, article.verdicts, setting)
        self.ground = Ground(article.document.text, self.rows.visible_blocks())
        if self.rows:
            self.caret = self.rows.snap(min(self.caret, len(article.document.text)))
            self.top = self.rows.step(self.rows.find(self.caret), -screen_row)
        self._paint_anew()
        self._reveal()

    def _column_width(self) -> int:
        return max(1, min(self.column, self.size.width - GUTTER - MAP_CELLS - 1))

    def _paint_anew(self) -> None:
        """Highlights, hits or the theme changed, the rows did not."""
        article, rows = self.article, self.rows
        if article is None or rows is None:
            return
        if self._palette is None:
            self._palette = Palette(self)
        width = self.size.width - MAP_CELLS
        margin = max(0, (width - rows.setting.width - GUTTER - 1) // 2)
        self._painter = Painter(
            rows,
            self._palette,
            NoteLayer(article.notes),
            InlineLayer(article.document.inlines),
            margin,
            max(1, width),
        )
        self._repaint()

    @property
    def notes(self) -> NoteLayer:
        """The highlights, by position."""
        return self._painter.notes if self._painter is not None else NoteLayer(())

    @property
    def inlines(self) -> InlineLayer:
        """The inline typography, by position."""
        return self._painter.inlines if self._painter is not None else InlineLayer(())

    # -- moving and scrolling

    @property
    def places(self) -> list[Place]:
        """The rows that show, from the top."""
        if not self._places and self.rows:
            self._places = self.rows.from_place(self.top, self.size.height)
        return self._places

    @property
    def margin_rows(self) -> int:
        """Rows kept between the caret and the edges."""
        return min(MARGIN_ROWS, max(0, self.size.height - 1) // 4)

    def _caret_screen_row(self) -> int:
        if not self.rows:
            return 0
        row = self.rows.distance(self.top, self.rows.find(self.caret), 2 * self.size.height)
        return row if 0 <= row < self.size.height else self.size.height // 3

    def move_caret(self, position: int, *, keep_goal: bool = False) -> None:
        """Put the caret on the character at ``position`` and bring it into view."""
        if not self.rows:
            return
        before, self.caret = self.caret, self.rows.snap(position)
        if not keep_goal:
            self.goal = None
        if not self._reveal():
            self._refresh_between(before, self.caret)
        if self.select_from is not None:
            self.post_message(messages.SelectionChanged(self.selection))
        self._tell()

    def _reveal(self, *, centre: bool = False) -> bool:
        """Scroll so that the caret is in view; True when that changed what is drawn."""
        if not self.rows or not self.size.height:
            return False
        height = self.size.height
        margin = self.margin_rows
        place = self.rows.find(self.caret)
        distance = self.rows.distance(self.top, place, 2 * height)
        top = self.top
        if centre or not -height <= distance <= 2 * height:
            top = self.rows.step(place, -(height // 2))
        elif distance < margin:
            top = self.rows.step(place, -margin)
        elif distance > height - 1 - margin:
            top = self.rows.step(place, margin + 1 - height)
        return self.scroll_to_place(top)

    def scroll_to_place(self, top: Place) -> bool:
        """Draw from ``top`` on, but not beyond the end; True when that changed what is drawn."""
        if not self.rows:
            return False
        top = max(
            self.rows.first(), min(top, self.rows.step(self.rows.last(), 1 - self.size.height))
        )
        if top == self.top:
            return False
        self.top = top
        self._places = []
        self.refresh()
        return True

    def _refresh_between(self, before: int, after: int) -> None:
        """Redraw the rows between two caret positions, and the blocks' bar."""
        if self.focus_mode or self.select_from is not None:
            self._repaint(places=False)
            return
        assert self.rows is not None
        touched = {self.rows.find(before).unit, self.rows.find(after).unit}
        if self._bar_block(before) != self._bar_block(after):
            blocks = {self.rows.units[unit].block for unit in touched}
            lines = [
                y for y, p in enumerate(self.places) if self.rows.units[p.unit].block in blocks
            ]
        else:
            rows = {self.rows.find(before), self.rows.find(after)}
            lines = [y for y, place in enumerate(self.places) if place in rows]
        for y in lines:
            self.refresh(Region(0, y, self.size.width, 1))
        if self.size.height:
            self.refresh(Region(0, self.size.height - 1, self.size.width, 1))

    def _bar_block(self, position: int) -> int:
        return self.ground.number_of(position) if self.ground and self.ground.blocks else -1

    def _repaint(self, *, places: bool = True) -> None:
        """Redraw everything."""
        self._strips.clear()
        if places:
            self._places = []
        self.refresh()

    def flash(self, span: Span) -> None:
        """Show a passage lit up for a moment."""
        self._flash = span
        self._repaint()
        self.set_timer(FLASH, self._end_flash)

    def _end_flash(self) -> None:
        self._flash = None
        self._repaint()

    # -- telling others

    def _tell(self) -> None:
        if self._told is None:
            self._told = self.set_timer(QUIET, self._tell_now)
        else:
            self._told.reset()
            self._told.resume()

    def _tell_now(self) -> None:
        if self._told is not None:
            self._told.stop()
            self._told = None
        if self.article is None:
            return
        under = sorted(self.notes.at(self.caret), key=lambda pair: pair[0])
        self.post_message(messages.CaretMoved(self.caret, tuple(n.note.id for _, n in under)))
        self.tell_position()

    def tell_position(self) -> None:
        """Post what is worth keeping of where the reader is."""
        if self.article is not None:
            key, read = self.article.key, self.clock.read
            self.post_message(
                messages.PositionChanged(key, self.caret, self.progress, self.view_mode, read)
            )

    # -- drawing

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

    def on_resize(self, event: events.Resize) -> None:
        """Set the column for the new size, the caret staying where it is on the screen."""
        if self.rows is None:
            self._show_anew()
        elif self._column_width() == self.rows.setting.width:
            self._paint_anew()
            self._reveal()
        else:
            self.rewrap()

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


def view_named(name: str) -> ViewMode:
    """The view of that name; clean for one that is unknown."""
    return ViewMode(name) if name in list(ViewMode) else ViewMode.CLEAN


def _moved(old: str, new: str, position: int) -> int:
    """Where what stood at ``position`` stands after a change on disk, by what surrounds it."""
    for length in (60, 30, 12):
        around = old[position : position + length]
        if not around:
            break
        after, before = new.find(around, position), new.rfind(around, 0, position)
        found = [at for at in (after, before) if at != -1]
        if found:
            return min(found, key=lambda at: abs(at - position))
    return min(position, max(0, len(new) - 1))
