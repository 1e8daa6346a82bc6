"""Near-identical articles: when two texts are copies of one, which are, and how they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
    milliseconds, those of a single line too. White space belongs to the word before it.
    """
    ours, theirs = _units(left, _LINE), _units(right, _LINE)
    pieces: list[Piece] = []
    for kind, one, other in _compared(left, right, ours, theirs, _same_lines):
        if kind == "same" or not one or not other:
            pieces.append(Piece(kind, _cover(ours, one, left), _cover(theirs, other, right)))
            continue
        here, there = _cover(ours, one, left), _cover(theirs, other, right)
        mine, their = _units(left, _WORDS, here), _units(right, _WORDS, there)
        pieces.extend(
            Piece(finer, _cover(mine, a, left, here), _cover(their, b, right, there))
            for finer, a, b in _compared(left, right, mine, their, _same_words)
        )
    return _joined(pieces)


Alignment = Iterable[tuple[int, int, int]]
"""Runs of equal units, in order: where they begin in both texts, and how many they are."""
_MOST_CELLS = 1_000_000_000
"""Pairs of words up to which the longest common sequence is looked for; a pair takes one bit."""
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_WORDS = re.compile(r"\s*\S+\s*|\s+")


def _units(text: str, pattern: re.Pattern[str], within: Span | None = None) -> list[Span]:
    start, end = (within.start, within.end) if within else (0, len(text))
    return [Span(*found.span()) for found in pattern.finditer(text, start, end)]


def _compared(
    left: str,
    right: str,
    ours: list[Span],
    theirs: list[Span],
    align: Callable[[list[int], list[int]], Alignment],
) -> Iterator[tuple[Kind, range, range]]:
    """What happens to units of the first text to make the second, as ranges of units."""
    numbers: dict[str, int] = {}
    one, other = (
        [numbers.setdefault(" ".join(span.of(text).split()), len(numbers)) for span in units]
        for text, units in ((left, ours), (right, theirs))
    )
    here = there = 0
    for mine, their, count in (*align(one, other), (len(one), len(other), 0)):
        if here < mine or there < their:
            kind: Kind = "right" if here == mine else "left" if there == their else "changed"
            yield kind, range(here, mine), range(there, their)
        here, there = mine + count, their + count
        if count:
            yield "same", range(mine, here), range(their, there)


def _same_lines(one: list[int], other: list[int]) -> Alignment:
    return SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()


def _same_words(one: list[int], other: list[int]) -> Alignment:
    from rapidfuzz.distance import Indel, Levenshtein  # difflib takes seconds for a long paragraph

    distance = Indel if len(one) * len(other) <= _MOST_CELLS else Levenshtein
    blocks = distance.opcodes(one, other).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


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
