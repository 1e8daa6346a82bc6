"""Keeping an index up to date: what changed is read by worker processes, in the background."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import NamedTuple

from reader.library import lease, writer
from reader.library.facts import Taught
from reader.library.index import Index, IndexUnavailableError
from reader.library.keys import as_named, storable
from reader.library.pack import FileResult, Task, look_at, resolve
from reader.library.scan import Entry, entry_of, scan, split_key
from reader.library.schema import BUILDING_CACHE, CACHE
from reader.library.tasks import Tasks

FEW = 4
"""So few files are read in this process: starting another takes longer."""
LONG = 8_000_000
"""Bytes of a file that is never read in this process: it would take time from the keyboard's."""
_TASKS = 24
"""Files a worker gets at a time."""
_SAVED = 400
"""Files stored in one transaction; a build that is killed loses no more than these."""
_MANY_PARTS = 4
"""Transactions after which joining the words that they stored apart is worth the time."""

DEFAULT_ANALYSE = "reader.analysis:analyse"

_PENDING = """
SELECT s.path, s.size, s.mtime_ns, s.problem, coalesce(f.digest, x'')
FROM seen s LEFT JOIN files f ON f.path = s.path
WHERE f.id IS NULL OR f.size != s.size OR f.mtime_ns != s.mtime_ns
    OR (s.problem != '' AND s.problem != f.problem)
    OR (s.problem = '' AND f.problem != '' AND f.digest = x'')
ORDER BY s.path"""
_GONE = "SELECT path FROM files WHERE path NOT IN (SELECT path FROM seen)"


class Progress(NamedTuple):
    """How far a build is, in files."""

    done: int = 0
    total: int = 0
    waiting: bool = False
    """Another window builds this index; this one goes on when that is done."""


class Outcome(NamedTuple):
    """What a build did, in files."""

    indexed: int = 0
    unchanged: int = 0
    removed: int = 0
    cancelled: bool = False


class Control(NamedTuple):
    """What the one who asked for a build may say while it runs; called from its thread."""

    progress: Callable[[Progress], None] = lambda progress: None
    paused: Callable[[], bool] = lambda: False
    cancelled: Callable[[], bool] = lambda: False
    changed: Callable[[list[str]], None] = lambda keys: None
    """Paths of files whose articles are now new, renewed or gone in the index."""
    grown: Callable[[str, list[str], bool], None] = lambda path, keys, whole: None
    """Of a long corpus: its path, keys of articles now in the index, and if these were the last."""


def build(
    index: Index,
    entries: Iterable[Iterable[Entry]] | None = None,
    *,
    analyse: str = DEFAULT_ANALYSE,
    taught: Taught = (),
    processes: int = 2,
    control: Control | None = None,
) -> Outcome:
    """Bring the index in line with the whole folder; returns when that is done or cancelled.

    ``entries``: batches as ``scan`` gives them; without them the folder is walked. ``analyse``: the
    dotted name of a ``facts.Analyse`` function, importable in a new process; it is told what was
    ``taught``. Only files whose size or time changed are read, and those whose rules did, and only
    those whose bytes changed are analysed. At the end texts follow the counts of what repeats.
    Raises ``IndexUnavailableError`` when the index cannot be written.
    """
    job = _Job(index, lease.new_owner(), analyse, taught, processes, control or Control())
    if not _lease(job):
        return Outcome(cancelled=True)
    try:
        index.teach(taught)
        found = _differences(job, entries)
        if job.control.cancelled():
            return Outcome(cancelled=True)
        _forget(job, found.gone)
        outcome = _read(job, found)
        settled = index.settle(cancelled=job.control.cancelled)
        _tell_settled(job.control, settled)
        if outcome.indexed > _SAVED * _MANY_PARTS:
            index.compact(cancelled=partial(_ended, job.control))
        return outcome._replace(unchanged=outcome.unchanged + found.same, removed=len(found.gone))
    finally:
        lease.release(index, job.owner)


@dataclass(frozen=True, slots=True)
class _Job:
    index: Index
    owner: str
    """Names this build in the lease."""
    analyse: str
    taught: Taught
    processes: int
    control: Control


class _Differences(NamedTuple):
    """What a scan found that the index does not hold so."""

    tasks: Tasks
    unreadable: list[FileResult]
    gone: list[str]
    same: int
    """Files of the same size and time."""


def update(
    index: Index, keys: Iterable[str], *, analyse: str = DEFAULT_ANALYSE
) -> tuple[list[str], list[str]]:
    """Renew the articles of a few files, as a watcher reports them; changed and removed paths.

    What they share with others may change these: they are among the changed ones. They are judged
    by what the index was taught.
    """
    changed: list[FileResult] = []
    gone: list[str] = []
    function, taught = resolve(analyse), index.taught
    for key in dict.fromkeys(keys):
        entry = entry_of(index.root, key)
        if entry is None:
            gone.append(key)
            continue
        known = index.run(partial(_known, path=storable(key)))
        task = Task(entry.key, entry.size, entry.mtime_ns, known[2])
        if entry.readable:
            changed.append(FileResult(task, b"", [], entry.readable))
        elif (entry.size, entry.mtime_ns) != known[:2]:
            rest: Task | None = task
            while rest is not None:
                changed.append(look_at(os.fspath(index.root), rest, function, taught))
                rest = changed[-1].rest
    index.apply(changed, gone)
    settled = index.settle()
    renewed = [result.task.path for result in changed if result.articles is not None]
    return list(dict.fromkeys((*renewed, *(split_key(key)[0] for key in settled)))), gone


def _known(connection: sqlite3.Connection, path: str) -> tuple[int, int, bytes]:
    found: tuple[int, int, bytes] | None = connection.execute(
        "SELECT size, mtime_ns, digest FROM files WHERE path = ?", (path,)
    ).fetchone()
    return found or (-1, -1, b"")


def _lease(job: _Job) -> bool:
    """Wait until no other window builds; False when cancelled meanwhile."""
    while not job.index.write(partial(lease.take, owner=job.owner)):
        job.control.progress(Progress(waiting=True))
        for _ in range(10):
            if job.control.cancelled():
                return False
            time.sleep(0.1)
    return True


def _differences(job: _Job, entries: Iterable[Iterable[Entry]] | None) -> _Differences:
    """Compare a scan with the index, inside SQLite: the known files never stand in memory."""
    given = None if entries is None else [list(batch) for batch in entries]

    def compare(c: sqlite3.Connection) -> _Differences:
        c.execute("DROP TABLE IF EXISTS temp.seen")
        c.execute("CREATE TEMP TABLE seen (path TEXT PRIMARY KEY, size, mtime_ns, problem)")
        c.execute(f"PRAGMA temp.cache_size = -{CACHE // 2}")
        for batch in (
            scan(job.index.root, cancelled=job.control.cancelled) if given is None else given
        ):
            _rest(job.control)
            c.execute("BEGIN")
            c.executemany(
                "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)",
                [(storable(entry.key), *entry[1:]) for entry in batch],
            )
            c.execute("COMMIT")
        tasks, unreadable = Tasks(), []
        for path, size, mtime_ns, problem, digest in c.execute(_PENDING):
            task = writer.rest_of(c, Task(as_named(path), size, mtime_ns, digest))
            if problem:
                unreadable.append(FileResult(task, b"", [], problem))
            else:
                tasks.append(task)
        gone = [as_named(row[0]) for row in c.execute(_GONE)]
        (total,) = c.execute("SELECT count(*) FROM seen").fetchone()
        c.execute("DROP TABLE temp.seen")
        return _Differences(tasks, unreadable, gone, total - len(tasks) - len(unreadable))

    return job.index.run(compare)


def _rest(control: Control) -> None:
    """Wait as long as the build is to pause: this thread would take time from the keyboard's."""
    while control.paused() and not control.cancelled():
        time.sleep(0.05)


def _ended(control: Control) -> bool:
    """Whether to stop; asked between two steps, and answered when there is no pause any more."""
    _rest(control)
    return control.cancelled()


def _forget(job: _Job, gone: list[str]) -> None:
    paths = iter(gone)
    while some := list(islice(paths, _SAVED)):
        job.index.apply([], some)
        job.control.changed(some)


def _read(job: _Job, found: _Differences) -> Outcome:
    """Have the files read and store what comes back, in transactions of a bearable size."""
    done = same = 0
    total = len(found.tasks) + len(found.unreadable)
    store = _Store(job)
    for results in _results(job, found):
        done += sum(result.rest is None for result in results)
        same += sum(result.articles is None for result in results)
        store.add(results)
        job.control.progress(Progress(done, total))
    store.flush()
    return Outcome(indexed=done - same, unchanged=same, cancelled=job.control.cancelled())


def _results(job: _Job, found: _Differences) -> Iterator[list[FileResult]]:
    root, tasks, control = os.fspath(job.index.root), found.tasks, job.control
    if found.unreadable:
        yield found.unreadable
    few = next(tasks.batches(FEW), [])
    if len(few) == len(tasks) and all(task.size < LONG for task in few):
        for task in few:
            yield from _read_here(job, task)
        return
    job.index.run(lambda c: c.execute(f"PRAGMA cache_size = -{BUILDING_CACHE}"))
    count = min(job.processes, -(-len(tasks) // _TASKS))
    from reader.library.workers import Workers  # much of multiprocessing, for new files alone

    with Workers(root, job.analyse, count, job.taught) as workers:
        yield from workers.map(tasks.batches(_TASKS), control.paused, control.cancelled)


def _read_here(job: _Job, task: Task) -> Iterator[list[FileResult]]:
    """Read a file in this process, a long corpus part by part."""
    rest: Task | None = task
    while rest is not None and not job.control.cancelled():
        result = look_at(os.fspath(job.index.root), rest, resolve(job.analyse), job.taught)
        rest = result.rest
        yield [result]


class _Store:
    """Collects results and writes them when enough came together or some time went by."""

    def __init__(self, job: _Job) -> None:
        self.job = job
        self.results: list[FileResult] = []
        self.written = time.monotonic()

    def add(self, results: list[FileResult]) -> None:
        self.results.extend(results)
        if len(self.results) >= _SAVED or time.monotonic() - self.written > 1:
            self.flush()

    def flush(self) -> None:
        if not self.results:
            return
        job, results = self.job, self.results

        def work(connection: sqlite3.Connection) -> None:
            writer.apply(connection, results)
            lease.renew(connection, job.owner)

        job.index.write(work)
        parts = [result for result in results if result.rest or result.task.after]
        job.control.changed([result.task.path for result in results if result not in parts])
        for part in parts:
            keys = [as_named(packed.facts.key) for packed in part.articles or ()]
            job.control.grown(part.task.path, keys, part.rest is None)
        self.results = []
        self.written = time.monotonic()


def _tell_settled(control: Control, keys: Sequence[str]) -> None:
    """Tell of articles whose text followed the counts: whole files, or records one by one."""
    files: dict[str, list[str]] = {}
    for key in keys:
        files.setdefault(split_key(key)[0], []).append(key)
    control.changed([path for path, some in files.items() if some == [path]])
    for path, some in files.items():
        if some != [path]:
            for start in range(0, len(some), _SAVED):
                control.grown(path, some[start : start + _SAVED], False)


class Background:
    """A build in a thread of its own, with progress to look at, pause and cancel."""

    def __init__(
        self,
        index: Index,
        *,
        analyse: str = DEFAULT_ANALYSE,
        taught: Taught = (),
        processes: int = 2,
        entries: Iterable[Iterable[Entry]] | None = None,
        changed: Callable[[list[str]], None] = lambda keys: None,
        grown: Callable[[str, list[str], bool], None] = lambda path, keys, whole: None,
        finished: Callable[[Outcome | OSError], None] = lambda outcome: None,
    ) -> None:
        self.progress = Progress()
        self._pause = threading.Event()
        self._cancel = threading.Event()
        control = Control(self._note, self._pause.is_set, self._cancel.is_set, changed, grown)

        def work() -> None:
            try:
                outcome: Outcome | OSError = build(
                    index, entries, analyse=analyse, taught=taught, processes=processes,
                    control=control,
                )  # fmt: skip
            except OSError as error:
                outcome = error
            except Exception as error:  # noqa: BLE001 - a thread has nobody above it to tell
                outcome = IndexUnavailableError(
                    f"The search index stopped: {type(error).__name__}: {error}."
                    " Reading and notes go on without it."
                )
            finished(outcome)
            index.release()

        self._thread = threading.Thread(target=work, name="glosse-index", daemon=True)

    def _note(self, progress: Progress) -> None:
        self.progress = progress

    def start(self) -> Background:
        """Begin; returns at once."""
        self._thread.start()
        return self

    def pause(self, paused: bool = True) -> None:
        """Let the workers finish what they hold and then rest, or go on."""
        (self._pause.set if paused else self._pause.clear)()

    def cancel(self, timeout: float | None = 5.0) -> None:
        """End early; what was stored stays. Waits at most ``timeout`` seconds."""
        self._cancel.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    @property
    def running(self) -> bool:
        """Whether the build still goes on."""
        return self._thread.is_alive()
