"""The title of a document that does not state one: found in its text, never a bare file name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.documents.body import body_start, has_letters
from reader.documents.headline import first_sentence, quoted_headline, shortened, without_dateline
from reader.documents.model import Block, BlockKind
from reader.documents.title_line import only_line_above, title_line
from reader.patterns import late

_LOOK_AT = 60_000
"""Code points at either end of a long text in which a title is looked for."""
_HASH = late(r"[0-9a-f]{8,}|[0-9a-z]*\d[0-9a-z]{15,}|\d+|[0-9a-f-]{32,}", re.IGNORECASE)
_MARKS = late(r"(?:^|(?<=\s))(?:\\?\||[-*•·»>#]+)(?=\s|$)")
"""Marks of list items, quotes and table cells, which are no part of a title."""
_LETTER = late(r"[^\W\d_]")


def find_title(
    text: str, blocks: Sequence[Block], *, name: str = "", untitled: str = "", markup: bool = False
) -> str:
    """A title for the document, one line, not sanitised.

    In this order: a first heading where ``markup`` vouches for headings, the line near
    the first paragraph that reads most like a title, a headline that the text quotes, the first
    sentence (after its dateline) shortened at a word, what the file name says, ``untitled``.
    """
    if markup:
        heading = _first_heading(text, blocks)
        if heading:
            return shortened(heading, 200)
    start = body_start(text, blocks[:2_000])
    line = title_line(text, blocks, start) or only_line_above(text, blocks, start)
    if line:
        return shortened(line, 200)
    ends = text if len(text) <= 2 * _LOOK_AT else text[:_LOOK_AT] + text[-_LOOK_AT:]
    quoted = quoted_headline(ends, text[:_LOOK_AT])
    if quoted:
        return quoted
    if blocks:
        prose = _MARKS.sub(" ", blocks[start].span.of(text)[:2_000]).strip()
        sentence = first_sentence(without_dateline(prose)[0])
        if _LETTER.search(sentence):
            return shortened(sentence)
    return name_title(name) or _any_line(text, blocks) or untitled


def name_title(name: str) -> str:
    """What a file name says in words ("2024-05-notes_on_rye.txt" → "notes on rye"), or ""."""
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,6}){1,2}$", "", name)
    parts = [part for part in re.split(r"[\s_\-.+]+", stem) if part]
    words = [part for part in parts if not _HASH.fullmatch(part)]
    return " ".join(words) if any(_LETTER.search(word) for word in words) else ""


def _first_heading(text: str, blocks: Sequence[Block]) -> str:
    headings = [b for b in blocks[:200] if b.kind is BlockKind.HEADING and has_letters(text, b)]
    if not headings:
        return ""
    top = min(headings, key=lambda block: block.level)
    return " ".join(top.span.of(text).split())


def _any_line(text: str, blocks: Sequence[Block]) -> str:
    return shortened(_MARKS.sub(" ", blocks[0].span.of(text)[:400])) if blocks else ""
