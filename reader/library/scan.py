"""Which files of a folder are articles: one walk, in batches, that opens none of them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reader.library.ignore import IGNORE_FILE, Rule, is_ignored, parse_ignore
from reader.patterns import late

FIRST_BATCH = 64
"""Entries of the first batch: one screenful, as soon as it is known."""
BATCH = 2000

UNLISTED = frozenset({".json", ".log"})
"""Opened when asked for, but rarely an article when they lie about in a folder."""
COMPANIONS = (
    "_files", "-Dateien", "_dateien", "_fichiers", "_archivos", "_arquivos", "_ficheiros", "_file",
    "-filer", "_bestanden", "_pliki", "_soubory", "_elemei", "_tiedostot", "_файлы", ".files",
)  # fmt: skip
"""What browsers add to a saved page's name for the folder with its pictures and scripts."""
PAGES = (".html", ".htm", ".xhtml")
PACKED = (".gz", ".zst")
_CORPUS = r"\.(?:jsonl|ndjson|mbox|mbx)(?:\.gz|\.zst)?"
_RECORD = late(rf"(.*{_CORPUS})#([0-9]+)\Z", re.DOTALL | re.IGNORECASE)
_NAMED_SO = late(rf"(.*{_CORPUS}#[0-9]+#*)#\Z", re.DOTALL | re.IGNORECASE)


class Entry(NamedTuple):
    """One listed file, known from its folder and not from its content."""

    key: str
    """Relative POSIX path; names that are not UTF-8 carry surrogates (``surrogateescape``).
    One record of a corpus file is ``path#record``."""
    size: int
    """Bytes."""
    mtime_ns: int
    readable: str = ""
    """"" for a file that can be opened, else the reason why not."""


@cache
def suffixes() -> frozenset[str]:
    """The suffixes, in lower case, of the files that are listed; the formats tell them."""
    from reader.documents.registry import FORMATS
    from reader.documents.sniffing import SUFFIXES

    opened = {row.name for row in FORMATS}
    return frozenset(suffix for suffix, name in SUFFIXES.items() if name in opened) - UNLISTED


def is_article(name: str) -> bool:
    """Whether a file of this name is one of the formats that can be opened."""
    stem, suffix = os.path.splitext(name.lower())
    if suffix in PACKED:
        stem, suffix = os.path.splitext(stem)
    return bool(stem) and suffix in suffixes()


def _linked(path: str, inside: str) -> tuple[os.stat_result | None, str]:
    """What a link leads to and, if it is not to be opened, why; (None, "") is not listed."""
    try:
        info = os.stat(path)
    except FileNotFoundError:
        return None, "a link to a file that is not there"
    except OSError:  # a circle of links (ELOOP) or a name no system call takes
        return None, ""
    if not stat.S_ISREG(info.st_mode):
        return None, ""
    target = os.path.realpath(path)
    if target != inside and not target.startswith(inside.rstrip(os.sep) + os.sep):
        return info, "a link that leads out of the library"
    return info, ""


def _entry(path: str, info: os.stat_result, key: str, inside: str) -> Entry | None:
    """The row of one directory entry; None for what is no file (device, FIFO, socket, loop)."""
    if stat.S_ISLNK(info.st_mode):
        target, reason = _linked(path, inside)
        if target is None:
            return Entry(key, 0, info.st_mtime_ns, reason) if reason else None
        if reason:
            return Entry(key, target.st_size, target.st_mtime_ns, reason)
        info = target
    if not stat.S_ISREG(info.st_mode):
        return None
    reason = ""
    if info.st_mode & 0o444 != 0o444 and not os.access(path, os.R_OK):
        reason = "you have no permission to read it"
    return Entry(key, info.st_size, info.st_mtime_ns, reason)


def _of_item(item: os.DirEntry[str], key: str, inside: str) -> Entry | None:
    try:
        info = item.stat(follow_symlinks=False)
    except OSError as error:
        return Entry(key, 0, 0, f"cannot be read: {error.strerror or error}")
    return _entry(item.path, info, key, inside)


def _rules(folder: str, base: str, above: tuple[Rule, ...]) -> tuple[Rule, ...]:
    try:
        text = Path(folder, IGNORE_FILE).read_text("utf-8", "replace")
    except OSError:
        return above
    return above + parse_ignore(text, base)


def _listing(folder: str) -> tuple[list[os.DirEntry[str]], str]:
    """The entries of a folder in the order of their names, and an error in words or ""."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda item: item.name), ""
    except OSError as error:
        return [], f"the folder cannot be read: {error.strerror or error}"


def _companions(names: Iterable[str]) -> set[str]:
    """Names of the folders that belong to pages saved beside them."""
    pages = map(os.path.splitext, names)
    return {
        stem + ending for stem, suffix in pages if suffix.lower() in PAGES for ending in COMPANIONS
    }


def _walk(root: str, cancelled: Callable[[], bool]) -> Iterator[Entry]:
    inside = os.path.realpath(root)
    pending: list[tuple[str, str, tuple[Rule, ...]]] = [(root, "", ())]
    while pending and not cancelled():
        folder, base, above = pending.pop()
        items, error = _listing(folder)
        if error:
            yield Entry(base.rstrip("/") or ".", 0, 0, error)
            continue
        names = {item.name for item in items}
        rules = _rules(folder, base, above) if IGNORE_FILE in names else above
        companions: set[str] | None = None
        folders = []
        for item in items:
            name = item.name
            if name.startswith("."):
                continue
            key = base + name
            if item.is_dir(follow_symlinks=False):
                if companions is None:
                    companions = _companions(names)
                if name not in companions and not (rules and is_ignored(rules, key, folder=True)):
                    folders.append((item.path, key + "/", rules))
            elif is_article(name) and not (rules and is_ignored(rules, key, folder=False)):
                entry = _of_item(item, key, inside)
                if entry is not None:
                    yield entry
        pending.extend(reversed(folders))


def scan(
    root: Path | str, *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[list[Entry]]:
    """The articles under ``root`` in batches, the first one small; no file is opened.

    Order: a folder's own files by name, then its folders by name. Left out are hidden files and
    folders, what ``.glosseignore`` names, folders that belong to a saved page, links to folders,
    and whatever is no regular file. What cannot be read is listed with the reason. ``cancelled``
    is asked at every folder and batch; the walk then ends early.
    """
    batch: list[Entry] = []
    limit = FIRST_BATCH
    for entry in _walk(os.fspath(root), cancelled):
        batch.append(entry)
        if len(batch) >= limit:
            yield batch
            if cancelled():
                return
            batch, limit = [], BATCH
    if batch:
        yield batch


def split_key(key: str) -> tuple[str, str]:
    """A key's file and record: ``("news.jsonl", "17")``; the record is "" for a whole file."""
    if "#" not in key:
        return key, ""
    named = _NAMED_SO.match(key)
    if named:
        return named[1], ""
    found = _RECORD.match(key)
    return (found[1], found[2]) if found else (key, "")


def record_address(path: str) -> tuple[str, int] | None:
    """The file and the number of a record, from 1, where ``path`` names one: ``news.jsonl#17``."""
    if "#" not in path or os.path.exists(path):
        return None
    file, number = split_key(path)
    return (file, int(number)) if number and os.path.isfile(file) else None


def place_of(key: str) -> str:
    """What keys are ordered by: as they are, but records of a file by their number."""
    record = split_key(key)[1] if "#" in key else ""
    return f"{key[: -len(record)]}{record:0>12}" if record else key


def key_of_file(path: str) -> str:
    """The key of a whole file at a relative POSIX path.

    It is the path, but for a file that is itself named like a record, ``news.jsonl#17``: its key
    ends in one more ``#``, so that it never shares notes with the record.
    """
    return path if split_key(path) == (path, "") else f"{path}#"


def is_corpus_name(path: str) -> bool:
    """Whether a file of this name holds records that are documents of their own."""
    return bool(_RECORD.match(f"{path}#1"))


def path_of(root: Path | str, key: str) -> str:
    """Where the file of ``key`` lies."""
    return os.path.join(os.fspath(root), *split_key(key)[0].split("/"))


def identity_of(path: Path | str) -> tuple[int, int]:
    """Device and inode of a file, which a rename leaves as they are; zeros where there is none."""
    try:
        info = os.stat(path)
    except OSError:
        return 0, 0
    return info.st_dev, info.st_ino


def entry_of(root: Path | str, key: str) -> Entry | None:
    """The entry of one file as it is on disk now; None when it is gone or ``scan`` leaves it out.

    ``key`` may name a record (``path#record``): the entry is then the file's.
    """
    file, path = split_key(key)[0], path_of(root, key)
    if not is_article(os.path.basename(path)) or _is_left_out(os.fspath(root), file.split("/")):
        return None
    try:
        info = os.lstat(path)
    except OSError:
        return None
    return _entry(path, info, file, os.path.realpath(os.fspath(root)))


def _is_left_out(root: str, parts: list[str]) -> bool:
    """Whether the names of a file and of its folders keep it off the list."""
    rules: tuple[Rule, ...] = ()
    base = ""
    for number, name in enumerate(parts, 1):
        within = os.path.join(root, base)
        rules = _rules(within, base, rules)
        is_folder = number < len(parts)
        if name.startswith(".") or is_ignored(rules, base + name, folder=is_folder):
            return True
        if is_folder and (
            os.path.islink(os.path.join(within, name)) or _is_companion(within, name)
        ):
            return True
        base += name + "/"
    return False


def _is_companion(within: str, name: str) -> bool:
    """Whether a folder belongs to a page saved beside it."""
    if not name.endswith(COMPANIONS):
        return False
    try:
        return name in _companions(os.listdir(within))
    except OSError:
        return False
