"""An additive model: one table a feature, whose entries for a line's values are summed.

It is what boosted trees of one split each come to (Friedman 2001), and runs as fast as a look-up.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from typing import NamedTuple

LEVELS = 64
SCALE = 512
"""Entries are log-odds times ``SCALE``, so that sums are the same on every machine."""


class Tables(NamedTuple):
    """``tables[k][v]`` is what value v (0-63) of feature k adds; ``base`` is added to all."""

    tables: Sequence[Sequence[int]]
    base: int

    def margins(self, columns: Sequence[Sequence[int]]) -> list[float]:
        """The log-odds of each line, from a column of values for each feature."""
        added = (
            map(table.__getitem__, column)
            for table, column in zip(self.tables, columns, strict=True)
        )
        return [(self.base + total) / SCALE for total in map(sum, zip(*added, strict=True))]


def pack(tables: Tables) -> bytes:
    """Tables as bytes: the base, then all entries, as little-endian 16-bit integers."""
    values = array("h", [tables.base, *(entry for table in tables.tables for entry in table)])
    return _little(values).tobytes()


def unpack(data: bytes) -> Tables:
    """The tables of ``pack``."""
    values = array("h")
    values.frombytes(data)
    base, *entries = _little(values)
    starts = range(0, len(entries), LEVELS)
    return Tables([entries[start : start + LEVELS] for start in starts], base)


def _little(values: array[int]) -> array[int]:
    if sys.byteorder == "big":
        values.byteswap()
    return values
