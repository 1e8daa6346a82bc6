"""How far readers of one document agree on the passages they marked.

Two figures, each for one tag:

- *Overlap F1*: the share of marked characters that both marked, 2 |A ∩ B| / (|A| + |B|).
- *Unitised alpha*, Krippendorff's α for marking passages in a continuum, corrected for chance: 1 is
  perfect agreement, 0 what chance would give, below 0 systematic disagreement. Any number of
  readers. Source: K. Krippendorff, "On the reliability of unitizing continuous data",
  Sociological Methodology 25 (1995), 47-76; the same with a worked example in his *Content
  Analysis*, 2nd edition (2004), section 11.6.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise

from reader.text import Span

Marks = Mapping[str, Iterable[Span]]
"""The passages one reader marked, by tag."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that only some readers marked."""

    span: Span
    readers: tuple[int, ...]
    """Who marked it, by their place in the order given."""


@dataclass(frozen=True, slots=True)
class TagAgreement:
    """The agreement on one tag in one document."""

    tag: str
    passages: tuple[int, ...]
    """How many passages each reader marked."""
    f1: float | None
    """The mean over all pairs of readers; None where nobody marked anything."""
    alpha: float | None
    """None where the figure is not defined: nothing marked, or no room for chance."""
    differences: tuple[Difference, ...]


def agreement(readers: Sequence[Marks], length: int) -> list[TagAgreement]:
    """The agreement on every tag anybody used, by tag; ``length`` is the document's, in characters.

    Needs two readers or more: raises ValueError for fewer.
    """
    tags = sorted({tag for marks in readers for tag in marks})
    return [_on(tag, [list(marks.get(tag, ())) for marks in readers], length) for tag in tags]


def _on(tag: str, readers: list[list[Span]], length: int) -> TagAgreement:
    pairs = [overlap_f1(one, other) for one, other in combinations(readers, 2)]
    scores = [score for score in pairs if score is not None]
    return TagAgreement(
        tag,
        tuple(len(spans) for spans in readers),
        sum(scores) / len(scores) if scores else None,
        unitised_alpha(readers, length),
        tuple(differences(readers)),
    )


def overlap_f1(first: Iterable[Span], second: Iterable[Span]) -> float | None:
    """The overlap F1 of two readers, 0 to 1; None where neither marked a character."""
    one, other = merged(first), merged(second)
    marked = sum(map(len, one)) + sum(map(len, other))
    if not marked:
        return None
    shared = sum(map(len, _shared(one, other)))
    return 2 * shared / marked


def unitised_alpha(readers: Sequence[Iterable[Span]], length: int) -> float | None:
    """Krippendorff's α of the passages of one tag, at most 1; None where it is not defined.

    ``length`` is the length of the continuum in characters. Passages of one reader that overlap or
    touch count as one; what lies beyond the continuum is left out. Raises ValueError for fewer
    than two readers.
    """
    return alpha_over_tags([readers], length)


def alpha_over_tags(tags: Iterable[Sequence[Iterable[Span]]], length: int) -> float | None:
    """α over several tags together: for each tag, the passages of every reader."""
    observed = expected = 0.0
    for readers in tags:
        if len(readers) < 2:
            raise ValueError("Agreement needs at least two readers.")
        units = [[u for u in merged(spans) if u.end <= length] for spans in readers]
        if any(units):
            observed += _observed(units, length)
            expected += _expected(units, length)
    return 1 - observed / expected if expected else None


def differences(readers: Sequence[Iterable[Span]]) -> list[Difference]:
    """The stretches that some readers marked and others did not, in order."""
    units = [merged(spans) for spans in readers]
    borders = sorted({border for spans in units for u in spans for border in (u.start, u.end)})
    marked = [[border for u in spans for border in (u.start, u.end)] for spans in units]
    found: list[Difference] = []
    for start, end in pairwise(borders):
        who = tuple(i for i, known in enumerate(marked) if bisect_right(known, start) % 2)
        if who and len(who) < len(units):
            found.append(Difference(Span(start, end), who))
    return found


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch joined, empty ones left out."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if span):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _shared(first: list[Span], second: list[Span]) -> list[Span]:
    """The stretches that lie in both; each list is sorted and free of overlaps."""
    parts = (one.intersection(other) for one, other in _overlapping(first, second))
    return [part for part in parts if part is not None]


def _overlapping(first: list[Span], second: list[Span]) -> Iterator[tuple[Span, Span]]:
    """The pairs that share a character; each list is sorted and free of overlaps."""
    i = j = 0
    while i < len(first) and j < len(second):
        if first[i].overlaps(second[j]):
            yield first[i], second[j]
        if first[i].end <= second[j].end:
            i += 1
        else:
            j += 1


def _observed(readers: list[list[Span]], length: int) -> float:
    """D_o: squared differences of the borders of overlapping units, squares of lone ones."""
    total = 0
    for first, second in combinations(readers, 2):
        lone = {*first}, {*second}
        for one, other in _overlapping(first, second):
            total += (one.start - other.start) ** 2 + (one.end - other.end) ** 2
            lone[0].discard(one)
            lone[1].discard(other)
        total += sum(len(unit) ** 2 for units in lone for unit in units)
    count = len(readers)
    return 2 * total / (count * (count - 1) * length**2)


def _expected(readers: list[list[Span]], length: int) -> float:
    """D_e: the mean over all ways the units and gaps of all readers could meet."""
    lengths = [len(u) for units in readers for u in units]
    gaps = sorted(gap for units in readers for gap in _gaps(units, length))
    sums = [0, *accumulate(gaps)]
    total = 0.0
    for size in lengths:
        total += (len(lengths) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        shorter = bisect_left(gaps, size)
        room = sums[-1] - sums[shorter] - (size - 1) * (len(gaps) - shorter)
        total += size**2 * room
    whole = len(readers) * length
    ways = whole * (whole - 1) - sum(size * (size - 1) for size in lengths)
    return 2 / length * total / ways if ways else 0.0


def _gaps(units: list[Span], length: int) -> list[int]:
    """The lengths of what lies between the units and at the ends."""
    borders = [0, *(border for u in units for border in (u.start, u.end)), length]
    return [
        end - start for start, end in zip(borders[::2], borders[1::2], strict=True) if end > start
    ]
