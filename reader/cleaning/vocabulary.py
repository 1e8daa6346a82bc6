"""What each word of a line tells: a learnt weight, its nature, the cues that begin with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from reader.cleaning.cues import Lexicon, Phrase, lexicon, longest, tokens

SLOTS_LOG2 = 17
_MASK = (1 << SLOTS_LOG2) - 1
_PAIR, _FIRST, _LAST = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35
_AFFIX = 4
_MEMO_LIMIT = 40_000

# Counters of a line's words, packed in one integer so that one addition counts them all.
_FIELD = 20
_FIELD_MASK = (1 << _FIELD) - 1
_FUNCTION, _READER, _CAPITAL, _SHOUTED, _NUMBER, _NGRAMS = (1 << _FIELD * i for i in range(6))
_TOPIC = 1 << _FIELD * 6

Entry = tuple[int, int, int, tuple[Phrase, ...]]
"""A word's learnt weight, its hash, its packed counters, the cues it may begin."""


class Measure(NamedTuple):
    """What the words of one line add up to."""

    words: int
    weight: int
    """Sum of learnt weights over ``slots`` n-grams."""
    slots: int
    function: int
    reader: int
    capital: int
    shouted: int
    number: int
    cue_words: int
    kind: int
    """The kind of cue with the most words, -1 without any."""
    topics: list[int]
    """Hashes of the words that carry meaning."""


class Vocabulary:
    """Looks words up, and remembers them."""

    def __init__(self, weights: memoryview | None = None) -> None:
        self._weights = weights if weights is not None else memoryview(bytes(_MASK + 1)).cast("b")
        self._lexicon: Lexicon = lexicon()
        self._function, self._reader = word_lists()
        self._memo: dict[str, Entry] = {}

    def measure(self, line: str) -> Measure:
        """The sums over the words of a line."""
        words = tokens(line)
        memo, weights = self._memo, self._weights
        if len(memo) > _MEMO_LIMIT:
            memo.clear()
        weight = counters = cue_words = previous = 0
        kinds: dict[int, int] = {}
        topics = []
        for at, word in enumerate(words):
            own, name, counts, phrases = memo.get(word) or self._entry(word)
            weight += own + weights[(previous * _PAIR + name >> 4) & _MASK]
            counters += counts
            previous = name
            if counts >= _TOPIC:
                topics.append(name)
            if phrases:
                kind, size = longest(words, at, phrases)
                if size:
                    cue_words += size
                    kinds[kind] = kinds.get(kind, 0) + size * size
        slots = 0
        if words:
            weight += weights[_slot(memo[words[0]][1], _FIRST)]
            weight += weights[_slot(previous, _LAST)]
            slots = (counters >> 5 * _FIELD & _FIELD_MASK) + 2
        return Measure(
            len(words),
            weight,
            slots,
            counters & _FIELD_MASK,
            counters >> _FIELD & _FIELD_MASK,
            counters >> 2 * _FIELD & _FIELD_MASK,
            counters >> 3 * _FIELD & _FIELD_MASK,
            counters >> 4 * _FIELD & _FIELD_MASK,
            cue_words,
            max(kinds, key=lambda k: (kinds[k], -k)) if kinds else -1,
            topics,
        )

    def _entry(self, word: str) -> Entry:
        folded, names = _names(word)
        weight = sum(self._weights[name & _MASK] for name in names)
        counts = _NGRAMS * (len(names) + 1)
        function = folded in self._function
        if function:
            counts += _FUNCTION
        if folded in self._reader:
            counts += _READER
        if word != folded:
            counts += _CAPITAL
            if len(word) > 1 and word.isupper():
                counts += _SHOUTED
        if folded[0].isdigit():
            counts += _NUMBER
        elif not function and (len(folded) > 3 or folded >= "\u0e00"):
            counts += _TOPIC
        entry = (weight, names[0], counts, self._lexicon.starting(folded))
        self._memo[word] = entry
        return entry


def slots(line: str) -> list[int]:
    """The places of a line's n-grams in the table of weights, with repeats; for training.

    ``Vocabulary.measure`` sums the weights at these places.
    """
    found, previous, first = [], 0, None
    for word in tokens(line):
        _, names = _names(word)
        found += [name & _MASK for name in names]
        found.append((previous * _PAIR + names[0] >> 4) & _MASK)
        previous = names[0]
        first = previous if first is None else first
    if first is not None:
        found += [_slot(first, _FIRST), _slot(previous, _LAST)]
    return found


def _names(word: str) -> tuple[str, tuple[int, ...]]:
    """The folded word, and the hashes of the word and of its beginning and end."""
    folded = word.casefold()
    shown = "0" * min(len(folded), 5) if folded.isdigit() else folded
    name = crc32(shown.encode("utf-8", "surrogatepass"))
    if len(shown) <= _AFFIX:
        return folded, (name,)
    head = crc32(b"<" + shown[:_AFFIX].encode("utf-8", "surrogatepass"))
    tail = crc32(b">" + shown[-_AFFIX:].encode("utf-8", "surrogatepass"))
    return folded, (name, head, tail)


def _slot(name: int, salt: int) -> int:
    return ((name ^ salt) * _PAIR >> 7) & _MASK


@cache
def word_lists() -> tuple[frozenset[str], frozenset[str]]:
    """The function words and the words that speak to the reader, of ``words.txt``."""
    source = Path(__file__).with_name("words.txt").read_text("utf-8")
    _, function, reader = source.split("\n[")
    return tuple(frozenset(part.casefold().split()[1:]) for part in (function, reader))  # type: ignore[return-value]
