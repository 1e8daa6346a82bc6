"""How an article is set in the pane: its column, and its place in it after every change."""

from __future__ import annotations

from textual import events

from reader.opened import OpenArticle
from reader.pace import slowness
from reader.tui.article.headline import headline_of
from reader.tui.article.layers import InlineLayer, NoteLayer
from reader.tui.article.motions import Ground
from reader.tui.article.paint import Painter
from reader.tui.article.palette import Palette
from reader.tui.article.row_model import Place, Setting, ViewMode
from reader.tui.article.rows import Rows
from reader.tui.article.scrolling import Scrolling
from reader.tui.article.timing import ReadingClock
from reader.tui.layout import MAP_CELLS, column_width, margin

HIGHEST = 1_000
"""Rows that no terminal has more of."""


class Typesetting(Scrolling):
    """The article in its column."""

    _held: tuple[int, Place, int] | None = None
    """Caret, topmost row and the caret's wanted row on the screen, when last set anew."""

    def watch_article(self, old: OpenArticle | None, new: OpenArticle | None) -> None:
        """Show another article, or the same one after a change, at the same place."""
        if new is None:
            self.rows = self.ground = self._painter = None
            self._repaint()
            return
        same = new.continues(old)
        if not same:
            self.caret, self.search = new.caret, None
            self.mode, self.unfolded = view_named(new.view), frozenset()
            self.clock = ReadingClock()
            self.jumps.clear()
            self.clock.restore(new.read)
            self.marks = dict(new.marks)
        elif old is not None and old.document.text != new.document.text:
            self.caret = _moved(old.document.text, new.document.text, self.caret)
        self.clock.slowness = slowness(new.language.code or new.document.metadata.language)
        if same and old is not None and self._only_notes_changed(old, new):
            self._paint_anew()
            return
        if same:
            self.rewrap()
        else:
            self._show_anew()

    def _show_anew(self) -> None:
        """Wrap an article that was not shown yet, and go to its caret."""
        self.rewrap(keep_place=False)
        self.top = self.rows.find(self.caret) if self.rows else Place(0, 0)
        self._reveal(centre=bool(self.caret))
        self._held = None

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
        screen_row = self._held_row() if keep_place else 0
        language = (
            article.language.code if article.language.code else article.document.metadata.language
        )
        setting = Setting(
            self._column_width(),
            self.mode,
            self.justify,
            language,
            self.unfolded,
            headline=headline_of(article),
            hyphenate=self.hyphenate,
        )
        known = self.rows.reset(article.document, article.verdicts, setting) if self.rows else None
        self.rows = known or Rows(article.document, article.verdicts, setting)
        if known is None or self.ground is None:
            self.ground = Ground(article.document.text, self.rows.visible_blocks())
        if self.rows:
            self.caret = self.rows.snap(min(self.caret, len(article.document.text)))
        self._paint_anew()
        self._hold_at(screen_row)

    def _column_width(self) -> int:
        return column_width(self.column, self.size.width)

    def _paint_anew(self) -> None:
        """Highlights, hits or the theme changed, the rows did not."""
        article, rows = self.article, self.rows
        if article is None or rows is None:
            return
        if self._palette is None:
            self._palette = Palette(self)
        width = max(1, self.size.width - MAP_CELLS)
        before = margin(rows.setting.width, self.size.width)
        known, inlines = self._painter, article.document.inlines
        if known is not None and known.notes.placed is article.notes:
            notes = known.notes
        else:
            notes = NoteLayer(article.notes)
        same = known is not None and known.inlines.inlines is inlines
        layer = known.inlines if known is not None and same else InlineLayer(inlines)
        self._painter = Painter(rows, self._palette, notes, layer, before, width)
        self._repaint()

    def on_resize(self, event: events.Resize) -> None:
        """Set the column for the new size, the caret staying where it is on the screen."""
        if self.rows is None:
            self._show_anew()
        elif self._column_width() == self.rows.setting.width:
            row = self._held_row()
            self._paint_anew()
            self._hold_at(row)
        else:
            self.rewrap()

    def _held_row(self) -> int:
        """The row of the screen on which the caret is to stay when the column is set anew.

        Where an earlier change of size pushed it to another one, and nothing moved since, it is
        the row from before: narrow and wide again shows what was shown.
        """
        if not self.rows:
            return 0
        if self._held is not None and self._held[:2] == (self.caret, self.top):
            return self._held[2]
        row = self.rows.distance(self.top, self.rows.find(self.caret), HIGHEST)
        return row if 0 <= row < HIGHEST else self.size.height // 3

    def _hold_at(self, row: int) -> None:
        """Scroll so that the caret stands on ``row``, or as near to it as the edges allow."""
        if not self.rows:
            return
        self.top = self.rows.step(self.rows.find(self.caret), -row)
        self._places = []
        self.scroll_to_place(self.top)
        self._reveal()
        self._held = self.caret, self.top, row


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
