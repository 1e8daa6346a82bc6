"""A block of a page as a row of small integers (0-63): its words, its box, its neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

from reader.cleaning.features import lift
from reader.cleaning.pages import standing
from reader.cleaning.pages.boxes import Boxes
from reader.cleaning.pages.columns import (
    TOP,
    around,
    before,
    centred,
    count_level,
    share,
    shifted,
    since,
    size_level,
)  # fmt: skip
from reader.cleaning.pages.titles import title_block
from reader.cleaning.pages.words import Measure, Names, Words, words_of
from reader.cleaning.unseen import EMPTY, has_unseen, seen
from reader.documents.model import Block, BlockKind, Document, Markup, Style

_CLOSING = frozenset(".!?…。！？।")
_AFTER_CLOSING = "\"'”“»«’)]）」』"
_BULLETS = frozenset("-–—•*·▪●►▶»›→+>")
_MARKS = re.compile(r"[^\w\s]|_")
_KINDS = {kind: number for number, kind in enumerate(BlockKind, 1)}
_SEEN = 200
_PROSE, _DENSE_PROSE = 80, 30
_RUN = 4
_COPY, _SAMPLE, _SAMPLES = 160, 24, 8
_PIECE = _SAMPLE // 2
_MOST_SEARCHED = 60_000_000
"""Code points looked through for copies; on a larger page only the longest blocks are."""

TEXT = (
    "ngram", "weight", "size", "words", "word_size", "ending", "beginning", "capital", "number",
    "marks", "commas", "function", "reader", "address", "repeats", "cohesion", "links", "tag",
    "title", "stated", "copied",
)  # fmt: skip
BOX = (
    "near", "path", "depth", "zone", "within", "inline", "kin_count", "kin_size", "kin_links",
    "box_blocks", "box_links", "box_prose", "outer_blocks", "outer_links", "outer_prose",
    "far_blocks", "far_links", "far_prose",
)  # fmt: skip
NEAR = (
    "ngram-1", "ngram+1", "ngram-2", "ngram+2", "near-1", "near+1", "path-1", "path+1",
    "size-1", "size+1", "size-2", "size+2", "ending-1", "ending+1", "links-1", "links+1",
    "tag-1", "tag+1", "ngram~2", "ngram~5", "path~3", "links~3", "prose~5", "cohesion~3",
    "prose_back", "prose_on", "prose_before", "prose_after", "since_title", "until_title",
    "position", "lift",
)  # fmt: skip
WHOLE = (
    "blocks", "prose_share", "mean_ngram", "mean_path", "link_share", "has_stated",
    "spread_ngram",
)  # fmt: skip
NAMES = TEXT + BOX + NEAR + standing.NAMES + WHOLE


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first look at a page's blocks found."""

    rows: list[tuple[int, ...]]
    """One of ``NAMES`` for each block."""
    lines: list[str]
    """The blocks, each as one line."""
    sizes: list[int]
    boxes: Boxes


def look(document: Document, markup: Markup, words: Words, names: Names) -> Seen:
    """The first look at all blocks of a page; it must have some."""
    lines = lines_of(document)
    sizes = [len(line) for line in lines]
    measures = [words.measure(line) for line in lines]
    linked = list(map(min, link_sizes(document), sizes))  # a line may lack what is not seen
    boxes = Boxes(markup)
    own = _text_columns(lines, sizes, measures, document)
    prose = [
        size >= (_PROSE if m.words * 2 <= size else _DENSE_PROSE)
        and end in (2, 3)
        and link * 2 <= size
        for size, m, end, link in zip(sizes, measures, own["ending"], linked, strict=True)
    ]
    own["cohesion"] = _cohesion(measures, prose)
    own["links"] = [share(link, size) for link, size in zip(linked, sizes, strict=True)]
    own["stated"] = _stated(lines, markup.stated)
    own["copied"] = copied(lines)
    prose_sizes = [size if one else 0 for size, one in zip(sizes, prose, strict=True)]
    weights = names.weigh(markup.elements)
    own |= _box_columns(boxes, weights, sizes, linked, prose_sizes)
    own |= standing.named(boxes, weights)
    own |= standing.standing(boxes, markup.elements, own, sizes, title_block(document))
    own |= _near_columns(own, sizes, prose, prose_sizes)
    own |= _whole_columns(own, sizes, linked, prose_sizes, markup)
    own["lift"] = lift(own["ngram"], own["mean_ngram"][0], own["spread_ngram"][0])
    rows = list(zip(*(own[name] for name in NAMES), strict=True))
    return Seen(rows, lines, sizes, boxes)


def lines_of(document: Document) -> list[str]:
    """Each block as one line, never empty, without what is not seen."""
    text = document.text
    lines = [" ".join(block.span.of(text).split("\n")) for block in document.blocks]
    return [seen(line) or EMPTY for line in lines] if has_unseen(text) else lines


def link_sizes(document: Document) -> list[int]:
    """How many code points of each block are link text."""
    linked = [inline.span for inline in document.inlines if inline.style is Style.LINK]
    found, at = [], 0
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        while at < len(linked) and linked[at].end <= start:
            at += 1
        covered = 0
        while at < len(linked) and linked[at].start < end:
            covered += linked[at].end - linked[at].start
            at += 1
        found.append(min(covered, end - start))
    return found


Columns = dict[str, Sequence[int]]


def _text_columns(
    lines: Sequence[str], sizes: Sequence[int], measures: Sequence[Measure], document: Document
) -> Columns:
    repeats: dict[str, int] = {}
    for line in lines:
        repeats[line] = repeats.get(line, 0) + 1
    heading = frozenset(words_of(document.metadata.title.casefold()))
    rows = [
        _text_row(line, size, m, block, heading)
        for line, size, m, block in zip(lines, sizes, measures, document.blocks, strict=True)
    ]
    names = (*TEXT[:14], "tag", "title")
    columns: Columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    columns["repeats"] = [min(repeats[line], 15) for line in lines]
    return columns


def _text_row(
    line: str, size: int, m: Measure, block: Block, heading: frozenset[str]
) -> tuple[int, ...]:
    words = m.words or 1
    slots = m.slots or 1
    closed = line.rstrip(_AFTER_CLOSING)
    last = closed[-1:]
    if last in _CLOSING:
        ending = 3 if not closed.endswith(("...", "…")) else 1
    else:
        ending = 2 if last in ":：" else 0
    seen = line[:_SEEN]
    return (
        centred(m.weight * 2 // int(slots**0.5 * 16)),
        centred(m.weight // slots),
        size_level(size),
        count_level(m.words),
        min(len(seen) * 4 // words, TOP) if size < _SEEN else TOP,
        ending,
        _beginning(line[0]),
        share(m.capital, words),
        share(m.number, words),
        min(len(_MARKS.findall(seen)) * 2 * TOP // len(seen), TOP),
        min(line.count(",") + line.count("，") + line.count("、"), TOP),
        share(m.function, words),
        share(m.reader, words),
        _address(seen),
        10 + min(block.level, 6) if block.kind is BlockKind.HEADING else _KINDS[block.kind],
        _likeness(line, heading) if heading and size < _SEEN else 0,
    )


def _likeness(line: str, heading: frozenset[str]) -> int:
    own = set(words_of(line.casefold()))
    return share(len(own & heading), len(own | heading))


def _beginning(first: str) -> int:
    if first.isupper():
        return 4
    if first in _BULLETS:
        return 1
    if first.isdigit():
        return 2
    if first.islower():
        return 3
    return 5 if first.isalpha() else 0


def _address(line: str) -> int:
    found = 1 if "http" in line or "www." in line or ".com" in line else 0
    if "@" in line:
        found += 2
    if "©" in line or "®" in line or "(c)" in line:
        found += 4
    return found


def _cohesion(measures: Sequence[Measure], prose: Sequence[bool]) -> list[int]:
    """How many of a block's topics stand in the prose of other blocks."""
    body: dict[int, int] = {}
    for m, is_prose in zip(measures, prose, strict=True):
        if is_prose:
            for topic in set(m.topics):
                body[topic] = body.get(topic, 0) + 1
    found = []
    for m, is_prose in zip(measures, prose, strict=True):
        floor = 1 if is_prose else 0
        shared = sum([body.get(topic, 0) > floor for topic in m.topics])
        found.append(1 + shared * (TOP - 1) // len(m.topics) if m.topics else 0)
    return found


def _stated(lines: Sequence[str], stated: str) -> Sequence[int]:
    """How much of a block stands in the text that the page states for machines; 0: none stated."""
    if not stated:
        return [0] * len(lines)
    words = words_of(stated.casefold())
    runs = set(zip(*(words[at:] for at in range(_RUN)), strict=False))
    joined = f" {' '.join(words)} "
    found = []
    for line in lines:
        own = words_of(line[:_SEEN].casefold())
        if len(own) < _RUN:
            found.append(TOP // 2 if own and f" {' '.join(own)} " in joined else 1)
            continue
        held = sum([tuple(own[at : at + _RUN]) in runs for at in range(len(own) - _RUN + 1)])
        found.append(1 + held * (TOP - 1) // (len(own) - _RUN + 1))
    return found


def copied(lines: Sequence[str]) -> list[int]:
    """How much of each long block stands in other blocks too: 0, or from 1 (none) to 63.

    Looked at in a few places of it only: a page that holds its article twice, in pieces and at
    one piece, holds it word for word.
    """
    joined = "\n".join(lines)
    long = [number for number, line in enumerate(lines) if len(line) >= _COPY]
    most = _MOST_SEARCHED // (len(joined) * _SAMPLES or 1)
    if len(long) > most:
        long = sorted(long, key=lambda number: -len(lines[number]))[:most]
    found = [1 if len(line) >= _COPY else 0 for line in lines]
    if not long:
        return found
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    pieces = Counter(joined[at : at + _PIECE] for at in range(0, len(joined) - _PIECE + 1, _PIECE))
    for number in long:
        start, step = starts[number], (len(lines[number]) - _SAMPLE) // (_SAMPLES - 1)
        held = sum(_is_elsewhere(joined, start + nth * step, pieces) for nth in range(_SAMPLES))
        found[number] = 1 + held * (TOP - 1) // _SAMPLES
    return found


def _is_elsewhere(joined: str, at: int, pieces: Mapping[str, int]) -> bool:
    """Whether the sample at ``at`` stands in the text twice.

    Wherever it stands it covers one of the ``pieces`` that the text falls into whole, so that most
    samples need no search.
    """
    sample = joined[at : at + _SAMPLE]
    own = -at % _PIECE
    if any(pieces.get(sample[by : by + _PIECE], 0) > (by == own) for by in range(_PIECE)):
        return joined.find(sample, joined.find(sample) + 1) >= 0
    return False


def _box_columns(
    boxes: Boxes,
    weights: Sequence[tuple[int, int]],
    sizes: Sequence[int],
    linked: Sequence[int],
    prose: Sequence[int],
) -> Columns:
    near, path = _weights(boxes, weights)
    all_text, all_links, all_prose = (boxes.sums(one) for one in (sizes, linked, prose))
    blocks = boxes.sums([1] * len(sizes))
    box = boxes.boxes
    outer = boxes.outer(box)
    far = boxes.outer(outer)
    kin_sizes = boxes.kin_sums(sizes)
    kin_links = boxes.kin_sums(linked)
    columns: Columns = {
        "near": near,
        "path": path,
        "depth": [min(boxes.depths[holder], TOP) for holder in boxes.holders],
        "zone": [boxes.zones[holder] for holder in boxes.holders],
        "within": [_within(boxes.within[holder]) for holder in boxes.holders],
        "inline": [
            min(boxes.depths[holder] - boxes.depths[one], 15)
            for holder, one in zip(boxes.holders, box, strict=True)
        ],
        "kin_count": [count_level(one) for one in boxes.kin_sums([1] * len(sizes))],
        "kin_size": [size_level(one // 4) for one in kin_sizes],
        "kin_links": [share(a, b) for a, b in zip(kin_links, kin_sizes, strict=True)],
    }
    for name, around_it in (("box", box), ("outer", outer), ("far", far)):
        columns[f"{name}_blocks"] = [count_level(blocks[one]) for one in around_it]
        columns[f"{name}_links"] = [share(all_links[one], all_text[one]) for one in around_it]
        columns[f"{name}_prose"] = [share(all_prose[one], all_prose[0]) for one in around_it]
    return columns


def _within(bits: int) -> int:
    """Article, main, and any of the others (nav, aside, …) around a block, as three bits."""
    return (bits >> 1 & 3) | (4 if bits >> 11 & 15 else 0) | (8 if bits >> 8 & 1 else 0)


def _weights(boxes: Boxes, weights: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """For each block what the names close around it weigh, and those of its whole path."""
    parents, box_of = boxes.parents, boxes.box_of
    far = [0] * len(parents)
    for number in range(1, len(parents)):
        far[number] = far[parents[number]] + weights[number - 1][1]
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
    for name, steps in (
        ("ngram", (-1, 1, -2, 2)), ("near", (-1, 1)), ("path", (-1, 1)), ("size", (-1, 1, -2, 2)),
        ("ending", (-1, 1)), ("links", (-1, 1)), ("tag", (-1, 1)),
    ):  # fmt: skip
        for step in steps:
            columns[f"{name}{step:+}"] = shifted(own[name], step)
    even = [1] * len(sizes)
    columns["ngram~2"] = around(own["ngram"], sizes, 2)
    columns["ngram~5"] = around(own["ngram"], sizes, 5)
    columns["path~3"] = around(own["path"], even, 3)
    columns["links~3"] = around(own["links"], sizes, 3)
    columns["prose~5"] = around([TOP if one else 0 for one in prose], even, 5)
    columns["cohesion~3"] = around(own["cohesion"], sizes, 3)
    columns["prose_back"] = since(prose)
    columns["prose_on"] = since(prose[::-1])[::-1]
    columns["prose_before"], columns["prose_after"] = before(prose_sizes)
    titled = [like >= TOP * 3 // 4 for like in own["title"]]
    columns["since_title"] = since(titled)
    columns["until_title"] = since(titled[::-1])[::-1]
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
