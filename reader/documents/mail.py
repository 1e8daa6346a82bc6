"""E-mail: one message (``.eml``), or a box of them (mbox) of which each is a record."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from reader.documents.decoding import decode, without_surrogates
from reader.documents.html import page
from reader.documents.model import Block, Document, Inline, Metadata
from reader.documents.plain import blocks_of
from reader.documents.reading import Wish
from reader.documents.refused import Refused
from reader.text import Span

_SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_MOST_PARTS = 500
_LONGEST_HEADER = 4_000


def read(data: bytes, wish: Wish) -> Document:
    """One message: its headers for people, then its text, or its HTML where it has no text."""
    message = parsed(data, wish.shown)
    parts, left_out = _parts(message)
    body = _text(parts, wish) or _page(parts, wish)
    if body is None:
        body = Document("", ())
        left_out.insert(0, "its body")
    notices = body.notices
    if left_out:
        notices += (f"Not shown: {', '.join(left_out[:20])}.",)
    document = _under_headers(_headers(message), replace(body, notices=notices))
    return replace(document, metadata=_metadata(message, body.metadata))


def parsed(data: bytes, shown: str) -> Message:
    """The message in these bytes. Raises ``Refused`` where it cannot be taken apart."""
    try:
        return message_from_bytes(data)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise Refused(f"{shown} cannot be read as e-mail: {type(error).__name__}.") from error


def payload(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone; b"" for a multipart."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""


def charset(part: Message) -> str | None:
    """The encoding that a part declares."""
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def header(message: Message, name: str) -> str:
    """A header in words, its encoded parts decoded, on one line."""
    raw = message.get(name)
    if raw is None:
        return ""
    raw = raw[: 4 * _LONGEST_HEADER] if isinstance(raw, str) else raw
    try:
        text = str(make_header(decode_header(raw))) if isinstance(raw, str) else str(raw)
    except (ValueError, LookupError, MessageError):
        text = str(raw)
    return without_surrogates(" ".join(text.split())[:_LONGEST_HEADER])


def _parts(message: Message) -> tuple[list[Message], list[str]]:
    """The parts that may be the body, and the names of those that are left out."""
    bodies: list[Message] = []
    left_out: list[str] = []
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            left_out.append("further parts")
            break
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        attached = part.get_content_disposition() == "attachment"
        if kind in ("text/plain", "text/html") and not attached:
            bodies.append(part)
        else:
            left_out.append(_name_of(part) or kind)
    return bodies, left_out


def _name_of(part: Message) -> str:
    try:
        return without_surrogates(" ".join((part.get_filename() or "").split()))[:120]
    except (ValueError, LookupError, MessageError):
        return ""


def _text(parts: list[Message], wish: Wish) -> Document | None:
    plain = [part for part in parts if part.get_content_type() == "text/plain"]
    if not plain:
        return None
    decoded = [
        decode(payload(part), declared=charset(part), encoding=wish.encoding) for part in plain
    ]
    text = "\n\n".join(text for text, _ in decoded)
    if not text.strip():
        return None
    return Document(text, blocks_of(text), encoding=decoded[0][1])


def _page(parts: list[Message], wish: Wish) -> Document | None:
    for part in parts:
        if part.get_content_type() == "text/html":
            text, encoding = decode(payload(part), declared=charset(part), encoding=wish.encoding)
            return replace(page(text, judged=False), encoding=encoding)
    return None


def _headers(message: Message) -> str:
    lines = [(name, header(message, name)) for name in _SHOWN_HEADERS]
    return "\n".join(f"{name}: {value}" for name, value in lines if value)


def _under_headers(head: str, body: Document) -> Document:
    """The body moved below the headers, which become its first block."""
    if not head:
        return body
    by = len(head) + 2
    first = Block(Span(0, len(head)), hard_breaks=True)
    moved = tuple(replace(b, span=_moved(b.span, by)) for b in body.blocks)
    inlines = tuple(Inline(_moved(i.span, by), i.style, i.target) for i in body.inlines)
    return replace(body, text=f"{head}\n\n{body.text}", blocks=(first, *moved), inlines=inlines)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _metadata(message: Message, found: Metadata) -> Metadata:
    sender = header(message, "From")
    try:
        name, address = parseaddr(sender)
    except RecursionError:  # comments nested by the hundred
        name, address = "", sender[:200]
    return Metadata(
        title=header(message, "Subject") or found.title,
        author=name or address,
        date=_date(header(message, "Date")),
        language=header(message, "Content-Language")[:20],
    )


def _date(text: str) -> str:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError):
        return ""
