"""The mouse in the article: caret, selection by drag, words and paragraphs, wheel, map."""

from __future__ import annotations

from textual import events
from textual.timer import Timer

from reader.tui.article import textobjects
from reader.tui.article.searching import Searching
from reader.tui.layout import GUTTER, MAP_CELLS

WHEEL_ROWS = 3
DRAG_EVERY = 0.06
"""Seconds between rows while dragging beyond an edge."""


class Mousing(Searching):
    """Mouse handling."""

    _pressed: int | None = None
    _on_map: bool = False
    _drag_timer: Timer | None = None
    _drag_step: int = 0
    _drag_cell: int = 0

    def _cell(self, x: int) -> int:
        margin = self._painter.margin if self._painter is not None else 0
        return x - margin - GUTTER

    def position_under(self, x: int, y: int) -> int | None:
        """The offset of what is drawn at a cell of the pane, the nearest row of text counting."""
        if not self.rows or not self.places:
            return None
        place = self.places[max(0, min(y, len(self.places) - 1))]
        return self.position_in(self._nearest_text(place), max(0, self._cell(x)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Set the caret, or take hold of the scroll bar."""
        if event.button != 1 or not self.rows:
            return
        event.stop()
        self.capture_mouse()
        if event.x >= self.size.width - MAP_CELLS:
            self._on_map = True
            self._drag_map(event.y)
            return
        position = self.position_under(event.x, event.y)
        if position is not None:
            if self.select_from is None or not event.shift:
                self.drop_selection()
            self._pressed = position
            self.move_caret(position, margin=0)  # what is under the mouse stays there

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag; where no button is held, it was let go where this program could not see it."""
        if event.button != 1:
            self.let_go()
            return
        if self._on_map:
            self._drag_map(event.y)
            return
        if self._pressed is None:
            return
        event.stop()
        self._drag_cell = event.x
        self._drag_step = -1 if event.y < 0 else 1 if event.y >= self.size.height else 0
        if self._drag_step and self._drag_timer is None:
            self._drag_timer = self.set_interval(DRAG_EVERY, self._drag_on)
        position = self.position_under(event.x, event.y)
        if position is None or (position == self._pressed and self.select_from is None):
            return
        if self.select_from is None:
            self._begin(self._pressed, by_paragraph=False)
        self.move_caret(position, margin=0)

    def _drag_on(self) -> None:
        """Scroll while the mouse is held beyond an edge."""
        if not self._drag_step or not self.rows:
            return
        self.scroll_to_place(self.rows.step(self.top, self._drag_step))
        edge = 0 if self._drag_step < 0 else self.size.height - 1
        position = self.position_under(self._drag_cell, edge)
        if position is not None:
            self.move_caret(position, margin=0)

    def _drag_map(self, y: int) -> None:
        if self.rows:
            self.move_caret(self.strip_map.position_at(self, y, self.size.height))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._pressed is not None or self._on_map:
            event.stop()
            self.let_go()

    def on_key(self) -> None:
        """A key ends a drag: the release of the mouse may have been lost."""
        self.let_go()

    def let_go(self) -> None:
        """End a drag; the selection stays."""
        if self._pressed is None and not self._on_map:
            return
        self.release_mouse()
        self._pressed, self._on_map, self._drag_step = None, False, 0
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def on_click(self, event: events.Click) -> None:
        """Double click: the word; triple click: the paragraph."""
        if event.chain < 2 or event.x >= self.size.width - MAP_CELLS or self.ground is None:
            return
        position = self.position_under(event.x, event.y)
        if position is None:
            return
        event.stop()
        word = event.chain == 2
        around = textobjects.inner_word if word else textobjects.inner_paragraph
        self.select(around(self.ground, position))

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_rows(WHEEL_ROWS)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_rows(-WHEEL_ROWS)
