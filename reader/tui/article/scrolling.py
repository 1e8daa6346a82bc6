"""How the article pane scrolls: the rows that show, the caret among them, what is drawn anew.

The pane is made of parts, each a class with the commands of one kind, built on this one. To the
type checker a part is the pane; at run time it is only something with handlers: Textual works out
bindings, reactives and names anew for every class of widgets, a third of a millisecond each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region

from reader.text import Span
from reader.tui.article import messages
from reader.tui.article.row_model import Place
from reader.tui.article.rows import margin_rows

if TYPE_CHECKING:
    from reader.tui.article.pane import ArticlePane as ArticlePart
else:
    from textual.message_pump import MessagePump as ArticlePart

QUIET = 0.15
"""Seconds without a move before the others are told where the caret is."""
FLASH = 0.7


class Scrolling(ArticlePart):
    """The rows on the screen."""

    @property
    def margin_rows(self) -> int:
        """Rows kept between the caret and the edges."""
        return margin_rows(self.size.height)

    def move_caret(
        self, position: int, *, keep_goal: bool = False, margin: int | None = None
    ) -> None:
        """Put the caret on the character at ``position`` and bring it into view.

        ``margin``: rows kept to the edges, when not as many as usual.
        """
        if not self.rows:
            return
        before, self.caret = self.caret, self.rows.snap(position)
        if not keep_goal:
            self.goal = None
        if not self._reveal(margin=margin):
            self._refresh_between(before, self.caret)
        if self.select_from is not None:
            self.post_message(messages.SelectionChanged(self.selection))
        self._tell()

    def _reveal(self, *, centre: bool = False, margin: int | None = None) -> bool:
        """Scroll so that the caret is in view; True when that changed what is drawn."""
        if not self.rows or not self.size.height:
            return False
        height = self.size.height
        margin = self.margin_rows if margin is None else margin
        place = self.rows.find(self.caret)
        lowest = height - 1 - margin
        distance = self.rows.distance(self.top, place, 2 * height)
        top = self.top
        if centre or not -height <= distance <= 2 * height:
            top = self.rows.step(place, -(height // 2))
        elif distance < margin:
            top = self.rows.step(place, -margin)
        elif distance > lowest:
            top = self.rows.step(place, -lowest)
        if top != self.top:
            top = self.rows.with_head(top, place, lowest)
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
        self.post_message(messages.PositionChanged())
