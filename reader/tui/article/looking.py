"""The commands that change what is shown and how: views, column, focus, marks, links."""

from __future__ import annotations

from reader.text import Span
from reader.tui.article import messages
from reader.tui.article.marking import Marking
from reader.tui.article.pane import COLUMN, NARROWEST_COLUMN, WIDEST_COLUMN
from reader.tui.article.row_model import ViewMode
from reader.tui.article.textobjects import inner_paragraph, inner_sentence

COLUMN_STEP = 4
_NEXT_VIEW = {
    ViewMode.CLEAN: ViewMode.REMOVED,
    ViewMode.REMOVED: ViewMode.RAW,
    ViewMode.RAW: ViewMode.CLEAN,
}
_NEXT_FOCUS = {"": "sentence", "sentence": "paragraph", "paragraph": ""}


class Looking(Marking):
    """Views, width, focus, marks, links, going to a place."""

    def show_mode(self, mode: ViewMode) -> None:
        """Show another view of the document, at the same place."""
        self.mode = mode
        self.drop_selection()
        self.rewrap()
        self._tell()

    def command_cleaning_view(self, _count: int | None = None, _argument: str = "") -> None:
        """``x``"""
        self.show_mode(_NEXT_VIEW[self.mode])

    def command_block_flip(self, _count: int | None = None, _argument: str = "") -> None:
        """``R``"""
        if not self.rows:
            return
        block = self.rows.units[self.rows.find(self.caret).unit].block
        if block >= 0:
            self.post_message(messages.BlockFlipRequested(block))

    def command_unfold(self, _count: int | None = None, _argument: str = "") -> None:
        """Enter: unfold the removed block at the caret, or fold it again."""
        if not self.rows or self.mode is not ViewMode.REMOVED:
            return
        block = self.rows.units[self.rows.find(self.caret).unit].block
        if not self.rows.kept(block):
            self.unfolded ^= {block}
            self.rewrap()

    # -- the column

    def _set_column(self, column: int) -> None:
        self.column = max(NARROWEST_COLUMN, min(column, WIDEST_COLUMN))
        self._look_changed()

    def _look_changed(self) -> None:
        self.rewrap()
        self.post_message(messages.LookChanged(self.column, self.justify))

    def command_column_narrower(self, count: int | None = None, _argument: str = "") -> None:
        """``-``"""
        shown = min(self.column, self._column_width())
        self._set_column(shown - COLUMN_STEP * (count or 1))

    def command_column_wider(self, count: int | None = None, _argument: str = "") -> None:
        """``+``"""
        self._set_column(self.column + COLUMN_STEP * (count or 1))

    def command_column_reset(self, count: int | None = None, _argument: str = "") -> None:
        """``=``"""
        self._set_column(count or COLUMN)

    def command_justify(self, _count: int | None = None, _argument: str = "") -> None:
        """``gj``"""
        self.justify = not self.justify
        self._look_changed()

    # -- focus mode

    def command_focus_mode(self, _count: int | None = None, _argument: str = "") -> None:
        """``gz``"""
        self.focus_mode = _NEXT_FOCUS[self.focus_mode]
        self._repaint()

    def focused_span(self) -> Span | None:
        """The sentence or paragraph that is not dimmed."""
        if not self.focus_mode or self.ground is None or not self.ground.blocks:
            return None
        around = inner_sentence if self.focus_mode == "sentence" else inner_paragraph
        return around(self.ground, self.caret)

    # -- marks and places

    def command_mark_set(self, _count: int | None = None, argument: str = "") -> None:
        """``m{a-z}``"""
        if self.rows:
            self.marks[argument] = self.caret
            self.post_message(messages.MarkSet(argument, self.caret))
            self.post_message(messages.Noticed(f"Mark {argument} is set."))

    def command_mark_go(self, _count: int | None = None, argument: str = "") -> None:
        """``'{a-z}``"""
        if argument in self.marks:
            self.go_to(self.marks[argument])
        else:
            self.post_message(messages.Noticed(f"Mark {argument} is not set: m{argument} sets it."))

    def go_to(self, target: Span | int, *, flash: bool = False) -> None:
        """Put the caret there, showing removed text if it stands in it; remembered as a jump."""
        if self.rows is None:
            return
        position = target.start if isinstance(target, Span) else target
        self._bring_to_light(position)
        if not self.rows:
            return
        self.remember_jump()
        self.drop_selection()
        self.move_caret(position)
        if flash:
            self.flash(target if isinstance(target, Span) else Span(position, self.after(position)))

    def _bring_to_light(self, position: int) -> None:
        """Change to a view that shows ``position``."""
        assert self.rows is not None
        assert self.article is not None
        if self.mode is ViewMode.RAW or self.rows.shows(position):
            return
        for index, block in enumerate(self.article.document.blocks):
            if position in block.span and not self.rows.kept(index):
                self.unfolded |= {index}
                self.show_mode(ViewMode.REMOVED)
                return

    def _go_to_note(self, span: Span | None) -> None:
        if span is None:
            self.post_message(messages.Noticed("No more notes that way."))
        else:
            self.remember_jump()
            self._bring_to_light(span.start)
            self.move_caret(span.start)

    def command_note_next(self, count: int | None = None, _argument: str = "") -> None:
        """``]``"""
        self._go_to_note(self.notes.next(self.caret, count or 1))

    def command_note_previous(self, count: int | None = None, _argument: str = "") -> None:
        """``[``"""
        self._go_to_note(self.notes.previous(self.caret, count or 1))

    # -- links

    def command_link_open(self, _count: int | None = None, _argument: str = "") -> None:
        """``gx``"""
        link = self.inlines.link_at(self.caret)
        if link is not None:
            self.post_message(messages.OpenLink(link.target))
        else:
            self.post_message(messages.Noticed("There is no link at the caret."))
