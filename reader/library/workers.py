"""Processes that read files: niced, gone when their parent is, replaced when one dies of a file."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any

from reader.library.facts import Analyse, Taught
from reader.library.pack import FileResult, Task, look_at_all, resolve
from reader.library.schema import IndexUnavailableError

_AHEAD = 3
"""Batches handed out per process: enough to keep it busy, few enough to stop soon."""
_MOST_DEATHS = 12
"""Processes that end without a single result: then it is not the files that end them."""

_root = ""
_analyse: Analyse | None = None
_taught: Taught = ()
_turn = threading.Lock()
"""Held where a worker begins or ends to read, and where it looks whether it may end."""
_reading = _unwanted = False


def _begin(root: str, analyse: str, taught: Taught, wanted: Connection) -> None:
    """First thing in a worker: be modest, watch the parent, load what reads files."""
    global _root, _analyse, _taught
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(10)
    _keep_quiet()
    _set_reading(True)  # nothing is sent yet
    threading.Thread(target=_end_when_unwanted, args=[wanted], daemon=True).start()
    _root, _analyse, _taught = root, resolve(analyse), taught
    _set_reading(False)


def _keep_quiet() -> None:
    """Send what libraries print about a file nowhere: the terminal belongs to the screen."""
    with open(os.devnull, "wb") as nowhere:
        for stream in (1, 2):
            with contextlib.suppress(OSError):
                os.dup2(nowhere.fileno(), stream)


def _end_when_unwanted(wanted: Connection) -> None:
    """End with the parent, or when it closes its end of ``wanted``, in the middle of a batch.

    A batch of records takes many seconds, and a program that was left would wait for it. It would
    also wait, for ever, for the rest of a result of which half was sent: that is sent first.
    """
    global _unwanted  # noqa: PLW0603 - of this process
    parent = multiprocessing.parent_process()
    if parent is not None:
        ended = parent.sentinel in wait_for_any([parent.sentinel, wanted])
        with _turn:
            _unwanted = True
            if ended or _reading:
                os._exit(1)
        parent.join()
        os._exit(1)


def _set_reading(reading: bool) -> None:
    global _reading  # noqa: PLW0603 - of this process
    with _turn:
        if _unwanted:
            os._exit(1)
        _reading = reading


def _work(tasks: list[Task]) -> list[FileResult]:
    assert _analyse is not None
    _set_reading(True)
    results = list(look_at_all(_root, tasks, _analyse, _taught))
    _set_reading(False)
    return results


def _track_resources() -> None:
    """Start the process that ``multiprocessing`` cleans up with, while stderr has a number.

    It is handed stderr's descriptor, and a full-screen program's stand-in for stderr has none.
    """
    if os.name == "posix":
        from multiprocessing import resource_tracker

        with contextlib.redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


class Workers:
    """A pool for ``pack.look_at``; use it as a context manager."""

    def __init__(self, root: str, analyse: str, processes: int, taught: Taught = ()) -> None:
        self._watched, self._wanted = multiprocessing.get_context("spawn").Pipe(duplex=False)
        self._start = (root, analyse, taught, self._watched)
        self._processes = max(1, processes)
        self._pool = self._new()
        self._deaths = 0
        """How many processes ended since the last result."""

    def _new(self) -> ProcessPoolExecutor:
        _track_resources()
        return ProcessPoolExecutor(
            self._processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=self._start,
        )

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._wanted.close()

    def map(
        self,
        batches: Iterable[list[Task]],
        paused: Callable[[], bool],
        cancelled: Callable[[], bool],
    ) -> Iterator[list[FileResult]]:
        """Results of the batches as they come, in any order.

        Of a long corpus a result brings a part, and the rest is read next. A batch that kills its
        process is tried again file by file; a file that kills one when alone gets a result with
        that problem.
        """
        waiting: deque[list[Task]] = deque()
        others = iter(batches)
        alone: deque[list[Task]] = deque()
        running: dict[Future[list[FileResult]], list[Task]] = {}
        while True:
            waiting.extend(islice(others, max(0, self._processes * _AHEAD - len(waiting))))
            if cancelled() or not (waiting or alone or running):
                return
            if paused() and not running:
                time.sleep(0.1)
                continue
            broken = not paused() and not self._hand_out(waiting, alone, running)
            done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                try:
                    results = future.result()
                except BrokenProcessPool:
                    broken = True
                    continue
                del running[future]
                self._deaths = 0
                waiting.extendleft([result.rest] for result in results if result.rest)
                yield results
            if broken:
                yield from self._mend(alone, running)

    def _hand_out(
        self,
        waiting: deque[list[Task]],
        alone: deque[list[Task]],
        running: dict[Future[list[FileResult]], list[Task]],
    ) -> bool:
        """Keep every process busy; suspects run one at a time, so that a crash names its file.

        False where a process ended between two results: the pool takes no more then.
        """
        most = 1 if alone else self._processes * _AHEAD
        queue = alone or waiting
        while queue and len(running) < most:
            try:
                future = self._pool.submit(_work, queue[0])
            except BrokenProcessPool:
                return False
            running[future] = queue.popleft()
        return True

    def _mend(
        self,
        alone: deque[list[Task]],
        running: dict[Future[list[FileResult]], list[Task]],
    ) -> Iterator[list[FileResult]]:
        """A new pool after a crash; all that was running is suspect."""
        held = list(running.values())
        running.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._deaths += 1
        if self._deaths >= _MOST_DEATHS:
            raise IndexUnavailableError(
                "The search index stopped: the programs that read files for it cannot be started,"
                " or are ended from outside. Is there memory left? Reading and notes go on without"
                " it."
            )
        self._pool = self._new()
        if len(held) == 1 and len(held[0]) == 1:
            task = held[0][0]
            yield [FileResult(task, b"", [], "cannot be analysed: it ended the program reading it")]
            return
        alone.extend([task] for tasks in held for task in tasks)
