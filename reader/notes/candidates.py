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
from itertools import accumulate
from math import log2
from typing import NamedTuple

_FREQUENT = 48
"""A seed with more places than this says nothing about which one is meant."""
_REACH = 1200
"""The longest insertion or deletion, in folded characters, that a chain bridges."""
_LOOKBACK = 24
"""How many earlier matches are tried as the one before: chains are local."""
_MOST_SEEDS = 160
_MOST_MATCHES = 240
_MOST_CHAINS = 12
_LONG = 900
"""From this length on a quote is found by rarer, longer seeds, and its ends are looked at apart."""
_RARE = 6
"""A long seed with more places than this is boilerplate."""
_FEW_CHAINS = 4
_END = 160
"""How much of each end of a long quote is looked at closely."""


class Match(NamedTuple):
    """``length`` characters of the passage at ``piece`` stand in the text at ``place``."""

    place: int
    piece: int
    length: int

    def moved(self, place: int, piece: int) -> Match:
        """The match as it is in a longer text and a longer passage."""
        return Match(self.place + place, self.piece + piece, self.length)


Chain = tuple[Match, ...]


def found(text: str, passage: str, core: tuple[int, int]) -> list[Chain]:
    """Chains for the places that may hold the passage, best first; ``core``: the quote in it."""
    if core[1] - core[0] < _LONG:
        return chains(matches(text, passage, core))
    size = 4 if _is_dense(passage) else 11
    sparse = range(core[0], core[1] - size, 1 + (core[1] - core[0]) // (2 * _MOST_SEEDS))
    rough = chains(_matched(text, passage, sparse, size, _RARE), reach=core[1] - core[0])
    apart: list[Chain] = []
    for chain in rough:
        if not any(_overlap(chain, other) for other in apart):
            apart.append(chain)
    return [_completed(text, passage, chain) for chain in apart[:_FEW_CHAINS]]


def _overlap(chain: Chain, better: Chain) -> bool:
    """Whether a chain runs through the place of a better one: it is made of its leftovers."""
    start, end = chain[0].place, chain[-1].place + chain[-1].length
    return start < better[-1].place + better[-1].length and better[0].place < end


def _completed(text: str, passage: str, chain: Chain) -> Chain:
    """The chain with what can be matched before and after it, near its ends."""
    first, last = chain[0], chain[-1]
    lead, rest = first.piece, len(passage) - last.piece - last.length
    before: Chain = ()
    if lead:
        low = max(0, first.place - lead - _REACH)
        size = min(lead, 2 * _END)
        before = _local(text[low : first.place], passage[:lead][:size], (low, 0))
        if lead > size:
            nearer = _local(
                text[max(low, first.place - 2 * size) : first.place],
                passage[lead - size : lead],
                (max(low, first.place - 2 * size), lead - size),
            )
            before = _joined(before, nearer)
    after: Chain = ()
    if rest:
        begin = last.place + last.length
        size = min(rest, 2 * _END)
        high = begin + rest + _REACH
        after = _local(text[begin:high], passage[-size:], (begin, len(passage) - size))
        if rest > size:
            piece = last.piece + last.length
            nearer = _local(
                text[begin : begin + 2 * size], passage[piece : piece + size], (begin, piece)
            )
            after = _joined(nearer, after)
    return _joined(_joined(before, chain), after)


def _local(text: str, passage: str, at: tuple[int, int]) -> Chain:
    """The best chain of a piece of the passage in a piece of the text."""
    best = chains(matches(text, passage, (0, 0)))[:1]
    return tuple(match.moved(*at) for chain in best for match in chain)


def _joined(first: Chain, second: Chain) -> Chain:
    """Two chains as one, without what would overlap or go backwards."""
    if not first or not second:
        return first or second
    head = second[0]
    kept = [
        m for m in first if m.piece + m.length <= head.piece and m.place + m.length <= head.place
    ]
    return (*kept, *second)


def _is_dense(passage: str) -> bool:
    """Whether most of the passage is in a script of many characters."""
    return 2 * sum(c >= "\u2e80" for c in passage) > len(passage)


def seed_length(passage: str) -> int:
    """How long a piece must be to say something: shorter for scripts with many characters."""
    if _is_dense(passage):
        return 2 if len(passage) < 120 else 3
    return 5


def matches(text: str, passage: str, core: tuple[int, int]) -> list[Match]:
    """Maximal exact matches, sorted by place; seeds are dense outside ``core`` (the quote)."""
    size = seed_length(passage)
    return _matched(text, passage, _seeds(len(passage), size, core), size, _FREQUENT)


def _matched(
    text: str, passage: str, pieces: Iterator[int] | range, size: int, most: int
) -> list[Match]:
    reached: dict[int, int] = {}
    results: list[Match] = []
    for piece in pieces:
        for place in _places(text, passage[piece : piece + size], most):
            if reached.get(place - piece, -1) > piece:
                continue
            match = _extended(text, passage, Match(place, piece, size))
            reached[place - piece] = match.piece + match.length
            results.append(match)
    results.sort(key=lambda m: (m.place, m.piece))
    return _densest(results, len(passage))


def whole(text: str, passage: str) -> list[Chain]:
    """Where the whole passage stands as it is, a chain for each place, up to a few."""
    results: list[Chain] = []
    place = text.find(passage)
    while place != -1 and len(results) < _MOST_CHAINS:
        results.append((Match(place, 0, len(passage)),))
        place = text.find(passage, place + 1)
    return results


def _densest(results: list[Match], reach: int) -> list[Match]:
    """The matches with most others around; in a long text the rest are chance."""
    if len(results) <= _MOST_MATCHES:
        return results
    sums = [0, *accumulate(m.length for m in results)]
    places = [m.place for m in results]
    weights = [
        sums[bisect_right(places, place + reach)] - sums[bisect_left(places, place - reach)]
        for place in places
    ]
    floor = sorted(weights, reverse=True)[_MOST_MATCHES]
    return [match for match, weight in zip(results, weights, strict=True) if weight > floor]


def _seeds(length: int, size: int, core: tuple[int, int]) -> Iterator[int]:
    step = 1 + (core[1] - core[0]) // _MOST_SEEDS
    last = length - size + 1
    yield from range(min(core[0], last))
    yield from range(core[0], min(core[1], last), step)
    yield from range(core[1], last)


def _places(text: str, seed: str, most: int) -> list[int]:
    """Where the seed stands, or nothing when it stands nearly everywhere."""
    places: list[int] = []
    place = text.find(seed)
    while place != -1:
        places.append(place)
        if len(places) > most:
            return []
        place = text.find(seed, place + 1)
    return places


def _extended(text: str, passage: str, match: Match) -> Match:
    """The match as far as both texts agree, left and right."""
    place, piece = match.place, match.piece
    back = _agreeing(text, place, passage, piece, -1)
    ahead = _agreeing(text, place + match.length, passage, piece + match.length, 1)
    return Match(place - back, piece - back, back + match.length + ahead)


def _agreeing(one: str, at: int, other: str, there: int, step: int) -> int:
    """How many characters agree from two positions on, forwards (1) or backwards (-1)."""
    most = min(len(one) - at, len(other) - there) if step > 0 else min(at, there)
    size, stride = 0, 8
    while stride and size < most:
        stride = min(stride, most - size)
        if step > 0:
            first, second = at + size, there + size
        else:
            first, second = at - size - stride, there - size - stride
        if one[first : first + stride] == other[second : second + stride]:
            size, stride = size + stride, 2 * stride
        else:
            stride //= 2
    return size


def chains(results: list[Match], *, reach: int = _REACH) -> list[Chain]:
    """The best chains, best first; no match is in two of them. ``reach``: see ``_REACH``."""
    scores, before = _link(results, max(reach, _REACH))
    used: set[int] = set()
    best: list[Chain] = []
    for last in sorted(range(len(results)), key=lambda i: (-scores[i], i)):
        if len(best) == _MOST_CHAINS:
            break
        if last not in used:
            best.append(_trace(results, before, last, used))
    return best


def _link(results: list[Match], reach: int) -> tuple[list[float], list[int]]:
    """For each match the score of the best chain that ends in it, and the match before."""
    scores: list[float] = []
    before: list[int] = []
    for i, match in enumerate(results):
        best, previous = float(match.length), -1
        for j in range(i - 1, max(-1, i - 1 - _LOOKBACK), -1):
            gain = _gain(results[j], match, reach)
            if gain is not None and scores[j] + gain > best:
                best, previous = scores[j] + gain, j
        scores.append(best)
        before.append(previous)
    return scores, before


def _gain(first: Match, second: Match, reach: int) -> float | None:
    """What the second match adds to a chain that ends in the first, or None when it cannot."""
    skipped = second.piece - first.piece - first.length
    apart = second.place - first.place - first.length
    overlap = max(0, -skipped, -apart)
    if overlap >= min(first.length, second.length) or abs(apart - skipped) > reach:
        return None
    shift = abs(apart - skipped)
    cost = 0.1 * max(0, min(skipped, apart)) + (
        1 + 1.5 * log2(1 + shift) + 0.05 * min(shift, _REACH) if shift else 0
    )
    return second.length - overlap - cost


def _trace(results: list[Match], before: list[int], last: int, used: set[int]) -> Chain:
    """The chain that ends in ``last``, its overlaps cut away; it stops at a used match."""
    parts: list[Match] = []
    index = last
    while index != -1 and index not in used:
        used.add(index)
        parts.append(results[index])
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
