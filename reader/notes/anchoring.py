"""How a note finds its passage again after the text has changed.

``anchor`` tries, in order: the old position, the quote with its surroundings letter by letter, the
same on a text folded to letters and digits, and last the places where pieces of the passage still
stand, judged by quote, prefix, suffix and position. It would rather lose a passage than show a
wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from reader.folding import Folded, fold, skeleton
from reader.notes.boundaries import bounded
from reader.notes.candidates import found as places_for
from reader.notes.candidates import whole
from reader.notes.model import Anchor
from reader.notes.scoring import Passage, candidate
from reader.notes.verdict import Judged, decide, judged
from reader.patterns import late
from reader.text import Span

_ORPHAN = Anchor("orphan", confidence=0.0)
_FOOTNOTE = late(r"\[\d{1,3}\]")
_DOUBT = 0.49
"""The confidence of a place that agrees but says something else."""
_SYLLABLE = 4
"""Up to this many letters, a word is often found within another word."""
_UNPARTED = "\u0e00"
"""From here on, Unicode has many scripts that do not part their words."""
_SURE = 0.97
"""Surroundings that agree so well leave no other place, even where blanks were lost."""
_PIECE = 14
_TELLING = 24
"""Characters of quote and surroundings that make a literal find sure."""


class Quote(NamedTuple):
    """A passage as it stood: the quote, what came before and after, and where it began."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


def anchor(
    text: str, *, exact: str, prefix: str = "", suffix: str = "", start: int | None = None
) -> Anchor:
    """Where the quote stands in ``text`` now.

    ``prefix`` and ``suffix`` are what stood right before and after (32 characters are plenty),
    ``start`` the code point where the quote began. Never raises; the same input always gives the
    same anchor. An "uncertain" anchor has a span worth showing, an "orphan" has none.
    """
    return Anchorer(text).anchor(Quote(exact, prefix, suffix, start))


def anchor_all(text: str, quotes: Iterable[Quote]) -> list[Anchor]:
    """The anchors of many quotes in one text, in their order; the text is folded once at most."""
    anchorer = Anchorer(text)
    return [anchorer.anchor(quote) for quote in quotes]


class Anchorer:
    """Anchors quotes in one text, which is folded when the first quote needs it."""

    __slots__ = ("_folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: Folded | None = None

    def anchor(self, quote: Quote) -> Anchor:
        """Where the quote stands now: see ``anchor``."""
        if not quote.exact.strip():
            return _ORPHAN
        unmoved = self._unmoved(quote)
        if unmoved is not None:
            return unmoved
        literal = self._literal(quote)
        if literal is None or literal.span is None:
            return self._similar(quote)
        if literal.start == quote.start or not _twice(self.text, quote):
            return literal
        best = self._similar(quote)
        agreed = best.span is not None and best.span.overlaps(literal.span)
        return replace(literal, status=best.status, confidence=best.confidence) if agreed else best

    def _unmoved(self, quote: Quote) -> Anchor | None:
        """The old position, where the quote still stands with what stood around it."""
        text, start = self.text, quote.start
        if start is None or start < 0 or not text.startswith(quote.exact, start):
            return None
        end = start + len(quote.exact)
        before = quote.prefix == text[max(0, start - len(quote.prefix)) : start]
        after = text.startswith(quote.suffix, end)
        one = ((quote.prefix or not start) and before) or (quote.suffix and after)
        # To the character where it stood: another place where the one side known of it agrees is
        # a copy, a pull quote say.
        lone = bool(quote.prefix) != bool(quote.suffix)
        sure = (before and after) or (len(quote.exact) > 2 * _TELLING and (one or lone))
        return Anchor("placed", start, end) if sure else None

    def _literal(self, quote: Quote) -> Anchor | None:
        """The quote with both its surroundings, where they stand once as they were."""
        whole = quote.prefix + quote.exact + quote.suffix
        if len(whole) < _TELLING:
            return None
        place = self.text.find(whole)
        if len(quote.exact) < _TELLING and not (
            _once(self.text, quote.prefix) or _once(self.text, quote.suffix)
        ):
            return None
        if place == -1 or self.text.find(whole, place + 1) != -1:
            return None
        start = place + len(quote.prefix)
        return Anchor("placed", start, start + len(quote.exact))

    def _similar(self, quote: Quote) -> Anchor:
        """The best place on the folded text, or none."""
        if self._folded is None:
            self._folded = skeleton(self.text)
        folded = self._folded
        passage = Passage(*(skeleton(s).text for s in (quote.prefix, quote.exact, quote.suffix)))
        if not passage.quote:
            return self._wordless(quote)
        if not folded.text:
            return _ORPHAN
        expected = None
        if quote.start is not None:
            expected = quote.start / max(1, len(self.text)) * len(folded.text)
        places = self._judged(folded.text, passage, expected)
        status, best, confidence = decide(places, passage)
        if status == "orphan" or best is None:
            return _ORPHAN
        span = self._span(best, quote, passage)
        if self._is_another_word(span, quote, len(passage.quote), best.context):
            return _ORPHAN
        if status == "placed" and _figures(span.of(self.text)) != _figures(quote.exact):
            return Anchor("uncertain", span.start, span.end, min(confidence, _DOUBT))
        return Anchor(status, span.start, span.end, confidence)

    def _is_another_word(self, span: Span, quote: Quote, size: int, context: float) -> bool:
        """Whether a short quote, of so many letters, was found in what is not the same word."""
        swallowed = size <= _SYLLABLE and context < _SURE and _swallowed(self.text, span)
        return swallowed or (size < _TELLING / 2 and _accented_anew(self.text, span, quote))

    def _wordless(self, quote: Quote) -> Anchor:
        """A quote of nothing but punctuation, where its surroundings stand around it."""
        folded = fold(self.text)
        before, exact, after = (
            fold(s).text.strip() for s in (quote.prefix, quote.exact, quote.suffix)
        )
        pattern = " ?".join(re.escape(piece) for piece in (before, exact, after) if piece)
        places = list(islice(re.finditer(pattern, folded.text), 2))
        if not exact or len(places) != 1 or len(before + after) < _TELLING / 2:
            return _ORPHAN
        start = folded.text.index(exact, places[0].start() + len(before))
        span = folded.span(start, start + len(exact))
        return Anchor("placed", span.start, span.end)

    @staticmethod
    def _judged(text: str, passage: Passage, expected: float | None) -> Sequence[Judged]:
        found = whole(text, passage.text)
        telling = len(passage.quote) >= _TELLING
        if not found or not (telling or _once(text, passage.prefix) or _once(text, passage.suffix)):
            found = places_for(text, passage.text, passage.core)
        places = (candidate(text, passage, chain) for chain in found)
        return [judged(p, passage, expected, len(text)) for p in places if p]

    def _span(self, best: Judged, quote: Quote, passage: Passage) -> Span:
        """The candidate in the text, with the punctuation the quote began and ended with."""
        assert self._folded is not None
        place = best.candidate
        span = self._folded.span(place.start, place.end)
        found = self._folded.text[place.start : place.end]
        return bounded(
            self.text,
            span,
            quote.exact,
            firm=(found[:3] == passage.quote[:3], found[-3:] == passage.quote[-3:]),
        )


def _twice(text: str, quote: Quote) -> bool:
    """Whether pieces of the passage stand more than once: then it may have a twin, now edited."""
    exact = quote.exact
    middle = len(exact) // 2
    pieces = (quote.prefix[-_PIECE:], exact[:_PIECE], exact[middle:][:_PIECE], exact[-_PIECE:])
    told = (p for p in (*pieces, quote.suffix[:_PIECE]) if len(p) == _PIECE)
    return any(text.find(piece, text.find(piece) + 1) != -1 for piece in told)


def _once(text: str, piece: str) -> bool:
    """Whether the piece stands in the text, and only once."""
    place = text.find(piece) if piece else -1
    return place != -1 and text.find(piece, place + 1) == -1


def _figures(text: str) -> str:
    """The figures of a passage, without footnote marks: other figures say something else."""
    if not any(c.isdigit() for c in text):
        return ""
    return "".join(c for c in skeleton(_FOOTNOTE.sub("", text)).text if c.isdigit())


def _swallowed(text: str, span: Span) -> bool:
    """Whether the span stands amid a longer word now, in a script that parts its words."""
    word = span.of(text)
    around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    return (
        word.isalnum()
        and max(word) < _UNPARTED
        and any(c.isalnum() and c < _UNPARTED for c in around)
    )


def _accented_anew(text: str, span: Span, quote: Quote) -> bool:
    """Whether a word has other accents now though its surroundings kept theirs: another word.

    Folding takes accents away, for texts that lost them; in Vietnamese they make the word.
    """
    before, after = quote.prefix[-_TELLING // 2 :], quote.suffix[: _TELLING // 2]
    if not (text.endswith(before, 0, span.start) and text.startswith(after, span.end)):
        return False
    now, then = (
        [c for c in unicodedata.normalize("NFD", piece) if unicodedata.combining(c)]
        for piece in (span.of(text), quote.exact)
    )
    return bool(now) and now != then
