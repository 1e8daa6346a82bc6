"""Labels for the blocks of a page whose article is known as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.cleaning.pages.copies import copied
from reader.cleaning.pages.titles import title_block
from reader.cleaning.pages.words import words_of
from reader.documents.model import Document

_RUN = 4
_MOST, _LEAST = 0.8, 0.2
_COPY, _WHOLE_COPY, _HELD = 30, 1200, 50

Words = tuple[str, ...]
Known = Mapping[Words, set[int]]


def words(text: str) -> Words:
    """The words of a text for comparison."""
    return tuple(words_of(text.casefold()))


def label(document: Document, lines: Sequence[str], gold: str, known: Known) -> list[int]:
    """1 article, 0 not, -1 unknown, for each block.

    A block is article when four fifths of its words stand in runs of four in the gold text, and
    not when less than a fifth do; ``known`` (what people said of lines, by their words) decides
    where it is of one mind. The title is unknown, for texts with and without it are both right;
    the second copy of a block, or of the whole article at one piece, is not article.
    """
    tokens = words(gold)
    runs = {tokens[at : at + _RUN] for at in range(len(tokens) - _RUN + 1)}
    whole_lines = {words(line) for line in gold.split("\n")}
    joined = f" {' '.join(tokens)} "
    found = [_label(words(line), runs, whole_lines, joined, known) for line in lines]
    seen: set[str] = set()
    for number, (line, held) in enumerate(zip(lines, copied(lines), strict=True)):
        again = len(line) > _COPY and line in seen and gold.count(line) < 2
        if again or (len(line) > _WHOLE_COPY and held > _HELD):
            found[number] = 0
        seen.add(line)
    title = title_block(document)
    if title is not None:
        found[title] = -1
    return found


def _label(
    line: Words, runs: set[Words], whole_lines: set[Words], joined: str, known: Known
) -> int:
    if not line:
        return -1
    told = known.get(line, set()) - {-1}
    if len(told) == 1:
        return next(iter(told))
    if len(line) < _RUN:
        if line in whole_lines:
            return 1
        return -1 if f" {' '.join(line)} " in joined else 0
    covered = {
        at + step
        for at in range(len(line) - _RUN + 1)
        if line[at : at + _RUN] in runs
        for step in range(_RUN)
    }
    part = len(covered) / len(line)
    return 1 if part >= _MOST else 0 if part <= _LEAST else -1
