"""A page's first opinions seen together: along the page, and in its boxes."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning.pages.boxes import Boxes
from reader.cleaning.pages.columns import TOP, around, before, share, shifted
from reader.cleaning.pages.features import Seen

_HALF = TOP // 2
_MIDDLE = 20
_LEDE = 700
"""Characters of the run that count as its beginning."""
_HEAVIEST = 600

EACH = (
    "margin", "p-1", "p+1", "p-2", "p+2", "p-3", "p+3", "p~2", "p~5", "p~10",
    "run", "run_start", "run_end", "before", "after", "kinship", "kinship_lede", "kinship~3",
    "kin_mean", "box_mean", "outer_mean", "far_mean", "best_up", "best_down",
)  # fmt: skip
WHOLE = ("run_share", "best_share", "mean", "mean_block")
NAMES = EACH + WHOLE


def look(seen: Seen, margins: Sequence[int], chances: Sequence[int]) -> list[tuple[int, ...]]:
    """A row of ``NAMES`` for each block.

    ``margins`` and ``chances`` (0-63) are the first opinion as log-odds and as probability of
    being article.
    """
    count = len(chances)
    weights = [min(size, _HEAVIEST) + 10 for size in seen.sizes]
    mass = [c * w for c, w in zip(chances, weights, strict=True)]
    total, weight = sum(mass) or 1, sum(weights)
    first, last = _best_run(chances, weights)
    kinship, lede = _kinship(first, last, chances, seen)
    best_up, best_down, best_share = _best_box(seen.boxes, chances, weights, mass)
    earlier, later = before(mass)
    columns: dict[str, Sequence[int]] = {
        "margin": margins,
        **{f"p{step:+}": shifted(chances, step) for step in (-1, 1, -2, 2, -3, 3)},
        **{f"p~{reach}": around(chances, weights, reach) for reach in (2, 5, 10)},
        "run": [1 if first <= i < last else 0 for i in range(count)],
        "run_start": [_clip(i - first) for i in range(count)],
        "run_end": [_clip(last - 1 - i) for i in range(count)],
        "before": earlier,
        "after": later,
        "kinship": kinship,
        "kinship_lede": lede,
        "kinship~3": around(kinship, [1] * count, 3),
        **_means(seen.boxes, weights, mass),
        "best_up": best_up,
        "best_down": best_down,
        "run_share": [sum(mass[first:last]) * TOP // total] * count,
        "best_share": [best_share] * count,
        "mean": [total // weight] * count,
        "mean_block": [sum(chances) // count] * count,
    }
    return list(zip(*(columns[name] for name in NAMES), strict=True))


def _clip(distance: int) -> int:
    return min(max(distance + _MIDDLE, 0), TOP)


def _best_run(chances: Sequence[int], weights: Sequence[int]) -> tuple[int, int]:
    """The stretch of blocks (first, past the last) that is most article."""
    best = best_first = best_last = current = first = 0
    for i, (chance, weight) in enumerate(zip(chances, weights, strict=True)):
        current += (chance - _HALF) * weight
        if current <= 0:
            current, first = 0, i + 1
        elif current > best:
            best, best_first, best_last = current, first, i + 1
    return best_first, best_last


def _kinship(
    first: int, last: int, chances: Sequence[int], seen: Seen
) -> tuple[list[int], list[int]]:
    """How many of each block's topics stand in other blocks of the run, and in its beginning."""
    body: dict[int, int] = {}
    lede: set[int] = set()
    read = 0
    for i in range(first, last):
        if chances[i] < _HALF:
            continue
        own = set(seen.measures[i].topics)
        for topic in own:
            body[topic] = body.get(topic, 0) + 1
        if read < _LEDE:
            lede |= own
        read += seen.sizes[i]
    kin, beginning = [], []
    for i, measure in enumerate(seen.measures):
        topics = measure.topics
        if not topics:
            kin.append(0)
            beginning.append(0)
            continue
        floor = 1 if first <= i < last and chances[i] >= _HALF else 0
        shared = sum([body.get(topic, 0) > floor for topic in topics])
        kin.append(1 + shared * (TOP - 1) // len(topics))
        beginning.append(1 + sum([t in lede for t in topics]) * (TOP - 1) // len(topics))
    return kin, beginning


def _means(boxes: Boxes, weights: Sequence[int], mass: Sequence[int]) -> dict[str, Sequence[int]]:
    """Mean chances of the other blocks in boxes of the same kind, and in the boxes around."""
    columns: dict[str, Sequence[int]] = {
        "kin_mean": _mean_of_others(boxes.kin_sums(mass), boxes.kin_sums(weights), mass, weights)
    }
    all_mass, all_weight = boxes.sums(mass), boxes.sums(weights)
    around_it: Sequence[int] = boxes.boxes
    for name in ("box_mean", "outer_mean", "far_mean"):
        columns[name] = _mean_of_others(
            [all_mass[box] for box in around_it],
            [all_weight[box] for box in around_it],
            mass,
            weights,
        )
        around_it = boxes.outer(around_it)
    return columns


def _mean_of_others(
    sums: Sequence[int], totals: Sequence[int], mass: Sequence[int], weights: Sequence[int]
) -> list[int]:
    """1-63: the mean without the block itself; 0 where there are no others."""
    return [
        max((s - m) // (t - w), 1) if t > w else 0
        for s, t, m, w in zip(sums, totals, mass, weights, strict=True)
    ]


def _best_box(
    boxes: Boxes, chances: Sequence[int], weights: Sequence[int], mass: Sequence[int]
) -> tuple[list[int], list[int], int]:
    """The box that is most article: for each block how far up it must go to be around that box
    (0 within it), and how far down from there the box is; and the box's share of all mass."""
    gains = boxes.sums([(c - _HALF) * w for c, w in zip(chances, weights, strict=True)])
    best = max(range(len(gains)), key=lambda number: (gains[number], number))
    parents = boxes.parents
    way = {best: 0}
    at, steps = best, 0
    while at:
        at = parents[at]
        steps += 1
        way[at] = steps
    known: dict[int, tuple[int, int]] = {}
    up, down = [], []
    inside = 0
    for holder, own in zip(boxes.holders, mass, strict=True):
        found = known.get(holder)
        if found is None:
            at, steps = holder, 0
            while at not in way:
                at = parents[at]
                steps += 1
            found = known[holder] = (min(steps + 1, TOP) if way[at] else 0), min(way[at], TOP)
        up.append(found[0])
        down.append(found[1])
        inside += own if not found[1] else 0
    return up, down, share(inside, sum(mass))
