"""What a line is for: phrases of many languages ("read also", "Stellenangebote") by kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from reader.patterns import late

_SPACED = late(r"[^\W_]+")
# Scripts written without spaces: every character is a token of its own.
_DENSE_CLASS = "\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_DENSE = late(f"[{_DENSE_CLASS}]")
_MIXED = late(f"[{_DENSE_CLASS}]|[^\\W_{_DENSE_CLASS}]+")
_STEM = "*"
_KEY = 2
"""Every stem has at least so many characters."""


def tokens(folded: str) -> list[str]:
    """The words of case-folded text; each character of a script without spaces is a word."""
    if folded.isascii() or not _DENSE.search(folded):
        return _SPACED.findall(folded)
    return _MIXED.findall(folded)


class Phrase(NamedTuple):
    """The words after a phrase's first one, and the number of its kind."""

    rest: tuple[str, ...]
    kind: int


class Lexicon(NamedTuple):
    """Phrases by first word, and by the stem of the first word under its first characters."""

    kinds: tuple[str, ...]
    words: dict[str, tuple[Phrase, ...]]
    stems: dict[str, tuple[tuple[str, Phrase], ...]]

    def starting(self, word: str) -> tuple[Phrase, ...]:
        """The phrases that may begin with ``word``."""
        found = self.words.get(word, ())
        for stem, phrase in self.stems.get(word[:_KEY], ()):
            if word.startswith(stem):
                found += (phrase,)
        return found


def longest(words: list[str], at: int, phrases: tuple[Phrase, ...]) -> tuple[int, int]:
    """(kind, length in words) of the longest of ``phrases`` at position ``at``; length 0: none."""
    kind = best = 0
    for phrase in phrases:
        rest = phrase.rest
        size = len(rest) + 1
        if size <= best:
            continue
        if size > 1:
            following = words[at + 1 : at + size]
            if len(following) != size - 1 or not all(map(_fits, following, rest)):
                continue
        kind, best = phrase.kind, size
    return kind, best


def _fits(word: str, wanted: str) -> bool:
    folded = word.casefold()
    return folded.startswith(wanted[:-1]) if wanted[-1] == _STEM else folded == wanted


@cache
def lexicon() -> Lexicon:
    """The phrases shipped with the package (``cues.txt``), read once."""
    return parse(Path(__file__).with_name("cues.txt").read_text("utf-8"))


def parse(source: str) -> Lexicon:
    """Read the form of ``cues.txt``: ``[kind]`` lines, then phrases between ``|``."""
    kinds: list[str] = []
    words: dict[str, tuple[Phrase, ...]] = {}
    stems: dict[str, tuple[tuple[str, Phrase], ...]] = {}
    for line in source.casefold().split("\n"):
        if line.startswith("["):
            kinds.append(line.strip("[] "))
        elif line and not line.startswith("#"):
            for phrase in line.split("|"):
                first, *rest = _phrase_words(phrase)
                found = Phrase(tuple(rest), len(kinds) - 1)
                if first.endswith(_STEM):
                    stem = first[:-1]
                    key = stem[:_KEY]
                    stems[key] = (*stems.get(key, ()), (stem, found))
                else:
                    words[first] = (*words.get(first, ()), found)
    return Lexicon(tuple(kinds), words, stems)


def _phrase_words(phrase: str) -> list[str]:
    if _STEM not in phrase:
        return tokens(phrase)
    found: list[str] = []
    for part in phrase.split():
        pieces = tokens(part)
        if part.endswith(_STEM):
            pieces[-1] += _STEM
        found += pieces
    return found
