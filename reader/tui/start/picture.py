"""The first screen as it will be, kept when the reader is left and painted when it is started.

Reading a picture loads nothing and takes a millisecond; it is painted only while what it shows of
the article is as it was: the file, its notes, the reading state, the settings, the size. The list
beside it may be a little old until the library is read. Pictures lie in the cache, which anything
may write to, so what they hold is looked at as foreign text: colours are digits, words are
printable, and nothing else reaches the terminal.
"""

from __future__ import annotations

import os
import sys

from reader import __version__
from reader.folders import base
from reader.tui import terminal

TYPE_CHECKING = False  # as in typing, which takes longer to load than the painting does
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Line = list[tuple[str, str]]
"""A row of the screen: text, and the parameters of SGR that select its style."""
MOST_BYTES = 1 << 20
MOST_PICTURES = 100
_MAGIC = "glosse-picture 1"
_BETWEEN = "\x1f"
_PARAMETERS = frozenset("0123456789;")
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x200C, 0x200D, 0x202F, 0x205F, 0x3000])
"""Spaces and joiners that the sanitiser lets through and ``isprintable`` does not."""

shown = ""
"""What came with the picture that was painted, for the screen that takes over; "" without one."""


def show(path: str) -> bool:
    """Paint the picture of what ``path`` opens, if there is one that holds; whether there was."""
    global shown
    if not terminal.take():
        return False
    columns, rows = terminal.size()
    found = read(os.path.abspath(path), columns, rows)
    if found is None:
        return False
    screen, shown = found
    terminal.paint(screen)
    return True


def folder() -> str:
    """Where the pictures lie."""
    usual = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return os.path.join(base("XDG_CACHE_HOME", usual), "glosse", "pictures")


def last_library() -> str:
    """The library that opens without a path, where that is quickly known."""
    remembered = os.path.join(base("XDG_STATE_HOME", ".local/state"), "glosse", "last-library")
    try:
        with open(remembered, "rb") as file:
            found = os.fsdecode(file.read(4096))
    except (OSError, ValueError):
        return ""
    return found if sys.platform == "linux" and os.path.isdir(found) else ""


def read(path: str, columns: int, rows: int) -> tuple[str, str] | None:
    """What to write to the terminal, and what came with it; None without a picture that holds."""
    try:
        with open(_file(path, columns, rows), "rb") as file:
            lines = file.read(MOST_BYTES).decode("utf-8").split("\n")
        count, kinds = int(lines[1]), 2 + int(lines[1])
        if lines[0] != _head(path, columns, rows) or not all(map(_holds, lines[2:kinds])):
            return None
        styles = lines[kinds].split(" ")
        pieces = lines[kinds + 1 : kinds + 1 + rows]
        beside = lines[kinds + 1 + rows]
        if count < 0 or len(pieces) != rows or not all(_PARAMETERS.issuperset(s) for s in styles):
            return None
        return _painted(pieces, styles), beside
    except (OSError, ValueError, IndexError):
        return None


def write(
    path: str, size: tuple[int, int], screen: Sequence[Line], sources: Iterable[str], beside: str
) -> None:
    """Keep a picture of what ``path`` opens, and one line beside it. Raises OSError.

    ``sources`` are the files and folders it was made of. What cannot be painted is not kept.
    """
    columns, rows = size
    styles = list(dict.fromkeys(style for line in screen for _, style in line))
    numbers = {style: str(number) for number, style in enumerate(styles)}
    pieces = [
        _BETWEEN.join(part for text, style in line for part in (numbers[style], text))
        for line in screen
    ]
    os.makedirs(folder(), mode=0o700, exist_ok=True)  # before the stamps: it may be a source
    stamps = [f"{stamp(source)} {source}" for source in dict.fromkeys(sources)]
    parts = [_head(path, columns, rows), str(len(stamps)), *stamps, " ".join(styles)]
    parts += [*pieces, beside]
    try:
        data = "\n".join(parts).encode("utf-8")
        good = "\n" not in "".join(parts) and bool(_painted(pieces, styles))
    except ValueError:  # a name that is no Unicode, a letter that is not printable
        return
    if good and len(data) < MOST_BYTES:
        _keep(_file(path, columns, rows), data)


def stamp(path: str) -> str:
    """What tells one version of a file or folder from another."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return "- -"
    return f"{found.st_mtime_ns} {found.st_size}"


def _holds(line: str) -> bool:
    """Whether a source is as it was."""
    changed, size, path = line.split(" ", 2)
    return stamp(path) == f"{changed} {size}"


def _head(path: str, columns: int, rows: int) -> str:
    return f"{_MAGIC} {__version__} {columns}x{rows} {terminal.depth()} {path}"


def _file(path: str, columns: int, rows: int) -> str:
    from zlib import crc32

    name = f"{crc32(os.fsencode(path)):08x}-{columns}x{rows}"
    return os.path.join(folder(), name)


def _painted(lines: Sequence[str], styles: Sequence[str]) -> str:
    """The rows as a terminal takes them. Raises ValueError for what is not to reach it."""
    screen = []
    for line in lines:
        parts = line.split(_BETWEEN)
        pieces = zip(parts[1::2], parts[::2], strict=True)
        screen.append([(text, styles[int(number)]) for text, number in pieces])
        for text in parts[1::2]:
            if not (text.isprintable() or text.translate(_SPACES).isprintable()):
                raise ValueError(text)
    return escaped(screen)


def escaped(screen: Iterable[Line]) -> str:
    """The rows as a terminal takes them, each at its place."""
    out = []
    for y, line in enumerate(screen, 1):
        out.append(f"\x1b[{y};1H")
        out += [f"\x1b[0;{style}m{text}" if style else f"\x1b[0m{text}" for text, style in line]
    return "".join(out) + "\x1b[0m"


def _keep(file: str, data: bytes) -> None:
    """Put a picture in place whole; nobody else is to read in it."""
    draft = f"{file}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as out:
        out.write(data)
    os.replace(draft, file)
    kept = [os.path.join(folder(), name) for name in os.listdir(folder())]
    if len(kept) > MOST_PICTURES:
        kept.sort(key=os.path.getmtime)
        for old in kept[: len(kept) - MOST_PICTURES]:
            os.unlink(old)
