"""The words of markup that is too much to be taken apart: tags left out, lines kept."""

from __future__ import annotations

import re
from html import unescape

from reader.documents.decoding import normalise_newlines, without_surrogates
from reader.documents.plain import pieces
from reader.documents.reading import Builder

MOST_SOURCE = 10_000_000
"""Characters of markup whose words are looked for; what comes after them is left out."""

_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|svg|head|iframe|noscript)\b.*?(?:</\1\b[^>]*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|font|sup|sub|q|code|small|big|cite|abbr|mark|tt|var|bdi|time)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>?")
_LINES = re.compile(r"[ \t\r\f]*\n\s*")


def words_of(source: str) -> str:
    """The text of a piece of HTML or XHTML, a line for each of its blocks."""
    text = _UNSEEN.sub("\n", source[:MOST_SOURCE])
    text = _TAG.sub("\n", _INLINE_TAG.sub("", text))
    text = normalise_newlines(without_surrogates(unescape(text)))
    return _LINES.sub("\n", text).strip()


def add_words(builder: Builder, source: str) -> bool:
    """Append the words of ``source``, some thousand letters a block; whether there were any."""
    text = words_of(source)
    before = len(builder.blocks)
    for block in pieces(text):
        builder.add(block.span.of(text), hard_breaks=True)
    return len(builder.blocks) > before
