"""A box of e-mail (mbox, RFC 4155): each message is a record, numbered from 1."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.documents import mail
from reader.documents.model import Document
from reader.documents.reading import Wish
from reader.documents.refused import Refused

_POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]+\r?\n")
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, wish: Wish) -> Document:
    """The message that is wished for, by default the first, with a notice of how many there are."""
    spans = messages(data)
    number = wish.record or 1
    if not 1 <= number <= len(spans):
        raise Refused(f"{wish.shown} has no message {number}; it holds {len(spans)}.")
    start, end = spans[number - 1]
    document = message(data[start:end], wish)
    if wish.record is None and len(spans) > 1:
        notice = f"This is the first of {len(spans)} messages in this box."
        document = replace(document, notices=(notice, *document.notices))
    return document


def message(data: bytes, wish: Wish) -> Document:
    """One message of a box, from the bytes between two postmarks."""
    return mail.read(_STUFFED.sub(rb"\1", data), wish)


def messages(data: bytes) -> list[tuple[int, int]]:
    """Where each message begins (after its postmark) and ends, in bytes."""
    marks = list(_POSTMARK.finditer(data))
    if not marks:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(data)]
    return [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
