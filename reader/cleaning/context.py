"""A first opinion of every block, seen together: the second look takes these as features."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

TOP = 63
_FAR = 20
_HALF = TOP // 2
_LEDE = 700
"""Characters of the run that count as its beginning."""
_SHORT = 60
EACH = (
    "margin", "p-1", "p+1", "p-2", "p+2", "p-3", "p+3", "p~2", "p~5", "p~10",
    "run", "run_start", "run_end", "before", "after", "kin", "kin_lede", "since_break", "kin~3",
)  # fmt: skip
WHOLE = ("run_share", "mean", "mean_line")
NAMES = EACH + WHOLE


def rows(
    margins: Sequence[int],
    chances: Sequence[int],
    sizes: Sequence[int],
    topics: Sequence[Sequence[int]],
    kinds: Sequence[int],
) -> list[list[int]]:
    """A row of ``NAMES`` for each block.

    ``margins`` and ``chances`` (0-63) are the first opinion as log-odds and as probability of
    being article; ``sizes`` are lengths in characters, ``topics`` hashes of the words that carry
    meaning, ``kinds`` the numbers of cues (-1: none).
    """
    count = len(sizes)
    weights = [min(size, 600) + 10 for size in sizes]
    mass = list(accumulate((c * w for c, w in zip(chances, weights, strict=True)), initial=0))
    weight = list(accumulate(weights, initial=0))
    total = mass[-1] or 1
    first, last, run_share = _best_run(chances, weights, total)
    mean = mass[-1] // (weight[-1] or 1)
    mean_line = sum(chances) // (count or 1)
    kin, lede = _kinship(first, last, chances, sizes, topics)
    since = _since_break(chances, sizes, kinds)
    near = [kin[max(i - 3, 0) : i + 4] for i in range(count)]
    padded = [0, 0, 0, *chances, 0, 0, 0]
    found = []
    for i in range(count):
        wide = [
            _around(mass, weight, max(i - reach, 0), min(i + reach + 1, count), i)
            for reach in (2, 5, 10)
        ]
        found.append([
            margins[i],
            padded[i + 2], padded[i + 4], padded[i + 1], padded[i + 5], padded[i], padded[i + 6],
            *wide,
            1 if first <= i < last else 0,
            _clip(i - first), _clip(last - 1 - i),
            mass[i] * TOP // total, (total - mass[i + 1]) * TOP // total,
            kin[i], lede[i], since[i], sum(near[i]) // len(near[i]),
            run_share, mean, mean_line,
        ])  # fmt: skip
    return found


def _around(mass: list[int], weight: list[int], low: int, high: int, i: int) -> int:
    """Weighted mean over ``low``..``high`` without ``i``."""
    left = weight[high] - weight[low] - weight[i + 1] + weight[i]
    return (mass[high] - mass[low] - mass[i + 1] + mass[i]) // left if left else 0


def _clip(distance: int) -> int:
    return min(max(distance + _FAR, 0), TOP)


def _best_run(chances: Sequence[int], weights: Sequence[int], total: int) -> tuple[int, int, int]:
    """The stretch of blocks (first, past the last, its share of the mass) that is most article."""
    best = best_first = best_last = 0
    current = first = 0
    for i, (chance, weight) in enumerate(zip(chances, weights, strict=True)):
        current += (chance - _HALF) * weight
        if current <= 0:
            current, first = 0, i + 1
        elif current > best:
            best, best_first, best_last = current, first, i + 1
    inside = sum(
        c * w
        for c, w in zip(chances[best_first:best_last], weights[best_first:best_last], strict=True)
    )
    return best_first, best_last, inside * TOP // total


def _kinship(
    first: int,
    last: int,
    chances: Sequence[int],
    sizes: Sequence[int],
    topics: Sequence[Sequence[int]],
) -> tuple[list[int], list[int]]:
    """How many of each block's topics stand in other blocks of the run, and in its beginning."""
    body: dict[int, int] = {}
    lede: set[int] = set()
    read = 0
    for i in range(first, last):
        if chances[i] < _HALF:
            continue
        own = set(topics[i])
        for topic in own:
            body[topic] = body.get(topic, 0) + 1
        if read < _LEDE:
            lede |= own
        read += sizes[i]
    kin, beginning = [], []
    for i, found in enumerate(topics):
        if not found:
            kin.append(0)
            beginning.append(0)
            continue
        floor = 1 if first <= i < last and chances[i] >= _HALF else 0
        shared = sum(1 for topic in found if body.get(topic, 0) > floor)
        kin.append(1 + shared * (TOP - 1) // len(found))
        beginning.append(1 + sum(1 for t in found if t in lede) * (TOP - 1) // len(found))
    return kin, beginning


def _since_break(chances: Sequence[int], sizes: Sequence[int], kinds: Sequence[int]) -> list[int]:
    """Blocks since the last short one with a cue that is likely not article (capped)."""
    found, since = [], TOP
    for chance, size, kind in zip(chances, sizes, kinds, strict=True):
        since = min(since + 1, TOP)
        found.append(since)
        if kind >= 0 and size < _SHORT and chance < _HALF:
            since = 0
    return found
