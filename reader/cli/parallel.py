"""Work shared among processes, results in the order of the work."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, closing
from multiprocessing import get_context, parent_process
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
"""Units handed to a process at a time: fewer cost more in pickling than in work."""
HEAVY = 2_000_000
"""Bytes from which a chunk is full before it holds ``CHUNK`` units."""
AHEAD = 4
"""Chunks in flight for each process, so that a long corpus is never held in memory."""


class WorkerLost(Exception):
    """The process that worked on a chunk ended before it gave a result."""


class Pool(Protocol):
    """Processes somewhere, that take chunks of work."""

    @property
    def ahead(self) -> int:
        """How many chunks are worth holding in flight now."""

    def submit(self, function: Callable[[T], R], chunk: list[T]) -> Future[list[R]]:
        """Have a chunk worked on; ``function`` is a module's own, its results picklable."""

    def result(self, future: Future[list[R]]) -> list[R]:
        """Wait for a chunk. Raises ``WorkerLost`` where its process ended."""

    def alone(self) -> AbstractContextManager[Pool]:
        """A pool in which one item cannot take others with it."""

    def close(self) -> None:
        """Drop what is in flight and let the processes go."""


def each(function: Callable[[T], R], chunk: list[T]) -> list[R]:
    """What a process does with a chunk."""
    return [function(item) for item in chunk]


def in_order(
    function: Callable[[T], R],
    work: Iterable[T],
    pool: Pool | None,
    lost: Callable[[T], R],
    weight: Callable[[T], int] = lambda item: 0,
) -> Iterator[R]:
    """``map`` over the processes of a pool, or in this one without a pool.

    ``weight`` gives the bytes of an item that have to travel. An item that ends its process (out
    of memory, a crash in a library) is tried again alone; if it does so again, ``lost`` makes its
    result.
    """
    if pool is None:
        yield from map(function, work)
        return
    chunks = _chunks(work, weight)
    flying: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        while True:
            while len(flying) < pool.ahead and (chunk := next(chunks, None)):
                flying.append((chunk, pool.submit(function, chunk)))
            if not flying:
                return
            chunk, future = flying.popleft()
            try:
                found = pool.result(future)
            except WorkerLost:
                yield from _alone(function, chunk, pool, lost)
            else:
                yield from found
    finally:
        for _, future in flying:
            future.cancel()


def _chunks(work: Iterable[T], weight: Callable[[T], int]) -> Iterator[list[T]]:
    chunk: list[T] = []
    heavy = 0
    for item in work:
        chunk.append(item)
        heavy += weight(item)
        if len(chunk) == CHUNK or heavy >= HEAVY:
            yield chunk
            chunk, heavy = [], 0
    if chunk:
        yield chunk


def _alone(
    function: Callable[[T], R], suspects: Iterable[T], pool: Pool, lost: Callable[[T], R]
) -> Iterator[R]:
    """Each item by itself, so that a crash names its item."""
    with pool.alone() as single:
        for item in suspects:
            try:
                found = single.result(single.submit(function, [item]))
            except WorkerLost:
                found = [lost(item)]
            yield from found


class Processes:
    """A pool on this machine."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor = self._made()

    @property
    def ahead(self) -> int:
        """So many that no process waits while results are written."""
        return self._jobs * AHEAD

    def submit(self, function: Callable[[T], R], chunk: list[T]) -> Future[list[R]]:
        """Hand a chunk over, to new processes where the old ones broke."""
        try:
            return self._executor.submit(each, function, chunk)
        except BrokenProcessPool:
            self._executor.shutdown(wait=False)
            self._executor = self._made()
            return self._executor.submit(each, function, chunk)

    def result(self, future: Future[list[R]]) -> list[R]:
        """Wait for a chunk; when a process breaks, all chunks in flight are lost."""
        try:
            return future.result()
        except BrokenProcessPool as error:
            raise WorkerLost from error

    def alone(self) -> AbstractContextManager[Processes]:
        """A process for one item at a time."""
        return closing(Processes(1))

    def close(self) -> None:
        """End the processes."""
        self._executor.shutdown(cancel_futures=True)

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._jobs, mp_context=get_context("spawn"), initializer=_end_with_parent
        )


def _end_with_parent() -> None:
    """First thing in a worker: watch the parent, which may be killed before it can say a word."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
