"""The part of a text that shows why it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.library.fold import fold, fold_map
from reader.library.words import Word
from reader.patterns import late
from reader.scripts import SIGN_BY_SIGN
from reader.text import Span

WIDTH = 160
"""Code points of a snippet."""
LONG = 1_000_000
"""Code points after which the blocks found by then do: a search answers while one types."""
_UNSPACED = late(f"[{SIGN_BY_SIGN}]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text: what it says, the hits in it, and where it stands in the cleaned text."""

    text: str
    spans: tuple[Span, ...]
    """The hits, in ``text``."""
    start: int
    """Code point in the cleaned text at which ``text`` begins."""
    quote: str
    """The first hit with what is around it, unchanged and on one block: find it in the document."""


@lru_cache(maxsize=64)
def _pattern(words: tuple[Word, ...]) -> re.Pattern[str] | None:
    """One expression for all spellings of all words, over folded text."""
    pieces = []
    for word in words:
        for form in word.forms:
            tokens = re.findall(r"[^\W_]+", fold(form))
            if not tokens:
                continue
            bare = bool(_UNSPACED.search(form))
            gap = r"[\W_]*" if bare else r"[\W_]+"
            body = gap.join(map(re.escape, tokens))
            if not bare:
                body = rf"(?<![^\W_]){body}" + ("" if word.prefix else r"(?![^\W_])")
            pieces.append(body)
    return re.compile("|".join(sorted(pieces, key=len, reverse=True))) if pieces else None


def places(text: str, words: Sequence[Word]) -> list[Span]:
    """All hits of the words in a text, in order."""
    pattern = _pattern(tuple(words))
    if pattern is None:
        return []
    folded, origin = fold_map(text)
    return [
        Span(origin[hit.start()], origin[hit.end() - 1] + 1) for hit in pattern.finditer(folded)
    ]


def snippets(text: str, words: Sequence[Word], most: int = 3) -> tuple[Snippet, ...]:
    """The blocks with the most different words hit, at most ``most``, each cut to ``WIDTH``.

    Of a very long text only the first part that holds so many is looked through. Where no block is
    hit, because the title is, the beginning of the text.
    """
    pattern = _pattern(tuple(words))
    if pattern is None or not text:
        return ()
    scored = []
    start = 0
    for block in text.split("\n\n"):
        hits = {hit.group() for hit in pattern.finditer(fold(block))}
        if hits:
            scored.append((-len(hits), start, block))
        start += len(block) + 2
        if start > LONG and len(scored) >= most:
            break
    if not scored:
        block = text.partition("\n\n")[0][:WIDTH]
        return (Snippet(block, (), 0, block.partition("\n")[0]),)
    return tuple(_cut(block, at, words) for _, at, block in sorted(scored)[:most])


def _cut(block: str, start: int, words: Sequence[Word]) -> Snippet:
    hits = places(block, words)
    first = hits[0]
    begin = max(0, first.start - WIDTH // 3)
    if begin:
        space = block.find(" ", begin, first.start)
        begin = space + 1 if space != -1 else begin
    end = min(len(block), begin + WIDTH)
    if end < len(block):
        space = block.rfind(" ", first.end, end)
        end = max(space if space != -1 else end, first.end)
    inside = tuple(Span(hit.start - begin, hit.end - begin) for hit in hits if hit.end <= end)
    line = block.find("\n", begin, first.start)
    quote = block[line + 1 if line != -1 else begin : end]
    return Snippet(block[begin:end], inside, start + begin, quote)
