"""How well a place of a text agrees with a remembered passage."""

from __future__ import annotations

from typing import NamedTuple

from reader.notes.candidates import Chain, Match

_INSERTED = 12
"""From this many surplus characters on, a gap is read as something set in, not as a rewording."""
_SET_IN = 4
"""What such an insertion costs, in characters, besides a share of its length."""
_SHARE = 0.05


_ODD = 5
"""Up to this many characters at an end of the quote may differ before they count as cut off."""


class Passage(NamedTuple):
    """A quote and what stood around it, all folded alike."""

    prefix: str
    quote: str
    suffix: str

    @property
    def text(self) -> str:
        """Prefix, quote and suffix as one."""
        return self.prefix + self.quote + self.suffix

    @property
    def core(self) -> tuple[int, int]:
        """Where the quote stands in ``text``."""
        return len(self.prefix), len(self.prefix) + len(self.quote)


class Candidate(NamedTuple):
    """A place for the quote, with its likenesses from 0 to 1."""

    start: int
    end: int
    quote: float
    prefix: float
    suffix: float
    covered: float
    """Characters of the quote in exact matches of the chain, less the cost of what was set in."""


def candidate(text: str, passage: Passage, chain: Chain) -> Candidate | None:
    """The place a chain points to; None when it runs through one side's context alone."""
    left, right = passage.core
    if chain[-1].piece + chain[-1].length <= left or chain[0].piece >= right:
        return None
    start = max(0, _boundary(chain, left, opening=True))
    end = min(len(text), _boundary(chain, right, opening=False))
    start, end = _cut(text, passage, chain, start, end)
    if start > end:
        return None
    start, end = _snapped(text, passage.quote, start, end)
    return measured(text, passage, chain, start, end)


def measured(text: str, passage: Passage, chain: Chain, start: int, end: int) -> Candidate:
    """The likenesses of the quote's and the contexts' places."""
    left, right = passage.core
    whole = passage.text
    quote = 1 - _cost(text, whole, chain, (left, start), (right, end)) / max(1, right - left)
    first = chain[0]
    prefix = suffix = 0.0
    if left:
        begin = (
            (0, max(0, first.place - first.piece))
            if first.piece < left
            else (0, max(0, start - left))
        )
        prefix = 1 - _cost(text, whole, chain, begin, (left, start)) / left
    if passage.suffix:
        last = chain[-1]
        rest = len(whole) - last.piece - last.length
        stop = (
            last.place + last.length + rest
            if last.piece + last.length > right
            else end + len(passage.suffix)
        )
        suffix = 1 - _cost(
            text, whole, chain, (right, end), (len(whole), min(len(text), stop))
        ) / len(passage.suffix)
    covered: float = sum(max(0, min(m.piece + m.length, right) - max(m.piece, left)) for m in chain)
    surplus = end - start - (right - left)
    if surplus > _INSERTED:
        covered -= _SET_IN + _SHARE * surplus
    return Candidate(start, end, max(0.0, quote), max(0.0, prefix), max(0.0, suffix), covered)


def _boundary(chain: Chain, edge: int, *, opening: bool) -> int:
    """The place of the passage's position ``edge``, read off the matches around it."""
    before: Match | None = None
    for match in chain:
        stop = match.piece + match.length
        inside = match.piece <= edge < stop if opening else match.piece < edge <= stop
        if inside:
            return match.place + edge - match.piece
        if match.piece >= edge:
            after = match.place - (match.piece - edge)
            if before is None:
                return after
            return _between(before, match, edge, opening=opening)
        before = match
    assert before is not None
    return before.place + edge - before.piece


def _cut(text: str, passage: Passage, chain: Chain, start: int, end: int) -> tuple[int, int]:
    """The place without an end of the quote that is gone, surroundings and all."""
    left, right = passage.core
    first, last = chain[0], chain[-1]
    lead, rest = first.piece - left, right - last.piece - last.length
    if lead > _ODD and _unlike(passage.quote[:lead], text[start : first.place]):
        start = first.place
    if rest > _ODD and _unlike(passage.quote[-rest:], text[last.place + last.length : end]):
        end = last.place + last.length
    return start, end


def _unlike(expected: str, found: str) -> bool:
    from rapidfuzz.distance import Levenshtein  # costs 30 ms; most notes never need it

    return Levenshtein.normalized_similarity(expected, found) < 0.4


def _between(before: Match, after: Match, edge: int, *, opening: bool) -> int:
    """The place of ``edge`` in the unmatched stretch between two matches."""
    floor, ceiling = before.place + before.length, after.place
    lead, rest = edge - before.piece - before.length, after.piece - edge
    surplus = ceiling - floor - lead - rest
    if surplus > _INSERTED:
        place = ceiling - rest if opening else floor + lead
    else:
        place = floor + lead if lead <= rest else ceiling - rest
    return max(floor, min(ceiling, place))


def _snapped(text: str, quote: str, start: int, end: int) -> tuple[int, int]:
    """The exact quote, if it stands within a few characters of the place."""
    if text[start:end] == quote:
        return start, end
    slack = max(3, min(12, len(quote)))
    place = text.find(quote, max(0, start - slack), end + slack)
    return (place, place + len(quote)) if place != -1 else (start, end)


def _cost(
    text: str, whole: str, chain: Chain, begin: tuple[int, int], stop: tuple[int, int]
) -> float:
    """Edits between two points (position in the passage, position in the text)."""
    cost = 0.0
    piece, place = begin
    for match in chain:
        skip = max(0, piece - match.piece, place - match.place)
        size = min(match.length, stop[0] - match.piece, stop[1] - match.place)
        if size <= skip:
            continue
        cost += _gap(whole[piece : match.piece + skip], text[place : match.place + skip])
        piece, place = match.piece + size, match.place + size
    return cost + _gap(whole[piece : stop[0]], text[place : stop[1]])


def _gap(expected: str, found: str) -> float:
    from rapidfuzz.distance import Levenshtein

    distance = Levenshtein.distance(expected, found)
    if len(found) > len(expected) + _INSERTED:
        return min(distance, len(expected) + _SET_IN + _SHARE * len(found))
    return distance
