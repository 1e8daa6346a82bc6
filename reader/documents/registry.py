"""The formats, and the two doors: ``open_document`` for files, ``load`` for bytes."""

from __future__ import annotations

import zlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from reader.documents.decoding import chosen_codec
from reader.documents.model import Document
from reader.documents.opening import LARGEST, open_regular, read_bytes, read_head, too_large
from reader.documents.reading import Reader, Wish, finished
from reader.documents.refused import Refused
from reader.documents.sniffing import HEAD, compressed, sniff


class Format(NamedTuple):
    """One row of the table of formats."""

    name: str
    """As in ``Document.format``."""
    title: str
    """For people."""
    suffixes: tuple[str, ...]
    keeps: str
    """What is kept of a file in this format."""
    module: str = ""
    """Below ``reader.documents``; it has ``read(data, wish) -> Document``."""
    extra: str = ""
    """The extra of the distribution that it needs."""
    largest: int = 64_000_000
    """Bytes; what is larger is refused."""

    def reader(self) -> Reader:
        """The format's function, loaded when first asked for."""
        module = import_module(f"reader.documents.{self.module or self.name}")
        read: Reader = module.read
        return read


LARGEST_JSON = 20_000_000
"""Bytes; JSON that is one value must be parsed as a whole."""

FORMATS: tuple[Format, ...] = (
    Format("text", "Plain text", (".txt", ".text", ".asc", ".log"),
           "paragraphs, headings, lists, quotes, verse, tables and code by their look; title, "
           "author, date and site where the text names them", largest=LARGEST),
    Format("markdown", "Markdown", (".md", ".markdown", ".mdown", ".mkd"),
           "headings, lists, quotes, tables, code, links, emphasis; front matter as metadata; "
           "HTML in it is shown as text"),
    Format("html", "HTML", (".html", ".htm", ".xhtml"),
           "the whole page: headings, lists, quotes, tables, code, captions, links; title, author, "
           "date, site, address and language; pictures by their descriptions",
           largest=8_000_000),
    Format("mhtml", "Saved page (MHTML)", (".mhtml", ".mht"),
           "as HTML; the address it was saved from"),
    Format("epub", "EPUB", (".epub",),
           "chapters in reading order with their headings (from the table of contents where a "
           "chapter has none), lists, quotes, tables, footnotes, links; title, author, publisher, "
           "date and language"),
    Format("jsonl", "JSON Lines", (".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst"),
           "each record a document: its text or html field, and title, author, date, site, "
           "address and language from its other fields. A record of a plain file is read from "
           "its place alone; of a packed one what stands before it is unpacked too", "records"),
    Format("json", "JSON", (".json",),
           "an object with a text or html field as a document; other JSON as code", "jsonfile",
           largest=LARGEST_JSON),
    Format("email", "E-mail", (".eml",),
           "the text, or the HTML where there is none; sender, date and subject; the names of "
           "attachments", "mail"),
    Format("pdf", "PDF", (".pdf",),
           "paragraphs mended from lines, headings by their look; title, author and date; running "
           "headers are left out", extra="pdf"),
    Format("docx", "Word (.docx)", (".docx",),
           "headings, lists, quotes, tables, links, emphasis, footnotes; title, author and date"),
    Format("odt", "OpenDocument text", (".odt",),
           "headings, lists, tables, links, notes; title, author and date"),
    Format("feed", "RSS and Atom", (".rss", ".atom", ".xml"),
           "each entry under its title with its link, author and date, and its text",
           largest=30_000_000),
    Format("mbox", "Mailbox", (".mbox", ".mbx"), "each message a document, as e-mail"),
)  # fmt: skip
"""What is opened, in the order of the table for people."""

LEAST_BEGUN = 20_000
"""Bytes of a PDF; of a smaller one the whole is read at once."""

_BY_NAME = {row.name: row for row in FORMATS}
_PIECE = 1 << 14
_GREATEST_RATIO = 200
"""How many times its size a compressed file may inflate to."""


def open_document(
    path: Path,
    *,
    record: int | None = None,
    encoding: str | None = None,
    text_field: str | None = None,
) -> Document:
    """The document in a file; of a file of records, number ``record`` (from 1).

    Raises ``Refused``, whose text is a sentence for the reader, for whatever cannot be opened.
    """
    wish = Wish(path.name, encoding, text_field, record)
    head = read_head(path, HEAD)
    size = _size(path)
    row = format_of(head, path.name)
    if row.name == "jsonl":
        from reader.documents.records import open_record

        if encoding is not None:
            chosen_codec(encoding)
        document = replace(open_record(path, wish), format=row.name)
        return finished(document, "")  # the file's name is no record's title
    limit = row.largest
    if size > limit:
        raise Refused(too_large(path.name, size, limit))
    return _read(read_bytes(path, limit), row, wish)


def open_head(path: Path, length: int, *, encoding: str | None = None) -> Document | None:
    """The first ``length`` bytes of a plain text too long to be looked into; else None.

    What the whole shows first, long before the whole is read. Raises ``Refused``.
    """
    from reader.documents import text
    from reader.documents.plain import RAW_ABOVE

    head = read_head(path, length)
    row = format_of(head[:HEAD], path.name)
    if row.name != "text" or compressed(head[:4]) or not 4 * RAW_ABOVE < _size(path) <= row.largest:
        return None
    document = text.head(head, Wish(path.name, encoding))
    return finished(replace(document, format=row.name), path.name)


def open_beginning(path: Path) -> Document | None:
    """The first pages of a file whose whole takes seconds to read; else None. Raises ``Refused``.

    Many pages are read quickly; of PDF each takes longer than a reader waits for ten.
    """
    if format_of(read_head(path, HEAD), path.name).name != "pdf" or _size(path) < LEAST_BEGUN:
        return None
    from reader.documents import pdf

    document = pdf.head(read_bytes(path, _BY_NAME["pdf"].largest), Wish(path.name))
    if document is None:
        return None
    said = "These are the first pages: the rest is still being read."
    whole = finished(replace(document, format="pdf"), path.name)
    return replace(whole, notices=(said,))


def load(
    data: bytes,
    name: str = "",
    *,
    record: int | None = None,
    encoding: str | None = None,
    text_field: str | None = None,
) -> Document:
    """The document in these bytes; pure. ``name`` helps to tell the format. Raises ``Refused``."""
    wish = Wish(name, encoding, text_field, record)
    return _read(data, format_of(data[:HEAD], name), wish)


def read_packed(path: Path) -> bytes:
    """The bytes of a file, unpacked, within its format's bounds. Raises ``Refused``."""
    row = format_of(read_head(path, HEAD), path.name)
    return _plain(read_bytes(path, row.largest), path.name, row.largest)[0]


def open_message(data: bytes, wish: Wish) -> Document:
    """A message of a mailbox, from its bytes. Raises ``Refused``."""
    from reader.documents.mbox import message

    return finished(replace(message(data, wish), format="mbox"), "")


def format_of(head: bytes, name: str) -> Format:
    """The row of the format that ``sniff`` finds. Raises ``Refused`` for what is not text."""
    found = sniff(head, name)
    return _BY_NAME[found]


def _size(path: Path) -> int:
    source = open_regular(path)
    source.stream.close()
    return source.size


def _read(data: bytes, row: Format, wish: Wish) -> Document:
    if wish.encoding is not None:
        chosen_codec(wish.encoding)  # also where the format has no use for it
    cut = False
    if packing := compressed(data[:4]):
        data, cut = _plain(data, wish.shown, row.largest)
        wish = wish._replace(name=wish.name.removesuffix(".gz" if packing == "gzip" else ".zst"))
    document = replace(row.reader()(data, wish), format=row.name)
    if cut:
        notice = "The packed file is damaged or cut off: this is what could be unpacked of it."
        document = replace(document, notices=(notice, *document.notices))
    return finished(document, wish.name)


def _plain(data: bytes, shown: str, largest: int) -> tuple[bytes, bool]:
    """The bytes, unpacked where they are packed, and whether their end is missing."""
    match compressed(data[:4]):
        case "gzip":
            return inflated(data, shown, largest)
        case "zstd":
            return _unpacked(data, shown, largest), False
        case _:
            return data, False


def _unpacked(data: bytes, shown: str, largest: int) -> bytes:
    from reader.documents.record_lines import zstd_library

    zstandard = zstd_library(shown)
    limit = min(largest, max(1_000_000, _GREATEST_RATIO * len(data)))
    unpacker = zstandard.ZstdDecompressor(max_window_size=1 << 27)
    try:
        with unpacker.stream_reader(data, read_across_frames=True) as stream:
            found: bytes = stream.read(limit + 1)
    except zstandard.ZstdError as error:
        raise Refused(f"{shown} is a damaged zstd file: {error}.") from error
    if len(found) > limit:
        raise Refused(f"{shown} is refused: unpacked it would be larger than its size promises.")
    return found


def inflated(data: bytes, shown: str, largest: int = LARGEST) -> tuple[bytes, bool]:
    """What a gzip file holds, all members, and whether it is cut off or damaged.

    Raises ``Refused`` where it would inflate beyond bounds, or nothing can be unpacked.
    """
    limit = min(largest, max(1_000_000, _GREATEST_RATIO * len(data)))
    parts: list[bytes] = []
    size = 0
    whole = False
    inflater = zlib.decompressobj(wbits=31)
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        while piece:
            try:
                part = inflater.decompress(piece, limit - size + 1)
            except zlib.error as error:
                if parts:
                    return b"".join(parts), True
                raise Refused(f"{shown} is a damaged gzip file: {error}.") from error
            parts.append(part)
            size += len(part)
            if size > limit:
                raise Refused(
                    f"{shown} is refused: unpacked it would be larger than "
                    f"{limit // 1_000_000} MB, far more than its size promises."
                )
            whole, piece = inflater.eof, inflater.unused_data.lstrip(b"\x00")
            if whole:
                inflater = zlib.decompressobj(wbits=31)
    return b"".join(parts), not whole
