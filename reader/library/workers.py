"""Processes that read files: niced, gone when their parent is, replaced when one dies of a file.

Each has a pipe of its own, whose other end the parent does not hold open: of a process that is
killed in the middle of a result nobody waits for the rest.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any
from queue import SimpleQueue

from reader.library.facts import Taught
from reader.library.pack import FileResult, Task, look_at_all, resolve
from reader.library.schema import IndexUnavailableError

_AHEAD = 2
"""Batches handed to a process: one it reads, and one to go on with while its results are stored."""
_MOST_DEATHS = 20
"""Processes that end without a single result: then it is not the files that end them."""
_TRIES = 2
"""Processes that may end of one file alone: the first may have been ended from outside."""
_PATIENCE = 1.0
"""Seconds that a process that was killed may take to be gone."""


def _serve(root: str, analyse: str, taught: Taught, parent: Connection) -> None:
    """What a process does: be modest, load what reads files, answer batches with results."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(10)
    _keep_quiet()
    batches: SimpleQueue[list[Task]] = SimpleQueue()
    threading.Thread(target=_listen, args=[parent, batches], daemon=True).start()
    read = resolve(analyse)
    while True:
        tasks = batches.get()
        try:
            found: list[FileResult] | Exception = list(look_at_all(root, tasks, read, taught))
        except Exception as error:  # noqa: BLE001 - raised again in the parent
            found = error
        parent.send(found)


def _listen(parent: Connection, batches: SimpleQueue[list[Task]]) -> None:
    """Take in batches; when the parent is gone, or lets go, end in the middle of whatever is read.

    A batch of records takes many seconds, and nobody is there any more to wait for it.
    """
    with contextlib.suppress(EOFError, OSError):
        while True:
            batches.put(parent.recv())
    os._exit(1)


def _keep_quiet() -> None:
    """Send what libraries print about a file nowhere: the terminal belongs to the screen."""
    with open(os.devnull, "wb") as nowhere:
        for stream in (1, 2):
            with contextlib.suppress(OSError):
                os.dup2(nowhere.fileno(), stream)


def _track_resources() -> None:
    """Start the process that ``multiprocessing`` cleans up with, while stderr has a number.

    It is handed stderr's descriptor, and a full-screen program's stand-in for stderr has none.
    """
    if os.name == "posix":
        from multiprocessing import resource_tracker

        with contextlib.redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


class Worker:
    """One process, and the batches it was handed: the first of them is the one it reads."""

    def __init__(self, root: str, analyse: str, taught: Taught) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.batches: deque[list[Task]] = deque()
        arguments = (root, analyse, taught, theirs)
        self.process = context.Process(target=_serve, args=arguments, daemon=True)
        _track_resources()
        try:
            self.process.start()
        finally:
            theirs.close()

    def hand(self, batch: list[Task]) -> None:
        """Hand it a batch; that it is gone is told by ``take``."""
        self.batches.append(batch)
        with contextlib.suppress(OSError):
            self.pipe.send(batch)

    def take(self) -> list[FileResult]:
        """The results of its first batch. Raises EOFError or OSError where it ended before."""
        found = self.pipe.recv()
        self.batches.popleft()
        if isinstance(found, Exception):
            raise found
        results: list[FileResult] = found
        return results

    def end(self) -> None:
        """End it, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join(_PATIENCE)


class Workers:
    """Some processes for ``pack.look_at``; use it as a context manager."""

    def __init__(self, root: str, analyse: str, processes: int, taught: Taught = ()) -> None:
        self._start = (root, analyse, taught)
        self._processes = max(1, processes)
        self._crew: list[Worker] = []
        self._deaths = 0
        """How many processes ended since the last result."""
        self._tried: Counter[Task] = Counter()
        """How many processes ended of a file that was read alone."""

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._crew:
            worker.end()
        self._crew.clear()

    def map(
        self,
        batches: Iterable[list[Task]],
        paused: Callable[[], bool],
        cancelled: Callable[[], bool],
    ) -> Iterator[list[FileResult]]:
        """Results of the batches as they come, in any order.

        Of a long corpus a result brings a part, and the rest is read next. A batch that kills its
        process is tried again file by file; a file that kills two when alone gets a result with
        that problem.
        """
        waiting: deque[list[Task]] = deque()
        others = iter(batches)
        while True:
            waiting.extend(islice(others, max(0, self._processes * _AHEAD - len(waiting))))
            busy = [worker for worker in self._crew if worker.batches]
            if cancelled() or not (waiting or busy):
                return
            if not paused():
                self._hand_out(waiting)
            elif not busy:
                time.sleep(0.1)
                continue
            for worker in self._ready():
                try:
                    results = worker.take()
                except (EOFError, OSError):
                    yield from self._mourn(worker, waiting)
                    continue
                self._deaths = 0
                waiting.extendleft([result.rest] for result in results if result.rest)
                yield results

    def _ready(self) -> list[Worker]:
        """Those that have a result, or ended, within a moment."""
        by_pipe = {worker.pipe: worker for worker in self._crew if worker.batches}
        ready = set(wait_for_any([*by_pipe], 0.2))
        return [worker for pipe, worker in by_pipe.items() if pipe in ready]

    def _hand_out(self, waiting: deque[list[Task]]) -> None:
        """Keep every process busy, a new one in the place of each that ended; the idle first."""
        for most in range(1, _AHEAD + 1):
            for place in range(self._processes):
                if not waiting:
                    return
                if place == len(self._crew):
                    self._crew.append(Worker(*self._start))
                if len(self._crew[place].batches) < most:
                    self._crew[place].hand(waiting.popleft())

    def _mourn(self, worker: Worker, waiting: deque[list[Task]]) -> Iterator[list[FileResult]]:
        """What a process that ended was at is tried again, file by file; a file is blamed at last.

        What it had not begun to read waits for another one.
        """
        worker.end()
        self._crew.remove(worker)
        self._deaths += 1
        if self._deaths >= _MOST_DEATHS:
            raise IndexUnavailableError(
                "The search index stopped: the programs that read files for it cannot be started,"
                " or are ended from outside. Is there memory left? Reading and notes go on without"
                " it."
            )
        suspects, *others = worker.batches
        waiting.extendleft(reversed(others))
        if len(suspects) == 1:
            self._tried[suspects[0]] += 1
            if self._tried[suspects[0]] >= _TRIES:
                sentence = "cannot be analysed: it ended the program reading it"
                yield [FileResult(suspects[0], b"", [], sentence)]
                return
        waiting.extendleft([task] for task in reversed(suspects))
