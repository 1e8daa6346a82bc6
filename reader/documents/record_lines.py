"""Where the lines of a file of records begin, plain, gzip or zstd, without keeping every line.

A mark is kept about every megabyte: line N is reached from the mark before it, whatever stands
before that one. The marks of a long file lie in the cache too, so that another window, or the next
start, need not look for the line breaks again. A plain file is read from the mark's offset. A
gzip file is unpacked from the nearest checkpoint that this process has passed; a zstd file from its
beginning, since its frames do not say where lines begin.
"""

from __future__ import annotations

import contextlib
import os
import threading
import zlib
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from reader.documents.opening import open_regular
from reader.documents.refused import Refused
from reader.documents.sniffing import compressed

LARGEST_RECORD = 64_000_000
"""Bytes of one line."""
SLOW = 256_000_000
"""Bytes of a packed file, unpacked, before a record from which on a reader has to wait for it."""
_CHUNK = 1 << 18
_GZIP_CHUNK = 1 << 14
_BETWEEN_CHECKPOINTS = 8_000_000
_BETWEEN_MARKS = 1_000_000
_WORTH_KEEPING = 32_000_000
"""Bytes; the marks of a shorter file are found again faster than they are read."""
_MOST_KNOWN = 4
_MOST_BLANK = 1_000_000
"""Lines without a record, one after the other."""


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


class RecordLines:
    """The lines of a file; known as far as it was asked for, and no further."""

    def __init__(self, path: Path, kept: Path | None = None) -> None:
        """``kept`` is the file in which the marks of this file, as it is now, may be kept."""
        self.path = path
        self.complete = False
        """Whether all of the file was looked through."""
        self._numbers = array("Q", [1])
        self._offsets = array("Q", [0])
        self._kept = kept
        self._checkpoints: list[_Checkpoint] = []
        self._lock = threading.Lock()
        with open_regular(path).stream as stream:
            self.packing = compressed(stream.read(4))
        if kept is not None:
            self._load(kept)

    @property
    def marks(self) -> int:
        """How many marks are known."""
        return len(self._numbers)

    def scan(self, number: int = 1) -> Iterator[Record]:
        """The records from a line on, read as they are asked for."""
        with self._lock:
            at = max(0, bisect_right(self._numbers, number) - 1)
            line_number, offset = self._numbers[at], self._offsets[at]
        blank = 0
        for line in self._lines(offset):
            blank = blank + 1 if line.isspace() else 0
            if blank > _MOST_BLANK:
                raise Refused(
                    f"{self.path.name} is no file of records: it has endless blank lines."
                )
            if offset >= self._offsets[-1] + _BETWEEN_MARKS:
                self._mark(line_number, offset)
            if line_number >= number and not blank:
                yield Record(line_number, offset, line.rstrip(b"\r\n"))
            offset += len(line)
            line_number += 1
        self.complete = True
        self._keep()

    def read(self, number: int) -> Record:
        """The record on a line. Raises ``Refused`` where the file has none."""
        known = self.marks
        for record in self.scan(number):
            if self.marks > known + 16:
                self._keep()
            if record.number == number:
                return record
            break
        raise Refused(f"{self.path.name} has no record in line {number}.")

    def slow_notice(self, record: Record) -> tuple[str, ...]:
        """What to tell the reader of a record deep in a packed file."""
        if self.packing is None or record.offset < SLOW:
            return ()
        before = f"{record.offset / 1e6:,.0f} MB"
        often = "once" if self.packing == "gzip" else "each time"
        return (
            f"This file is packed: {before} before this record are unpacked {often} to open it.",
        )

    def _mark(self, number: int, offset: int) -> None:
        with self._lock:
            if number > self._numbers[-1]:
                self._numbers.append(number)
                self._offsets.append(offset)

    def _load(self, kept: Path) -> None:
        with contextlib.suppress(OSError, ValueError):
            found = array("Q")
            found.frombytes(kept.read_bytes())
            half = len(found) // 2
            numbers, offsets = found[:half], found[half:]
            if half and half == len(offsets) and (numbers[0], offsets[0]) == (1, 0):
                self._numbers, self._offsets = numbers, offsets

    def _keep(self) -> None:
        """Keep the marks of a long file; a cache that cannot be written is no loss."""
        if self._kept is None or self._offsets[-1] < _WORTH_KEEPING:
            return
        with self._lock:
            data = (self._numbers + self._offsets).tobytes()
        partial = self._kept.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        with contextlib.suppress(OSError):
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(data)
            os.replace(partial, self._kept)

    def _lines(self, offset: int) -> Iterator[bytes]:
        """The lines from an offset that begins one, each with its line break."""
        parts: list[bytes] = []
        size = 0
        for chunk in self._chunks(offset):
            start = 0
            while (end := chunk.find(b"\n", start)) >= 0:
                parts.append(chunk[start : end + 1])
                yield b"".join(parts) if len(parts) > 1 else parts[0]
                parts, size, start = [], 0, end + 1
            if start < len(chunk):
                parts.append(chunk[start:])
                size += len(chunk) - start
            if size > LARGEST_RECORD:
                raise Refused(f"{self.path.name} has a record of more than 64 MB. Split it.")
        if size:
            yield b"".join(parts)

    def _chunks(self, offset: int) -> Iterator[bytes]:
        if self.packing == "gzip":
            yield from self._inflated(offset)
        elif self.packing == "zstd":
            yield from self._unpacked(offset)
        else:
            with open_regular(self.path).stream as stream:
                stream.seek(offset)
                while chunk := stream.read(_CHUNK):
                    yield chunk

    def _inflated(self, offset: int) -> Iterator[bytes]:
        """The bytes of a gzip file from ``offset`` of what it holds, by way of checkpoints."""
        with self._lock:
            known = bisect_right(self._checkpoints, offset, key=lambda one: one.unpacked)
            nearest = self._checkpoints[known - 1] if known else None
        if nearest is not None:
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
                self._checkpoint(position, packed, inflater)

    def _checkpoint(self, unpacked: int, packed: int, inflater: Any) -> None:
        with self._lock:
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


_known: OrderedDict[tuple[str, int, int], RecordLines] = OrderedDict()
_known_lock = threading.Lock()


def lines_of(path: Path) -> RecordLines:
    """What is known of a file's lines as it is now, kept for the next question. Raises Refused."""
    source = open_regular(path)
    with source.stream as stream:
        mtime_ns = os.fstat(stream.fileno()).st_mtime_ns
    key = (os.path.abspath(path), source.size, mtime_ns)
    with _known_lock:
        found = _known.get(key)
        if found is not None:
            _known.move_to_end(key)
            return found
    found = RecordLines(path, _kept_in(key) if source.size >= _WORTH_KEEPING // 16 else None)
    with _known_lock:
        _known[key] = found
        while len(_known) > _MOST_KNOWN:
            _known.popitem(last=False)
    return found


def _kept_in(key: tuple[str, int, int]) -> Path | None:
    import platformdirs

    named = "\0".join(map(str, key)).encode("utf-8", "surrogateescape")
    try:
        cache = platformdirs.user_cache_dir("glosse", appauthor=False)
    except (OSError, RuntimeError):
        return None
    return Path(cache, "lines", f"{blake2b(named, digest_size=16).hexdigest()}.marks")


def zstd_library(shown: str) -> Any:
    """The zstandard module. Raises ``Refused`` with what to install."""
    try:
        import zstandard
    except ImportError as error:
        raise Refused(f"{shown} needs the zstd extra: pip install 'glosse[zstd]'.") from error
    return zstandard
