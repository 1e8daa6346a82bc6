"""Plain text as a document: decoded, cut into blocks, with what its first lines say of it."""

from __future__ import annotations

from reader.documents.byline import text_metadata
from reader.documents.decoding import decode
from reader.documents.model import Document
from reader.documents.plain import blocks_of, is_raw, pieces
from reader.documents.reading import Wish
from reader.wording import counted

RAW_NOTICE = (
    "This text is larger than 20 MB or has more than 200,000 lines: "
    "it is shown raw, without headings, lists, cleaning or notes."
)


def read(data: bytes, wish: Wish) -> Document:
    """Any bytes as plain text."""
    text, encoding = decode(data, encoding=wish.encoding)
    blocks = blocks_of(text)
    raw = is_raw(text)
    notices: tuple[str, ...] = ()
    if raw:
        notices = (RAW_NOTICE,)
    if encoding.replaced:
        notices += (
            f"{counted(encoding.replaced, 'byte')} had no meaning in {encoding.name}, shown as �.",
        )
    metadata = text_metadata(text, blocks)
    return Document(text, blocks, metadata, encoding=encoding, notices=notices, raw=raw)


def head(data: bytes, wish: Wish) -> Document:
    """The beginning of a text that is too long: its first bytes, shown as the whole will be."""
    text, encoding = decode(data[: data.rfind(b"\n") + 1] or data, encoding=wish.encoding)
    return Document(text, tuple(pieces(text)), encoding=encoding, notices=(RAW_NOTICE,), raw=True)
