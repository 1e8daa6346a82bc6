"""Search in one text: folded and smart-cased words, or regular expressions with ``\\v``.

``uber`` finds ``über`` and ``"`` finds ``„``; a query that has an accent or a capital itself
insists on it. Regular expressions run under a time limit, so none can hang the screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from reader.folding import Folded, fold
from reader.text import Span

REGEX_MARK = "\\v"
PATIENCE = 0.5
"""Seconds a regular expression may take, for each :data:`PIECE` of a long text."""
MOST_HITS = 100_000


class FindError(ValueError):
    """A sentence: why a query cannot be searched for."""


PIECE = 1_000_000
"""Code points of a long text that are searched at a time."""
LONG = 4 * PIECE
"""Code points up to which a text is folded as a whole, and kept so."""


class Finder:
    """Finds in one text; folds it once, when first needed. A long one is folded piece by piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: Folded | None = None

    def find(self, query: str, cancelled: Callable[[], bool] = lambda: False) -> list[Span]:
        """All hits of ``query`` in order, not overlapping, at most :data:`MOST_HITS`.

        Raises FindError for a pattern that is wrong or takes longer than :data:`PATIENCE`.
        """
        if query.startswith(REGEX_MARK):
            return self._regex(query[len(REGEX_MARK) :], cancelled)
        if len(self.text) > LONG:
            return self._in_pieces(query, cancelled)
        return self._words(query, cancelled)

    def _in_pieces(self, query: str, cancelled: Callable[[], bool]) -> list[Span]:
        """What stands across the seam of two pieces is found in the first one."""
        hits: list[Span] = []
        overlap = 8 * len(query) + 100
        for start in range(0, len(self.text), PIECE):
            if cancelled() or len(hits) >= MOST_HITS:
                break
            done = hits[-1].end if hits else 0
            for span in Finder(self.text[start : start + PIECE + overlap])._words(query, cancelled):
                if span.start < PIECE and start + span.start >= done:
                    hits.append(Span(start + span.start, start + span.end))
        return hits[:MOST_HITS]

    def _words(self, query: str, cancelled: Callable[[], bool]) -> list[Span]:
        needle = fold(query).text
        if not needle.strip():
            return []
        if self._folded is None:
            self._folded = fold(self.text)
        folded, hits = self._folded, list[Span]()
        with_case, with_accents = _has_capital(query), _has_accent(query)
        at = folded.text.find(needle)
        while at != -1 and len(hits) < MOST_HITS and not cancelled():
            span = folded.span(at, at + len(needle))
            original = span.of(self.text)
            fits = not (with_case and _capitals(original) != _capitals(query))
            if fits and with_accents:
                fits = _composed(original) == _composed(query)
            if fits and (not hits or span.start >= hits[-1].end):
                hits.append(span)
            at = folded.text.find(needle, at + (len(needle) if fits else 1))
        return hits

    def _regex(self, pattern: str, cancelled: Callable[[], bool]) -> list[Span]:
        import regex

        if not pattern:
            return []
        patience = PATIENCE * max(1, len(self.text) / PIECE)
        flags = regex.MULTILINE | (
            0 if _has_capital(_without_escapes(pattern)) else regex.IGNORECASE
        )
        try:
            found = regex.compile(pattern, flags).finditer(
                self.text, timeout=patience, concurrent=True
            )
            hits: list[Span] = []
            for match in found:
                if match.end() > match.start():
                    hits.append(Span(match.start(), match.end()))
                if len(hits) >= MOST_HITS or cancelled():
                    break
        except regex.error as error:
            raise FindError(f"The pattern is not a regular expression: {error.msg}.") from error
        except TimeoutError as error:
            raise FindError(
                f"The pattern took longer than {patience:g} s; make it simpler."
            ) from error
        return hits


def within(hits: Sequence[Span], shown: Iterable[Span]) -> list[Span]:
    """The hits that begin in one of the spans shown; both in order."""
    found: list[Span] = []
    blocks = iter(shown)
    block = next(blocks, None)
    for hit in hits:
        while block is not None and block.end <= hit.start:
            block = next(blocks, None)
        if block is None:
            break
        if hit.start >= block.start:
            found.append(hit)
    return found


def _without_escapes(pattern: str) -> str:
    """A pattern without what stands after backslashes: ``\\W`` is no capital."""
    kept, escaped = [], False
    for character in pattern:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        else:
            kept.append(character)
    return "".join(kept)


def _has_capital(query: str) -> bool:
    return any(character.isupper() for character in query)


def _has_accent(query: str) -> bool:
    return any(
        character.isalpha() and unicodedata.normalize("NFD", character)[1:]
        for character in unicodedata.normalize("NFC", query)
    )


def _capitals(text: str) -> list[bool]:
    """Which letters are capitals, accents aside."""
    return [c.isupper() for c in unicodedata.normalize("NFD", text) if c.isalpha()]


def _composed(text: str) -> str:
    """Letters and digits alone, composed and without case."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return "".join(c for c in composed if c.isalnum())
