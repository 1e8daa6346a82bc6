"""Where a block stands: to the surest part of the page and to its title, among boxes of its kind.

Words and names tell of single blocks; a comment or a teaser that reads like the article is told by
standing elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from reader.cleaning.pages.boxes import Boxes
from reader.cleaning.pages.columns import FAR, TOP, before, count_level, share
from reader.documents.model import Element

NAMES = (
    "worst", "best", "worst_near", "main_up", "main_down", "sure_before", "sure_after",
    "box_sure", "outer_sure", "kin_sure", "title_up", "title_down", "article", "articles_around",
    "kin_ngram", "kin_ending", "box_ngram", "outer_ngram", "far_ngram", "cards",
    "head_ngram", "head_back", "head_level",
)  # fmt: skip
_MOST_STEPS = 31
_LEAST_SURE, _MOST_SURE = 50, 800
"""Code points of a block below which it is no evidence, and beyond which it is no more."""
_DOUBT = 48
"""What words and names must weigh together for a block to be evidence; 64 is neither way."""
_CLOSED = 3
"""How much more a block tells that ends like a sentence."""
_LIKE_A_TITLE = 40
_HEADING = 10
"""Tags above this are headings, by their level."""

Columns = dict[str, Sequence[int]]


def named(boxes: Boxes, weights: Sequence[tuple[int, int]]) -> Columns:
    """The names that weigh most and least on the path of each block."""
    parents = boxes.parents
    worst, best, near = ([0] * len(parents) for _ in range(3))
    for number, (close, far) in enumerate(weights, 1):
        outer = parents[number]
        worst[number] = far if far < worst[outer] else worst[outer]
        best[number] = far if far > best[outer] else best[outer]
        near[number] = close if close < near[outer] else near[outer]
    holders = boxes.holders
    return {
        "worst": [max(0, TOP + worst[holder] // 4) for holder in holders],
        "best": [min(TOP, best[holder] // 4) for holder in holders],
        "worst_near": [max(0, TOP + near[holder] // 4) for holder in holders],
    }


def standing(
    boxes: Boxes, elements: Sequence[Element], own: Columns, sizes: Sequence[int], title: int | None
) -> Columns:
    """The other columns of ``NAMES``; ``own`` are those of the blocks themselves and their boxes,
    ``title`` is the block that shows the page's."""
    holders, ngram = boxes.holders, own["ngram"]
    sure = _sure(own, sizes)
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
    columns |= _articles(boxes, elements)
    weighed = list(map(mul, ngram, sizes))
    all_sure, all_sizes, all_weighed = (boxes.sums(each) for each in (sure, sizes, weighed))
    box = boxes.boxes
    outer = boxes.outer(box)
    for name, around in (("box", box), ("outer", outer), ("far", boxes.outer(outer))):
        columns[f"{name}_ngram"] = [all_weighed[one] // max(all_sizes[one], 1) for one in around]
        if name != "far":
            columns[f"{name}_sure"] = [share(all_sure[one], total) for one in around]
    columns |= _kin(boxes, own, sizes, weighed, sure)
    columns["cards"] = _cards(boxes, elements)
    return columns | _headings(own["tag"], ngram)


def _sure(own: Columns, sizes: Sequence[int]) -> list[int]:
    """How much each block speaks for being the article: by words, names, links, size and end."""
    rows = zip(sizes, own["ngram"], own["path"], own["links"], own["ending"], strict=True)
    found = [
        min(size, _MOST_SURE) * max(0, ngram + path - _DOUBT) * (TOP + 1 - links)
        * (_CLOSED if ending >= 2 else 1) // 256 if size >= _LEAST_SURE else 0
        for size, ngram, path, links, ending in rows
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


def _articles(boxes: Boxes, elements: Sequence[Element]) -> Columns:
    """Which ``<article>`` of the page a block stands in, and in how many."""
    parents = boxes.parents
    nth, around = [0] * len(parents), [0] * len(parents)
    count = 0
    for number, one in enumerate(elements, 1):
        outer = parents[number]
        nth[number], around[number] = nth[outer], around[outer]
        if one.tag == "article":
            count += 1
            nth[number] = min(count, _MOST_STEPS)
            around[number] = min(around[outer] + 1, 7)
    return {
        "article": [nth[holder] for holder in boxes.holders],
        "articles_around": [around[holder] for holder in boxes.holders],
    }


def _kin(
    boxes: Boxes,
    own: Columns,
    sizes: Sequence[int],
    weighed: Sequence[int],
    sure: Sequence[int],
) -> Columns:
    """What the boxes say together that are named alike."""
    total = sum(sure)
    kin_sizes = boxes.kin_sums(sizes)
    count = boxes.kin_sums([1] * len(sizes))
    closed = boxes.kin_sums([1 if ending >= 2 else 0 for ending in own["ending"]])
    return {
        "kin_ngram": [
            part // max(size, 1)
            for part, size in zip(boxes.kin_sums(weighed), kin_sizes, strict=True)
        ],
        "kin_ending": [share(part, each) for part, each in zip(closed, count, strict=True)],
        "kin_sure": [share(part, total) for part in boxes.kin_sums(sure)],
    }


def _cards(boxes: Boxes, elements: Sequence[Element]) -> list[int]:
    """How many boxes stand beside one around the block, named like it, each of several blocks.

    Teasers, comments and the entries of a live blog are told so.
    """
    parents = boxes.parents
    blocks = boxes.sums([1] * len(boxes.holders))
    keys: list[tuple[int, str, str] | None] = [None] * len(parents)
    alike: dict[tuple[int, str, str], int] = {}
    for number, one in enumerate(elements, 1):
        if blocks[number] > 1 and boxes.box_of[number] == number:
            own = (parents[number], one.tag, boxes.plain_names[number])
            keys[number] = own
            alike[own] = alike.get(own, 0) + 1
    most = [0] * len(parents)
    for number in range(1, len(parents)):
        key = keys[number]
        most[number] = max(most[parents[number]], alike[key] - 1 if key else 0)
    return [count_level(most[holder]) for holder in boxes.holders]


def _headings(tags: Sequence[int], ngram: Sequence[int]) -> Columns:
    """What the words of the last heading weigh, how many blocks ago it was, and its level."""
    rows = []
    weight, back, level = TOP // 2 + 1, FAR, 0
    for tag, own in zip(tags, ngram, strict=True):
        if tag > _HEADING:
            weight, back, level = own, 0, tag - _HEADING
        rows.append((weight, back, level))
        back = min(back + 1, FAR)
    names = ("head_ngram", "head_back", "head_level")
    return dict(zip(names, zip(*rows, strict=True), strict=True))
