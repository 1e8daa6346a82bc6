"""The article pane, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.article import messages
from reader.tui.article.mouse import Mousing
from reader.tui.article.pane import COLUMN, ArticlePane
from reader.tui.article.typesetting import view_named

if TYPE_CHECKING:
    from reader.opened import OpenArticle


class ArticleView(Mousing, ArticlePane):
    """Draws one :class:`~reader.opened.OpenArticle`; every command of its scopes is a method.

    A command ``row-down`` is ``command_row_down(count, argument)``. The view never writes: what
    has to be kept leaves it as a message.
    """

    AnnotateRequested = messages.AnnotateRequested
    DeleteRequested = messages.DeleteRequested
    BlockFlipRequested = messages.BlockFlipRequested
    CaretMoved = messages.CaretMoved
    PositionChanged = messages.PositionChanged
    OpenLink = messages.OpenLink
    CopyRequested = messages.CopyRequested
    SelectionChanged = messages.SelectionChanged
    SearchChanged = messages.SearchChanged
    LeaveRequested = messages.LeaveRequested
    NextUnreadRequested = messages.NextUnreadRequested
    JumpBackRequested = messages.JumpBackRequested
    MarkSet = messages.MarkSet
    LookChanged = messages.LookChanged
    Noticed = messages.Noticed

    def __init__(
        self,
        article: OpenArticle | None = None,
        *,
        column: int = COLUMN,
        justify: bool = False,
        hyphenate: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            column=column, justify=justify, hyphenate=hyphenate, id=id, classes=classes
        )
        self.history = []
        if article is not None:
            self.caret, self.mode = article.caret, view_named(article.view)
            self.set_reactive(ArticleView.article, article)

    def command_outline(self, _count: int | None = None, _argument: str = "") -> None:
        """``t``"""
        from reader.tui.article.outline import Outline, headings

        if self.article is None:
            return
        found = headings(self.article.document)
        if not found:
            self.post_message(messages.Noticed("This article has no headings."))
            return
        self.app.push_screen(Outline(found, self.caret), self._to_heading)

    def _to_heading(self, position: int | None) -> None:
        if position is not None:
            self.go_to(position)
