"""Older parts of the journal: packed away by month, never thrown away.

``journal.jsonl`` holds the newest changes. When it has grown, what is older is written to
``journal/<month>-<digest>.jsonl.gz`` first and left out of it after, so that a crash between the
two leaves lines twice, which count once, and never none.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reader.patterns import late
from reader.storage import write_atomic

LIMIT = 2_000_000
"""Bytes from which on the journal is divided."""
KEPT = 500_000
"""Bytes of the newest changes that stay; undo rarely asks for older ones."""
SUFFIX = ".jsonl.gz"
_GROUP = late(rb'"group":"((?:[^"\\]|\\.)*)"')
_MONTH = late(rb'"at":"(\d{4}-\d\d)')


def segments(folder: Path) -> list[Path]:
    """The packed parts of a journal, in order of the month."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def divide(journal: Path, folder: Path, *, limit: int = LIMIT, kept: int = KEPT) -> Path | None:
    """Pack the older lines of a journal that has grown; the new part, or None.

    The caller holds the library's lock. Raises OSError; then nothing is lost.
    """
    try:
        if journal.stat().st_size <= limit:
            return None
        lines = journal.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return None
    cut = _cut(lines, kept)
    if not cut:
        return None
    older = b"".join(lines[:cut])
    month = next((m[1].decode() for line in lines[cut - 1 :: -1] if (m := _MONTH.search(line))), "")
    name = f"{month or 'older'}-{hashlib.sha256(older).hexdigest()[:12]}{SUFFIX}"
    import gzip

    packed = folder / name
    write_atomic(packed, gzip.compress(older, 6, mtime=0))
    write_atomic(journal, b"".join(lines[cut:]))
    return packed


def _cut(lines: list[bytes], kept: int) -> int:
    """How many lines are older; what is undone together stays together."""
    cut, size = len(lines), 0
    while cut and size + len(lines[cut - 1]) <= kept:
        cut -= 1
        size += len(lines[cut])
    while cut and cut < len(lines) and _group(lines[cut]) == _group(lines[cut - 1]) != b"":
        cut -= 1
    return cut


def _group(line: bytes) -> bytes:
    found = _GROUP.search(line)
    return found[1] if found else b""


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a journal, packed or not; of a damaged part those that can still be read."""
    if not path.name.endswith(SUFFIX):
        with open(path, "rb") as file:
            yield from file
        return
    import gzip

    with suppress(EOFError, gzip.BadGzipFile, zlib.error), gzip.open(path, "rb") as packed:
        yield from packed


def is_whole(path: Path) -> bool:
    """Whether a packed part can be read to its end. Raises OSError where it cannot be opened."""
    import gzip

    try:
        with gzip.open(path, "rb") as packed:
            while packed.read(1 << 20):
                pass
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return False
    return True
