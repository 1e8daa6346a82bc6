"""What each word of a line tells: a learnt weight, its nature, the cues that begin with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from reader.cleaning.cues import Lexicon, Phrase, lexicon, longest, tokens
from reader.cleaning.hashing import FIRST, LAST, PAIR, hashed, slot

SLOTS_LOG2 = 17
_MASK = (1 << SLOTS_LOG2) - 1
_MEMO_LIMIT = 60_000
_READ = 20_000
"""Characters of a line that are looked at: what it is has long been told by then."""

# A word's counters and its weight are packed in one integer, so that one addition of a line's
# words counts them all. The weight, which may be negative, stands above the counters.
_FIELD = 16
_FIELD_MASK = (1 << _FIELD) - 1
_FUNCTION, _READER, _CAPITAL, _NUMBER, _LETTERS, _SLOTS, _CUED = (1 << _FIELD * i for i in range(7))
_WEIGHT = _FIELD * 7


class Measure(NamedTuple):
    """What the words of one line add up to."""

    words: int
    letters: int
    weight: int
    """Sum of learnt weights over ``slots`` n-grams."""
    slots: int
    function: int
    reader: int
    capital: int
    number: int
    cue_words: int
    kind: int
    """The kind of cue with the most words, -1 without any."""
    topics: frozenset[int]
    """Hashes of the words that carry meaning."""


Starting = tuple[tuple[Phrase, ...], frozenset[int]]
"""The cues a word may begin, and the names one of which must come next (none: any will do)."""
Look = tuple[tuple[int, ...], Measure]
_NO_TOPIC = frozenset((0,))
_NOTHING = Measure(0, 0, 0, 0, 0, 0, 0, 0, 0, -1, frozenset())


class Vocabulary:
    """Looks words up, and remembers them."""

    def __init__(self, weights: memoryview | None = None) -> None:
        self._weights = weights if weights is not None else memoryview(bytes(_MASK + 1)).cast("b")
        self._lexicon: Lexicon = lexicon()
        self._function, self._reader = word_lists()
        self._counts: dict[str, int] = {}
        """A word's packed counters and weight."""
        self._names: dict[str, int] = {}
        self._topics: dict[str, int] = {}
        """The names of words that carry meaning, 0 for the others."""
        self._cues: dict[str, Starting] = {}
        """What the words of cues may begin; other words are not in it."""
        self.looks: dict[str, Look] = {}
        """What was found about short lines; ``features`` keeps and empties it."""

    def measure(self, line: str) -> Measure:
        """The sums over the words of a line, of its first 20,000 characters."""
        words = tokens(line[:_READ])
        if not words:
            return _NOTHING
        known, weights = self._counts, self._weights
        if len(known) > _MEMO_LIMIT:
            self._forget()
        for word in words:
            if word not in known:
                self._learn(word)
        total = sum(map(known.__getitem__, words))
        names = list(map(self._names.__getitem__, words))
        weight = (total >> _WEIGHT) + weights[slot(names[0], FIRST, _MASK)]
        weight += weights[slot(names[-1], LAST, _MASK)]
        weight += sum([
            weights[before * PAIR + name >> 4 & _MASK]
            for before, name in zip((0, *names), names, strict=False)
        ])  # fmt: skip
        cued = total & _FIELD_MASK * _CUED
        cue_words, kind = self._cues_of(words, names) if cued else (0, -1)
        return Measure(
            len(words),
            total >> 4 * _FIELD & _FIELD_MASK,
            weight,
            (total >> 5 * _FIELD & _FIELD_MASK) + 2,
            total & _FIELD_MASK,
            total >> _FIELD & _FIELD_MASK,
            total >> 2 * _FIELD & _FIELD_MASK,
            total >> 3 * _FIELD & _FIELD_MASK,
            cue_words,
            kind,
            frozenset(map(self._topics.__getitem__, words)) - _NO_TOPIC,
        )

    def _cues_of(self, words: list[str], names: list[int]) -> tuple[int, int]:
        """How many words of the line are cues, and of which kind most are."""
        cue_words = 0
        kinds: dict[int, int] = {}
        cues, last = self._cues, len(words) - 1
        for at, word in enumerate(words):
            if word not in cues:
                continue
            phrases, seconds = cues[word]
            if seconds and (at == last or names[at + 1] not in seconds):
                continue
            kind, size = longest(words, at, phrases)
            if size:
                cue_words += size
                kinds[kind] = kinds.get(kind, 0) + size * size
        return cue_words, max(kinds, key=lambda k: (kinds[k], -k)) if kinds else -1

    def _forget(self) -> None:
        for memo in (self._counts, self._names, self._topics, self._cues):
            memo.clear()

    def _learn(self, word: str) -> None:
        """Remember what one word tells."""
        folded, names = hashed(word)
        weight = sum([self._weights[name & _MASK] for name in names])
        counts = _SLOTS * (len(names) + 1) + _LETTERS * len(word)
        function = folded in self._function
        phrases = self._lexicon.starting(folded)
        if function:
            counts += _FUNCTION
        if folded in self._reader:
            counts += _READER
        if word != folded:
            counts += _CAPITAL
        if phrases:
            counts += _CUED
            self._cues[word] = phrases, _seconds(phrases)
        topic = 0
        if folded[0].isdigit():
            counts += _NUMBER
        elif not function and (len(folded) > 3 or folded >= "\u0e00"):
            topic = names[0]
        self._counts[word] = (weight << _WEIGHT) + counts
        self._names[word] = names[0]
        self._topics[word] = topic


def _seconds(phrases: Sequence[Phrase]) -> frozenset[int]:
    """The names of the words that must come second; empty where none need to."""
    seconds = [phrase.rest[0] if phrase.rest else "*" for phrase in phrases]
    if any(word.endswith("*") for word in seconds):
        return frozenset()
    return frozenset(hashed(word)[1][0] for word in seconds)


def slots(line: str) -> list[int]:
    """The places of a line's n-grams in the table of weights, with repeats; for training.

    ``Vocabulary.measure`` sums the weights at these places.
    """
    names = [hashed(word)[1] for word in tokens(line[:_READ])]
    if not names:
        return []
    firsts = [each[0] for each in names]
    found = [name & _MASK for name in chain.from_iterable(names)]
    found += [(a * PAIR + b >> 4) & _MASK for a, b in zip((0, *firsts), firsts, strict=False)]
    return [*found, slot(firsts[0], FIRST, _MASK), slot(firsts[-1], LAST, _MASK)]


@cache
def word_lists() -> tuple[frozenset[str], frozenset[str]]:
    """The function words and the words that speak to the reader, of ``words.txt``."""
    source = Path(__file__).with_name("words.txt").read_text("utf-8")
    _, function, reader = source.split("\n[")
    return tuple(frozenset(part.casefold().split()[1:]) for part in (function, reader))  # type: ignore[return-value]
