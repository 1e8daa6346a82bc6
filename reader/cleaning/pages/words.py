"""What the words of a block and the names of its elements weigh: hashed, learnt, remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from reader.cleaning.cues import tokens
from reader.cleaning.hashing import FIRST, LAST, PAIR, hashed, slot
from reader.cleaning.vocabulary import word_lists
from reader.documents.model import Element

WORD_SLOTS, NAME_SLOTS = 1 << 15, 1 << 14
_WORD_MASK, _NAME_MASK = WORD_SLOTS - 1, NAME_SLOTS - 1
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_]")
_MOST_NAMES = 24
_MEMO_LIMIT = 60_000
READ = 400
"""Code points of a block whose words are looked at: the rest would not change its standing."""

# Counters of words, packed in one integer so that one addition counts them all.
_FIELD = 12
_FIELD_MASK = (1 << _FIELD) - 1
_CAPITAL, _FUNCTION, _READER, _SLOT, _TOPIC = (1 << _FIELD * i for i in range(5))

words_of = tokens
"""The words of a text; each character of a script without spaces is a word."""

Entry = tuple[int, int, int]
"""A word's learnt weight, its hash, its packed counters."""


class Measure(NamedTuple):
    """What the words of one block add up to."""

    words: list[str]
    weight: int
    slots: int
    capital: int
    function: int
    reader: int
    topics: list[int]
    """Hashes of the words that carry meaning."""


class Words:
    """Looks words up in a table of ``WORD_SLOTS`` signed bytes, and remembers them."""

    def __init__(self, weights: memoryview) -> None:
        self._weights = weights.tolist()
        self._function, self._reader = word_lists()
        self._memo: dict[str, Entry] = {}

    def measure(self, line: str) -> Measure:
        """The sums over the words at the beginning of a block."""
        words = words_of(line[:READ])
        memo, weights = self._memo, self._weights
        if len(memo) > _MEMO_LIMIT:
            memo.clear()
        weight = counters = previous = 0
        topics = []
        for word in words:
            own, name, counts = memo.get(word) or self._entry(word)
            weight += own + weights[(previous * PAIR + name >> 4) & _WORD_MASK]
            counters += counts
            previous = name
            if counts >= _TOPIC:
                topics.append(name)
        if words:
            weight += weights[slot(memo[words[0]][1], FIRST, _WORD_MASK)]
            weight += weights[slot(previous, LAST, _WORD_MASK)]
            counters += 2 * _SLOT
        return Measure(
            words,
            weight,
            counters >> 3 * _FIELD & _FIELD_MASK,
            counters & _FIELD_MASK,
            counters >> _FIELD & _FIELD_MASK,
            counters >> 2 * _FIELD & _FIELD_MASK,
            topics,
        )

    def _entry(self, word: str) -> Entry:
        folded, names = hashed(word)
        counts = _SLOT * (len(names) + 1)
        if folded in self._reader:
            counts += _READER
        if word != folded:
            counts += _CAPITAL
        if folded in self._function:
            counts += _FUNCTION
        elif (len(folded) > 3 or folded >= "\u0e00") and not folded[0].isdigit():
            counts += _TOPIC
        weights = self._weights
        entry = sum(weights[name & _WORD_MASK] for name in names), names[0], counts
        self._memo[word] = entry
        return entry


def word_slots(line: str) -> list[int]:
    """The places in the table whose weights ``Words.measure`` sums, with repeats; for training."""
    found, previous, first = [], 0, None
    for word in words_of(line[:READ]):
        _, names = hashed(word)
        found += [name & _WORD_MASK for name in names]
        found.append((previous * PAIR + names[0] >> 4) & _WORD_MASK)
        previous = names[0]
        first = previous if first is None else first
    if first is not None:
        found += [slot(first, FIRST, _WORD_MASK), slot(previous, LAST, _WORD_MASK)]
    return found


def name_slots(element: Element, *, near: bool) -> list[int]:
    """The places of an element's tag and of the words in its names, in the table of names.

    Elements close around a block have other weights than those far out.
    """
    words = name_words(element.names)
    places = _near_places if near else _far_places
    return [*places(element.tag), *(place for word in words for place in places(element.tag, word))]


def name_words(names: str) -> list[str]:
    """The words of an element's names, each once."""
    words = dict.fromkeys(_NAME.findall(names))
    if not names.islower():
        words = dict.fromkeys(map(str.lower, words))
    return list(words)[:_MOST_NAMES]


def _near_places(tag: str, word: str = "") -> tuple[int, ...]:
    if not word:
        return (_place(f"n{tag}"),)
    return _place(f"n.{word}"), _place(f"n{tag}.{word}")


def _far_places(tag: str, word: str = "") -> tuple[int, ...]:
    return (_place(f"f.{word}" if word else f"f{tag}"),)


def _place(token: str) -> int:
    return crc32(token.encode("utf-8", "surrogatepass")) & _NAME_MASK


class Names:
    """Looks elements up in a table of ``NAME_SLOTS`` signed bytes, and remembers them."""

    def __init__(self, weights: memoryview) -> None:
        self._weights = weights.tolist()
        self._memo: dict[tuple[str, str], tuple[int, int]] = {}
        self._words: dict[tuple[str, str], tuple[int, int]] = {}

    def weigh(self, elements: Sequence[Element]) -> list[tuple[int, int]]:
        """For each element its weight close to a block, and far from it."""
        memo = self._memo
        if len(memo) > _MEMO_LIMIT:
            memo.clear()
        if len(self._words) > _MEMO_LIMIT:
            self._words.clear()
        return [memo.get((tag, names)) or self._entry(tag, names) for _, tag, names in elements]

    def _entry(self, tag: str, names: str) -> tuple[int, int]:
        near, far = self._word(tag, "")
        known = self._words
        for word in name_words(names) if names else ():
            close, distant = known.get((tag, word)) or self._word(tag, word)
            near += close
            far += distant
        self._memo[tag, names] = near, far
        return near, far

    def _word(self, tag: str, word: str) -> tuple[int, int]:
        """What one word of an element's names weighs, or its tag alone."""
        weights = self._weights
        near = sum([weights[place] for place in _near_places(tag, word)])
        far = sum([weights[place] for place in _far_places(tag, word)])
        self._words[tag, word] = near, far
        return near, far
