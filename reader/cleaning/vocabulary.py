"""What each word of a line tells: a learnt weight, its nature, the cues that begin with it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import xor
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from reader.cleaning.cues import Lexicon, Phrase, lexicon, longest, tokens
from reader.cleaning.hashing import FIRST, LAST, PAIR, hashed, slot

SLOTS_LOG2 = 17
_MASK = (1 << SLOTS_LOG2) - 1
_MEMO_LIMIT = 30_000
STEM = 5
"""Characters of a word that name its topic: "Minister" and "Ministers" are one."""
_READ = 20_000
"""Characters of a line that are looked at: what it is has long been told by then."""

# A word's counters and its weight are packed in one integer, so that one addition of a line's
# words counts them all. The weight, which may be negative, stands above the counters.
_FIELD = 16
_FUNCTION, _CAPITAL, _NUMBER, _LETTERS, _SLOTS, _CUED = (1 << _FIELD * i for i in range(6))
_COUNTERS = Struct("<6H")
_counters = _COUNTERS.unpack
_WEIGHT = _FIELD * 6
_COUNTERS_MASK = (1 << _WEIGHT) - 1
_FIRST, _LAST = FIRST & _MASK, LAST & _MASK


class Measure(NamedTuple):
    """What the words of one line add up to."""

    words: int
    letters: int
    weight: int
    """Sum of learnt weights over ``slots`` n-grams."""
    slots: int
    function: int
    capital: int
    number: int
    cue_words: int
    kind: int
    """The kind of cue with the most words, -1 without any."""
    topics: frozenset[int]
    """Hashes of the stems that carry meaning; of pairs where each character is a word."""


Known = tuple[int, int, int, int]
"""A word's packed counters and weight, its place in the table of weights, what the place of the
next word is joined with for their pair, and the hash of its stem (0 if it carries no meaning)."""
Starting = tuple[tuple[Phrase, ...], frozenset[int]]
"""The cues a word may begin, and the names one of which must come next (none: any will do)."""
Look = tuple[tuple[int, ...], Measure]
_NO_TOPIC = frozenset((0,))
_NOTHING = Measure(0, 0, 0, 0, 0, 0, 0, 0, -1, frozenset())


class Vocabulary:
    """Looks words up, and remembers them."""

    def __init__(self, weights: memoryview | None = None) -> None:
        # An array is read faster than a memoryview.
        self._weights = array("b")
        self._weights.frombytes(weights if weights is not None else bytes(_MASK + 1))
        self._lexicon: Lexicon = lexicon()
        self._function, _ = word_lists()
        self._known: dict[str, Known] = {}
        self._cues: dict[str, Starting] = {}
        """What the words of cues may begin; other words are not in it."""
        self.looks: dict[str, Look] = {}
        """What was found about short lines; ``features`` keeps and empties it."""

    def measure(self, line: str) -> Measure:
        """The sums over the words of a line, of its first 20,000 characters."""
        words = tokens(line[:_READ])
        if not words:
            return _NOTHING
        try:
            told = list(map(self._known.__getitem__, words))
        except KeyError:
            told = self._learnt(words)
        counts, names, befores, topics = zip(*told, strict=True)
        total: int = sum(counts)
        weights = self._weights
        pairs = list(map(xor, befores, names[1:]))
        weight = (total >> _WEIGHT) + sum(map(weights.__getitem__, pairs))
        weight += weights[names[0] ^ _FIRST] + weights[names[-1] ^ _LAST]
        function, capital, number, letters, slots, cued = _counters(
            (total & _COUNTERS_MASK).to_bytes(_COUNTERS.size, "little")
        )
        cue_words, kind = self._cues_of(words, names) if cued else (0, -1)
        return Measure(
            len(words),
            letters,
            weight,
            slots + 1,
            function,
            capital,
            number,
            cue_words,
            kind,
            frozenset(pairs if 2 * len(words) > len(line) else topics) - _NO_TOPIC,
        )

    def _cues_of(self, words: list[str], names: Sequence[int]) -> tuple[int, int]:
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

    def _learnt(self, words: Sequence[str]) -> list[Known]:
        known = self._known
        if len(known) + len(words) > _MEMO_LIMIT:
            known.clear()
            self._cues.clear()
        return [known.get(word) or self._learn(word) for word in words]

    def _learn(self, word: str) -> Known:
        """Remember what one word tells."""
        folded, names = hashed(word)
        weight = sum([self._weights[name & _MASK] for name in names])
        counts = _SLOTS * (len(names) + 1) + _LETTERS * len(word)
        function = folded in self._function
        phrases = self._lexicon.starting(folded)
        if function:
            counts += _FUNCTION
        if word != folded:
            counts += _CAPITAL
        if phrases:
            counts += _CUED
            self._cues[word] = phrases, _seconds(phrases)
        topic = 0
        if folded[0].isdigit():
            counts += _NUMBER
        elif not function and (len(folded) > 3 or folded >= "\u0e00"):
            topic = crc32(folded[:STEM].encode("utf-8", "surrogatepass"))
        name = names[0] & _MASK
        found = (weight << _WEIGHT) + counts, name, slot(names[0], PAIR, _MASK), topic
        self._known[word] = found
        return found


def _seconds(phrases: Sequence[Phrase]) -> frozenset[int]:
    """The names of the words that must come second; empty where none need to."""
    seconds = [phrase.rest[0] if phrase.rest else "*" for phrase in phrases]
    if any(word.endswith("*") for word in seconds):
        return frozenset()
    return frozenset(hashed(word)[1][0] & _MASK for word in seconds)


def slots(line: str) -> list[int]:
    """The places of a line's n-grams in the table of weights, with repeats; for training.

    ``Vocabulary.measure`` sums the weights at these places.
    """
    names = [hashed(word)[1] for word in tokens(line[:_READ])]
    if not names:
        return []
    firsts = [each[0] & _MASK for each in names]
    found = [name & _MASK for name in chain.from_iterable(names)]
    found += [slot(a[0], PAIR, _MASK) ^ b for a, b in zip(names, firsts[1:], strict=False)]
    return [*found, firsts[0] ^ _FIRST, firsts[-1] ^ _LAST]


@cache
def word_lists() -> tuple[frozenset[str], frozenset[str]]:
    """The function words and the words that speak to the reader, of ``words.txt``."""
    source = Path(__file__).with_name("words.txt").read_text("utf-8")
    _, function, reader = source.split("\n[")
    return tuple(frozenset(part.casefold().split()[1:]) for part in (function, reader))  # type: ignore[return-value]
