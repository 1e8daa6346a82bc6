"""A block as a row of small integers (0-63): itself, its neighbours, its document.

Integers make trees quick to run and the result the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from reader.cleaning.vocabulary import Measure, Vocabulary
from reader.documents.model import Block, BlockKind

TOP = 63
_CLOSING = frozenset(".!?…。！？।")
_AFTER_CLOSING = "\"'”“»«’)]）」』"
_BULLETS = frozenset("-–—•*·▪●►▶»›→+>")
_SEPARATORS = re.compile(r"[|›»•→·▶►/]")
_MARKS = re.compile(r"[^\w\s]|_")
_CLOCK = re.compile(r"\d[:.]\d\d|\d{4}|\d\d[./]\d\d")
_PROSE_SIZE, _DENSE_PROSE_SIZE = 80, 30
_FAR = 20
_SEEN = 200
"""How much of a line's beginning is looked at for its marks."""
_EDGE = 0
_KINDS = tuple(BlockKind)

OWN = (
    "ngram", "mean_weight", "size", "words", "word_size", "ending", "beginning", "capital",
    "shouted", "digits", "punctuation", "sentences", "commas", "function", "reader", "cues",
    "kind", "address", "separators", "clock", "quoted", "repeats", "cohesion", "spread",
)  # fmt: skip
NEAR = (
    "ngram-1", "ngram+1", "ngram-2", "ngram+2", "size-1", "size+1", "size-2", "size+2",
    "ending-1", "ending+1", "cues-1", "cues+1", "ngram~2", "ngram~5", "cohesion~3", "prose~5",
    "prose_back", "prose_on", "prose_before", "prose_after", "open_run", "open_place",
)  # fmt: skip
WHERE = ("position", "from_start", "from_end")
WHOLE = (
    "lines", "prose_share", "mean_ngram", "mean_size", "cued_share", "closed_share", "short_share",
)  # fmt: skip
MARKUP = (
    "machine", "machine-1", "machine+1", "machine~3", "machine_share", "links", "links-1",
    "links+1", "links~3", "tag", "tag-1", "tag+1",
)  # fmt: skip
NAMES = OWN + NEAR + WHERE + WHOLE + MARKUP
_AT = {name: place for place, name in enumerate(OWN)}


def _log_table(limit: int, top: int) -> bytes:
    """Levels 0..top for 0..limit, finer where small; integer steps only."""
    levels, level, edge = bytearray(), 0, 1.0
    growth = limit ** (1 / top)
    for value in range(limit + 1):
        while level < top and value >= edge:
            level += 1
            edge = max(edge * growth, edge + 1)
        levels.append(level)
    return bytes(levels)


_SIZE = _log_table(2000, TOP)
_COUNT = _log_table(400, TOP)


def rows(
    lines: Sequence[str],
    vocabulary: Vocabulary,
    machine: Sequence[bool | None] = (),
    links: Sequence[int] = (),
    tags: Sequence[int] = (),
) -> tuple[list[list[int]], list[Measure]]:
    """A row of ``NAMES`` for each line, and what its words measure.

    ``machine``, ``links`` (share of link text, 0-63) and ``tags`` (``tag_of``) describe the lines
    of a page with markup.
    """
    measures = [vocabulary.measure(line) for line in lines]
    repeats: dict[str, int] = {}
    for line in lines:
        repeats[line] = repeats.get(line, 0) + 1
    own = [
        _own(line, measure, repeats[line]) for line, measure in zip(lines, measures, strict=True)
    ]
    sizes = [len(line) for line in lines]
    prose = [_is_prose(row, size, m) for row, size, m in zip(own, sizes, measures, strict=True)]
    _add_cohesion(own, measures, prose)
    whole = _whole(own, sizes, prose)
    near = _near(own, sizes, prose)
    where = _where(sizes)
    markup = _markup(len(lines), machine, links, tags)
    return [
        a + b + c + whole + d for a, b, c, d in zip(own, near, where, markup, strict=True)
    ], measures


def _own(line: str, measure: Measure, repeats: int) -> list[int]:
    size, words = len(line), measure.words
    divisor = words or 1
    letters = line.rstrip(_AFTER_CLOSING)
    last, first = letters[-1:], line[0]
    if last in _CLOSING:
        ending = 3 if not letters.endswith(("...", "…")) else 1
    else:
        ending = 2 if last in ":：" else 0
    in_words = size - line.count(" ")
    sentences = line.count(". ") + line.count("? ") + line.count("! ") + line.count("。")
    marks = _SEPARATORS.findall(line) if size < 400 else ()
    root = int((measure.slots or 1) ** 0.5 * 16)
    return [
        min(max(32 + measure.weight * 2 // root, 0), TOP),
        min(max(32 + measure.weight // (measure.slots or 1), 0), TOP),
        _SIZE[min(size, 2000)],
        _COUNT[min(words, 400)],
        min(in_words * 4 // divisor, TOP),
        ending,
        _beginning(first),
        measure.capital * TOP // divisor,
        measure.shouted * TOP // divisor,
        measure.number * TOP // divisor,
        min(_marks(line, size), TOP),
        min(sentences, TOP),
        min(line.count(",") + line.count("，") + line.count("、"), TOP),
        measure.function * TOP // divisor,
        min(measure.reader * TOP // divisor, TOP),
        min(measure.cue_words * TOP // divisor, TOP),
        measure.kind + 1,
        _address(line),
        min(len(marks), 15),
        min(len(_CLOCK.findall(line)) if measure.number else 0, 15),
        (first in "\"'“„«»‚‘「『") + 2 * (last in "\"'”“»«’」』" or letters != line),
        min(repeats, 15),
        0,
        _COUNT[min(measure.cue_words, 400)],
    ]


def _marks(line: str, size: int) -> int:
    """Punctuation and symbols among the characters."""
    return len(_MARKS.findall(line, 0, _SEEN)) * 2 * TOP // min(size, _SEEN)


def _beginning(first: str) -> int:
    if first in _BULLETS:
        return 1
    if first.isdigit():
        return 2
    if first.islower():
        return 3
    if first.isupper():
        return 4
    return 5 if first.isalpha() else 0


def _address(line: str) -> int:
    found = 0
    if "http" in line or "www." in line or ".com" in line:
        found = 1
    if "@" in line:
        found += 2
    if "©" in line or "®" in line or "(c)" in line:
        found += 4
    return found


def _is_prose(row: list[int], size: int, measure: Measure) -> bool:
    long = size >= _PROSE_SIZE or (size >= _DENSE_PROSE_SIZE and measure.words * 2 > size)
    return long and row[_AT["ending"]] in (2, 3)


def _add_cohesion(own: list[list[int]], measures: list[Measure], prose: list[bool]) -> None:
    """How many of a line's topic words stand in the prose of other lines."""
    body: dict[int, int] = {}
    for measure, is_prose in zip(measures, prose, strict=True):
        if is_prose:
            for topic in set(measure.topics):
                body[topic] = body.get(topic, 0) + 1
    place = _AT["cohesion"]
    for row, measure, is_prose in zip(own, measures, prose, strict=True):
        topics = measure.topics
        if topics:
            floor = 1 if is_prose else 0
            shared = sum(1 for topic in topics if body.get(topic, 0) > floor)
            row[place] = 1 + shared * (TOP - 1) // len(topics)


def _near(own: list[list[int]], sizes: list[int], prose: list[bool]) -> list[list[int]]:
    count = len(own)
    ngram, ending, cues = (_column(own, name) for name in ("ngram", "ending", "cues"))
    size, cohesion = _column(own, "size"), _column(own, "cohesion")
    back = _distances(prose)
    on = _distances(prose[::-1])[::-1]
    mass = list(accumulate((s if p else 0 for s, p in zip(sizes, prose, strict=True)), initial=0))
    total = mass[-1] or 1
    ngram2, ngram5 = _windows(ngram, sizes, 2), _windows(ngram, sizes, 5)
    cohesion3 = _windows(cohesion, sizes, 3)
    prose5 = _windows([TOP if p else 0 for p in prose], [1] * count, 5)

    open_run, open_place = _runs([mark not in (2, 3) for mark in ending])

    def shifted(column: list[int], by: int) -> list[int]:
        if by > 0:
            return (column[by:] + [_EDGE] * by)[:count] if by < count else [_EDGE] * count
        return ([_EDGE] * -by + column)[:count]

    table = (
        shifted(ngram, -1), shifted(ngram, 1), shifted(ngram, -2), shifted(ngram, 2),
        shifted(size, -1), shifted(size, 1), shifted(size, -2), shifted(size, 2),
        shifted(ending, -1), shifted(ending, 1), shifted(cues, -1), shifted(cues, 1),
        ngram2, ngram5, cohesion3, prose5, back, on,
        [mass[i] * TOP // total for i in range(count)],
        [(total - mass[i + 1]) * TOP // total for i in range(count)],
        open_run, open_place,
    )  # fmt: skip
    return [list(row) for row in zip(*table, strict=True)]


def _column(own: list[list[int]], name: str) -> list[int]:
    place = _AT[name]
    return [row[place] for row in own]


def _distances(prose: list[bool]) -> list[int]:
    """Lines since the last line of prose, itself not counted; ``_FAR`` where there is none."""
    found, since = [], _FAR
    for is_prose in prose:
        since = min(since + 1, _FAR)
        found.append(since)
        if is_prose:
            since = 0
    return found


def _runs(marked: list[bool]) -> tuple[list[int], list[int]]:
    """For marked lines, how long their run is and their place in it from 1 (both capped)."""
    count = len(marked)
    lengths, places = [0] * count, [0] * count
    start = 0
    for i in range(count + 1):
        if i == count or not marked[i]:
            length = min(i - start, TOP)
            for at in range(start, i):
                lengths[at], places[at] = length, min(at - start + 1, TOP)
            start = i + 1
    return lengths, places


def _windows(column: list[int], weights: list[int], reach: int) -> list[int]:
    """Weighted mean of the neighbours within ``reach`` lines, the line itself left out."""
    count = len(column)
    mass = list(accumulate(weights, initial=0))
    sums = list(accumulate((c * w for c, w in zip(column, weights, strict=True)), initial=0))
    found = []
    for i in range(count):
        low, high = max(i - reach, 0), min(i + reach + 1, count)
        weight = mass[high] - mass[low] - weights[i]
        value = sums[high] - sums[low] - column[i] * weights[i]
        found.append(value // weight if weight else _EDGE)
    return found


def _where(sizes: list[int]) -> list[list[int]]:
    count = len(sizes)
    before = list(accumulate(sizes, initial=0))
    total = before[-1] or 1
    return [[before[i] * TOP // total, min(i, TOP), min(count - 1 - i, TOP)] for i in range(count)]


def _whole(own: list[list[int]], sizes: list[int], prose: list[bool]) -> list[int]:
    count, total = len(own) or 1, sum(sizes) or 1
    ngram, ending, cues = (_column(own, name) for name in ("ngram", "ending", "cues"))
    return [
        _COUNT[min(len(own), 400)],
        sum(s for s, p in zip(sizes, prose, strict=True) if p) * TOP // total,
        sum(n * s for n, s in zip(ngram, sizes, strict=True)) // total,
        _SIZE[min(total // count, 2000)],
        sum(c > 15 for c in cues) * TOP // count,
        sum(e == 3 for e in ending) * TOP // count,
        sum(s < 40 for s in sizes) * TOP // count,
    ]


def tag_of(block: Block) -> int:
    """What the markup calls a block, as a level: its kind, and a heading's rank."""
    if block.kind is BlockKind.HEADING:
        return 10 + min(block.level, 6)
    return 1 + _KINDS.index(block.kind)


def _markup(
    count: int, machine: Sequence[bool | None], links: Sequence[int], tags: Sequence[int]
) -> list[list[int]]:
    """What the page's markup says; zeros for plain text."""
    if not machine:
        return [[0] * len(MARKUP)] * count
    opinion = [0, *(1 if m is None else 2 if not m else 3 for m in machine), 0]
    article = [TOP if m else 0 for m in machine]
    even = [1] * count
    around = _windows(article, even, 3)
    share = min(1 + sum(article) // (count or 1), TOP)
    linked = [0, *links, 0]
    linked_around = _windows(list(links), even, 3)
    tagged = [0, *tags, 0]
    return [
        [
            opinion[i + 1], opinion[i], opinion[i + 2], around[i], share,
            linked[i + 1], linked[i], linked[i + 2], linked_around[i],
            tagged[i + 1], tagged[i], tagged[i + 2],
        ]
        for i in range(count)
    ]  # fmt: skip
