"""The commands that select, highlight, annotate and copy."""

from __future__ import annotations

from reader.notes.model import Colour
from reader.opened import OpenArticle
from reader.text import Span
from reader.tui.article import messages, textobjects
from reader.tui.article.moving import Moving

COLOURS = tuple(Colour)


class Marking(Moving):
    """Selection and what is done with it."""

    resized: str | None = None
    """The highlight whose span is being changed."""
    _taken_at: int | None = None
    """Where the caret was when a highlight was taken up."""
    _taken_to = 0
    """Where the caret went to then."""

    def watch_article(self, old: OpenArticle | None, new: OpenArticle | None) -> None:
        """A selection goes with the text it was made in, and so does a highlight taken up."""
        if _text_of(old) != _text_of(new):
            self.drop_selection()
        super().watch_article(old, new)
        if not self.rows:
            self.drop_selection()

    # -- selecting

    def _begin(self, anchor: int, *, by_paragraph: bool) -> None:
        if not self.rows:
            return
        self.select_from, self.by_paragraph = self.rows.snap(anchor), by_paragraph
        self._selection_changed()

    def _selection_changed(self) -> None:
        self._repaint(places=False)
        self.post_message(messages.SelectionChanged(self.selection))

    def drop_selection(self) -> None:
        """Nothing is selected any more."""
        self.resized = self._taken_at = None
        if self.select_from is not None:
            self.select_from = None
            self._selection_changed()

    def command_select_characters(self, _count: int | None = None, _argument: str = "") -> None:
        """``v``: select; on a highlight, take it up to be resized, and with another ``v`` not."""
        if self.select_from is not None:
            if self.by_paragraph:
                self._begin(self.select_from, by_paragraph=False)
            elif self._just_taken:
                self._leave_highlight()
            else:
                self.drop_selection()
            return
        under = self.notes.at(self.caret)
        if under:
            span, note = under[0]
            self.resized, taken_at = note.note.id, self.caret
            self._begin(span.start, by_paragraph=False)
            self.move_caret(max(span.start, span.end - 1))
            self._taken_at, self._taken_to = taken_at, self.caret
        else:
            self._begin(self.caret, by_paragraph=False)

    @property
    def _just_taken(self) -> bool:
        """Whether a highlight was taken up with the last key."""
        return self._taken_at is not None and self.caret == self._taken_to

    def _leave_highlight(self) -> None:
        """Select from where the caret was when the highlight was taken up, as if it were none."""
        assert self._taken_at is not None
        at, self.resized, self._taken_at = self._taken_at, None, None
        self._begin(at, by_paragraph=False)
        self.move_caret(at)

    def command_select_paragraphs(self, _count: int | None = None, _argument: str = "") -> None:
        """``V``"""
        if self.select_from is not None and self.by_paragraph:
            self.drop_selection()
        else:
            anchor = self.caret if self.select_from is None else self.select_from
            self._begin(anchor, by_paragraph=True)

    def command_select_cancel(self, _count: int | None = None, _argument: str = "") -> None:
        """Escape while selecting."""
        self.drop_selection()

    def command_other_end(self, _count: int | None = None, _argument: str = "") -> None:
        """``o``"""
        if self.select_from is not None:
            here, self.select_from = self.select_from, self.caret
            self.move_caret(here)

    def select(self, span: Span) -> None:
        """Select a span, the caret on its last character."""
        if not self.rows or not len(span):
            return
        self._begin(span.start, by_paragraph=False)
        self.move_caret(span.end - 1)

    def _text_object(self, text_object: textobjects.TextObject, count: int | None) -> None:
        """Select the object at the caret; what ends with it already, and more of them, go on."""
        if not self.rows or self.ground is None:
            return
        if self._just_taken:
            self._leave_highlight()
        ground, selected = self.ground, self.selection
        span, more = text_object(ground, self.caret), (count or 1) - 1
        if selected is not None and selected.end == span.end and selected.start <= span.start:
            span, more = selected, more + 1 if len(selected) > 1 else more
        for _ in range(more):
            span = textobjects.with_following(ground, span, text_object)
        self.select(span)

    def command_inner_word(self, count: int | None = None, _argument: str = "") -> None:
        """``iw``"""
        self._text_object(textobjects.inner_word, count)

    def command_inner_sentence(self, count: int | None = None, _argument: str = "") -> None:
        """``is``"""
        self._text_object(textobjects.inner_sentence, count)

    def command_inner_paragraph(self, count: int | None = None, _argument: str = "") -> None:
        """``ip``"""
        self._text_object(textobjects.inner_paragraph, count)

    # -- highlights and notes

    def _request(self, span: Span, *, comment: bool = False, colour: Colour | None = None) -> None:
        assert self.article is not None
        span = span.trimmed(self.article.document.text)
        if not len(span):
            self.post_message(messages.Noticed("There is no text to mark here."))
            return
        note_id = self.resized
        self.drop_selection()
        self.post_message(messages.AnnotateRequested(span, comment, colour, note_id))

    def _object_span(self, text_object: textobjects.TextObject) -> Span:
        """The selection, else a text object at the caret."""
        assert self.ground is not None
        return self.selection or text_object(self.ground, self.caret)

    def command_highlight(self, _count: int | None = None, _argument: str = "") -> None:
        """``H``"""
        if self.rows:
            self._request(self._object_span(textobjects.inner_paragraph))

    def _colour(self, number: int) -> None:
        if not self.rows:
            return
        under = self.notes.at(self.caret)
        if self.select_from is None and under:
            span, note = under[0]
            colour, note_id = COLOURS[number - 1], note.note.id
            self.post_message(messages.AnnotateRequested(span, False, colour, note_id))
            return
        self._request(self._object_span(textobjects.inner_paragraph), colour=COLOURS[number - 1])

    def command_highlight_1(self, _count: int | None = None, _argument: str = "") -> None:
        """``1``"""
        self._colour(1)

    def command_highlight_2(self, _count: int | None = None, _argument: str = "") -> None:
        """``2``"""
        self._colour(2)

    def command_highlight_3(self, _count: int | None = None, _argument: str = "") -> None:
        """``3``"""
        self._colour(3)

    def command_highlight_4(self, _count: int | None = None, _argument: str = "") -> None:
        """``4``"""
        self._colour(4)

    def command_highlight_5(self, _count: int | None = None, _argument: str = "") -> None:
        """``5``"""
        self._colour(5)

    def command_annotate(self, _count: int | None = None, _argument: str = "") -> None:
        """``a``"""
        if self.rows:
            self._request(self._object_span(textobjects.inner_sentence), comment=True)

    def command_highlight_delete(self, _count: int | None = None, _argument: str = "") -> None:
        """``dd``"""
        under = self.notes.at(self.caret)
        if under:
            self.post_message(messages.DeleteRequested(under[0][1].note.id))
        else:
            self.post_message(messages.Noticed("There is no note at the caret."))

    # -- copying

    def _copy(self, *, citation: bool) -> None:
        if not self.rows or self.article is None:
            return
        span = self._object_span(textobjects.inner_sentence)
        text = self.shown_text(span)
        self.drop_selection()
        self.post_message(messages.CopyRequested(text, citation))

    def shown_text(self, span: Span) -> str:
        """The text of a span as it is shown: what is hidden in it is left out."""
        assert self.article is not None
        assert self.ground is not None
        text = self.article.document.text
        first, last = (
            self.ground.number_of(span.start),
            self.ground.number_of(max(span.start, span.end - 1)),
        )
        pieces = [block.intersection(span) for block in self.ground.blocks[first : last + 1]]
        return "\n\n".join(piece.of(text) for piece in pieces if piece is not None)

    def command_copy(self, _count: int | None = None, _argument: str = "") -> None:
        """``y``"""
        self._copy(citation=False)

    def command_copy_citation(self, _count: int | None = None, _argument: str = "") -> None:
        """``Y``"""
        self._copy(citation=True)


def _text_of(article: OpenArticle | None) -> tuple[str, str] | None:
    return (article.key, article.document.text) if article is not None else None
