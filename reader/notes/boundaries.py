"""The first and the last character of a found passage.

Places are found on letters and digits alone. The quote's own ends say which punctuation belongs to
the passage, and whether it began and ended with whole words.
"""

from __future__ import annotations

from reader.folding import fold
from reader.patterns import late
from reader.scripts import WITHOUT_SPACES
from reader.text import Span

_NEAR = 8
"""How far a reworded end may lie from the word boundary it is moved to."""
_SPACELESS = late(f"[{WITHOUT_SPACES}\u2e80-\uabff]")
"""Words stand side by side; here with all the signs of East Asia, Yi and Bopomofo included."""


def bounded(text: str, span: Span, exact: str, *, firm: tuple[bool, bool]) -> Span:
    """The span with the quote's outer punctuation, and whole words where an end is not firm."""
    if not span or not any(c.isalnum() for c in exact):
        return span
    start, end = span.start, span.end
    lead, tail = _edges(exact)
    if not firm[0]:
        start = _word_edge(text, start, -1)
    if not firm[1]:
        end = _word_edge(text, end, 1)
    start = _extended(text, start, lead[::-1], -1) if lead else start
    end = _extended(text, end, tail, 1) if tail else end
    return Span(start, end) if start < end else span


def _edges(exact: str) -> tuple[str, str]:
    """What stands before the first and after the last letter or digit, folded, without spaces."""
    first = next(i for i, c in enumerate(exact) if c.isalnum())
    last = next(i for i in range(len(exact) - 1, -1, -1) if exact[i].isalnum())
    lead, tail = fold(exact[:first]).text, fold(exact[last + 1 :]).text
    return lead.replace(" ", ""), tail.replace(" ", "")


def _extended(text: str, edge: int, marks: str, step: int) -> int:
    """The edge moved outward over the marks, as many as stand there in order."""
    position, reached, taken = edge, edge, 0
    while taken < len(marks):
        index = position if step > 0 else position - 1
        if not 0 <= index < len(text):
            break
        folded = fold(text[index]).text.strip()
        if folded:
            expected = marks[taken : taken + len(folded)]
            if (folded if step > 0 else folded[::-1]) != expected:
                break
            taken += len(folded)
            reached = index + 1 if step > 0 else index
        elif abs(index - reached) > _NEAR:
            break
        position += step
    return reached


def _word_edge(text: str, edge: int, outward: int) -> int:
    """The nearest word boundary, when the edge cuts a word of a script that has spaces."""
    for distance in range(_NEAR + 1):
        for position in (edge + outward * distance, edge - outward * distance):
            if _is_boundary(text, position):
                return position
    return edge


def _is_boundary(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return 0 <= position <= len(text)
    before, after = text[position - 1], text[position]
    return not (before.isalnum() and after.isalnum()) or _SPACELESS.match(before) is not None
