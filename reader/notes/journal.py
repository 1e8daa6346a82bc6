"""The journal: every change as one line, synced to disk before it counts as saved.

Each process appends to a file of its own, ``journal/<device>.<process>.jsonl``, which it keeps
locked while it lives. When it ends, or when the next one finds it dead, its lines are folded into
``journal.jsonl``, whose older part is packed away when it has grown. A line that cannot be read,
such as the torn last one after a power cut, is passed over. The same entry may stand in two files
after a crash; it counts once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from reader.notes.segments import divide, lines_of, segments
from reader.patterns import late
from reader.storage import (
    Damaged,
    dump_json,
    make_folder,
    now,
    parse_json,
    sweep,
    sync_folder,
    try_lock,
    write_all,
    write_atomic,
)

Action = Literal["do", "undo", "redo", "drop"]
ARCHIVE = "journal.jsonl"
FOLDER = "journal"
_COUNT = late(r"[0-9]{1,18}")
_BINARY: int = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. ``before`` and ``after`` are JSON values, None where there was or is nothing."""

    id: str
    at: str
    """RFC 3339 with microseconds, UTC; grows within one process."""
    by: str
    kind: str
    """"note", "move", "draft", or a kind of the caller's: "state", "cleaning", …"""
    key: str
    item: str
    before: Any = None
    after: Any = None
    action: Action = "do"
    group: str = ""
    """Entries of one group are undone together."""
    of: str = ""
    """The group that an undo, a redo or a drop is about."""
    facts: dict[str, str] = field(default_factory=dict)
    """For notes: what was known of the document."""

    def to_json(self) -> dict[str, Any]:
        """The entry as a line says it, without empty fields."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in values.items() if value not in ("", None, {})}

    @staticmethod
    def from_json(value: Any) -> Entry | None:
        """The entry in a line's value, or None where it is not one."""
        if not isinstance(value, dict) or not isinstance(value.get("facts", {}), dict):
            return None
        known = {name: value[name] for name in Entry.__slots__ if name in value}
        texts = [known.get(name, "") for name in _TEXTS]
        if not all(isinstance(text, str) for text in texts) or not known.get("id"):
            return None
        if known.get("action", "do") not in ("do", "undo", "redo", "drop"):
            return None
        for name in ("at", "by", "kind", "key", "item"):
            known.setdefault(name, "")
        return Entry(**known)


_TEXTS = ("id", "at", "by", "kind", "key", "item", "group", "of")
"""The fields of an entry that hold text."""


class JournalFile:
    """One file of lines that this process alone appends to, made at the first append."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = -1
        self._torn = False

    def append(self, lines: bytes) -> None:
        """Write whole lines at the end and sync them. On an OSError nothing of them counts."""
        for _ in range(3):
            self._open()
            size = os.fstat(self._descriptor).st_size
            try:
                write_all(self._descriptor, b"\n" + lines if self._torn else lines)
                os.fsync(self._descriptor)
            except OSError:
                self._torn = True
                with suppress(OSError):
                    os.ftruncate(self._descriptor, size)
                raise
            self._torn = False
            if os.name == "nt" or os.fstat(self._descriptor).st_nlink:
                return
            self.close()  # the file was removed under us: write these lines to a new one
        raise FileNotFoundError(f"{self.path} is removed as soon as it is made")

    def _open(self) -> None:
        if self._descriptor >= 0 and (os.name == "nt" or os.fstat(self._descriptor).st_nlink):
            return
        self.close()
        make_folder(self.path.parent)
        # A link in a library from a stranger is not followed: it may lead to anything.
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY | getattr(os, "O_NOFOLLOW", 0)
        self._descriptor = os.open(self.path, flags, 0o666)
        try_lock(self._descriptor)
        size = os.fstat(self._descriptor).st_size
        if size:
            os.lseek(self._descriptor, size - 1, os.SEEK_SET)
            self._torn = os.read(self._descriptor, 1) != b"\n"
        sync_folder(self.path.parent)

    def close(self) -> None:
        """Let go of the file and its lock."""
        if self._descriptor >= 0:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = -1

    def remove(self) -> None:
        """Close and delete the file, where there is one."""
        self.close()
        with suppress(FileNotFoundError):
            os.unlink(self.path)


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of one file; unreadable lines are passed over, a missing file has none."""
    if not path.is_file():  # missing, or a pipe, which would be waited for
        return
    with suppress(FileNotFoundError):
        for line in lines_of(path):
            with suppress(Damaged):
                entry = Entry.from_json(parse_json(line))
                if entry is not None:
                    yield entry


def encode(entries: Iterable[Entry]) -> bytes:
    """Entries as lines."""
    return b"".join(dump_json(entry.to_json(), indent=0) for entry in entries)


def journal_files(home: Path) -> list[Path]:
    """The files of the newest part of a library's journal, the folded ones first."""
    return sorted(home.glob("journal*.jsonl")) + sorted((home / FOLDER).glob("*.jsonl"))


class Journal:
    """The journal of one library as one process writes it."""

    def __init__(
        self, home: Path, *, state: Path, creator: str, clock: Callable[[], datetime] = now
    ) -> None:
        """``state`` is the folder where this machine remembers its name."""
        self.home = home
        self.creator = creator
        self.process = f"{os.getpid()}-{os.urandom(4).hex()}"
        self._state = state
        self._clock = clock
        self._last: datetime | None = None
        self._count = 0
        self._folded: list[Path] = []

    def of(self, home: Path) -> Journal:
        """The journal of another folder, as this machine and person see it."""
        return Journal(home, state=self._state, creator=self.creator, clock=self._clock)

    @cached_property
    def device(self) -> str:
        """The name of this machine; made, and remembered, at the first change."""
        return device_name(self._state)

    @cached_property
    def own(self) -> JournalFile:
        """The file of this process."""
        return JournalFile(self.home / FOLDER / f"{self.device}.{self.process}.jsonl")

    def stamp(self) -> str:
        """The time now, later than every time given before, whatever the clock does."""
        moment = self._clock()
        if self._last is not None and moment <= self._last:
            moment = self._last + timedelta(microseconds=1)
        self._last = moment
        return moment.isoformat(timespec="microseconds")

    def entry(self, kind: str, key: str, item: str, before: Any, after: Any) -> Entry:
        """A new entry of this process, not yet written."""
        self._count += 1
        identity = f"{self.device}.{self.process}-{self._count}"
        return Entry(identity, self.stamp(), self.creator, kind, key, item, before, after)

    def append(self, entries: Sequence[Entry]) -> None:
        """Write entries in one write and sync them. Raises OSError; then none of them counts."""
        self.own.append(encode(entries))

    def files(self) -> list[Path]:
        """Every file of the newest part, conflict copies of sync tools among them."""
        return journal_files(self.home)

    def packed(self) -> list[Path]:
        """The older parts: see ``reader.notes.segments``."""
        return segments(self.home / FOLDER)

    def read(self, paths: Iterable[Path] | None = None, *, recent: bool = False) -> list[Entry]:
        """All entries, only recent ones, or those of some files, oldest first, each once."""
        known: dict[str, Entry] = {}

        def take(some: Iterable[Path]) -> None:
            for path in some:
                for entry in read_entries(path):
                    known.setdefault(entry.id, entry)

        take(self.files() if paths is None else paths)
        if paths is None and not recent:
            take(self.packed())  # listed after: what is packed meanwhile stands in both
        return sorted(known.values(), key=_order)

    @contextmanager
    def leftovers(self) -> Iterator[list[Path]]:
        """Files of dead processes of this device, locked during the block."""
        held: list[int] = []
        free: list[Path] = []
        try:
            for path in sorted((self.home / FOLDER).glob(f"{self.device}.*.jsonl")):
                if path == self.own.path:
                    continue
                try:
                    descriptor = os.open(path, os.O_RDWR | _BINARY)
                except OSError:
                    continue
                held.append(descriptor)
                if try_lock(descriptor):
                    free.append(path)
            yield free
        finally:
            for descriptor in held:
                os.close(descriptor)
            for path in self._folded:  # Windows deletes no open file: now they are closed
                with suppress(OSError):
                    os.unlink(path)
            self._folded.clear()

    def has_leftovers(self) -> bool:
        """Whether a process of this device ended without folding its journal."""
        if not any((self.home / FOLDER).glob("*.jsonl")):
            return False
        with self.leftovers() as found:
            return bool(found)

    def archive(self, paths: Iterable[Path]) -> None:
        """Fold files into ``journal.jsonl`` and delete them. The caller holds the library's lock.

        Drafts are left out: they are of no use to undo.
        """
        for path in paths:
            entries = [entry for entry in read_entries(path) if entry.kind != "draft"]
            if entries:
                if (self.home / ARCHIVE).is_symlink():
                    os.unlink(self.home / ARCHIVE)
                archive = JournalFile(self.home / ARCHIVE)
                try:
                    archive.append(encode(entries))
                finally:
                    archive.close()
            self._folded.append(path)
            with suppress(OSError):
                os.unlink(path)
        with suppress(OSError):  # a full disk: the journal stays as long as it is
            divide(self.home / ARCHIVE, self.home / FOLDER)

    def close(self) -> None:
        """Close this process's file, leaving it where it is."""
        if self.used:
            self.own.close()

    @property
    def used(self) -> bool:
        """Whether this process has a file of its own."""
        return "own" in self.__dict__

    def made(self, entry: Entry) -> bool:
        """Whether this process made the entry."""
        return self.used and entry.id.startswith(f"{self.own.path.stem}-")


def _order(entry: Entry) -> tuple[str, str, int]:
    origin, _, count = entry.id.rpartition("-")
    return entry.at, origin, int(count) if _COUNT.fullmatch(count) else 0


def touching(entries: Sequence[Entry], key: str) -> list[Entry]:
    """The entries that bear on ``key``, through moves as well, in order."""
    keys = {key}
    while True:
        more = {
            other
            for entry in entries
            if entry.kind == "move" and keys & {entry.key, entry.item}
            for other in (entry.key, entry.item)
        }
        if more <= keys:
            return [entry for entry in entries if entry.key in keys]
        keys |= more


def device_name(state: Path) -> str:
    """A name for this machine that lasts: its host name and a random part kept in ``state``."""
    import platform

    host = re.sub(r"[^a-z0-9-]+", "-", platform.node().lower()).strip("-")[:24] or "host"
    path = state / "device"
    try:
        known = path.read_text("ascii").strip()
    except (OSError, ValueError):
        known = ""
    if not re.fullmatch(r"[0-9a-f]{8}", known):
        known = os.urandom(4).hex()
        sweep(state)
        try:
            write_atomic(path, known.encode("ascii"))
        except OSError:
            return host  # without a place to remember it, the host name alone is the same tomorrow
    return f"{host}-{known}"
