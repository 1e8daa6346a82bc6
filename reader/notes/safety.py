"""How safe the newest changes are, and the file of last resort."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from reader.notes.journal import Entry, JournalFile, encode, read_entries
from reader.storage import try_lock


class Safety(StrEnum):
    """Where the newest changes are, from best to worst."""

    SAFE = "safe"
    """In the journal and in the document's file."""
    WAITING = "waiting"
    """In the journal or in the document's file, and the other could not be written yet."""
    EMERGENCY = "emergency"
    """Outside of the library, in the emergency file."""
    UNSAFE = "unsafe"
    """In memory only."""


class Status(NamedTuple):
    """``safety`` and, unless all is safe, a sentence for the reader."""

    safety: Safety = Safety.SAFE
    message: str = ""


class Emergency:
    """The file that keeps changes while the library's journal cannot be written."""

    def __init__(self, state: Path, home: Path, origin: str) -> None:
        real = os.path.realpath(home)
        self._digest = hashlib.sha256(os.fsencode(real)).hexdigest()[:16]
        self.folder = state / "emergency"
        self.path = self.folder / f"{self._digest}.{origin}.jsonl"
        self._file = JournalFile(self.path)
        self._kept: set[str] = set()

    def keep(self, entries: Sequence[Entry]) -> None:
        """Write those of ``entries`` that are not in the file yet. Raises OSError."""
        new = [entry for entry in entries if entry.id not in self._kept]
        if new:
            self._file.append(encode(new))
            self._kept.update(entry.id for entry in new)

    def holds(self, entries: Sequence[Entry]) -> bool:
        """Whether all of ``entries`` are in the file."""
        return all(entry.id in self._kept for entry in entries)

    def clear(self) -> None:
        """Forget the file: its entries are in the journal now."""
        if self._kept:
            self._file.remove()
            self._kept.clear()

    def close(self) -> None:
        """Let go of the file; it stays for the next process."""
        self._file.close()

    def leftovers(self) -> Iterator[tuple[Path, list[Entry]]]:
        """Emergency files of dead processes for this library, with their entries."""
        for path in sorted(self.folder.glob(f"{self._digest}.*.jsonl")):
            if path == self.path:
                continue
            with suppress(OSError):
                descriptor = os.open(path, os.O_RDWR)
                try:
                    free = try_lock(descriptor)
                finally:
                    os.close(descriptor)
                if free:
                    yield path, list(read_entries(path))
