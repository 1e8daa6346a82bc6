"""A first opinion of every line, seen together: the second look takes these as features."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, compress
from operator import mul

from reader.cleaning.features import Columns, bonds, moved, ramp, shared, windows
from reader.cleaning.levels import TOP

_FAR = 20
_HALF = TOP // 2
_LEDE = 700
"""Characters of the run that count as its beginning."""
_SHORT = 60
_STEPS = [min(max(step, 0), TOP) for step in range(_HALF - TOP, _HALF + TOP + 1)]
EACH = (
    "margin", "p-1", "p+1", "p~2", "p~5",
    "run", "run_start", "run_end", "before", "after", "kin", "kin_lede", "since_break", "kin~3",
    "ties", "ties~3", "island", "island_share", "gap", "islands_before", "below",
)  # fmt: skip
WHOLE = ("run_share", "mean", "mean_line", "core")


def columns(
    margins: Sequence[int],
    chances: Sequence[int],
    sizes: Sequence[int],
    topics: Sequence[frozenset[int]],
    kinds: Sequence[int],
) -> Columns:
    """The features ``EACH`` and ``WHOLE`` of a document's lines.

    ``margins`` and ``chances`` (0-63) are the first opinion as log-odds and as probability of
    being article; ``sizes`` are lengths in characters, ``topics`` hashes of the words that carry
    meaning, ``kinds`` the numbers of cues (-1: none).
    """
    count = len(sizes)
    even = [1] * count
    weights = [min(size, 600) + 10 for size in sizes]
    mass = list(accumulate(map(mul, chances, weights), initial=0))
    total = mass[-1] or 1
    first, last = _best_run(chances, weights)
    inside = [first <= i < last and chances[i] >= _HALF for i in range(count)]
    kin = shared(topics, inside)
    ties = bonds(topics, inside)
    core = _core(margins, weights, inside)
    found: Columns = {
        "margin": margins,
        **{f"p{by:+}": moved(chances, by) for by in (-1, 1)},
        **{f"p~{reach}": windows(chances, weights, reach) for reach in (2, 5)},
        "run": [1 if first <= i < last else 0 for i in range(count)],
        "run_start": ramp(first - _FAR, count),
        "run_end": ramp(count - last - _FAR, count)[::-1],
        "before": [m * TOP // total for m in mass[:-1]],
        "after": [(total - m) * TOP // total for m in mass[1:]],
        "kin": kin,
        "kin_lede": _kin_of_lede(inside, sizes, topics),
        "since_break": _since_break(chances, sizes, kinds),
        "kin~3": windows(kin, even, 3),
        "ties": ties,
        "ties~3": windows(ties, even, 3),
        "run_share": [(mass[last] - mass[first]) * TOP // total] * count,
        "mean": [mass[-1] // (sum(weights) or 1)] * count,
        "mean_line": [sum(chances) // (count or 1)] * count,
        "core": [core] * count,
        "below": list(map(_beside(core).__getitem__, margins)),
    }
    found.update(_islands(chances, weights))
    return found


def _beside(core: int) -> list[int]:
    """For each level of log-odds how it stands beside the core's: ``_HALF`` where it is equal."""
    return _STEPS[TOP - core : 2 * TOP + 1 - core]


def _core(margins: Sequence[int], weights: Sequence[int], inside: Sequence[bool]) -> int:
    """How sure the first opinion is of the run's likely lines: less where it hardly knows the
    language, and there lines far less sure are no article either."""
    mass = sum(compress(weights, inside))
    return sum(compress(map(mul, margins, weights), inside)) // mass if mass else 0


def _best_run(chances: Sequence[int], weights: Sequence[int]) -> tuple[int, int]:
    """The stretch of lines (first, past the last) that is most article."""
    best = best_first = best_last = 0
    current = first = 0
    for i, (chance, weight) in enumerate(zip(chances, weights, strict=True)):
        current += (chance - _HALF) * weight
        if current <= 0:
            current, first = 0, i + 1
        elif current > best:
            best, best_first, best_last = current, first, i + 1
    return best_first, best_last


def _kin_of_lede(
    inside: Sequence[bool], sizes: Sequence[int], topics: Sequence[frozenset[int]]
) -> list[int]:
    """1 + the share (0-62) of each line's topics that stand in the beginning of the run."""
    lede: set[int] = set()
    read = 0
    for within, size, own in zip(inside, sizes, topics, strict=True):
        if within:
            lede |= own
            read += size
            if read >= _LEDE:
                break
    return [1 + len(own & lede) * (TOP - 1) // len(own) if own else 0 for own in topics]


def _since_break(chances: Sequence[int], sizes: Sequence[int], kinds: Sequence[int]) -> list[int]:
    """Lines since the last short one with a cue that is likely not article (capped)."""
    found, since = [], TOP
    for chance, size, kind in zip(chances, sizes, kinds, strict=True):
        since = since + 1 if since < TOP else TOP
        found.append(since)
        if kind >= 0 and size < _SHORT and chance < _HALF:
            since = 0
    return found


def _islands(chances: Sequence[int], weights: Sequence[int]) -> Columns:
    """Runs of likely lines: their weight, alone and beside the heaviest; the unlikely lines
    between a run and the one before it; how many runs came before. Readers' comments and second
    articles are islands after the first. An unlikely line takes what is said of it from the
    island before."""
    count = len(chances)
    bounds: list[tuple[int, int, int]] = []
    start, mass = -1, 0
    for i, (chance, weight) in enumerate(zip((*chances, 0), (*weights, 0), strict=True)):
        if chance >= _HALF:
            if start < 0:
                start, mass = i, 0
            mass += weight
        elif start >= 0:
            bounds.append((start, i, mass))
            start = -1
    heaviest = max((mass for _, _, mass in bounds), default=0) or 1
    own, share, gaps, before = [0] * count, [0] * count, [TOP] * count, [0] * count
    bounds.append((count, count, 0))
    end = 0
    for number, (start, past, mass) in enumerate(bounds[:-1]):
        until = bounds[number + 1][0]
        gap = min(start - end, TOP) if number else 0
        own[start:past] = [min(mass.bit_length() * 4, TOP)] * (past - start)
        share[start:until] = [mass * TOP // heaviest] * (until - start)
        gaps[start:until] = [gap] * (until - start)
        before[start:until] = [min(number, TOP)] * (until - start)
        end = past
    return {"island": own, "island_share": share, "gap": gaps, "islands_before": before}
