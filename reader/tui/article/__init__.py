"""The article pane."""

from reader.tui.article.view import ArticleView

__all__ = ["ArticleView"]
