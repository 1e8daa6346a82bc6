"""What the parts of one large widget stand on.

The article pane is made of parts, each a class with the commands of one kind. To the type checker
a part is what it will be part of. At run time it is only something with handlers: Textual works
out bindings, reactives and names anew for every class of widgets, which takes a third of a
millisecond each before the first key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.article.pane import ArticlePane as ArticlePart
else:
    from textual.message_pump import MessagePump as ArticlePart

__all__ = ["ArticlePart"]
