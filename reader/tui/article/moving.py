"""The commands that move the caret and the view."""

from __future__ import annotations

from reader.tui.article import messages, motions
from reader.tui.article.drawing import Drawing
from reader.tui.article.row_model import Place

END_OF_ROW = 1_000_000
"""A cell beyond every row."""


class Moving(Drawing):
    """Rows, pages, characters, words, sentences, paragraphs, ends."""

    _last_find: motions.Find | None = None

    def position_in(self, place: Place, cell: int) -> int:
        """The offset drawn at a cell of a row; never the blank that hangs at the row's end."""
        assert self.rows
        line = self.rows.line(place)
        if not line.starts:
            return self.rows.row(place).start
        index = line.index_at(cell)
        while index > 0 and not "".join(line.shown[index:]).strip():
            index -= 1
        return line.starts[index]

    def _by(self, motion: motions.Motion, count: int | None) -> None:
        if self.rows and self.ground is not None:
            self.move_caret(motion(self.ground, self.caret, count or 1))

    @property
    def _extends(self) -> bool:
        """Whether the caret is the end of a selection, which takes in the character it is on.

        A motion to the beginning of the next sentence would mark that sentence's first letter.
        """
        begun = self.select_from
        return begun is not None and not self.by_paragraph and begun <= self.caret

    # -- rows and pages

    def _by_rows(self, count: int) -> None:
        if not self.rows:
            return
        place, cell = self.rows.cell_of(self.caret)
        if self.goal is None:
            self.goal = cell
        reached = self.rows.by_text_rows(place, count)
        self.move_caret(self.position_in(reached, self.goal), keep_goal=True)

    def _by_pages(self, rows: int) -> None:
        """Scroll and take the caret along, so that it keeps its row on the screen."""
        if not self.rows:
            return
        place, cell = self.rows.cell_of(self.caret)
        if self.goal is None:
            self.goal = cell
        self.scroll_to_place(self.rows.step(self.top, rows))
        target = self.rows.step(place, rows)
        self.move_caret(self.position_in(self._nearest_text(target), self.goal), keep_goal=True)

    def _nearest_text(self, place: Place) -> Place:
        assert self.rows
        if self.rows.row(place).has_text:
            return place
        after = self.rows.by_text_rows(place, 1)
        return after if self.rows.row(after).has_text else self.rows.by_text_rows(place, -1)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 2)

    def command_row_down(self, count: int | None = None, _argument: str = "") -> None:
        """``j``"""
        self._by_rows(count or 1)

    def command_row_up(self, count: int | None = None, _argument: str = "") -> None:
        """``k``"""
        self._by_rows(-(count or 1))

    def command_half_page_down(self, count: int | None = None, _argument: str = "") -> None:
        """``ctrl+d``"""
        self._by_pages((count or 1) * max(1, self.size.height // 2))

    def command_half_page_up(self, count: int | None = None, _argument: str = "") -> None:
        """``ctrl+u``"""
        self._by_pages(-(count or 1) * max(1, self.size.height // 2))

    def command_page_down(self, count: int | None = None, _argument: str = "") -> None:
        """``space``"""
        self._by_pages((count or 1) * self._page)

    def command_page_up(self, count: int | None = None, _argument: str = "") -> None:
        """``b``"""
        self._by_pages(-(count or 1) * self._page)

    def command_document_start(self, count: int | None = None, _argument: str = "") -> None:
        """``gg``"""
        self.remember_jump()
        self._by(motions.document_start, count)

    def command_document_end(self, count: int | None = None, _argument: str = "") -> None:
        """``G``"""
        self.remember_jump()
        if self.rows and self.ground is not None:
            self.move_caret(motions.document_end(self.ground, self.caret, count or 0))

    def command_percent(self, count: int | None = None, _argument: str = "") -> None:
        """``%``"""
        if count is None:
            sentence = f"{self.progress:.0%} of the article; 50% goes to the middle."
            self.post_message(messages.Noticed(sentence))
        elif self.rows and self.ground is not None:
            self.remember_jump()
            self.move_caret(motions.percent(self.ground, self.caret, count))

    # -- within the row and the text

    def _by_characters(self, count: int) -> None:
        if not self.rows:
            return
        place = self.rows.find(self.caret)
        line = self.rows.line(place)
        index = line.index_of(self.caret) + count
        while index < 0:
            before = self.rows.by_text_rows(place, -1)
            if before == place:
                index = 0
                break
            place, line = before, self.rows.line(before)
            index += len(line.starts)
        while index >= len(line.starts):
            after = self.rows.by_text_rows(place, 1)
            if after == place:
                index = len(line.starts) - 1
                break
            index -= len(line.starts)
            place, line = after, self.rows.line(after)
        self.move_caret(line.starts[index])

    def command_char_left(self, count: int | None = None, _argument: str = "") -> None:
        """``h``"""
        self._by_characters(-(count or 1))

    def command_char_right(self, count: int | None = None, _argument: str = "") -> None:
        """``l``"""
        self._by_characters(count or 1)

    def command_row_start(self, _count: int | None = None, _argument: str = "") -> None:
        """``0``"""
        if self.rows:
            self.move_caret(self.rows.row(self.rows.find(self.caret)).start)

    def command_row_first_nonblank(self, _count: int | None = None, _argument: str = "") -> None:
        """``^``"""
        if self.rows:
            line = self.rows.line(self.rows.find(self.caret))
            index = next((i for i, shown in enumerate(line.shown) if shown.strip()), 0)
            self.move_caret(line.starts[index])

    def command_row_end(self, count: int | None = None, _argument: str = "") -> None:
        """``$``"""
        if not self.rows:
            return
        place = self.rows.by_text_rows(self.rows.find(self.caret), (count or 1) - 1)
        self.move_caret(self.position_in(place, END_OF_ROW))
        self.goal = END_OF_ROW

    def command_word_next(self, count: int | None = None, _argument: str = "") -> None:
        """``w``"""
        self._by(motions.word_next, count)

    def command_word_end(self, count: int | None = None, _argument: str = "") -> None:
        """``e``"""
        self._by(motions.word_end, count)

    def command_word_back(self, count: int | None = None, _argument: str = "") -> None:
        """``B``, and ``b`` while selecting"""
        self._by(motions.word_back, count)

    def command_sentence_next(self, count: int | None = None, _argument: str = "") -> None:
        """``)``; while selecting, to the end of the sentence."""
        self._by(motions.sentence_end if self._extends else motions.sentence_next, count)

    def command_sentence_back(self, count: int | None = None, _argument: str = "") -> None:
        """``(``"""
        self._by(motions.sentence_back, count)

    def command_paragraph_next(self, count: int | None = None, _argument: str = "") -> None:
        """``}``; while selecting, to the end of the paragraph."""
        self._by(motions.paragraph_end if self._extends else motions.paragraph_next, count)

    def command_paragraph_back(self, count: int | None = None, _argument: str = "") -> None:
        """``{``"""
        self._by(motions.paragraph_back, count)

    # -- find a character

    def _find(self, find: motions.Find, count: int | None, *, again: bool = False) -> None:
        if self.rows and self.ground is not None:
            reached = find(self.ground, self.caret, count or 1, again=again)
            if reached == self.caret:
                self.post_message(messages.Noticed(f"No “{find.character}” in this paragraph."))
            self.move_caret(reached)

    def command_find_char(self, count: int | None = None, argument: str = "") -> None:
        """``f``"""
        self._last_find = motions.Find(argument)
        self._find(self._last_find, count)

    def command_find_char_back(self, count: int | None = None, argument: str = "") -> None:
        """``F``"""
        self._last_find = motions.Find(argument, forward=False)
        self._find(self._last_find, count)

    def command_till_char(self, count: int | None = None, argument: str = "") -> None:
        """``t`` while selecting"""
        self._last_find = motions.Find(argument, till=True)
        self._find(self._last_find, count)

    def command_find_repeat(self, count: int | None = None, _argument: str = "") -> None:
        """``;``"""
        if self._last_find is not None:
            self._find(self._last_find, count, again=True)

    def command_find_reverse(self, count: int | None = None, _argument: str = "") -> None:
        """``,``"""
        if self._last_find is not None:
            self._find(self._last_find.reversed(), count, again=True)

    # -- the view

    def _put_caret_row(self, screen_row: int) -> None:
        if self.rows:
            self.scroll_to_place(self.rows.step(self.rows.find(self.caret), -screen_row))

    def scroll_rows(self, rows: int) -> None:
        """Scroll; the caret comes along only when it would leave the view."""
        if not self.rows:
            return
        self.scroll_to_place(self.rows.step(self.top, rows))
        margin, height = self.margin_rows, len(self.places)
        place = self.rows.find(self.caret)
        distance = self.rows.distance(self.top, place, 2 * self.size.height)
        inside = max(margin, min(distance, height - 1 - margin))
        if inside != distance:
            target = self._nearest_text(self.places[max(0, min(inside, height - 1))])
            cell = self.goal if self.goal is not None else self.rows.cell_of(self.caret)[1]
            self.goal = cell
            self.move_caret(self.position_in(target, cell), keep_goal=True)

    def command_scroll_down(self, count: int | None = None, _argument: str = "") -> None:
        """``ctrl+e``"""
        self.scroll_rows(count or 1)

    def command_scroll_up(self, count: int | None = None, _argument: str = "") -> None:
        """``ctrl+y``"""
        self.scroll_rows(-(count or 1))

    def command_view_centre(self, _count: int | None = None, _argument: str = "") -> None:
        """``zz``"""
        self._put_caret_row(self.size.height // 2)

    def command_view_top(self, _count: int | None = None, _argument: str = "") -> None:
        """``zt``"""
        self._put_caret_row(self.margin_rows)

    def command_view_bottom(self, _count: int | None = None, _argument: str = "") -> None:
        """``zb``"""
        self._put_caret_row(self.size.height - 1 - self.margin_rows)

    def command_unread_paragraph(self, _count: int | None = None, _argument: str = "") -> None:
        """``gu``"""
        if not self.rows or self.ground is None:
            return
        here = self.rows.units[self.rows.find(self.caret).unit].block
        following = [u for u in self.rows.units if u.block > here and u.begins]
        before = [u for u in self.rows.units if 0 <= u.block < here and u.begins]
        for unit in (*following, *before):
            if unit.block not in self.clock.read and self.rows.kept(unit.block):
                self.remember_jump()
                self.move_caret(unit.start)
                return
        self.post_message(messages.Noticed("Every paragraph of this article was read."))

    # -- jumps

    def remember_jump(self) -> None:
        """Keep where the caret is for ``ctrl+o``."""
        self.jumps.append(self.caret)
        del self.jumps[:-100]

    def command_jump_back(self, count: int | None = None, _argument: str = "") -> None:
        """``ctrl+o``"""
        for _ in range(count or 1):
            while self.jumps and self.jumps[-1] == self.caret:
                self.jumps.pop()
            if not self.jumps:
                self.post_message(messages.JumpBackRequested())
                return
            self.move_caret(self.jumps.pop())

    def command_jump_swap(self, _count: int | None = None, _argument: str = "") -> None:
        """``''``"""
        while self.jumps and self.jumps[-1] == self.caret:
            self.jumps.pop()
        if not self.jumps:
            self.post_message(messages.Noticed("There was no jump in this article yet."))
            return
        there = self.jumps.pop()
        self.remember_jump()
        self.move_caret(there)
