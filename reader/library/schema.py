"""The index file: its tables, and how it is opened, recognised as unusable and made anew."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from hashlib import blake2b
from pathlib import Path

from reader.library.tokens import TOKENIZER

VERSION = 8
"""Counts up whenever tables, or what is stored in them, change; other versions are rebuilt."""
CACHE, BUILDING_CACHE = 2_000, 16_000
"""Kilobytes of pages that a thread's connection keeps; the one that builds writes all over them."""

TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL, digest BLOB NOT NULL, problem TEXT NOT NULL);
CREATE TABLE docs (
    id INTEGER PRIMARY KEY, file INTEGER NOT NULL, key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, site TEXT NOT NULL, date TEXT NOT NULL, url TEXT NOT NULL,
    author TEXT NOT NULL, language TEXT NOT NULL, confidence REAL NOT NULL,
    words INTEGER NOT NULL, digest BLOB NOT NULL, problem TEXT NOT NULL,
    folder INTEGER NOT NULL, copy_of INTEGER, counted INTEGER NOT NULL DEFAULT 0);
CREATE INDEX docs_file ON docs (file);
CREATE INDEX docs_copy ON docs (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX docs_folder ON docs (folder);
CREATE TABLE bodies (
    id INTEGER PRIMARY KEY, prints BLOB, kept BLOB, hidden BLOB, sketch BLOB, text BLOB);
CREATE TABLE taught (kind TEXT, name TEXT, rules TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE bands (band INTEGER, doc INTEGER, PRIMARY KEY (band, doc)) WITHOUT ROWID;
CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, docs INTEGER NOT NULL,
    changed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE blocks (
    folder INTEGER, print INTEGER, docs INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder, print)) WITHOUT ROWID;
CREATE INDEX blocks_often ON blocks (folder) WHERE docs >= 2 OR told > 0;
CREATE VIRTUAL TABLE full USING fts5 (title, body, content='', tokenize='{TOKENIZER}');
CREATE VIRTUAL TABLE words USING fts5vocab (full, 'row');
CREATE VIRTUAL TABLE named USING fts5 (
    names, content='', detail=none, columnsize=0, tokenize='{TOKENIZER}');
CREATE VIRTUAL TABLE notes USING fts5 (
    key UNINDEXED, note UNINDEXED, text, tokens, tokenize='{TOKENIZER}');
"""


class IndexUnavailableError(OSError):
    """The index cannot be written or read now; the sentence says why. Reading goes on without."""


def index_path(cache_dir: Path, root: Path) -> Path:
    """Where the index of a root lies: its name, for people, and a hash of its whole path."""
    whole = os.fsencode(os.path.realpath(root))
    name = "".join(c if c.isalnum() and c.isascii() else "-" for c in root.name)[:40]
    return cache_dir / f"{name or 'root'}-{blake2b(whole, digest_size=8).hexdigest()}.sqlite"


def connect(path: Path) -> sqlite3.Connection:
    """A connection that waits for other windows and leaves transactions to us."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA page_size = 16384")  # texts of 2-3 KB would waste smaller pages
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    connection.execute("PRAGMA temp_store = FILE")
    return connection


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tables are those of this version. A damaged file raises DatabaseError."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(version == VERSION)


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty file, unless another window just did."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not is_current(connection):
            for statement in TABLES.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def discard(path: Path) -> None:
    """Delete an index with its side files; a window that has it open keeps its old one."""
    for ending in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{path}{ending}")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error means that the file is broken, not that it is busy, full or forbidden."""
    if isinstance(error, sqlite3.OperationalError):
        sentence = str(error)
        return sentence.startswith("no such table") or "malformed" in sentence
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.IntegrityError | sqlite3.ProgrammingError
    )
