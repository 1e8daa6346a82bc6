"""Choosing from a short list by typing: every word somewhere, or its letters in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from reader.text import Span

T = TypeVar("T")


def score(words: Sequence[str], text: str) -> tuple[int, tuple[Span, ...]] | None:
    """How well folded ``words`` fit ``text`` (0 best) and where; None when one does not fit.

    A word at the beginning of one counts 0, inside 2, scattered letters 5 and the gaps.
    """
    folded = text.casefold()
    if len(folded) != len(text):  # a fold that changes lengths would move the marks
        folded = text.lower() if len(text.lower()) == len(text) else text
    total = 0
    spans: list[Span] = []
    for word in words:
        found = _place(word, folded)
        if found is None:
            return None
        total += found[0]
        spans.extend(found[1])
    return total, tuple(sorted(spans))


def _place(word: str, folded: str) -> tuple[int, list[Span]] | None:
    at = folded.find(word)
    first = at
    while at != -1:
        if at == 0 or not folded[at - 1].isalnum():
            return 0, [Span(at, at + len(word))]
        at = folded.find(word, at + 1)
    if first != -1:
        return 2, [Span(first, first + len(word))]
    if len(word) < 2:
        return None
    spans, at, gaps = [], -1, 0
    for character in word:
        following = folded.find(character, at + 1)
        if following == -1 or following - at > 12:
            return None
        gaps += following - at - 1 if at >= 0 else 0
        at = following
        spans.append(Span(at, at + 1))
    return 5 + gaps, spans


def choose(typed: str, items: Iterable[tuple[T, str]]) -> list[tuple[T, tuple[Span, ...]]]:
    """The items whose text fits what was typed, best first, equal ones in their order."""
    words = typed.casefold().split()
    if not words:
        return [(item, ()) for item, _ in items]
    found = [(hit[0], item, hit[1]) for item, text in items if (hit := score(words, text))]
    found.sort(key=lambda row: row[0])
    return [(item, spans) for _, item, spans in found]
