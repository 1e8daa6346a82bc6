"""What the text of each block of a page tells by itself, beside its title and what it states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from string import punctuation

from reader.cleaning.pages.columns import TOP, centred, share, size_level
from reader.cleaning.pages.words import Measure, words_of
from reader.cleaning.unseen import EMPTY, has_unseen, seen
from reader.documents.model import Block, BlockKind, Document, Style

_CLOSING = frozenset(".!?…。！？।")
_AFTER_CLOSING = "\"'”“»«’)]）」』"
_BULLETS = frozenset("-–—•*·▪●►▶»›→+>")
_MARKS = re.compile(r"[^\w\s]|_")
_ASCII_MARKS = {
    code: None
    for code in range(128)
    if chr(code) in punctuation or not (chr(code).isprintable() or chr(code).isspace())
}
_KINDS = {kind: number for number, kind in enumerate(BlockKind, 1)}
_SEEN = 200
_PROSE, _DENSE_PROSE = 80, 30
_RUN = 4

NAMES = (
    "ngram", "weight", "size", "word_size", "ending", "beginning", "capital", "marks", "commas",
    "function", "reader", "address", "title", "repeats", "cohesion", "links", "tag", "stated",
    "copied",
)  # fmt: skip
_OF_LINE = NAMES[:13]

Columns = dict[str, Sequence[int]]


def lines_of(document: Document) -> list[str]:
    """Each block as one line, never empty, without what is not seen."""
    text = document.text
    lines = [block.span.of(text).replace("\n", " ") for block in document.blocks]
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


class Heading:
    """The words of the document's title."""

    def __init__(self, title: str) -> None:
        words = words_of(title)
        self._words = frozenset(map(str.casefold, words))
        self._written = self._words.union(
            words, map(str.capitalize, self._words), map(str.upper, self._words)
        )

    def likeness(self, words: Sequence[str]) -> int:
        """The share that a line's words and the title's have in common, 0-63."""
        if self._written.isdisjoint(words):
            return 0
        own = set(map(str.casefold, words))
        return share(len(own & self._words), len(own | self._words))


def text_columns(
    document: Document, lines: Sequence[str], measures: Mapping[str, Measure]
) -> Columns:
    """The columns that lines and blocks give by themselves."""
    heading = Heading(document.metadata.title)
    rows = {line: _row(line, measure, heading) for line, measure in measures.items()}
    found = zip(*(rows[line] for line in lines), strict=True)
    columns: Columns = dict(zip(_OF_LINE, found, strict=True))
    repeats = Counter(lines)
    columns["repeats"] = [min(repeats[line], 15) for line in lines]
    columns["tag"] = [_tag(block) for block in document.blocks]
    return columns


def _tag(block: Block) -> int:
    kind = block.kind
    return 10 + min(block.level, 6) if kind is BlockKind.HEADING else _KINDS[kind]


def _row(line: str, m: Measure, heading: Heading) -> tuple[int, ...]:
    size = len(line)
    words = len(m.words) or 1
    slots = m.slots or 1
    closed = line.rstrip(_AFTER_CLOSING)
    last = closed[-1:]
    if last in _CLOSING:
        ending = 3 if not closed.endswith(("...", "…")) else 1
    else:
        ending = 2 if last in ":：" else 0
    start = line[:_SEEN]
    commas = line.count(",")
    if not line.isascii():
        commas += line.count("，") + line.count("、")
    return (
        centred(m.weight * 2 // int(slots**0.5 * 16)),
        centred(m.weight // slots),
        size_level(size),
        min(size * 4 // words, TOP) if size < _SEEN else TOP,
        ending,
        _beginning(line[0]),
        TOP * m.capital // words,
        min(_marks(start) * 2 * TOP // len(start), TOP),
        min(commas, TOP),
        TOP * m.function // words,
        TOP * m.reader // words,
        _address(start),
        heading.likeness(m.words) if size < _SEEN else 0,
    )


def _marks(line: str) -> int:
    if line.isascii():
        return len(line) - len(line.translate(_ASCII_MARKS))
    return len(_MARKS.findall(line))


def _address(line: str) -> int:
    found = 1 if "http" in line or "www." in line or ".com" in line else 0
    if "@" in line:
        found += 2
    if "©" in line or "®" in line or "(c)" in line:
        found += 4
    return found


@lru_cache(maxsize=4096)
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


def prose(
    sizes: Sequence[int],
    measures: Sequence[Measure],
    ending: Sequence[int],
    linked: Sequence[int],
) -> list[bool]:
    """Which blocks are sentences of some length, and not links in the main."""
    return [
        size >= _DENSE_PROSE
        and end in (2, 3)
        and link * 2 <= size
        and (size >= _PROSE or len(m.words) * 2 > size)
        for size, m, end, link in zip(sizes, measures, ending, linked, strict=True)
    ]


def cohesion(measures: Sequence[Measure], prose: Sequence[bool]) -> list[int]:
    """How many of a block's topics stand in the prose of other blocks."""
    body = Counter(
        topic for m, one in zip(measures, prose, strict=True) if one for topic in set(m.topics)
    )
    common = {topic for topic, count in body.items() if count > 1}
    found = []
    for m, is_prose in zip(measures, prose, strict=True):
        topics = m.topics
        held = sum(map((common if is_prose else body).__contains__, topics))
        found.append(1 + held * (TOP - 1) // len(topics) if topics else 0)
    return found


def stated(lines: Sequence[str], stated: str) -> Sequence[int]:
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
