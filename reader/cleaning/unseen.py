"""Marks that are not seen: a site that puts soft hyphens into its words has no others for that."""

from __future__ import annotations

from reader.patterns import late

_MARKS = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, byte order mark."""
_ANY = late(f"[{_MARKS}]")
EMPTY = "\u00a0"
"""What stands for a line of which nothing is seen: lines are never empty."""


def has_unseen(text: str) -> bool:
    """Whether any mark that is not seen stands in the text."""
    return any(mark in text for mark in _MARKS)


def seen(line: str) -> str:
    """The line without the marks that are not seen."""
    return _ANY.sub("", line)
