"""Where the prose of a plain text begins, before anything is known of its cleaning."""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.model import Block, BlockKind
from reader.patterns import late
from reader.scripts import SIGN_BY_SIGN, may_be_unspaced

BODY = 12_000
"""Code points of the article whose words a title line must share."""
_LEAST_PROSE = 120
"""Code points, about, that make a stretch of prose."""
_LETTER = late(r"[^\W\d_]")
_UNSPACED = late(f"[{SIGN_BY_SIGN}]")
_STOP = tuple('.!?…。！？।؟:”"’)»“')


def is_unspaced(text: str) -> bool:
    """Whether a letter is of a script written without spaces, or whose letters are syllables."""
    return may_be_unspaced(text) and _UNSPACED.search(text) is not None


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
    wordy = (n for n, b in enumerate(blocks) if b.kind in kinds and has_letters(text, b))
    return next(wordy, 0)


def prose(text: str, blocks: Sequence[Block], start: int) -> str:
    """The paragraphs from block ``start`` on, up to a bound, without what is short."""
    parts: list[str] = []
    size = 0
    for block in blocks[start : start + 400]:
        if _prose_value(text, block) >= 60:
            parts.append(block.span.of(text)[:BODY])
            size += len(parts[-1])
            if size >= BODY:
                break
    return "\n".join(parts)


def has_letters(text: str, block: Block) -> bool:
    """Whether a letter stands among the first code points of a block."""
    end = min(block.span.end, block.span.start + 400)
    return _LETTER.search(text, block.span.start, end) is not None


def _prose_value(text: str, block: Block) -> int:
    if block.kind in (BlockKind.HEADING, BlockKind.TABLE, BlockKind.CODE):
        return -20
    length = len(block.span)
    wide = 3 if is_unspaced(text[block.span.start : block.span.start + 1]) else 1
    if length * wide < 100:
        ended = text[block.span.end - 1] in _STOP if length else False
        return length // 2 if ended and length * wide >= 40 else -40
    return min(length * wide, 600) // (1 if block.kind is BlockKind.PARAGRAPH else 3)
