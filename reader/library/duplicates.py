"""Near-identical articles: when two texts are copies of one, which are, and how they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from reader.library.sketch import LEAST_WORDS, in_order, shingles
from reader.text import Span

Kind = Literal["same", "changed", "left", "right"]
"""What a piece of a comparison is: in both, other words, only in the first, only in the second."""
SHARED = 0.5
"""Of the smaller text's shingles, this part must stand in the larger one in the same order."""
ALIKE = 0.33
"""And of all shingles of both this part must be shared, else one is only quoted in the other."""


def are_copies(one: str, other: str) -> bool:
    """Whether two cleaned texts are the same article: edited, retitled, with other boilerplate.

    With every tenth word changed 73% of the shingles of three words survive, and two such copies
    share 53%; two reports on one story share a few percent.
    """
    mine, theirs = (list(dict.fromkeys(shingles(text))) for text in (one, other))
    smaller, larger = sorted((len(mine), len(theirs)))
    if smaller < LEAST_WORDS - 2:
        return mine == theirs and one.split() == other.split()
    if ALIKE * (smaller + larger) > (1 + ALIKE) * smaller:  # not even if all of it were shared
        return False
    shared = in_order(mine, theirs)
    return shared >= SHARED * smaller and shared >= ALIKE * (smaller + larger - shared)


class Piece(NamedTuple):
    """A part of a comparison: the same in both, or only in one."""

    kind: Kind
    left: Span
    """In the first text; empty for what only the second has."""
    right: Span


def diff(left: str, right: str) -> list[Piece]:
    """How two texts differ, word by word, as pieces that cover both from beginning to end.

    Lines are compared first, then the words of the lines that differ, so that long articles take
    milliseconds. White space belongs to the word before it.
    """
    ours, theirs = _units(left, _LINE), _units(right, _LINE)
    pieces: list[Piece] = []
    for kind, one, other in _opcodes(left, right, ours, theirs):
        if kind == "same" or not one or not other:
            pieces.append(Piece(kind, _cover(ours, one, left), _cover(theirs, other, right)))
            continue
        here, there = _cover(ours, one, left), _cover(theirs, other, right)
        mine, their = _units(left, _WORDS, here), _units(right, _WORDS, there)
        pieces.extend(
            Piece(finer, _cover(mine, a, left, here), _cover(their, b, right, there))
            for finer, a, b in _opcodes(left, right, mine, their)
        )
    return _joined(pieces)


_KINDS: dict[str, Kind] = {
    "equal": "same", "replace": "changed", "delete": "left", "insert": "right"
}  # fmt: skip
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_WORDS = re.compile(r"\s*\S+\s*|\s+")


def _units(text: str, pattern: re.Pattern[str], within: Span | None = None) -> list[Span]:
    start, end = (within.start, within.end) if within else (0, len(text))
    return [Span(*found.span()) for found in pattern.finditer(text, start, end)]


def _opcodes(
    left: str, right: str, ours: list[Span], theirs: list[Span]
) -> Iterator[tuple[Kind, range, range]]:
    """What happens to units of the first text to make the second, as ranges of units."""
    one = [" ".join(span.of(left).split()) for span in ours]
    other = [" ".join(span.of(right).split()) for span in theirs]
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield _KINDS[tag], range(a, b), range(c, d)


def _cover(units: list[Span], chosen: range, text: str, within: Span | None = None) -> Span:
    """The span of some neighbouring units; an empty one where they would stand."""
    if chosen:
        return Span(units[chosen.start].start, units[chosen.stop - 1].end)
    end = within.end if within else len(text)
    at = units[chosen.start].start if chosen.start < len(units) else end
    return Span(at, at)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            last = joined.pop()
            left = Span(last.left.start, piece.left.end)
            joined.append(Piece(piece.kind, left, Span(last.right.start, piece.right.end)))
        else:
            joined.append(piece)
    return joined
