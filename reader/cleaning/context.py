"""A first opinion of every block, seen together: the second look takes these as features."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

TOP = 63
_FAR = 20
_HALF = TOP // 2
NAMES = (
    "margin", "p-1", "p+1", "p-2", "p+2", "p-3", "p+3", "p~2", "p~5", "p~10",
    "p<4", "p>4", "run", "run_start", "run_end", "run_share", "before", "after",
    "mean", "mean_line", "best_back", "best_on",
)  # fmt: skip


def rows(margins: Sequence[int], chances: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """A row of ``NAMES`` for each block.

    ``margins`` and ``chances`` (0-63) are the first opinion as log-odds and as probability of
    being article; ``sizes`` are lengths in characters.
    """
    count = len(sizes)
    weights = [min(size, 600) + 10 for size in sizes]
    mass = list(accumulate((c * w for c, w in zip(chances, weights, strict=True)), initial=0))
    weight = list(accumulate(weights, initial=0))
    total = mass[-1] or 1
    first, last, run_share = _best_run(chances, weights, total)
    mean = mass[-1] // (weight[-1] or 1)
    mean_line = sum(chances) // (count or 1)
    padded = [0, 0, 0, *chances, 0, 0, 0]

    def mean_of(low: int, high: int) -> int:
        low, high = max(low, 0), min(high, count)
        return (mass[high] - mass[low]) // (weight[high] - weight[low]) if low < high else 0

    found = []
    back = _best_within(chances, 4)
    on = _best_within(chances[::-1], 4)[::-1]
    for i in range(count):
        inner = chances[i] * weights[i]

        def around(reach: int, i: int = i, inner: int = inner) -> int:
            low, high = max(i - reach, 0), min(i + reach + 1, count)
            left = weight[high] - weight[low] - weights[i]
            return (mass[high] - mass[low] - inner) // left if left else 0

        at = i + 3
        found.append([
            margins[i],
            padded[at - 1], padded[at + 1], padded[at - 2], padded[at + 2],
            padded[at - 3], padded[at + 3],
            around(2), around(5), around(10),
            mean_of(i - 4, i), mean_of(i + 1, i + 5),
            1 if first <= i < last else 0,
            _clip(i - first), _clip(last - 1 - i),
            run_share, mass[i] * TOP // total, (total - mass[i + 1]) * TOP // total,
            mean, mean_line, back[i], on[i],
        ])  # fmt: skip
    return found


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


def _best_within(chances: Sequence[int], reach: int) -> list[int]:
    """The highest chance among the ``reach`` blocks before each."""
    return [max(chances[max(i - reach, 0) : i], default=0) for i in range(len(chances))]
