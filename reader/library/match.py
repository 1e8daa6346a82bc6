"""Fuzzy matching of typed words against titles and paths, fast enough for every keystroke."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reader.library.fold import fold, fold_map
from reader.library.query import Query, Term
from reader.patterns import late
from reader.text import Span

SEPARATOR = "\t"
"""Stands between title and path in a folded line; neither holds it."""
_FUZZY_LENGTH = 3
"""Shorter words are found as they stand or not at all."""
_SKIPPED = 2
"""At most so many characters of a word may be left out between two typed ones."""
ENOUGH = 100
"""With so many rows that hold the word itself, looser matches would only be noise."""
NEAR = 6
"""Near words taken into account."""
_WORD = late(r"[^\W\d_]{3,}")
_NOT_WORD = late(r"[\W_]")


def line_of(title: str, key: str) -> str:
    """The folded line that stands for a row: title, separator, path."""
    line = f"{title.replace(SEPARATOR, ' ')}\n{key}"
    return fold(line).replace(SEPARATOR, " ").replace("\n", SEPARATOR, 1).replace("\n", " ")


@lru_cache(maxsize=256)
def _loose(form: str) -> re.Pattern[str]:
    """Begins like a word, and then its letters in order, with few of the word's left out."""
    gap = rf"[^\W_]{{0,{_SKIPPED}}}?"
    return re.compile("(?<=\n)" + gap.join(map(re.escape, form)))


class Vocabulary:
    """The different words of many lines: few enough to look for near ones at every keystroke."""

    def __init__(self, lines: Iterable[str]) -> None:
        words: set[str] = set()
        for line in lines:
            words.update(_WORD.findall(line))
        self._joined = "\n" + "\n".join(sorted(words)) + "\n"

    def near(self, form: str) -> list[str]:
        """Beginnings of words that ``form`` may stand for, the nearest ones, at most ``NEAR``.

        First words in which it only leaves letters out (``slnskj``), else words whose beginning
        is one mistake away, or two from eight letters on.
        """
        text, found, at = self._joined, dict[str, None](), 0
        while len(found) < NEAR and (hit := _loose(form).search(text, at)):
            found[hit.group()] = None
            at = hit.end()
        return list(found) or self._misspelt(form)

    def _misspelt(self, form: str) -> list[str]:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        if len(form) < 5:
            return []
        size, mistakes = len(form), 1 if len(form) < 8 else 2
        words = self._joined.split()
        beginnings = dict.fromkeys(word[:size] for word in words if len(word) >= size - 1)
        hits = extract(
            form, list(beginnings), scorer=OSA.distance, score_cutoff=mistakes, limit=NEAR
        )
        return sorted(word for word, distance, _ in hits if distance == hits[0][1])


def is_fuzzy(term: Term, found: int) -> bool:
    """Whether near words count too: when the word itself stands in so few rows."""
    return not term.quoted and len(term.forms[0]) >= _FUZZY_LENGTH and found < ENOUGH


def rank(terms: Iterable[Term], line: str) -> int:
    """How well a matching line fits, 0 best: word of the title, in the title, path, loosely."""
    total = 0
    title, _, path = line.partition(SEPARATOR)
    for term in terms:
        best = 3
        for form in term.forms:
            if title.startswith(form) or f" {form}" in title:
                best = 0
                break
            best = min(best, 1 if form in title else 2 if form in path else 3)
        total += best
    return total


def highlights(query: Query, text: str, field: str = "title") -> list[Span]:
    """The spans of ``text`` to mark for a query, in order and apart; ``field``: title or path."""
    folded, origin = fold_map(text)
    spans: list[Span] = []
    for term in query.terms:
        if term.negated or term.field not in ("", field):
            continue
        spans.extend(_places(term, folded, origin))
    return _merged(spans)


def _places(term: Term, folded: str, origin: list[int]) -> list[Span]:
    for form in term.forms:
        at, places = folded.find(form), []
        while at != -1:
            places.append(Span(origin[at], origin[at + len(form) - 1] + 1))
            at = folded.find(form, at + len(form))
        if places:
            return places
    for form in term.forms:
        hit = _loose(form).search(_NOT_WORD.sub("\n", "\n" + folded))
        if hit is not None:
            at, places = hit.start() - 1, []
            for character in form:
                at = folded.index(character, at) + 1
                places.append(Span(origin[at - 1], origin[at - 1] + 1))
            return places
    return []


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
