"""Places of a text that may hold a passage: seeds, then chains of seeds.

As sequence aligners do (minimap2, MUMmer): short pieces of the passage that stand unchanged in
the text are extended to maximal exact matches, and matches in the same order are chained. An
insertion or a deletion costs little however long it is, so one chain can follow a passage through
an advertisement set into it, and a chain through prefix and suffix alone shows where a quote that
is gone used to be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import log2

_FREQUENT = 48
"""A seed with more places than this says nothing about which one is meant."""
_REACH = 1200
"""The longest insertion or deletion, in folded characters, that a chain bridges."""
_LOOKBACK = 24
"""How many earlier matches are tried as the one before: chains are local."""
_MOST_SEEDS = 160
_MOST_MATCHES = 240
_MOST_CHAINS = 12


@dataclass(frozen=True, slots=True)
class Match:
    """``length`` characters of the passage at ``piece`` stand in the text at ``place``."""

    place: int
    piece: int
    length: int


Chain = tuple[Match, ...]


def seed_length(passage: str) -> int:
    """How long a piece must be to say something: shorter for scripts with many characters."""
    wide = sum(c >= "\u2e80" for c in passage)
    if 2 * wide > len(passage):
        return 2 if len(passage) < 120 else 3
    return 5


def matches(text: str, passage: str, core: tuple[int, int]) -> list[Match]:
    """Maximal exact matches, sorted by place; seeds are dense outside ``core`` (the quote)."""
    size = seed_length(passage)
    reached: dict[int, int] = {}
    found: list[Match] = []
    for piece in _seeds(len(passage), size, core):
        seed = passage[piece : piece + size]
        for place in _places(text, seed):
            if reached.get(place - piece, -1) > piece:
                continue
            match = _extended(text, passage, Match(place, piece, size))
            reached[place - piece] = match.piece + match.length
            found.append(match)
    found.sort(key=lambda m: (m.place, m.piece))
    return _densest(found, len(passage))


def whole(text: str, passage: str) -> list[Chain]:
    """Where the whole passage stands as it is, a chain for each place, up to a few."""
    found: list[Chain] = []
    place = text.find(passage)
    while place != -1 and len(found) < _MOST_CHAINS:
        found.append((Match(place, 0, len(passage)),))
        place = text.find(passage, place + 1)
    return found


def _densest(found: list[Match], reach: int) -> list[Match]:
    """The matches with most others around; in a long text the rest are chance."""
    if len(found) <= _MOST_MATCHES:
        return found
    sums = [0, *accumulate(m.length for m in found)]
    places = [m.place for m in found]
    weights = [
        sums[bisect_right(places, place + reach)] - sums[bisect_left(places, place - reach)]
        for place in places
    ]
    floor = sorted(weights, reverse=True)[_MOST_MATCHES]
    return [match for match, weight in zip(found, weights, strict=True) if weight > floor]


def _seeds(length: int, size: int, core: tuple[int, int]) -> Iterator[int]:
    step = 1 + (core[1] - core[0]) // _MOST_SEEDS
    last = length - size + 1
    yield from range(min(core[0], last))
    yield from range(core[0], min(core[1], last), step)
    yield from range(core[1], last)


def _places(text: str, seed: str) -> list[int]:
    """Where the seed stands, or nothing when it stands nearly everywhere."""
    places: list[int] = []
    place = text.find(seed)
    while place != -1:
        places.append(place)
        if len(places) > _FREQUENT:
            return []
        place = text.find(seed, place + 1)
    return places


def _extended(text: str, passage: str, match: Match) -> Match:
    """The match as far as both texts agree, left and right."""
    place, piece, size = match.place, match.piece, match.length
    while place and piece and text[place - 1] == passage[piece - 1]:
        place, piece, size = place - 1, piece - 1, size + 1
    while (
        place + size < len(text)
        and piece + size < len(passage)
        and text[place + size] == passage[piece + size]
    ):
        size += 1
    return Match(place, piece, size)


def chains(found: list[Match]) -> list[Chain]:
    """The best chains, best first; no match is in two of them."""
    scores, before = _link(found)
    used: set[int] = set()
    result: list[Chain] = []
    for last in sorted(range(len(found)), key=lambda i: (-scores[i], i)):
        if len(result) == _MOST_CHAINS:
            break
        if last not in used:
            result.append(_trace(found, before, last, used))
    return result


def _link(found: list[Match]) -> tuple[list[float], list[int]]:
    """For each match the score of the best chain that ends in it, and the match before."""
    scores: list[float] = []
    before: list[int] = []
    for i, match in enumerate(found):
        best, previous = float(match.length), -1
        for j in range(i - 1, max(-1, i - 1 - _LOOKBACK), -1):
            gain = _gain(found[j], match)
            if gain is not None and scores[j] + gain > best:
                best, previous = scores[j] + gain, j
        scores.append(best)
        before.append(previous)
    return scores, before


def _gain(first: Match, second: Match) -> float | None:
    """What the second match adds to a chain that ends in the first, or None when it cannot."""
    skipped = second.piece - first.piece - first.length
    apart = second.place - first.place - first.length
    overlap = max(0, -skipped, -apart)
    if overlap >= min(first.length, second.length) or abs(apart - skipped) > _REACH:
        return None
    shift = abs(apart - skipped)
    cost = 0.1 * max(0, min(skipped, apart)) + (
        1 + 1.5 * log2(1 + shift) + 0.05 * shift if shift else 0
    )
    return second.length - overlap - cost


def _trace(found: list[Match], before: list[int], last: int, used: set[int]) -> Chain:
    """The chain that ends in ``last``, its overlaps cut away; it stops at a used match."""
    parts: list[Match] = []
    index = last
    while index != -1 and index not in used:
        used.add(index)
        parts.append(found[index])
        index = before[index]
    chain: list[Match] = []
    for match in reversed(parts):
        if chain:
            ended = chain[-1]
            overlap = max(
                0,
                ended.piece + ended.length - match.piece,
                ended.place + ended.length - match.place,
            )
            match = Match(match.place + overlap, match.piece + overlap, match.length - overlap)  # noqa: PLW2901
        chain.append(match)
    return tuple(chain)
