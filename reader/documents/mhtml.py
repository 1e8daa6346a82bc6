"""Pages saved as one file (MHTML, RFC 2557), and pages saved with a folder beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.documents.decoding import decode
from reader.documents.html import declared, page
from reader.documents.mail import charset, header, parsed, payload
from reader.documents.model import Document
from reader.documents.reading import Wish
from reader.documents.refused import Refused

_COMPANION = ("_files", "_dateien", "-Dateien", "_archivos", "_fichiers", ".files", "_arquivos")
_MORE_COMPANIONS = ("_file", "_bestanden", "_pliki", "_файлы", "_elemei", "_soubory", "_tiedostot")


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


def companion_folder(path: Path) -> Path | None:
    """The folder that a browser put beside a page saved "complete", where there is one.

    It holds the page's pictures and scripts and is not to be listed as a folder of documents.
    """
    if path.suffix.lower() not in (".html", ".htm", ".xhtml"):
        return None
    for ending in (*_COMPANION, *_MORE_COMPANIONS):
        folder = path.with_name(path.stem + ending)
        if folder.is_dir() and not folder.is_symlink():
            return folder
    return None
