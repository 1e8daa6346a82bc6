"""Files of records, a JSON object a line: plain, gzip or zstd; each record is a document.

A record is addressed by the number of its line, from 1. Of a plain file any record can be read by
its byte offset alone; of a gzip file from the nearest checkpoint; a zstd file is read from its
beginning, since its frames do not say where lines begin.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reader.documents.decoding import decode, normalise_newlines, without_surrogates
from reader.documents.html import page
from reader.documents.html_meta import iso_date
from reader.documents.model import Document, Metadata
from reader.documents.opening import open_regular
from reader.documents.plain import blocks_of
from reader.documents.reading import Wish
from reader.documents.refused import Refused
from reader.documents.sniffing import compressed

LARGEST_RECORD = 64_000_000
"""Bytes of one line."""
_CHUNK = 1 << 18
_GZIP_CHUNK = 1 << 14
_BETWEEN_CHECKPOINTS = 8_000_000
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


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a file of records."""

    number: int
    """Of the line, from 1; blank lines count but give no record."""
    offset: int
    """Of its first byte, in the unpacked file."""
    data: bytes


@dataclass(frozen=True, slots=True)
class _Checkpoint:
    unpacked: int
    packed: int
    inflater: Any


class RecordIndex:
    """Where the records of a file begin; grows as far as it was asked for, and no further."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offsets = array("Q", [0])
        """Of the lines known so far; the last may be the file's end."""
        self.complete = False
        with open_regular(path).stream as stream:
            self._packing = compressed(stream.read(4))
        self._checkpoints: list[_Checkpoint] = []

    def scan(self, number: int = 1) -> Iterator[Record]:
        """The records from a line on, read as they are asked for."""
        at = min(number - 1, len(self.offsets) - 1)
        offset = self.offsets[at]
        for line in self._lines(offset):
            at += 1
            if at == len(self.offsets):
                self.offsets.append(offset + len(line))
            if at >= number and not line.isspace():
                yield Record(at, offset, line.rstrip(b"\r\n"))
            offset += len(line)
        self.complete = True

    def read(self, number: int) -> Record:
        """The record on a line. Raises ``Refused`` where the file has none."""
        for record in self.scan(number):
            if record.number == number:
                return record
            break
        raise Refused(f"{self.path.name} has no record in line {number}.")

    def _lines(self, offset: int) -> Iterator[bytes]:
        """The lines from an offset that begins one, each with its line break."""
        parts: list[bytes] = []
        size = 0
        for chunk in self._chunks(offset):
            start = 0
            while (end := chunk.find(b"\n", start)) >= 0:
                parts.append(chunk[start : end + 1])
                yield b"".join(parts)
                parts, size, start = [], 0, end + 1
            parts.append(chunk[start:])
            size += len(chunk) - start
            if size > LARGEST_RECORD:
                raise Refused(f"{self.path.name} has a record of more than 64 MB. Split it.")
        if size:
            yield b"".join(parts)

    def _chunks(self, offset: int) -> Iterator[bytes]:
        if self._packing == "gzip":
            yield from self._inflated(offset)
        elif self._packing == "zstd":
            yield from self._unpacked(offset)
        else:
            with open_regular(self.path).stream as stream:
                stream.seek(offset)
                while chunk := stream.read(_CHUNK):
                    yield chunk

    def _inflated(self, offset: int) -> Iterator[bytes]:
        """The bytes of a gzip file from ``offset`` of what it holds, by way of checkpoints."""
        known = bisect_right(self._checkpoints, offset, key=lambda one: one.unpacked)
        if known:
            nearest = self._checkpoints[known - 1]
            inflater, position = nearest.inflater.copy(), nearest.unpacked
            packed = nearest.packed
        else:
            inflater, position, packed = zlib.decompressobj(wbits=31), 0, 0
        with open_regular(self.path).stream as stream:
            stream.seek(packed)
            while data := stream.read(_GZIP_CHUNK):
                packed += len(data)
                while data:
                    try:
                        piece = inflater.decompress(data)
                    except zlib.error as error:
                        raise Refused(f"{self.path.name} is damaged: {error}.") from error
                    data = b""
                    if piece:
                        if position + len(piece) > offset:
                            yield piece[max(0, offset - position) :]
                        position += len(piece)
                    if inflater.eof:
                        data = inflater.unused_data.lstrip(b"\x00")
                        inflater = zlib.decompressobj(wbits=31)
                self._mark(position, packed, inflater)

    def _mark(self, unpacked: int, packed: int, inflater: Any) -> None:
        last = self._checkpoints[-1].unpacked if self._checkpoints else 0
        if unpacked >= last + _BETWEEN_CHECKPOINTS:
            self._checkpoints.append(_Checkpoint(unpacked, packed, inflater.copy()))

    def _unpacked(self, offset: int) -> Iterator[bytes]:
        zstandard = zstd_library(self.path.name)
        position = 0
        with open_regular(self.path).stream as stream:
            try:
                reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
                    stream, read_across_frames=True
                )
                while piece := reader.read(_CHUNK):
                    if position + len(piece) > offset:
                        yield piece[max(0, offset - position) :]
                    position += len(piece)
            except zstandard.ZstdError as error:
                raise Refused(f"{self.path.name} is damaged: {error}.") from error


def zstd_library(shown: str) -> Any:
    """The zstandard module. Raises ``Refused`` with what to install."""
    try:
        import zstandard
    except ImportError as error:
        raise Refused(f"{shown} needs the zstd extra: pip install 'glosse[zstd]'.") from error
    return zstandard


def read(data: bytes, wish: Wish) -> Document:
    """Of the records in these bytes the one that is wished for, else the first."""
    number = 0
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip() and (wish.record is None or wish.record == number):
            return document_of(line, replace(wish, record=number))
    if wish.record is None:
        raise Refused(f"{wish.shown} holds no records.")
    raise Refused(f"{wish.shown} has no record in line {wish.record}.")


def open_record(path: Path, wish: Wish) -> Document:
    """The record of a file that is wished for (by default the first), read alone."""
    index = RecordIndex(path)
    if wish.record is not None:
        return document_of(index.read(wish.record).data, wish)
    for record in index.scan():
        return document_of(record.data, replace(wish, record=record.number))
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
