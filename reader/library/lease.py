"""Of several windows on one library only one builds its index: the others wait for its lease."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from uuid import uuid4

from reader.library.index import Index, IndexUnavailableError
from reader.storage import is_alive

SECONDS = 15.0
"""After which a window that builds and says nothing is taken for dead, wherever it runs."""


def new_owner() -> str:
    """A name of one build: machine, process, and a number of its own."""
    return f"{_machine()}/{os.getpid()}/{uuid4().hex}"


def take(connection: sqlite3.Connection, owner: str) -> bool:
    """Take the lease, in a transaction; False while another build holds it."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'builder'").fetchone()
    other, _, until = str(row[0]).partition(" ") if row else ("", "", "0")
    if float(until) > time.time() and not _has_ended(other):
        return False
    renew(connection, owner)
    return True


def renew(connection: sqlite3.Connection, owner: str) -> None:
    """Say that the build goes on."""
    value = f"{owner} {time.time() + SECONDS}"
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('builder', ?)", (value,))


def release(index: Index, owner: str) -> None:
    """Give the lease back; where that fails too, it runs out by itself."""
    with contextlib.suppress(IndexUnavailableError):
        index.write(lambda c: c.execute("DELETE FROM meta WHERE value LIKE ?", (f"{owner} %",)))


def _machine() -> str:
    return os.uname().nodename if os.name == "posix" else ""


def _has_ended(owner: str) -> bool:
    """Whether the process of a build on this machine is no more, as after a crash."""
    machine, _, rest = owner.partition("/")
    process = rest.partition("/")[0]
    return machine == _machine() and process.isdecimal() and not is_alive(int(process))
