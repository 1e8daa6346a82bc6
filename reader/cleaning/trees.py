"""Boosted decision trees, run on big integers: all trees at once, without a walk through any.

Every tree owns a field of ``FIELD`` bits, one bit a leaf, leaves numbered from left to right.
For each value of each feature there is a mask that clears the leaves to the left of every
condition ``feature <= threshold`` which that value fails. The masks of a row's values are
combined with ``&``; the lowest bit left in a field is the leaf its tree ends in (QuickScorer,
Lucchese et al., SIGIR 2015). Leaf values are integers kept as bit planes, so their sum is a few
``bit_count`` calls. Sums of integers are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, getitem
from typing import NamedTuple

FIELD = 32
LEVELS = 64
_PLANES = 8
_FEATURES = 128
_NODE = 4


class Tree(NamedTuple):
    """``nodes`` are (feature, threshold, first leaf, past the last leaf of the left side)."""

    nodes: tuple[tuple[int, int, int, int], ...]
    leaves: tuple[int, ...]
    """Values 0-255, from left to right; one more than nodes, at most ``FIELD``."""


class Trees:
    """A sum of trees over rows of integers 0-63."""

    __slots__ = ("_all", "_lowest", "_masks", "_planes")

    def __init__(self, trees: Sequence[Tree]) -> None:
        width = FIELD * len(trees)
        self._all = (1 << width) - 1
        self._lowest = self._all // ((1 << FIELD) - 1)
        self._masks = _masks(trees, self._all)
        self._planes = _planes(trees)

    def common(self, values: Sequence[int], features: Sequence[int]) -> int:
        """What features shared by many rows leave over: give it to ``sums`` once."""
        left = self._all
        for value, feature in zip(values, features, strict=True):
            left &= self._masks[feature][value]
        return left

    def sums(
        self, rows: Iterable[Sequence[int]], features: Sequence[int], common: int
    ) -> list[int]:
        """The sum of leaf values for each row, whose values belong to ``features`` in order."""
        masks = [self._masks[feature] for feature in features]
        lowest, planes = self._lowest, self._planes
        found = []
        for row in rows:
            left = reduce(and_, map(getitem, masks, row), common)
            exits = left & (left ^ (left - lowest))
            total = 0
            for plane in planes:
                total += total + (exits & plane).bit_count()
            found.append(total)
        return found


def _masks(trees: Sequence[Tree], everything: int) -> list[list[int]]:
    cleared: list[dict[int, int]] = [{} for _ in range(_FEATURES)]
    for place, tree in enumerate(trees):
        offset = FIELD * place
        for feature, threshold, first, last in tree.nodes:
            bits = ((1 << (last - first)) - 1) << (first + offset)
            table = cleared[feature]
            table[threshold] = table.get(threshold, 0) | bits
    return [_levels(table, everything) for table in cleared]


def _levels(cleared: dict[int, int], left: int) -> list[int]:
    """For each value of a feature, the leaves that no condition it fails has cleared."""
    found: list[int] = []
    for threshold in sorted(cleared):
        found += [left] * (threshold + 1 - len(found))
        left &= ~cleared[threshold]
    return (found + [left] * LEVELS)[:LEVELS]


def _planes(trees: Sequence[Tree]) -> list[int]:
    """Bit planes of the leaf values, the highest bit first."""
    values = b"".join(bytes(tree.leaves).ljust(FIELD, b"\0") for tree in trees)[::-1]
    planes = []
    for bit in reversed(range(_PLANES)):
        digits = bytes(ord("1" if value >> bit & 1 else "0") for value in range(256))
        planes.append(int(values.translate(digits) or b"0", 2))
    return planes


def pack(trees: Sequence[Tree]) -> bytes:
    """Trees as bytes: a count, then for each its number of leaves, its nodes, its leaves."""
    found = bytearray(len(trees).to_bytes(2, "little"))
    for tree in trees:
        found.append(len(tree.leaves))
        for node in tree.nodes:
            found += bytes(node)
        found += bytes(tree.leaves)
    return bytes(found)


def unpack(data: bytes) -> list[Tree]:
    """The trees of ``pack``."""
    found, at = [], 2
    for _ in range(int.from_bytes(data[:2], "little")):
        leaves = data[at]
        end = at + 1 + (leaves - 1) * _NODE
        raw = data[at + 1 : end]
        nodes = tuple(zip(raw[0::4], raw[1::4], raw[2::4], raw[3::4], strict=True))
        found.append(Tree(nodes, tuple(data[end : end + leaves])))
        at = end + leaves
    return found
