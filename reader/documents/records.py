"""Files of records, a JSON object a line: each record is a document.

A record is addressed by the number of its line, from 1; ``record_lines`` finds it in its file.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.documents.decoding import decode, normalise_newlines, without_surrogates
from reader.documents.html import page
from reader.documents.html_meta import iso_date
from reader.documents.model import Document, Metadata
from reader.documents.plain import blocks_of
from reader.documents.reading import Wish
from reader.documents.record_lines import lines_of
from reader.documents.refused import Refused

_TEXT_FIELDS = ("text", "content", "body", "article", "maintext", "cleaned_text", "raw_text")
_HTML_FIELDS = ("html", "raw_html", "content_html")
_FIELDS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "creator"),
    "date": ("date", "published", "date_published", "datePublished", "timestamp", "date_publish"),
    "site": ("site", "site_name", "source_name", "publisher", "domain", "source"),
    "url": ("url", "link", "canonical_url", "source_url", "uri"),
    "language": ("lang", "language"),
    "description": ("description", "summary", "abstract"),
}


def read(data: bytes, wish: Wish) -> Document:
    """Of the records in these bytes the one that is wished for, else the first."""
    number = 0
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip() and (wish.record is None or wish.record == number):
            return document_of(line, wish._replace(record=number))
    if wish.record is None:
        raise Refused(f"{wish.shown} holds no records.")
    raise Refused(f"{wish.shown} has no record in line {wish.record}.")


def open_record(path: Path, wish: Wish) -> Document:
    """The record of a file that is wished for (by default the first), read alone."""
    lines = lines_of(path)
    if wish.record is not None:
        found = lines.read(wish.record)
        document = document_of(found.data, wish)
        return replace(document, notices=document.notices + lines.slow_notice(found))
    for record in lines.scan():
        return document_of(record.data, wish._replace(record=record.number))
    raise Refused(f"{path.name} holds no records.")


def parse(line: bytes, wish: Wish) -> dict[str, Any]:
    """The fields of a record. Raises ``Refused`` for what is no JSON object."""
    where = f"{wish.shown}, line {wish.record}" if wish.record else wish.shown
    text = decode(line, encoding=wish.encoding)[0]
    try:
        fields = json.loads(text, strict=False)
    except RecursionError as error:
        raise Refused(f"{where} is not read: its JSON is nested too deeply.") from error
    except ValueError as error:
        raise Refused(f"{where} is not valid JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise Refused(f"{where} is not a JSON object with a text.")
    return fields


def document_of(line: bytes, wish: Wish) -> Document:
    """The document of one record."""
    return document_from(parse(line, wish), wish)


def document_from(fields: dict[str, Any], wish: Wish) -> Document:
    """The document in the fields of a record."""
    name, value = _text_of(fields, wish)
    if name in _HTML_FIELDS or value.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        document = page(value, judged=True)
    else:
        text = normalise_newlines(without_surrogates(value))
        document = Document(text, blocks_of(text))
    return replace(document, metadata=_stated(fields, document.metadata))


def _text_of(fields: dict[str, Any], wish: Wish) -> tuple[str, str]:
    names = (wish.text_field,) if wish.text_field else (*_TEXT_FIELDS, *_HTML_FIELDS)
    for name in names:
        value = fields.get(name)
        if isinstance(value, str):
            return name, value
    known = ", ".join(sorted(k for k, v in fields.items() if isinstance(v, str))[:8]) or "none"
    line = f", line {wish.record}," if wish.record else ""
    if wish.text_field:
        raise Refused(
            f"{wish.shown}{line} has no text field {wish.text_field!r} (it has: {known})."
        )
    raise Refused(
        f"{wish.shown}{line} has no field text, content, body or html. "
        f"Name the field with --text-field (it has: {known})."
    )


def _stated(fields: dict[str, Any], found: Metadata) -> Metadata:
    """The record's own metadata over what its text says."""
    own = {name: _value(fields, keys) for name, keys in _FIELDS.items()}
    own["date"] = iso_date(own["date"])
    if not own["url"].startswith(("http://", "https://")):
        own["url"] = ""
    return replace(found, **{name: value for name, value in own.items() if value})


def _value(fields: dict[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = fields.get(key)
        if isinstance(value, list):
            value = ", ".join(one for one in value if isinstance(one, str))
        if isinstance(value, str) and value.strip():
            return without_surrogates(" ".join(value[:2_000].split()))
    return ""
