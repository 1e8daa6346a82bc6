"""Text that a page holds twice: its article once more at one piece, for subscribers or machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate

from reader.cleaning.levels import TOP

_COPY, _SAMPLE, _SAMPLES = 160, 24, 8
_PIECE = _SAMPLE // 2
_MOST_SEARCHED = 60_000_000
"""Code points looked through for copies; on a larger page only the longest blocks are."""


def copied(lines: Sequence[str]) -> list[int]:
    """How much of each long block stands in other blocks too: 0, or from 1 (none) to 63.

    Looked at in a few places of it only: a page that holds its article twice, in pieces and at
    one piece, holds it word for word.
    """
    found = [1 if len(line) >= _COPY else 0 for line in lines]
    looked_at = [line if len(line) >= _SAMPLE else "" for line in lines]
    joined = "\n".join(looked_at)
    long = [number for number, one in enumerate(found) if one]
    most = _MOST_SEARCHED // (len(joined) * _SAMPLES or 1)
    if len(long) > most:
        long = sorted(long, key=lambda number: -len(lines[number]))[:most]
    if not long:
        return found
    starts = list(accumulate((len(line) + 1 for line in looked_at), initial=0))
    pieces = Counter(
        [joined[at : at + _PIECE] for at in range(0, len(joined) - _PIECE + 1, _PIECE)]
    )
    for number in long:
        start, step = starts[number], (len(lines[number]) - _SAMPLE) // (_SAMPLES - 1)
        held = sum([_is_elsewhere(joined, start + nth * step, pieces) for nth in range(_SAMPLES)])
        found[number] = 1 + held * (TOP - 1) // _SAMPLES
    return found


def _is_elsewhere(joined: str, at: int, pieces: Mapping[str, int]) -> bool:
    """Whether the sample at ``at`` stands in the text twice.

    Wherever it stands it covers one of the ``pieces`` that the text falls into whole, so that most
    samples need no search.
    """
    sample = joined[at : at + _SAMPLE]
    own = -at % _PIECE
    others = [sample[by : by + _PIECE] for by in range(_PIECE)]
    if pieces.get(others.pop(own), 0) > 1 or not pieces.keys().isdisjoint(others):
        return joined.find(sample, joined.find(sample) + 1) >= 0
    return False
