"""Whole web pages: which blocks are the article's, by their words and by the page's markup."""

from reader.cleaning.pages.judging import judge_page

__all__ = ["judge_page"]
