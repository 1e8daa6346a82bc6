"""A page's blocks in columns of small integers (0-63): words, boxes, neighbours, the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul, sub

from reader.cleaning.features import lift
from reader.cleaning.pages import standing, texts
from reader.cleaning.pages.boxes import Boxes
from reader.cleaning.pages.columns import (
    TOP,
    around,
    before,
    centred,
    count_level,
    count_levels,
    share,
    shares,
    shifted,
    since,
    size_level,
)  # fmt: skip
from reader.cleaning.pages.copies import copied
from reader.cleaning.pages.texts import Columns, lines_of, link_sizes
from reader.cleaning.pages.titles import title_block
from reader.cleaning.pages.words import Measure, Names, Words
from reader.documents.model import Document, Markup

BOX = (
    "near", "path", "depth", "zone", "within", "inline", "kin_count", "kin_size", "kin_links",
    "box_links", "box_prose", "outer_blocks", "outer_links", "outer_prose",
    "far_blocks", "far_links", "far_prose",
)  # fmt: skip
NEAR = (
    "ngram-1", "ngram+1", "near-1", "near+1", "path-1", "path+1", "size-1", "size+1",
    "ending-1", "links-1", "links+1", "ngram~2", "path~3", "links~3", "prose~5", "cohesion~3",
    "prose_back", "prose_on", "prose_before", "prose_after", "since_title", "position", "lift",
)  # fmt: skip
WHOLE = (
    "blocks", "prose_share", "mean_ngram", "mean_path", "link_share", "has_stated",
    "spread_ngram",
)  # fmt: skip
NAMES = texts.NAMES + BOX + NEAR + standing.NAMES + WHOLE


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first look at a page's blocks found."""

    columns: Columns
    """One of each of ``NAMES``, a value a block."""
    lines: list[str]
    """The blocks, each as one line."""
    sizes: list[int]
    boxes: Boxes
    measures: list[Measure]
    title: int | None
    """The number of the block that shows the page's title."""


def look(document: Document, markup: Markup, words: Words, names: Names) -> Seen:
    """The first look at all blocks of a page; it must have some."""
    lines = lines_of(document)
    sizes = list(map(len, lines))
    distinct = {line: words.measure(line) for line in dict.fromkeys(lines)}
    measures = [distinct[line] for line in lines]
    linked = list(map(min, link_sizes(document), sizes))  # a line may lack what is not seen
    boxes = Boxes(markup)
    title = title_block(document)
    own = texts.text_columns(document, lines, distinct)
    prose = texts.prose(sizes, measures, own["ending"], linked)
    own["cohesion"] = texts.cohesion(measures, prose)
    own["links"] = shares(linked, sizes)
    own["stated"] = texts.stated(lines, markup.stated)
    own["copied"] = copied(lines)
    prose_sizes = list(map(mul, sizes, prose))
    weights = names.weigh(markup.elements)
    own |= _box_columns(boxes, weights, sizes, linked, prose_sizes)
    own |= standing.named(boxes, weights)
    own |= standing.standing(boxes, own, sizes, title)
    own |= _near_columns(own, sizes, prose, prose_sizes)
    own |= _whole_columns(own, sizes, linked, prose_sizes, markup)
    own["lift"] = lift(own["ngram"], own["mean_ngram"][0], own["spread_ngram"][0])
    return Seen(own, lines, sizes, boxes, measures, title)


def _box_columns(
    boxes: Boxes,
    weights: Sequence[tuple[int, int]],
    sizes: Sequence[int],
    linked: Sequence[int],
    prose: Sequence[int],
) -> Columns:
    near, path = _weights(boxes, weights)
    box, holders = boxes.boxes, boxes.holders
    even = [1] * len(sizes)
    kin_sizes = boxes.kin_sums(sizes)
    columns: Columns = {
        "near": near,
        "path": path,
        "depth": [min(boxes.depths[holder], TOP) for holder in holders],
        "zone": [boxes.zones[holder] for holder in holders],
        "within": [_within(boxes.within[holder]) for holder in holders],
        "inline": [
            min(boxes.depths[holder] - boxes.depths[one], 15)
            for holder, one in zip(holders, box, strict=True)
        ],
        "kin_count": count_levels(boxes.kin_sums(even)),
        "kin_size": [size_level(one // 4) for one in kin_sizes],
        "kin_links": shares(boxes.kin_sums(linked), kin_sizes),
    }
    all_prose = [sum(prose)] * len(sizes)
    for name, ring in boxes.rings.items():
        if name != "box":
            columns[f"{name}_blocks"] = count_levels(map(sub, ring[1], ring[0]))
        columns[f"{name}_links"] = shares(boxes.sums(linked, ring), boxes.sums(sizes, ring))
        columns[f"{name}_prose"] = shares(boxes.sums(prose, ring), all_prose)
    return columns


def _within(bits: int) -> int:
    """Article, main, and any of the others (nav, aside, …) around a block, as three bits."""
    return (bits >> 1 & 3) | (4 if bits >> 11 & 15 else 0) | (8 if bits >> 8 & 1 else 0)


def _weights(boxes: Boxes, weights: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """For each block what the names close around it weigh, and those of its whole path."""
    parents, box_of = boxes.parents, boxes.box_of
    far = [0]
    for parent, (_, distant) in zip(parents[1:], weights, strict=True):
        far.append(far[parent] + distant)
    near_of: dict[int, int] = {}
    near, path = [], []
    for holder in boxes.holders:
        found = near_of.get(holder)
        if found is None:
            found, at, left = 0, holder, 3
            while at and left:
                found += weights[at - 1][0]
                left -= box_of[at] == at
                at = parents[at]
            near_of[holder] = found
        near.append(centred(found // 8))
        path.append(centred((found + far[holder]) // 8))
    return near, path


def _near_columns(
    own: Columns, sizes: Sequence[int], prose: Sequence[bool], prose_sizes: Sequence[int]
) -> Columns:
    columns: Columns = {}
    columns["ending-1"] = shifted(own["ending"], -1)
    for name in ("ngram", "near", "path", "size", "links"):
        columns[f"{name}-1"] = shifted(own[name], -1)
        columns[f"{name}+1"] = shifted(own[name], 1)
    even = [1] * len(sizes)
    columns["ngram~2"] = around(own["ngram"], sizes, 2)
    columns["path~3"] = around(own["path"], even, 3)
    columns["prose~5"] = around([TOP if one else 0 for one in prose], even, 5)
    columns["prose_back"] = since(prose)
    columns["prose_on"] = since(prose[::-1])[::-1]
    columns["links~3"] = around(own["links"], sizes, 3)
    columns["cohesion~3"] = around(own["cohesion"], sizes, 3)
    columns["prose_before"], columns["prose_after"] = before(prose_sizes)
    titled = [like >= TOP * 3 // 4 for like in own["title"]]
    columns["since_title"] = since(titled)
    columns["position"] = before(sizes)[0]
    return columns


def _whole_columns(
    own: Columns,
    sizes: Sequence[int],
    linked: Sequence[int],
    prose: Sequence[int],
    markup: Markup,
) -> Columns:
    count, total = len(sizes), sum(sizes) or 1
    mean = sum(map(mul, own["ngram"], sizes)) // total
    off = [abs(each - mean) for each in own["ngram"]]
    whole = {
        "blocks": count_level(count),
        "prose_share": share(sum(prose), total),
        "mean_ngram": mean,
        "mean_path": sum(own["path"]) // count,
        "link_share": share(sum(linked), total),
        "has_stated": 1 if markup.stated else 0,
        "spread_ngram": min(sum(map(mul, off, sizes)) * 4 // total, TOP),
    }
    return {name: [value] * count for name, value in whole.items()}
