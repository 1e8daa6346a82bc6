"""A first opinion of every line, seen together: the second look takes these as features."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, compress
from operator import mul

from reader.cleaning.features import Columns, around, bonds, means, moved, ramp, shared, windows
from reader.cleaning.levels import TOP

_FAR = 20
_HALF = TOP // 2
_LEDE = 700
"""Characters of the run that count as its beginning."""
_SHORT, _SHORTER = 60, 40
_SURER = 6
_LONG = 600
_PROSE_SIZES = [30] * 8 + [80] * (TOP - 7)
"""How long a line of prose is at least, by the size of its words: in scripts without spaces all
are short, and lines are shorter."""
_PEAKS = (400, 1000)
_CLOSED, _SENTENCE = 2, 3
_STEPS = [min(max(step, 0), TOP) for step in range(_HALF - TOP, _HALF + TOP + 1)]
EACH = (
    "margin", "p-1", "p+1", "p~2", "p~5",
    "run", "run_start", "run_end", "before", "after", "kin", "kin_lede", "since_break", "kin~3",
    "ties", "ties~3", "island", "island_share", "gap", "islands_before", "below",
)  # fmt: skip
WHOLE = ("run_share", "mean", "mean_line", "core")
PAGE_EACH = ("dip", "fall", "fall_far", "digits~6", "short~6", "closed~6", "prose~4")
PAGE_WHOLE = ("peak",)


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
    weights = _weights(sizes)
    mass = list(accumulate(map(mul, chances, weights), initial=0))
    total = mass[-1] or 1
    first, last = _best_run(chances, weights)
    likely = [chance >= _HALF for chance in chances[first:last]]
    inside = [False] * first + likely + [False] * (count - last)
    kin = shared(topics, inside)
    ties = bonds(topics, inside)
    core = _core(margins, weights, inside)
    found: Columns = {
        "margin": margins,
        **{f"p{by:+}": moved(chances, by) for by in (-1, 1)},
        **{f"p~{reach}": windows(chances, weights, reach) for reach in (2, 5)},
        "run": [0] * first + [1] * (last - first) + [0] * (count - last),
        "run_start": ramp(first - _FAR, count),
        "run_end": ramp(count - last - _FAR, count)[::-1],
        "before": [m * TOP // total for m in mass[:-1]],
        "after": [(total - m) * TOP // total for m in mass[1:]],
        "kin": kin,
        "kin_lede": _kin_of_lede(inside, sizes, topics),
        "since_break": _since_break(chances, sizes, kinds),
        "kin~3": means(kin, 3),
        "ties": ties,
        "ties~3": means(ties, 3),
        "run_share": [(mass[last] - mass[first]) * TOP // total] * count,
        "mean": [mass[-1] // (sum(weights) or 1)] * count,
        "mean_line": [sum(chances) // (count or 1)] * count,
        "core": [core] * count,
        "below": list(map(_beside(core).__getitem__, margins)),
    }
    found.update(_islands(chances, weights))
    return found


def page_columns(
    margins: Sequence[int],
    chances: Sequence[int],
    sizes: Sequence[int],
    core: int,
    known: Columns,
) -> Columns:
    """The features ``PAGE_EACH`` and ``PAGE_WHOLE`` of a whole page's lines.

    The arguments are those of ``columns``, the ``core`` it found, and the lines' own features.
    """
    weights = _weights(sizes)
    near, far = _peaks(margins, weights)
    endings = known["ending"]
    prose = [
        min(size >> 2, TOP) if ending >= _CLOSED and size >= least else 0
        for size, ending, least in zip(
            sizes, endings, map(_PROSE_SIZES.__getitem__, known["word_size"]), strict=True
        )
    ]
    return {
        "dip": _dips(chances, _surest(margins, weights, core)),
        "fall": list(map(_beside(near).__getitem__, margins)),
        "fall_far": list(map(_beside(far).__getitem__, margins)),
        "digits~6": [total >> 4 for total in around(known["digits"], 6)],
        "short~6": around([size < _SHORTER for size in sizes], 6),
        "closed~6": around([ending == _SENTENCE for ending in endings], 6),
        "prose~4": [total >> 3 for total in around(prose, 4)],
        "peak": [far] * len(sizes),
    }


def _weights(sizes: Sequence[int]) -> list[int]:
    """How much lines count beside each other: by their size, up to a long paragraph's."""
    return [size + 10 if size < _LONG else _LONG + 10 for size in sizes]


def _peaks(margins: Sequence[int], weights: Sequence[int]) -> list[int]:
    """How sure the first opinion is of the surest lines, at the last of their 400 and of their
    1,000 characters (of the least sure one in a shorter text)."""
    order = sorted(zip(margins, weights, strict=True), reverse=True)
    read = list(accumulate(weight for _, weight in order))
    return [order[min(bisect_left(read, reach), len(order) - 1)][0] for reach in _PEAKS]


def _surest(margins: Sequence[int], weights: Sequence[int], core: int) -> int:
    """The number of the line that is article beyond doubt: of those surer than the core, which
    are many, the longest."""
    top = core + _SURER
    capped = [margin if margin < top else top for margin in margins]
    keys = list(zip(capped, weights, strict=True))
    return keys.index(max(keys))


def _dips(chances: Sequence[int], surest: int) -> list[int]:
    """How unlikely the lines get on the way from the surest line to each: what lies beyond a
    stretch that is hardly article may be another one. Means of three lines are taken, so that
    a subheading is no such stretch."""
    padded = [*chances[:1], *chances, *chances[-1:]]
    means = [(a + b + c) // 3 for a, b, c in zip(padded, padded[1:], padded[2:], strict=False)]
    back = list(accumulate(means[surest::-1], min))[::-1]
    return back + list(accumulate(means[surest:], min))[1:]


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
