"""Where the page of a document is kept: ``notes/<relative path>.json``.

A name that some file system would not keep as it is, and one that is the twin of another name but
for case or Unicode form, gets a file under ``notes/~/`` whose name is made of a digest.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from reader.patterns import late

HASHED = "~"
"""The folder of pages whose document's name cannot be a file name everywhere."""
_LONGEST = 180
"""Bytes of one name, with room for ``.json``, a temporary name and a conflict mark."""
_DEEPEST = 200
"""Characters of a whole relative path (Windows allows 260 with the root)."""
_RESERVED = late(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_FORBIDDEN = late(r'[\x00-\x1f\x7f-\x9f<>:"\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069]')
_CONFLICT = late(
    r"(?:\.sync-conflict-\d{8}-\d{6}(?:-[0-9A-Z]+)?"
    r"| ?\([^()]*(?:conflict|konflikt|conflit|conflicto|conflitto|conflito|konflik|конфлик|конфлік"
    r"|競合|冲突|衝突|충돌)[^()]*\)(?: ?\(\d+\))?"
    r"|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+"
    r"|-(?:DESKTOP|LAPTOP|MACBOOK|WIN)-[0-9A-Z]{4,15}(?:-\d{1,3})?)(?=\.jsonl?$|$)",
    re.IGNORECASE,
)
"""Marks of Syncthing; of Dropbox and Nextcloud, in the languages they speak; of git's merge tools;
of OneDrive. They stand before the last ``.json``."""
_LIKELY = late(r"(?: \d{1,2}| ?\(\d{1,2}\)|-[\w-]{2,40})(?=\.json$)")
"""What iCloud, browsers and OneDrive add: a number, or the name of a computer."""
_ASIDE = late(r"\.corrupt-\d{8}T\d{6}(-\d+)?$")


def as_one_file(name: str) -> str:
    """The form in which names are alike that are one file on some system (macOS, Windows)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_conflict(name: str) -> bool:
    """Whether a sync tool or a merge tool made this file beside another one."""
    return _CONFLICT.search(name) is not None


def likely_originals(name: str) -> list[str]:
    """Names of the files that one with a number or a computer's name added may be a copy of.

    Whether it is one, only what stands in it can tell.
    """
    starts = {found.start() for found in _LIKELY.finditer(name)}
    starts |= {at for at in range(len(name)) if name[at] == "-" and _LIKELY.match(name, at)}
    return [f"{name[:at]}.json" for at in sorted(starts, reverse=True) if at]


def without_conflict(name: str) -> str:
    """The name of the file that a conflict copy belongs to."""
    return _CONFLICT.sub("", name)


def is_aside(name: str) -> bool:
    """Whether this is a damaged file that was set aside."""
    return _ASIDE.search(name) is not None


def is_portable(key: str) -> bool:
    """Whether every part of the key can be a file name on every system, and stays what it is."""
    return len(key) <= _DEEPEST and all(map(_portable, key.split("/")))


def _portable(part: str) -> bool:
    try:
        size = len(part.encode("utf-8"))
    except UnicodeEncodeError:
        return False
    return (
        0 < size <= _LONGEST
        and part != HASHED
        and part[-1] not in ". "
        and part[0] != " "
        and part == unicodedata.normalize("NFC", part)
        and not _FORBIDDEN.search(part)
        and not _RESERVED.fullmatch(part)
        and not is_conflict(part)
        and not is_aside(part)
        and not part.endswith(".tmp")
    )


def plain_place(key: str) -> str | None:
    """``<key>.json`` where the key can be a path on every system, else None."""
    return f"{key}.json" if is_portable(key) else None


def hashed_place(key: str) -> str:
    """A place of its own for any key: ``~/<readable part>-<digest>.json``."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    tail = key.rsplit("/", 1)[-1]
    readable = re.sub(r"[^a-z0-9]+", "-", as_one_file(tail).encode("ascii", "ignore").decode())[:40]
    return f"{HASHED}/{readable.strip('-') or 'document'}-{digest}.json"


def has_twin(folder: Path, place: str) -> bool:
    """Whether under ``folder`` another name, one file with it elsewhere, stands in its way."""
    for part in place.split("/"):
        try:
            names = [entry.name for entry in folder.iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return False
        if part not in names and as_one_file(part) in map(as_one_file, names):
            return True
        folder = folder / part
    return False
