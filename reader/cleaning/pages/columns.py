"""Columns of small integers, one value a block: shifted, summed over windows, levelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import mul, sub

from reader.cleaning import levels
from reader.cleaning.levels import COUNT, SIZE

TOP = levels.TOP
FAR = 20
"""Blocks beyond which a distance is not told further."""


def size_level(value: int) -> int:
    """A number of characters as a level."""
    return SIZE[value] if value < 2000 else TOP


def count_level(value: int) -> int:
    """A number of blocks or words as a level."""
    return COUNT[value] if value < 400 else TOP


def count_levels(values: Iterable[int]) -> list[int]:
    """Numbers of blocks as levels."""
    return [COUNT[value] if value < 400 else TOP for value in values]


def share(part: int, whole: int) -> int:
    """A share as a level 0-63; 0 where there is no whole."""
    return part * TOP // whole if whole else 0


def shares(parts: Iterable[int], wholes: Iterable[int]) -> list[int]:
    """Shares as levels, each of its own whole."""
    return [part * TOP // whole if whole else 0 for part, whole in zip(parts, wholes, strict=True)]


def centred(weight: int) -> int:
    """A signed weight as a level, 32 for none."""
    return 0 if weight < -32 else TOP if weight > TOP - 32 else weight + 32


def shifted(column: Sequence[int], by: int) -> list[int]:
    """The column moved so that each block sees the value ``by`` blocks on; 0 past the ends."""
    count = len(column)
    empty = [0] * min(abs(by), count)
    return [*column[by:], *empty] if by > 0 else [*empty, *column[: max(count + by, 0)]]


def around(column: Sequence[int], weights: Sequence[int], reach: int) -> list[int]:
    """Weighted mean of the neighbours within ``reach`` blocks, the block itself left out."""
    sums = _windows(list(map(mul, column, weights)), reach)
    masses = _windows(weights, reach)
    return [part // mass if mass else 0 for part, mass in zip(sums, masses, strict=True)]


def _windows(values: Sequence[int], reach: int) -> Iterable[int]:
    """For each value the sum of those within ``reach`` of it, itself left out."""
    count = len(values)
    sums = list(accumulate(values, initial=0))
    ends = sums[reach + 1 :] + sums[-1:] * min(reach, count)
    starts = [0] * min(reach, count) + sums[: max(count - reach, 0)]
    return map(sub, map(sub, ends, starts), values)


def since(marked: Sequence[bool]) -> list[int]:
    """Blocks since the last marked one, itself not counted; ``FAR`` where there is none."""
    found, distance = [], FAR
    for one in marked:
        distance = min(distance + 1, FAR)
        found.append(distance)
        if one:
            distance = 0
    return found


def before(column: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each block the share of the column's sum that stands before it, and after it."""
    sums = list(accumulate(column, initial=0))
    total = sums[-1] or 1
    return (
        [one * TOP // total for one in sums[:-1]],
        [(total - one) * TOP // total for one in sums[1:]],
    )
