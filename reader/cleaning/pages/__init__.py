"""Whole web pages: which blocks are the article's, by their words and by the page's markup."""
