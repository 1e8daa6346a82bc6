"""A JSON file: an article where it is one object with a text, else its source as code."""

from __future__ import annotations

from dataclasses import replace

from reader.documents.decoding import decode
from reader.documents.model import Block, BlockKind, Document
from reader.documents.reading import Wish
from reader.documents.records import document_of
from reader.documents.refused import Refused
from reader.text import Span


def read(data: bytes, wish: Wish) -> Document:
    """The article in a JSON object; what holds none is shown as it stands, with a notice."""
    try:
        return document_of(data, wish)
    except Refused:
        if wish.text_field is not None:
            raise
    text, encoding = decode(data, encoding=wish.encoding)
    span = Span(0, len(text)).trimmed(text)
    blocks = (Block(span, BlockKind.CODE, hard_breaks=True),) if span else ()
    notice = "This is JSON without an article's text in it; it is shown as it stands."
    return replace(Document(text, blocks, encoding=encoding), notices=(notice,))
