"""Durable files: atomic writes, locks, JSON within bounds, damaged files set aside."""

from __future__ import annotations

from reader.storage.errors import reason, sentence
from reader.storage.homes import HOME, Home, home, is_within, kept_apart
from reader.storage.jsonfiles import (
    READ_LIMIT,
    Damaged,
    dump_json,
    lock_file,
    now,
    parse_json,
    quarantine,
    read_bytes,
    read_json,
    update_json,
)
from reader.storage.locks import LockHeld, locked, try_lock
from reader.storage.writing import (
    Stamp,
    is_alive,
    is_temporary,
    make_folder,
    stamp,
    sweep,
    sync_folder,
    write_all,
    write_atomic,
)

__all__ = [
    "HOME",
    "READ_LIMIT",
    "Damaged",
    "Home",
    "LockHeld",
    "Stamp",
    "dump_json",
    "home",
    "is_alive",
    "is_temporary",
    "is_within",
    "kept_apart",
    "lock_file",
    "locked",
    "make_folder",
    "now",
    "parse_json",
    "quarantine",
    "read_bytes",
    "read_json",
    "reason",
    "sentence",
    "stamp",
    "sweep",
    "sync_folder",
    "try_lock",
    "update_json",
    "write_all",
    "write_atomic",
]
