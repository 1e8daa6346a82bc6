"""The title of a document that does not state one: found in its text, never a bare file name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.documents.headline import first_sentence, quoted_headline, shortened, without_dateline
from reader.documents.model import Block, BlockKind

_LOOK_AT = 60_000
"""Code points at either end of a long text in which a title is looked for."""
_BODY = 12_000
"""Code points of the article whose words a title line must share."""
_LEAST_PROSE = 120
"""Code points, about, that make a stretch of prose."""
_BEFORE = 120
"""Blocks before the article's first paragraph among which its title line is looked for."""
_HASH = re.compile(r"[0-9a-f]{8,}|[0-9a-z]*\d[0-9a-z]{15,}|\d+|[0-9a-f-]{32,}", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_STOP = tuple('.!?…。！？।؟:”"’)»“')
_NOISE = re.compile(
    r"\d{1,2}[.:/]\d{2}|\b(?:19|20)\d\d\b|@|https?:|www\.|©|[|›>»•]|\bcookies?\b|^by\s|^von\s|^foto",
    re.IGNORECASE,
)


def find_title(
    text: str, blocks: Sequence[Block], *, name: str = "", untitled: str = "", markup: bool = False
) -> str:
    """A title for the document, one line, not sanitised.

    In this order: a first heading where ``markup`` vouches for headings, a headline that the
    text quotes, the line before the first paragraph that shares the article's words, the first
    sentence (after its dateline) shortened at a word, what the file name says, ``untitled``.
    """
    if markup:
        heading = _first_heading(text, blocks)
        if heading:
            return shortened(heading, 200)
    start = body_start(text, blocks[:2_000])
    body = _prose(text, blocks, start)
    ends = text if len(text) <= 2 * _LOOK_AT else text[:_LOOK_AT] + text[-_LOOK_AT:]
    quoted = quoted_headline(ends, text[:_LOOK_AT])
    if quoted:
        return quoted
    line = _title_line(text, blocks, start, body)
    if line:
        return shortened(line, 200)
    if blocks:
        sentence = first_sentence(without_dateline(blocks[start].span.of(text)[:2_000])[0])
        if _LETTER.search(sentence):
            return shortened(sentence)
    return name_title(name) or _any_line(text, blocks) or untitled


def name_title(name: str) -> str:
    """What a file name says in words ("2024-05-notes_on_rye.txt" → "notes on rye"), or ""."""
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,6}){1,2}$", "", name)
    parts = [part for part in re.split(r"[\s_\-.+]+", stem) if part]
    words = [part for part in parts if not _HASH.fullmatch(part)]
    return " ".join(words) if any(_LETTER.search(word) for word in words) else ""


def body_start(text: str, blocks: Sequence[Block]) -> int:
    """The number of the block with which the article's longest stretch of prose begins.

    The stretch with the largest sum, where a paragraph counts by its length and anything short
    counts against it (Kadane's maximum subarray).
    """
    best, best_start, total, start = _LEAST_PROSE, -1, 0, 0
    for number, block in enumerate(blocks):
        value = _prose_value(text, block)
        if total <= 0:
            total, start = 0, number
        total += value
        if total > best:
            best, best_start = total, start
    if best_start >= 0:
        return best_start
    kinds = (BlockKind.PARAGRAPH, BlockKind.QUOTE)
    wordy = (n for n, b in enumerate(blocks) if b.kind in kinds and _has_letters(text, b))
    return next(wordy, 0)


def _prose_value(text: str, block: Block) -> int:
    if block.kind in (BlockKind.HEADING, BlockKind.TABLE, BlockKind.CODE):
        return -20
    length = len(block.span)
    wide = 3 if _UNSPACED.match(text, block.span.start) else 1
    if length * wide < 100:
        ended = text[block.span.end - 1] in _STOP if length else False
        return length // 2 if ended and length * wide >= 40 else -40
    return min(length * wide, 600) // (1 if block.kind is BlockKind.PARAGRAPH else 3)


def _prose(text: str, blocks: Sequence[Block], start: int) -> str:
    """The paragraphs from block ``start`` on, up to a bound, without what is short."""
    parts: list[str] = []
    size = 0
    for block in blocks[start : start + 400]:
        if _prose_value(text, block) >= 60:
            parts.append(block.span.of(text)[:_BODY])
            size += len(parts[-1])
            if size >= _BODY:
                break
    return "\n".join(parts)


def _title_line(text: str, blocks: Sequence[Block], start: int, body: str) -> str:
    """The short block near the article's beginning that reads most like its title, or ""."""
    known = {word[:6] for word in _WORD.findall(body.casefold()) if len(word) >= 4}
    grams = {body[i : i + 2] for i in range(len(body))} if _UNSPACED.search(body[:400]) else set()
    best, best_score = "", 0.0
    for number in range(max(0, start - _BEFORE), min(len(blocks), start + 1)):
        block = blocks[number]
        if number == start and block.kind is not BlockKind.HEADING:
            continue
        if len(block.span) > 220 or block.kind in (BlockKind.CODE, BlockKind.RULE):
            continue
        line = " ".join(block.span.of(text).split())
        score = _likeness(line, known, grams)
        if score <= 0:
            continue
        score += 0.35 * (block.kind is BlockKind.HEADING) - 0.012 * abs(start - number)
        score += 0.3 * (text.find(line, block.span.end) >= 0)
        if score > best_score:
            best, best_score = line, score
    return best if best_score >= _ENOUGH else ""


_ENOUGH = 0.55


def _likeness(line: str, known: set[str], grams: set[str]) -> float:
    """How much a line looks like the title of a text with these word beginnings and bigrams."""
    words = _WORD.findall(line.casefold())
    if grams and _UNSPACED.search(line):
        pairs = [line[i : i + 2] for i in range(len(line) - 1) if _UNSPACED.match(line, i)]
        size = len(pairs) / 2.5
        share = sum(pair in grams for pair in pairs) / max(1, len(pairs))
    else:
        own = [word for word in words if len(word) >= 4]
        size = len(words)
        share = sum(word[:6] in known for word in own) / len(own) if own else 0.0
    if size < 2 or size > 28:
        return 0.0
    score = share + 0.1 * min(size, 6) - 0.4
    if line.endswith(_STOP) and not line.endswith(("?", "!", "”", '"', "’", ")", "»", "“")):
        score -= 0.35
    if _NOISE.search(line):
        score -= 0.3
    return score if share >= 0.3 else 0.0


def _first_heading(text: str, blocks: Sequence[Block]) -> str:
    headings = [b for b in blocks[:200] if b.kind is BlockKind.HEADING and _has_letters(text, b)]
    if not headings:
        return ""
    top = min(headings, key=lambda block: block.level)
    return " ".join(top.span.of(text).split())


def _has_letters(text: str, block: Block) -> bool:
    return (
        _LETTER.search(text, block.span.start, min(block.span.end, block.span.start + 400))
        is not None
    )


def _any_line(text: str, blocks: Sequence[Block]) -> str:
    return shortened(blocks[0].span.of(text)[:400]) if blocks else ""
