"""Where a block stands: to the surest part of the page and to its title, among boxes of its kind.

Words and names tell of single blocks; a comment or a teaser that reads like the article is told by
standing elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import mul

from reader.cleaning.pages.boxes import ARTICLE, Boxes
from reader.cleaning.pages.columns import FAR, TOP, before, count_level, shares

NAMES = (
    "worst", "best", "worst_near", "main_up", "main_down", "sure_before", "sure_after",
    "box_sure", "outer_sure", "kin_sure", "title_up", "title_down", "article", "other_articles",
    "kin_ngram", "kin_ending", "box_ngram", "outer_ngram", "cards",
    "head_ngram", "head_back", "head_level", "head_links", "peers",
)  # fmt: skip
_MOST_STEPS = 31
_LEAST_SURE, _MOST_SURE = 50, 800
"""Code points of a block below which it is no evidence, and beyond which it is no more."""
_DOUBT = 48
"""What words and names must weigh together for a block to be evidence; 64 is neither way."""
_CLOSED = 3
"""How much more a block tells that ends like a sentence."""
_ALIKE = 4
"""A block counts half where the boxes like those around it are of this level in number."""
_LIKE_A_TITLE = 40
_HEADING = 10
"""Tags above this are headings, by their level."""

Columns = dict[str, Sequence[int]]


def named(boxes: Boxes, weights: Sequence[tuple[int, int]]) -> Columns:
    """The names that weigh most and least on the path of each block."""
    worst, best, near = [0], [0], [0]
    for outer, (close, far) in zip(boxes.parents[1:], weights, strict=True):
        known = worst[outer]
        worst.append(far if far < known else known)
        known = best[outer]
        best.append(far if far > known else known)
        known = near[outer]
        near.append(close if close < known else known)
    holders = boxes.holders
    return {
        "worst": [max(0, TOP + worst[holder] // 4) for holder in holders],
        "best": [min(TOP, best[holder] // 4) for holder in holders],
        "worst_near": [max(0, TOP + near[holder] // 4) for holder in holders],
    }


def standing(boxes: Boxes, own: Columns, sizes: Sequence[int], title: int | None) -> Columns:
    """The other columns of ``NAMES``; ``own`` are those of the blocks themselves and their boxes,
    ``title`` is the block that shows the page's."""
    holders, ngram = boxes.holders, own["ngram"]
    cards = _cards(boxes)
    articles = _articles(boxes, title)
    sure = _sure(own, sizes, cards, articles["other_articles"])
    total = sum(sure)
    up, down = boxes.steps(boxes.holding_most(sure))
    columns: Columns = {
        "main_up": [min(up[holder], _MOST_STEPS) for holder in holders],
        "main_down": [min(down[holder], _MOST_STEPS) for holder in holders],
    }
    columns["sure_before"], columns["sure_after"] = (
        before(sure) if total else ([0] * len(sure),) * 2
    )
    columns |= _to_title(boxes, own["title"], title)
    columns |= articles
    weighed = list(map(mul, ngram, sizes))
    totals = [total] * len(sizes)
    for name in ("box", "outer"):
        ring = boxes.rings[name]
        columns[f"{name}_ngram"] = _means(boxes.sums(weighed, ring), boxes.sums(sizes, ring))
        columns[f"{name}_sure"] = shares(boxes.sums(sure, ring), totals)
    columns |= _kin(boxes, own, sizes, weighed, sure)
    columns["cards"] = cards
    return columns | _headings(own, title)


def _sure(
    own: Columns, sizes: Sequence[int], cards: Sequence[int], others: Sequence[int]
) -> list[int]:
    """How much each block speaks for being the article: by words, names, links, size and end.

    One of many boxes side by side, or in an ``<article>`` beside that of the title, speaks less:
    comments, entries of a live blog and further posts may be more than the article.
    """
    rows = zip(
        sizes, own["ngram"], own["path"], own["links"], own["ending"], cards, others, strict=True
    )
    found = [
        min(size, _MOST_SURE) * max(0, ngram + path - _DOUBT) * (TOP + 1 - links)
        * (_CLOSED if ending >= 2 else 1) // (64 * (_ALIKE + beside) * (1 + other))
        if size >= _LEAST_SURE else 0
        for size, ngram, path, links, ending, beside, other in rows
    ]  # fmt: skip
    if any(found):
        return found
    return [
        size * (TOP + 1 - links) // (TOP + 1)
        for size, links in zip(sizes, own["links"], strict=True)
    ]


def _to_title(boxes: Boxes, likeness: Sequence[int], title: int | None) -> Columns:
    """The way from the page's title to each block, ``TOP`` where no title is shown."""
    if title is None:
        title = next((n for n, like in enumerate(likeness) if like >= _LIKE_A_TITLE), None)
    if title is None:
        return {"title_up": [TOP] * len(likeness), "title_down": [TOP] * len(likeness)}
    up, down = boxes.steps(boxes.holders[title])
    return {
        "title_up": [min(up[holder], _MOST_STEPS) for holder in boxes.holders],
        "title_down": [min(down[holder], _MOST_STEPS) for holder in boxes.holders],
    }


def _articles(boxes: Boxes, title: int | None) -> Columns:
    """Which ``<article>`` of the page a block stands in, and in how many the title does not."""
    at = boxes.holders[title] if title is not None else 0
    titled = {0, at}
    while at:
        at = boxes.parents[at]
        titled.add(at)
    nth, others = [0], [0]
    count = 0
    for number, (parent, kind) in enumerate(
        zip(boxes.parents[1:], boxes.kinds[1:], strict=True), 1
    ):
        if kind.telling == ARTICLE:
            count += 1
            nth.append(min(count, _MOST_STEPS))
            inside = title is None or number in titled
            others.append(0 if inside else min(others[parent] + 1, 7))
        else:
            nth.append(nth[parent])
            others.append(others[parent])
    return {
        "article": [nth[holder] for holder in boxes.holders],
        "other_articles": [others[holder] for holder in boxes.holders],
    }


def _kin(
    boxes: Boxes,
    own: Columns,
    sizes: Sequence[int],
    weighed: Sequence[int],
    sure: Sequence[int],
) -> Columns:
    """What the boxes say together that are named alike."""
    count = boxes.kin_sums([1] * len(sizes))
    closed = boxes.kin_sums([1 if ending >= 2 else 0 for ending in own["ending"]])
    return {
        "kin_ngram": _means(boxes.kin_sums(weighed), boxes.kin_sums(sizes)),
        "kin_ending": shares(closed, count),
        "kin_sure": shares(boxes.kin_sums(sure), [sum(sure)] * len(sizes)),
    }


def _means(sums: Sequence[int], sizes: Sequence[int]) -> list[int]:
    return [part // size if size else 0 for part, size in zip(sums, sizes, strict=True)]


def _cards(boxes: Boxes) -> list[int]:
    """How many boxes stand beside one around the block, named like it, each of several blocks.

    Teasers, comments and the entries of a live blog are told so.
    """
    parents = boxes.parents
    blocks = boxes.sums([1] * len(boxes.holders))
    keys = [
        (parent, kind.called) if held > 1 and kind.is_box else None
        for parent, kind, held in zip(parents, boxes.kinds, blocks, strict=True)
    ]
    alike = Counter(keys)
    most = [0]
    for parent, key in zip(parents[1:], keys[1:], strict=True):
        found = most[parent]
        most.append(found if key is None else max(found, alike[key] - 1))
    return [count_level(most[holder]) for holder in boxes.holders]


def _headings(own: Columns, title: int | None) -> Columns:
    """What the words of the last heading weigh, how many blocks ago it was, its level, how much
    of it is a link; and how many headings as high as the page's title came since that."""
    rows = []
    weight, back, level, links, peers = TOP // 2 + 1, FAR, 0, 0, 0
    highest = own["tag"][title] if title is not None else _HEADING + 2
    told = zip(own["tag"], own["ngram"], own["links"], strict=True)
    for number, (tag, weighs, linked) in enumerate(told):
        if tag > _HEADING:
            weight, back, level, links = weighs, 0, tag - _HEADING, linked
            if tag <= highest and (title is None or number > title):
                peers = min(peers + 1, _MOST_STEPS)
        rows.append((weight, back, level, links, peers))
        back = min(back + 1, FAR)
    names = ("head_ngram", "head_back", "head_level", "head_links", "peers")
    return dict(zip(names, zip(*rows, strict=True), strict=True))
