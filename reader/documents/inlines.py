"""Typography that moves with a part of its text."""

from __future__ import annotations

from reader.documents.model import Inline
from reader.text import Span


def within(inlines: list[Inline], start: int, end: int) -> list[Inline]:
    """The inlines of a part of a text, counted from its start."""
    part = Span(start, end)
    kept = []
    for inline in inlines:
        shared = inline.span.intersection(part)
        if shared is not None:
            moved = Span(shared.start - start, shared.end - start)
            kept.append(Inline(moved, inline.style, inline.target))
    return kept


def shifted(inline: Inline, by: int) -> Inline:
    """An inline moved by so many code points, never before the beginning."""
    start, end = max(0, inline.span.start + by), max(0, inline.span.end + by)
    return Inline(Span(start, end), inline.style, inline.target)
