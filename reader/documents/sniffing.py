"""What a file is: by its first bytes, and by its name only where the bytes leave it open."""

from __future__ import annotations

import re
import zlib

from reader.documents.refused import Refused
from reader.patterns import late

HEAD = 4096
"""Bytes of a file's beginning that are enough for ``sniff``."""

_BINARY: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"BM\x00", "a bitmap image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "a WAV recording"),
    (8, b"AVI ", "an AVI film"),
    (4, b"ftypheic", "a HEIC image"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftyp", "an MP4 film or recording"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM film"),
    (0, b"ID3", "an MP3 recording"),
    (0, b"fLaC", "a FLAC recording"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"\x7fELF", "a program (ELF)"),
    (0, b"MZ", "a Windows program"),
    (0, b"\xcf\xfa\xed\xfe", "a program (Mach-O)"),
    (0, b"\xca\xfe\xba\xbe", "a program (Java class or Mach-O)"),
    (0, b"\x00asm", "a WebAssembly program"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"BZh", "a bzip2 archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"\x00\x01\x00\x00\x00", "a font"),
    (60, b"BOOKMOBI", "a Kindle book (Mobipocket)"),
    (0, b"AT&TFORM", "a DjVu document"),
    (0, b"PAR1", "a Parquet table"),
    (0, b"\x80\x04\x95", "a Python pickle"),
    (0, b"\xed\xab\xee\xdb", "an RPM package"),
    (0, b"!<arch>", "an archive of programs"),
)
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")

SUFFIXES: dict[str, str] = {
    ".txt": "text", ".text": "text", ".asc": "text", ".log": "text",
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".xht": "html",
    ".mhtml": "mhtml", ".mht": "mhtml",
    ".epub": "epub",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".eml": "email", ".mbox": "mbox", ".mbx": "mbox",
    ".rss": "feed", ".atom": "feed",
    ".pdf": "pdf", ".docx": "docx", ".odt": "odt",
}  # fmt: skip
"""Format names by the suffix of a file's name, lower case. ``.gz`` and ``.zst`` stand before it."""

_COMPRESSED = (".gz", ".zst")

_HTML = late(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = late(rb"<(?:p|div|h[1-6]|title|meta|article|table|ul|ol)[\s>/]", re.IGNORECASE)
_FEED = late(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>\[]*>\s*)*"
    rb"<(?:rss[\s>]|feed[\s>]|rdf:RDF[\s>]|(?:atom|a):feed[\s>])",
    re.DOTALL,
)
_HEADER = late(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]*\S?[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n")
_MAIL_NAMES = late(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|delivered-to"
    rb"|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_FRONT_MATTER = late(rb"\s*---[ \t]*\r?\n(?:[\w-]+:.*\r?\n)+")


def suffix_format(name: str) -> str | None:
    """The format that a name promises ("notes.md" → "markdown"; "a.jsonl.gz" → "jsonl")."""
    lower = name.lower()
    for ending in _COMPRESSED:
        lower = lower.removesuffix(ending)
    dot = lower.rfind(".")
    return SUFFIXES.get(lower[dot:]) if dot > 0 else None


def sniff(head: bytes, name: str = "") -> str:
    """The format's name in the registry, from the first bytes (``HEAD`` of them) and the name.

    A compressed file is looked into. Raises ``Refused`` for what is not text, saying what it is.
    """
    shown = name or "This"
    compression = compressed(head)
    if compression == "gzip":
        return sniff(_inflated_head(head), name.removesuffix(".gz"))
    if compression == "zstd":
        return suffix_format(name) or "jsonl"
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return _zip_format(head, name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    what = binary_kind(head)
    if what is not None:
        raise Refused(f"{shown} is {what}, not text. Open it with a program for such files.")
    return _text_format(head.lstrip(b"\xef\xbb\xbf"), name)


def compressed(head: bytes) -> str | None:
    """ "gzip", "zstd" or None."""
    if head.startswith(_GZIP):
        return "gzip"
    return "zstd" if head.startswith(_ZSTD) else None


def binary_kind(head: bytes) -> str | None:
    """What the bytes are ("a PNG image", "binary data") when they are not text; else None."""
    for offset, magic, words in _BINARY:
        if head.startswith(magic, offset) and _not_prose(head, magic):
            return words
    if head.startswith(_BOMS):
        return None
    if _looks_binary(head):
        return "binary data"
    return None


def _not_prose(head: bytes, magic: bytes) -> bool:
    """Short magic in plain letters ("MZ", "BZh") also begins words: ask for a byte not of text."""
    return not magic.isalnum() or any(byte < 9 for byte in head[:512])


_STRANGE = bytes((*range(9), *range(14, 27), *range(28, 32)))
_HIGH = bytes(range(128, 256))


def _looks_binary(head: bytes) -> bool:
    if not head:
        return False
    strange = len(head) - len(head.translate(None, _STRANGE))
    if not strange:
        return False
    if head.count(0) == len(head):
        return True
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if min(even, odd) < 0.05 * half and max(even, odd) > 0.7 * half:
        return False  # UTF-16 without a BOM
    kinds = len(set(head) & set(range(32)) - {9, 10, 12, 13, 27})
    high = len(head) - len(head.translate(None, _HIGH))
    if kinds >= 16 and high > 0.2 * len(head):
        return True
    return len(head) >= 512 and strange > 0.3 * len(head) and high > 0.1 * len(head)


def _inflated_head(head: bytes) -> bytes:
    inflater = zlib.decompressobj(wbits=31)
    try:
        return inflater.decompress(head, HEAD)
    except zlib.error:
        return b""


def _zip_format(head: bytes, name: str) -> str:
    if b"mimetypeapplication/epub+zip" in head[:200]:
        return "epub"
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:200]:
        return "odt"
    by_name = suffix_format(name)
    if by_name in ("epub", "docx", "odt"):
        return by_name
    if b"word/" in head or b"[Content_Types].xml" in head[:200]:
        return "docx"
    if b"META-INF/container.xml" in head:
        return "epub"
    raise Refused(f"{name or 'This'} is a ZIP archive, not text. Unpack it and open what it holds.")


def _text_format(  # noqa: PLR0911 - one line for each kind, in order of certainty
    head: bytes, name: str
) -> str:
    by_name = suffix_format(name)
    if by_name in ("mhtml", "email", "mbox") or by_name is None:
        mail = _mail_format(head)
        if mail is not None:
            return mail
    if by_name in ("markdown", "jsonl"):
        return by_name
    if _FEED.match(head) or (by_name == "feed" and b"<" in head):
        return "feed"
    if _HTML.match(head) or (by_name == "html" and b"<" in head):
        return "html"
    if by_name == "json" or (by_name is None and _looks_like_records(head)):
        return "jsonl" if _looks_like_records(head) else "json"
    if by_name is None:
        return _unnamed_format(head)
    return "text"


def _unnamed_format(head: bytes) -> str:
    if head.lstrip().startswith(b"<") and len(_HTML_TAG.findall(head)) >= 2:
        return "html"
    return "markdown" if _FRONT_MATTER.match(head) else "text"


def _mail_format(head: bytes) -> str | None:
    if re.match(rb"From [^\s][^\r\n]*\r?\n", head) and _mail_names(head.split(b"\n", 1)[1]) >= 2:
        return "mbox"
    if _mail_names(head) < 2:
        return None
    lower = head.lower()
    page = b"multipart/related" in lower and (
        b"snapshot-content-location" in lower or b"text/html" in lower
    )
    return "mhtml" if page and b"\nreceived:" not in lower else "email"


def _mail_names(head: bytes) -> int:
    """How many well-known header names stand in the block of headers that ``head`` begins with."""
    end = 0
    while found := _HEADER.match(head, end):
        end = found.end()
    return len({name.lower() for name in _MAIL_NAMES.findall(head[:end])})


def _looks_like_records(head: bytes) -> bool:
    """Whether the first lines are JSON objects, one a line."""
    lines = [line.strip() for line in head.split(b"\n")[:3]]
    if not re.match(rb'\{\s*"', lines[0]):
        return False
    return lines[0].endswith(b"}") and len(lines) > 1 and (not lines[1] or lines[1][:1] == b"{")
