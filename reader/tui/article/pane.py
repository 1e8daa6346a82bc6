"""The article pane's state: what is open, where the caret stands, what is selected, how far it is.

Scrolling is not Textual's: the pane knows its topmost row and draws from there, so that nothing
has to be known of the rows above or below and a long document costs what a short one does.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.timer import Timer

from reader.opened import OpenArticle
from reader.text import Span
from reader.tui.article import palette
from reader.tui.article.layers import InlineLayer, NoteLayer
from reader.tui.article.motions import Ground
from reader.tui.article.paint import Painter, Piece
from reader.tui.article.palette import Palette
from reader.tui.article.row_model import Place, Setting, ViewMode
from reader.tui.article.rows import Rows
from reader.tui.article.strip_map import StripMap
from reader.tui.article.timing import ReadingClock
from reader.tui.captioned import Captioned
from reader.tui.commands import Scope
from reader.tui.late_styles import LateStyles

if TYPE_CHECKING:
    from reader.tui.article.searching import Search

COLUMN = 72
NARROWEST_COLUMN, WIDEST_COLUMN = 24, 160


class ArticlePane(Captioned, LateStyles, ScrollView, can_focus=True, inherit_bindings=False):
    """What is the case; scrolling, setting, drawing and commands are in the classes built on it."""

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = palette.COMPONENT_CLASSES

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
        self.column, self.justify = column, justify
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
        self.refused: tuple[str, ...] = ()
        """Why the file is not opened and what to do, where there is no article."""
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
        self._strips: dict[Place, list[Piece]] = {}
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
        if self.select_from is None or not self.rows or self.ground is None:
            return None
        first, last = sorted((self.select_from, self.caret))
        if self.by_paragraph:
            blocks, number_of = self.ground.blocks, self.ground.number_of
            return Span(blocks[number_of(first)].start, blocks[number_of(last)].end)
        return Span(first, self.after(last))

    @property
    def progress(self) -> float:
        """How far the caret is in what is shown, 0-1; known before the pane has a size."""
        ground = self.ground
        if ground is None and self.article is not None and self.caret:
            document, setting = self.article.document, Setting(self.column, self.mode)
            rows = Rows(document, self.article.verdicts, setting)
            ground = Ground(document.text, rows.visible_blocks())
        if ground is None or not ground.blocks:
            return 0.0
        return ground.share(self.caret)

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

    @property
    def places(self) -> list[Place]:
        """The rows that show, from the top."""
        if not self._places and self.rows:
            self._places = self.rows.from_place(self.top, self.size.height)
        return self._places

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

    @property
    def notes(self) -> NoteLayer:
        """The highlights, by position."""
        return self._painter.notes if self._painter is not None else NoteLayer(())

    @property
    def inlines(self) -> InlineLayer:
        """The inline typography, by position."""
        return self._painter.inlines if self._painter is not None else InlineLayer(())
