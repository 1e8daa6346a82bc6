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
