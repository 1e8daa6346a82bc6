"""Saving an article into a library: a page of the web, a file, or standard input."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader import storage
from reader.documents.decoding import codec_name, decode
from reader.documents.html import declared
from reader.documents.opening import read_bytes
from reader.documents.refused import Refused
from reader.documents.sniffing import HEAD, SUFFIXES, compressed, sniff
from reader.library.fetch import Page, fetch
from reader.library.scan import is_article

__all__ = ["Added", "Refused", "add_bytes", "add_file", "add_url"]

LARGEST = 32 << 20
"""Bytes of a page or of standard input."""
LARGEST_FILE = 1 << 30
"""Bytes of a file that is copied."""
_LONGEST_NAME = 80
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/epub+zip": ".epub",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}
_MARKED_TITLE = re.compile(rb"^(?:title: *[\"']?|#{1,6} +)([^\n]*?)[\"']?\r?$", re.MULTILINE)
_HEADING = re.compile(rb"\s*#{1,6} +\S")
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"[\w.:-]{2,40}\Z", re.ASCII)
_MARK = re.compile(rb"(?:\xff\xfe\0\0|\0\0\xfe\xff|\xff\xfe|\xfe\xff)?")
_PROLOGUE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype[^>]*>\s*)?", re.IGNORECASE
)
_HEAD = re.compile(_PROLOGUE.pattern + rb"(?:<html[^>]*>\s*)?(?:<head[^>]*>)?", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Added:
    """A file that is now in the library."""

    path: Path
    size: int
    source: str = ""
    """The address it came from, after redirects."""
    redirects: tuple[str, ...] = ()
    """Every address asked on the way, the one given first; empty when there was none."""
    existed: bool = False
    """The very same bytes were there already, and nothing was written."""


def add_url(
    root: Path,
    url: str,
    *,
    folder: str = "",
    private: bool = False,
    timeout: float = 20.0,
    now: Callable[[], datetime] = storage.now,
) -> Added:
    """Fetch a page and keep it, with where and when it was found, under ``root``/``folder``.

    ``private``: addresses inside one's own network are allowed. Raises ``Refused`` with a
    sentence, or OSError when the file cannot be written.
    """
    page = fetch(url, private=private, timeout=timeout, largest=LARGEST)
    kind = page.content_type
    suffix = _TYPES.get(kind) or _suffix_of(page.url)
    if not suffix:
        raise Refused(f"{page.url} is {kind or 'of no known type'}, and no article.")
    data = page.data
    if suffix in {".html", ".xhtml"}:
        data = _with_source(page, now())
    elif suffix in {".txt", ".md"}:
        data = _self_telling(page)
    name = _name(_title(page) or _last_part(page.url) or urlsplit(page.url).hostname or "page")
    added = _keep(root, folder, name + suffix, data, same=_without_source)
    return Added(added.path, added.size, page.url, page.redirects, added.existed)


def add_file(root: Path, path: Path, *, folder: str = "") -> Added:
    """Copy a file into the library under its own name; one that lies in it already stays."""
    if not is_article(path.name):
        raise Refused(f"{path.name} has a format that cannot be opened.")
    whole, base = path.resolve(), root.resolve()
    try:
        size = whole.stat().st_size
        if not whole.is_file():
            raise Refused(f"{path} is no file.")
        if whole.is_relative_to(base):
            return Added(whole, size, existed=True)
        data = read_bytes(whole, LARGEST_FILE)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Refused(f"{path} cannot be read: {reason}.") from error
    return _keep(root, folder, path.name, data)


def add_bytes(root: Path, data: bytes, *, folder: str = "", title: str = "") -> Added:
    """Keep what came from standard input; its first line, or ``title``, names the file."""
    if not data.strip():
        raise Refused("There was nothing on standard input.")
    if len(data) > LARGEST:
        raise Refused(f"More than {LARGEST >> 20} MB came from standard input.")
    suffix = _piped_suffix(data)
    titled = {".html": _TITLE, ".md": _MARKED_TITLE}.get(suffix)
    found = titled.search(data[:200_000]) if titled is not None else None
    line = found[1] if found else data[:2000].lstrip().partition(b"\n")[0]
    name = _name(title or line.decode("utf-8", "replace")) or "standard-input"
    return _keep(root, folder, name + suffix, data)


def _piped_suffix(data: bytes) -> str:
    """The suffix for what has no name, by its beginning. Raises ``Refused`` for an archive."""
    found = sniff(data[:HEAD], "")
    if found == "text" and _HEADING.match(data[:HEAD]):
        found = "markdown"
    packing = {"gzip": ".gz", "zstd": ".zst"}.get(compressed(data[:4]) or "", "")
    return next(suffix for suffix, name in SUFFIXES.items() if name == found) + packing


def _suffix_of(url: str) -> str:
    suffix = os.path.splitext(urlsplit(url).path)[1].lower()
    return suffix if is_article("a" + suffix) else ""


def _last_part(url: str) -> str:
    return os.path.splitext(unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2])[0]


def _title(page: Page) -> str:
    found = _TITLE.search(page.data[:200_000]) if page.content_type in _TYPES else None
    return found[1].decode(codec_name(page.charset) or "utf-8", "replace").strip() if found else ""


def _name(title: str) -> str:
    """A file name made of a title: letters, digits and hyphens, harmless on every system."""
    text = unicodedata.normalize("NFKC", title)
    text = re.sub(r"&\w+;|&#\w+;", " ", text)
    text = re.sub(r"[\W_]+", "-", text).strip("-").lower()
    while len(text.encode()) > _LONGEST_NAME:
        text = text[: text.rfind("-")] if "-" in text else text[:-1]
    return text + "-page" if _RESERVED.match(text) else text


def _with_source(page: Page, at: datetime) -> bytes:
    """The page, unchanged but for a line that says where it came from, as browsers write it.

    An encoding that only the server named is stated as well: nothing else keeps it.
    """
    encoding = decode(page.data, declared=page.charset or declared(page.data))[1]
    address = page.url.replace("--", "%2D%2D").replace(">", "%3E")
    comment = f"<!-- saved from url=({len(address):04d}){address} on {at.isoformat()} -->\n"
    if encoding.name.startswith(("utf-16", "utf-32")):  # before its letters ASCII would be noise
        return _after(_MARK, page.data, comment.encode(encoding.name))
    data = page.data
    if _LABEL.match(page.charset) and encoding.name == codec_name(page.charset):
        stated = codec_name(declared(data) or "")
        if stated != encoding.name and not data.startswith(codecs.BOM_UTF8):
            data = _after(_HEAD, data, b'<meta charset="%s"/>\n' % page.charset.encode("ascii"))
    return _after(_PROLOGUE, data, comment.encode("ascii", "replace"))


def _self_telling(page: Page) -> bytes:
    """A plain text, in UTF-8 where only the server knew how to read it: it cannot say so itself."""
    text, encoding = decode(page.data, declared=page.charset)
    if encoding.replaced or encoding.guessed or decode(page.data)[0] == text:
        return page.data
    return page.data.decode(encoding.name).encode()


def _after(beginning: re.Pattern[bytes], data: bytes, line: bytes) -> bytes:
    found = beginning.match(data)
    end = found.end() if found else 0
    return data[:end] + line + data[end:]


def _without_source(data: bytes) -> bytes:
    data = re.sub(rb"<!-- saved from url=[^\n]*-->\n", b"", data, count=1)
    return re.sub(rb'<meta charset="[^">\n]*"/>\n', b"", data, count=1)


def _keep(
    root: Path,
    folder: str,
    name: str,
    data: bytes,
    *,
    same: Callable[[bytes], bytes] = lambda data: data,
) -> Added:
    """Write the file under a name that is free; the same content is not written twice."""
    base = root.resolve()
    target = (base / folder).resolve()
    if not target.is_relative_to(base):
        raise Refused(f"{folder} lies outside the library {root}.")
    target.mkdir(parents=True, exist_ok=True)
    stem, suffix = os.path.splitext(name)
    for number in range(1, 10_000):
        path = target / (name if number == 1 else f"{stem}-{number}{suffix}")
        try:  # take the name first: another window may be adding the same page
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            if path.is_file() and same(path.read_bytes()) == same(data):
                return Added(path, path.stat().st_size, existed=True)
            continue
        try:
            storage.write_atomic(path, data)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Added(path, len(data))
    raise Refused(f"Too many files are called {name}.")
