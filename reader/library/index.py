"""The index of one library: a cache of what can be computed, which nobody misses when it is gone.

Every method may be called from any thread. A file that is damaged or of another version is made
anew without a word; what cannot be helped (full disk, no permission) raises
``IndexUnavailableError`` with a sentence.
"""

from __future__ import annotations

import errno
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from reader.library import evidence, hiding, schema, writer
from reader.library.facts import Facts, Taught, site_name
from reader.library.hiding import shown_text
from reader.library.keys import as_named, storable
from reader.library.pack import FileResult, signed
from reader.library.schema import IndexUnavailableError
from reader.library.tokens import prepared

__all__ = ["Index", "IndexUnavailableError"]

T = TypeVar("T")
_FACTS = ", ".join(f"docs.{name}" for name in Facts._fields)
_AT_ONCE = 500
_PAGES = 500
"""Of the full text, some tens of milliseconds' work."""


def facts_of_row(row: Sequence[object]) -> Facts:
    """Facts of the columns as they are stored: the digest is kept as bytes."""
    key, digest = row[0], row[9]
    assert isinstance(key, str)
    assert isinstance(digest, bytes)
    return Facts._make((as_named(key), *row[1:9], digest.hex(), *row[10:]))


class Index:
    """Facts, texts and evidence of the articles under ``root``, kept in ``cache_dir``."""

    def __init__(self, cache_dir: Path, root: Path) -> None:
        self.root = root
        self.path = schema.index_path(cache_dir, root)
        self._local = threading.local()
        self._lock = threading.RLock()
        self._renewals = 0
        self._open: list[tuple[threading.Thread, sqlite3.Connection]] = []

    def close(self) -> None:
        """Close the connections of all threads; the next call opens them again."""
        with self._lock:
            self._renewals += 1
            for _, connection in self._open:
                connection.close()
            self._open.clear()

    def _close_of_ended(self) -> None:
        """Close the connections of threads that ended: each holds three files open."""
        for thread, connection in self._open:
            if not thread.is_alive():
                connection.close()
        self._open = [held for held in self._open if held[0].is_alive()]

    def release(self) -> None:
        """Close the connection of this thread, with the memory it holds; the next call opens one.

        For a thread that ends, or that did what it had to do with the index.
        """
        held: tuple[int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held is None:
            return
        with self._lock:
            del self._local.held
            held[1].close()
            self._open = [(thread, other) for thread, other in self._open if other is not held[1]]

    def _connection(self) -> sqlite3.Connection:
        held: tuple[int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held is not None and held[0] == self._renewals:
            return held[1]
        with self._lock:
            self._close_of_ended()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = _connected(self.path)
            try:
                if not schema.is_current(connection):
                    connection = self._made(connection)
            except sqlite3.Error:
                connection.close()
                raise
            self._open.append((threading.current_thread(), connection))
            self._local.held = (self._renewals, connection)
            return connection

    def _made(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """A connection to an index with the tables of this version."""
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables:
            connection.close()
            schema.discard(self.path)
            connection = schema.connect(self.path)
        schema.create(connection)
        return connection

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with a connection of this thread, on a new index if this one is broken."""
        try:
            try:
                return work(self._connection())
            except sqlite3.Error as error:
                if not schema.is_damage(error):
                    raise
                self.rebuild()
                return work(self._connection())
        except (sqlite3.Error, OSError) as error:
            if isinstance(error, IndexUnavailableError):
                raise
            raise IndexUnavailableError(_sentence(error, self.path)) from error

    def rebuild(self) -> None:
        """Throw the index away; it is filled again by the next build."""
        with self._lock:
            self.close()
            schema.discard(self.path)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something in one transaction; nothing of it is kept if it fails."""

        def transaction(connection: sqlite3.Connection) -> T:
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

        return self.run(transaction)

    def apply(self, results: Sequence[FileResult], removed: Iterable[str] = ()) -> None:
        """Store results of ``pack.look_at`` and forget removed files, in one transaction."""

        def work(connection: sqlite3.Connection) -> None:
            for path in removed:
                writer.remove_file(connection, path)
            writer.apply(connection, results)

        self.write(work)

    def __len__(self) -> int:
        """How many articles are known."""
        return int(self.run(lambda c: c.execute("SELECT count(*) FROM docs").fetchone())[0])

    def facts_of(self, keys: Iterable[str]) -> dict[str, Facts]:
        """What is known of some articles; a key that is not indexed yet is missing."""
        found: dict[str, Facts] = {}
        pending = iter(keys)
        while some := list(islice(pending, _AT_ONCE)):
            marks = ", ".join("?" * len(some))
            query = f"SELECT {_FACTS} FROM docs WHERE key IN ({marks})"  # noqa: S608 - marks only
            rows = self._rows(query, [storable(key) for key in some])
            found.update((facts.key, facts) for facts in map(facts_of_row, rows))
        return found

    def stream_facts(self, batch: int = 500) -> Iterator[list[Facts]]:
        """All facts in the order of their keys, in batches; no transaction stays open between."""
        last = ""
        query = f"SELECT {_FACTS} FROM docs WHERE key > ? ORDER BY key LIMIT ?"  # noqa: S608
        while rows := self._rows(query, (last, batch)):
            facts = [facts_of_row(row) for row in rows]
            last = storable(facts[-1].key)
            yield facts

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        return self.run(lambda connection: connection.execute(query, values).fetchall())

    def text_of(self, key: str) -> str | None:
        """The cleaned text of an article, without what repeats; None when it is not indexed."""
        rows = self._rows(
            "SELECT text, kept, hidden FROM docs JOIN bodies USING (id) WHERE key = ?",
            (storable(key),),
        )
        return shown_text(*rows[0]) if rows else None  # type: ignore[arg-type]

    def records_of(self, path: str) -> list[str]:
        """The keys of the articles of one file, in its order: one, or one a record."""
        rows = self._rows(
            "SELECT key FROM docs JOIN files ON files.id = docs.file WHERE path = ?"
            " ORDER BY docs.id",
            (storable(path),),
        )
        return [as_named(str(row[0])) for row in rows]

    def evidence(
        self, site: str, fingerprints: Sequence[int], *, key: str = ""
    ) -> dict[int, tuple[int, int]]:
        """In how many articles of a site each block stands.

        ``{i: (n, m)}``: block ``i`` stands in ``n`` of the ``m`` articles of the site, or without
        a site of the folder that ``key`` lies in. Copies of one article count once. Blocks never
        seen are missing.
        """
        prints = [signed(number) for number in fingerprints]
        group = evidence.group_of(site, key)
        return self.run(lambda connection: evidence.counts(connection, group, prints))

    def settle(self, *, cancelled: Callable[[], bool] = lambda: False) -> list[str]:
        """Let the texts follow the counts where these changed; the keys whose text did change.

        A group's articles are written some at a time, so that others can write in between; ended
        in the middle, it is done again.
        """
        changed: list[str] = []
        for group in self.run(hiding.changed_groups):
            minds = self.run(partial(hiding.minds_changed, group=group))
            docs = iter(
                self.run(partial(hiding.holders, group=group, prints=minds)) if minds else ()
            )
            while some := list(islice(docs, _AT_ONCE)):
                if cancelled():
                    return changed
                changed += self.write(partial(_hidden_again, docs=some))
            self.write(partial(hiding.settle_group, group=group, minds=minds))
        return changed

    def compact(self, *, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Join the many parts in which the words were stored: a search then reads one of each.

        Done in small steps, each a transaction of its own, so that others can write in between.
        """
        for table in ("full", "named"):
            pages = -_PAGES  # negative: join all parts, also those that are few
            while not cancelled() and self.write(partial(_joined, table=table, pages=pages)):
                pages = _PAGES

    @property
    def taught(self) -> Taught:
        """What the articles here were judged by."""
        rows = self._rows("SELECT kind, name, rules FROM taught ORDER BY kind, name", ())
        return tuple((str(kind), str(name), str(rules)) for kind, name, rules in rows)

    def teach(self, taught: Taught) -> list[str]:
        """Keep what articles are to be judged by; the files that are to be read again for it."""
        new = {row[:2]: row[2] for row in taught}
        old = {row[:2]: row[2] for row in self.taught}
        differ = {name for name in {*new, *old} if new.get(name) != old.get(name)}
        if not differ:
            return []
        sites = {name for kind, name in differ if kind == "sites"}
        keys = {storable(name) for kind, name in differ if kind == "documents"}

        def work(connection: sqlite3.Connection) -> list[str]:
            rows = connection.execute(
                "SELECT key, url, site, path FROM docs JOIN files ON files.id = docs.file"
            )
            paths = {
                path
                for key, url, site, path in rows
                if key in keys or (sites and site_name(url, site) in sites)
            }
            connection.executemany(
                "UPDATE files SET size = -1, digest = x'' WHERE path = ?", [(p,) for p in paths]
            )
            connection.execute("DELETE FROM taught")
            connection.executemany("INSERT INTO taught VALUES (?, ?, ?)", taught)
            return sorted(map(as_named, paths))

        return self.write(work)

    def put_notes(
        self, notes: Mapping[str, Sequence[tuple[str, str]]], *, whole: bool = False
    ) -> None:
        """Make notes searchable: for each key its notes as (id, text), in place of those before.

        ``whole``: these are the notes of the whole library, so others are forgotten.
        """
        rows = [
            (storable(key), note, text, prepared(text))
            for key, some in notes.items()
            for note, text in some
        ]

        def work(connection: sqlite3.Connection) -> None:
            if whole:
                connection.execute("DELETE FROM notes")
            else:
                keys = [(storable(key),) for key in notes]
                connection.executemany("DELETE FROM notes WHERE key = ?", keys)
            connection.executemany("INSERT INTO notes VALUES (?, ?, ?, ?)", rows)

        self.write(work)

    def copies(self) -> dict[str, list[str]]:
        """Near-identical articles: the key of the first one, and those of its copies."""
        found: dict[str, list[str]] = {}
        for leader, key in self._rows(
            "SELECT first.key, copy.key FROM docs AS copy JOIN docs AS first"
            " ON first.id = copy.copy_of ORDER BY first.key, copy.key",
            (),
        ):
            found.setdefault(as_named(str(leader)), []).append(as_named(str(key)))
        return found


def _hidden_again(connection: sqlite3.Connection, docs: Sequence[int]) -> list[str]:
    found = (writer.hide_again(connection, doc) for doc in docs)
    return [as_named(key) for key in found if key is not None]


def _joined(connection: sqlite3.Connection, table: str, pages: int) -> bool:
    """Join parts of a full-text table, about so many pages of them; whether there was work."""
    before = connection.total_changes
    connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 - our own names
    return connection.total_changes - before >= 2  # as FTS5 documents it


def _connected(path: Path) -> sqlite3.Connection:
    """Connect; the change to WAL does not wait for another window's as other statements do."""
    for _ in range(100):
        try:
            return schema.connect(path)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.05)
    return schema.connect(path)


_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


def _sentence(error: Exception, path: Path) -> str:
    number = error.errno if isinstance(error, OSError) else None
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    if "full" in reason or number in {errno.ENOSPC, errno.EDQUOT}:
        reason = "the disk is full"
    elif "readonly" in reason or "unable to open" in reason or number in _FORBIDDEN:
        reason = "its folder cannot be written"
    elif "locked" in reason or "busy" in reason:
        reason = "another program holds it"
    return (
        f"The search index {path.name} cannot be used: {reason}."
        " Reading and notes go on without it."
    )
