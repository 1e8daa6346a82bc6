"""Small sketches of texts that tell how alike two articles are.

One-permutation MinHash over shingles of three words (Li, Owen & Zhang 2012) with empty bins
filled from full ones (Shrivastava 2017), and bands of it for finding candidates (Indyk & Motwani
1998). Hashes are CRC-32 and fixed multipliers: the same on every machine and in every run.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import compress
from operator import eq
from typing import NamedTuple
from zlib import crc32

from reader.library.tokens import words
from reader.memo import Memo

BINS = 128
"""Values of a sketch; the estimate of a Jaccard index of 0.5 is good to ±0.044."""
BANDS, ROWS = 32, 2
"""Texts of Jaccard index 0.35 share one of the bands with a probability of 98.5%."""
LEAST_WORDS = 12
"""A text with fewer words has no sketch: two short notices are alike by chance."""

_MASK = (1 << 64) - 1
_BIN_BITS = 64 - (BINS - 1).bit_length()
_EMPTY = 1 << 64
_A, _B, _C = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9


def _codes_of(word: str) -> tuple[int, int, int]:
    code = crc32(word.encode("utf-8", "surrogatepass"))
    return code * _A & _MASK, code * _B & _MASK, code * _C & _MASK


_codes = Memo(_codes_of)
"""What a word adds to the hash of a run as its first, second and third one."""


def shingles(text: str) -> list[int]:
    """64-bit hashes of the runs of three words, in order."""
    return runs(words(text))


def runs(words: Iterable[str]) -> list[int]:
    """64-bit hashes of the runs of three of these words, in order."""
    codes = list(map(_codes.__getitem__, words))
    return [
        a[0] + b[1] + c[2] & _MASK for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
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
    least = [_EMPTY] * BINS
    for value in hashes:
        number = value >> _BIN_BITS
        if value < least[number]:  # noqa: PLR1730 - min() takes twice as long
            least[number] = value
    chosen = [
        value if value != _EMPTY else _borrowed(least, number) for number, value in enumerate(least)
    ]
    first = dict(zip(reversed(hashes), range(len(hashes) - 1, -1, -1), strict=True))
    scale = 256 / len(hashes)
    return Sketch(
        array("H", [value & 0xFFFF for value in chosen]),
        bytes([int(first[value] * scale) for value in chosen]),
    )


def _borrowed(least: Sequence[int], number: int) -> int:
    """The value of the full bin from which an empty one borrows, chosen by its number."""
    for attempt in range(1, BINS * 8):
        at = (number * 0x9E37 + attempt * 0x85EB + attempt * attempt * 0x27D4) % BINS
        if least[at] != _EMPTY:
            return least[at]
    return min(least)  # the walk above need not meet every bin


def bands(sketch: Sketch) -> list[int]:
    """Signed keys of 32 bits, one a band: texts that are alike share at least one.

    Five bits number the band, so that SQLite needs four bytes for each.
    """
    values = sketch.values
    if not values:
        return []
    return [
        (band - BANDS // 2) << 27 | values[band * ROWS] << 11 ^ values[band * ROWS + 1]
        for band in range(BANDS)
    ]


def most_alike(one: Sketch, other: Sketch) -> float:
    """What ``likeness`` is at most: found in a twentieth of its time."""
    same: int = sum(map(eq, one.values, other.values))
    return same / BINS


def likeness(one: Sketch, other: Sketch) -> float:
    """The estimated Jaccard index of two texts' shingles, those shared in the same order, 0-1."""
    if not one.values or not other.values:
        return 0.0
    places = zip(one.places, other.places, strict=True)
    same = sorted(compress(places, map(eq, one.values, other.values)))
    return _longest_rise(place for _, place in same) / BINS
