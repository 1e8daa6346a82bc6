"""What trafilatura thinks of a page, carried over to the page's blocks.

Trafilatura (Barbaresi 2021) gives text, not places. Its lines and our blocks are two renderings of
one page in one order, so lines that equal just one block are fixed points; equal lines that occur
more often are placed between them; and of what is left, a block counts as article when most of its
words stand in the lines that have found no place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from reader.documents.model import Block, BlockKind

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SHINGLE = 4
_COVERED = 0.5
"""Share of a block's words that must stand in what trafilatura kept."""

Tokens = tuple[str, ...]


def extracted(html: str) -> str:
    """The article's text as trafilatura sees it, a line a block; "" where it finds none.

    The setting that did best on whole pages: favour recall, comments left out. Nothing is
    fetched, and its dates (which cost most of its metadata's time) are not asked for.
    """
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from trafilatura import extract

    found: str | None = extract(html, favor_recall=True, include_comments=False)
    return found or ""


def judge(text: str, blocks: Sequence[Block], article: str) -> tuple[bool | None, ...]:
    """For each block whether it stands in ``article``; () where nothing of it is found.

    None for blocks without words (rules, ornaments) between blocks of different standing.
    """
    ours = [_tokens(block.span.of(text)) for block in blocks]
    theirs = [tokens for line in article.split("\n") if (tokens := _tokens(line))]
    standing: list[bool] = [False] * len(blocks)
    if not theirs:
        return ()
    placed = _placed(ours, theirs)
    for number in placed.values():
        standing[number] = True
    _cover(ours, theirs, placed, standing)
    if not any(standing):
        return ()
    return tuple(_wordless(blocks, ours, standing))


def shared(text: str, other: str) -> float:
    """The share of a text's words that stand in runs of four or more in the other, 0-1."""
    theirs = _tokens(other)
    runs = {theirs[at : at + _SHINGLE] for at in range(len(theirs) - _SHINGLE + 1)}
    return _share(_tokens(text), runs)


def _tokens(text: str) -> Tokens:
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return tuple(_TOKEN.findall(text.casefold()))


def _placed(ours: Sequence[Tokens], theirs: Sequence[Tokens]) -> dict[int, int]:
    """Lines that equal a block, as line → block, in order on both sides."""
    where: dict[Tokens, list[int]] = defaultdict(list)
    for number, tokens in enumerate(ours):
        if tokens:
            where[tokens].append(number)
    fixed = _rising(
        [(i, where[line][0]) for i, line in enumerate(theirs) if len(where.get(line, ())) == 1]
    )
    placed = dict(fixed)
    lines = [line for line, _ in fixed]
    for i, tokens in enumerate(theirs):
        candidates = where.get(tokens, ())
        if i in placed or not candidates:
            continue
        at = bisect_left(lines, i)
        low = fixed[at - 1][1] if at else -1
        high = fixed[at][1] if at < len(fixed) else len(ours)
        free = [number for number in candidates if low < number < high]
        if free:
            near = low if at else high
            placed[i] = min(free, key=lambda number: abs(number - near))
    return placed


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, block) in enumerate(pairs):
        at = bisect_left(tails, block)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(block)
            ends.append(number)
        else:
            tails[at], ends[at] = block, number
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _cover(
    ours: Sequence[Tokens],
    theirs: Sequence[Tokens],
    placed: dict[int, int],
    standing: list[bool],
) -> None:
    """Give standing to blocks whose words stand in lines that found no place."""
    rest = [tokens for i, tokens in enumerate(theirs) if i not in placed]
    flat = tuple(token for tokens in rest for token in tokens)
    if not flat:
        return
    shingles = {flat[at : at + _SHINGLE] for at in range(len(flat) - _SHINGLE + 1)}
    for number, tokens in enumerate(ours):
        if not standing[number] and len(tokens) >= _SHINGLE:
            standing[number] = _share(tokens, shingles) >= _COVERED
    joined = f" {' '.join(flat)} "
    for number, tokens in enumerate(ours):
        if standing[number] or not 0 < len(tokens) < _SHINGLE:
            continue
        beside = any(standing[max(0, number - 1) : number + 2])
        standing[number] = beside and f" {' '.join(tokens)} " in joined


def _share(tokens: Tokens, shingles: set[Tokens]) -> float:
    covered = 0
    until = 0
    for at in range(len(tokens) - _SHINGLE + 1):
        if tokens[at : at + _SHINGLE] in shingles:
            covered += at + _SHINGLE - max(until, at)
            until = at + _SHINGLE
    return covered / len(tokens) if tokens else 0.0


def _wordless(
    blocks: Sequence[Block], ours: Sequence[Tokens], standing: Sequence[bool]
) -> list[bool | None]:
    """Blocks without words go with their neighbours where both agree."""
    result: list[bool | None] = list(standing)
    for number, tokens in enumerate(ours):
        if tokens and blocks[number].kind is not BlockKind.RULE:
            continue
        before = standing[number - 1] if number else False
        after = standing[number + 1] if number + 1 < len(standing) else False
        result[number] = before if before == after else None
    return result
