"""Small sketches of texts that tell how alike two articles are.

One-permutation MinHash over shingles of three words (Li, Owen & Zhang 2012) with empty bins
filled from full ones (Shrivastava 2017), and bands of it for finding candidates (Indyk & Motwani
1998). Hashes are CRC-32 and fixed multipliers: the same on every machine and in every run.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from reader.library.fold import fold

BINS = 128
"""Values of a sketch; the estimate of a Jaccard index of 0.5 is good to ±0.044."""
BANDS, ROWS = 32, 2
"""Texts of Jaccard index 0.35 share one of the bands with a probability of 98.5%."""
LEAST_WORDS = 12
"""A text with fewer words has no sketch: two short notices are alike by chance."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]|[^\W_]+")
_MASK = (1 << 64) - 1
_A, _B, _C = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9


def words(text: str) -> list[str]:
    """The folded words of a text in order; each Chinese, Japanese or Korean sign is a word."""
    return _WORD.findall(fold(text))


def shingles(text: str) -> list[int]:
    """64-bit hashes of the runs of three words, in order."""
    codes = [crc32(word.encode("utf-8", "surrogatepass")) for word in words(text)]
    return [
        (a * _A + b * _B + c * _C) & _MASK
        for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
    ]


def in_order(one: list[int], other: list[int]) -> int:
    """How many shingles two texts share in the same order: the longest increasing chain.

    Copies keep the order of what they share; texts put together of the same sentences do not.
    """
    places = {shingle: i for i, shingle in reversed(list(enumerate(other)))}
    return _longest_rise(places[s] for s in dict.fromkeys(one) if s in places)


def _longest_rise(places: Iterable[int]) -> int:
    tails: list[int] = []
    for place in places:
        at = bisect_right(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


class Sketch(NamedTuple):
    """For each bin 16 bits of the least shingle, and where in the text it stands, in 1/256."""

    values: array[int]
    places: bytes

    def to_bytes(self) -> bytes:
        """For storing; b"" for a text without a sketch."""
        return self.values.tobytes() + self.places

    @classmethod
    def of_bytes(cls, data: bytes) -> Sketch:
        """What ``to_bytes`` gave."""
        return cls(array("H", data[: 2 * BINS]), data[2 * BINS :])


def sketch(hashes: Sequence[int]) -> Sketch:
    """The sketch of a text's shingles; without values for a very short text."""
    if len(hashes) < LEAST_WORDS - 2:
        return Sketch(array("H"), b"")
    least: dict[int, int] = {}
    where: dict[int, int] = {}
    get = least.get
    for place, value in enumerate(hashes):
        number = ((value >> 32) * BINS) >> 32
        low = value & 0xFFFFFFFF
        if low < get(number, 1 << 32):
            least[number] = low
            where[number] = place
    full = [_full(least, number) for number in range(BINS)]
    scale = 256 / len(hashes)
    return Sketch(
        array("H", [least[number] & 0xFFFF for number in full]),
        bytes(int(where[number] * scale) for number in full),
    )


def _full(least: Mapping[int, int], number: int) -> int:
    """The bin itself, or for an empty one the full one it borrows from, chosen by its number."""
    at = number
    for attempt in range(1, BINS * 8):
        if at in least:
            return at
        at = (number * 0x9E37 + attempt * 0x85EB + attempt * attempt * 0x27D4) % BINS
    return min(least)  # the walk above need not meet every bin


def bands(sketch: Sketch) -> list[int]:
    """Keys of 37 bits, one a band: texts that are alike share at least one."""
    values = sketch.values
    if not values:
        return []
    return [
        band << 32 | values[band * ROWS] << 16 | values[band * ROWS + 1] for band in range(BANDS)
    ]


def likeness(one: Sketch, other: Sketch) -> float:
    """The estimated Jaccard index of two texts' shingles, those shared in the same order, 0-1."""
    if not one.values or not other.values:
        return 0.0
    same = [
        place
        for a, b, *place in zip(one.values, other.values, one.places, other.places, strict=True)
        if a == b
    ]
    return _longest_rise(place for _, place in sorted(same)) / BINS
