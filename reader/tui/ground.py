"""What the parts of one large widget or screen stand on.

Article pane and main screen are made of parts, each a class with the commands of one kind. To the
type checker a part is what it will be part of. At run time it is only something with handlers:
Textual works out bindings, reactives and names anew for every class of widgets, which takes a
third of a millisecond each before the first key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.article.pane import ArticlePane as ArticlePart
    from reader.tui.main.desk import Desk as DeskPart
else:
    from textual.message_pump import MessagePump as ArticlePart

    DeskPart = ArticlePart

__all__ = ["ArticlePart", "DeskPart"]
