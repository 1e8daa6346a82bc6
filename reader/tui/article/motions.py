"""Motions through text: pure functions from a caret to a caret.

A :class:`Ground` is the text and the spans a caret moves through (the blocks that are shown). A
motion takes the ground, the caret and how often, and gives the new caret, always on a character
of a block. Word classes follow vim: a word is a run of letters, digits and ``_``, or of other
marks, or of one East Asian script.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from reader.sentences import sentences
from reader.text import Span

SPACE, MARK, WORD, HAN, HIRAGANA, KATAKANA, JOINED = range(7)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a caret moves through."""

    text: str
    blocks: Sequence[Span]
    starts: Sequence[int] = field(default=())
    _before: Sequence[int] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.starts:
            object.__setattr__(self, "starts", [block.start for block in self.blocks])

    def number_of(self, position: int) -> int:
        """The number of the block at ``position``, or of the next one."""
        number = max(0, bisect_right(self.starts, position) - 1)
        if position >= self.blocks[number].end and number + 1 < len(self.blocks):
            number += 1
        return number

    @property
    def before(self) -> Sequence[int]:
        """How much is shown before each block, and at last of all, in code points."""
        if not self._before:
            lengths = accumulate((block.end - block.start for block in self.blocks), initial=0)
            object.__setattr__(self, "_before", list(lengths))
        return self._before

    def share(self, position: int) -> float:
        """How much of what is shown stands before ``position``, 0-1; 1 at the last character."""
        number = self.number_of(position)
        within = max(0, min(position - self.blocks[number].start, len(self.blocks[number])))
        return min(1.0, (self.before[number] + within) / max(1, self.before[-1] - 1))

    def clamp(self, position: int) -> int:
        """The nearest position on a character of a block."""
        block = self.blocks[self.number_of(position)]
        return max(block.start, min(position, block.end - 1))


Motion = Callable[[Ground, int, int], int]


@lru_cache(4096)
def kind_of(character: str) -> int:
    """The class of a character; JOINED goes with the one before it."""
    if character.isspace():
        return SPACE
    point = ord(character)
    if 0x3040 <= point <= 0x309F:
        return HIRAGANA
    if 0x30A0 <= point <= 0x30FF:
        return KATAKANA
    if 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3FFFF:
        return HAN
    if character.isalnum() or character == "_":
        return WORD
    category = unicodedata.category(character)
    return JOINED if category[0] == "M" or category == "Cf" else MARK


def kind_at(text: str, position: int, start: int) -> int:
    """The class at ``position``, seen through combining marks."""
    kind = kind_of(text[position])
    while kind == JOINED and position > start:
        position -= 1
        kind = kind_of(text[position])
    return MARK if kind == JOINED else kind


def word_next(ground: Ground, caret: int, count: int) -> int:
    """To the beginning of the next word."""
    text = ground.text
    for _ in range(count):
        number = ground.number_of(caret)
        block, at = ground.blocks[number], caret
        kind = kind_at(text, at, block.start)
        while at < block.end and kind_at(text, at, block.start) == kind:
            at += 1
        at = _past_space(text, at, block)
        if at < block.end:
            caret = at
        elif number + 1 < len(ground.blocks):
            block = ground.blocks[number + 1]
            caret = min(_past_space(text, block.start, block), block.end - 1)
        else:
            return block.end - 1
    return caret


def _past_space(text: str, at: int, block: Span) -> int:
    while at < block.end and kind_at(text, at, block.start) == SPACE:
        at += 1
    return at


def word_end(ground: Ground, caret: int, count: int) -> int:
    """To the last character of the word, or of the next one."""
    text = ground.text
    for _ in range(count):
        number = ground.number_of(caret)
        block = ground.blocks[number]
        at = _past_space(text, caret + 1, block)
        while at >= block.end:
            if number + 1 >= len(ground.blocks):
                return ground.blocks[-1].end - 1
            number += 1
            block = ground.blocks[number]
            at = _past_space(text, block.start, block)
        kind = kind_at(text, at, block.start)
        while at + 1 < block.end and kind_at(text, at + 1, block.start) == kind:
            at += 1
        caret = at
    return caret


def word_back(ground: Ground, caret: int, count: int) -> int:
    """To the beginning of the word, or of the one before."""
    text = ground.text
    for _ in range(count):
        number = ground.number_of(caret)
        block, at = ground.blocks[number], caret - 1
        while True:
            while at >= block.start and kind_at(text, at, block.start) == SPACE:
                at -= 1
            if at >= block.start:
                break
            if number == 0:
                return ground.blocks[0].start
            number -= 1
            block = ground.blocks[number]
            at = block.end - 1
        kind = kind_at(text, at, block.start)
        while at > block.start and kind_at(text, at - 1, block.start) == kind:
            at -= 1
        caret = at
    return caret


def sentence_next(ground: Ground, caret: int, count: int) -> int:
    """To the beginning of the next sentence."""
    number = ground.number_of(caret)
    while True:
        block = ground.blocks[number]
        begins = [s.start for s in sentences(ground.text, block.start, block.end)]
        following = [start for start in begins if start > caret]
        if len(following) >= count:
            return following[count - 1]
        count -= len(following)
        if number + 1 >= len(ground.blocks):
            return ground.blocks[-1].end - 1
        number += 1
        caret = ground.blocks[number].start - 1


def sentence_end(ground: Ground, caret: int, count: int) -> int:
    """To the last character of the sentence, or of the next one."""
    for number in range(ground.number_of(caret), len(ground.blocks)):
        block = ground.blocks[number]
        lasts = [s.end - 1 for s in sentences(ground.text, block.start, block.end)]
        following = [last for last in lasts if last > caret]
        if len(following) >= count:
            return following[count - 1]
        count -= len(following)
    return ground.blocks[-1].end - 1


def sentence_back(ground: Ground, caret: int, count: int) -> int:
    """To the beginning of the sentence, or of the one before."""
    number = ground.number_of(caret)
    while True:
        block = ground.blocks[number]
        begins = [s.start for s in sentences(ground.text, block.start, block.end)]
        before = [start for start in begins if start < caret]
        if len(before) >= count:
            return before[-count]
        count -= len(before)
        if number == 0:
            return ground.blocks[0].start
        number -= 1
        caret = ground.blocks[number].end


def paragraph_next(ground: Ground, caret: int, count: int) -> int:
    """To the beginning of the next paragraph; from the last, to its end."""
    number = ground.number_of(caret) + count
    if number >= len(ground.blocks):
        return ground.blocks[-1].end - 1
    return ground.blocks[number].start


def paragraph_end(ground: Ground, caret: int, count: int) -> int:
    """To the last character of the paragraph, or of the next one."""
    number = ground.number_of(caret)
    ahead = count if caret == ground.blocks[number].end - 1 else count - 1
    return ground.blocks[min(number + ahead, len(ground.blocks) - 1)].end - 1


def paragraph_back(ground: Ground, caret: int, count: int) -> int:
    """To the beginning of the paragraph, or of the one before."""
    number = ground.number_of(caret)
    back = count if caret == ground.blocks[number].start else count - 1
    return ground.blocks[max(0, number - back)].start


def document_start(ground: Ground, _caret: int, count: int) -> int:
    """To the beginning, or to the paragraph of that number."""
    return ground.blocks[max(0, min(count, len(ground.blocks)) - 1)].start


def document_end(ground: Ground, _caret: int, count: int) -> int:
    """To the last character, or to the paragraph of that number (0: none given)."""
    if count:
        return document_start(ground, _caret, count)
    return ground.blocks[-1].end - 1


def percent(ground: Ground, _caret: int, count: int) -> int:
    """To so many percent of the text that is shown."""
    target = -(-(ground.before[-1] - 1) * max(0, min(count, 100)) // 100)
    number = bisect_right(ground.before, target) - 1
    return ground.blocks[number].start + target - ground.before[number]


class Find(NamedTuple):
    """``f``, ``F`` and ``t``: a character looked for within the paragraph."""

    character: str
    forward: bool = True
    till: bool = False

    def reversed(self) -> Find:
        """The same the other way."""
        return Find(self.character, not self.forward, self.till)

    def __call__(self, ground: Ground, caret: int, count: int, *, again: bool = False) -> int:
        """The new caret; the old one where the character is not found so often.

        ``again``: a repeated ``t`` looks beyond the character it stands before.
        """
        block = ground.blocks[ground.number_of(caret)]
        skip = 1 if again and self.till else 0
        at = caret
        for turn in range(count):
            extra = skip if turn == 0 else 0
            if self.forward:
                at = ground.text.find(self.character, at + 1 + extra, block.end)
            else:
                at = ground.text.rfind(self.character, block.start, max(block.start, at - extra))
            if at == -1:
                return caret
        if self.till:
            at += -1 if self.forward else 1
        return at
