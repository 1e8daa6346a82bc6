"""Pages saved as one file (MHTML, RFC 2557)."""

from __future__ import annotations

from dataclasses import replace

from reader.documents.decoding import decode
from reader.documents.html import declared, page
from reader.documents.mail import charset, header, parsed, payload
from reader.documents.model import Document
from reader.documents.reading import Wish
from reader.documents.refused import Refused


def read(data: bytes, wish: Wish) -> Document:
    """The page in an archive; its pictures and styles are not looked at."""
    message = parsed(data, wish.shown)
    for number, part in enumerate(message.walk()):
        if number > 2_000:
            break
        kind = part.get_content_type()
        if kind not in ("text/html", "application/xhtml+xml"):
            continue
        body = payload(part)
        stated = charset(part) or declared(body)
        text, encoding = decode(body, declared=stated, encoding=wish.encoding)
        document = page(text, judged=True)
        metadata = document.metadata
        location = header(part, "Content-Location") or header(message, "Snapshot-Content-Location")
        if not metadata.url and location.startswith(("http://", "https://")):
            metadata = replace(metadata, url=location)
        return replace(document, metadata=metadata, encoding=encoding)
    raise Refused(f"{wish.shown} is a saved page without a page in it.")
