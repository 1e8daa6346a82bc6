"""Work shared among processes, results in the order of the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
"""Units handed to a process at a time: fewer cost more in pickling than in work."""
AHEAD = 4
"""Chunks in flight for each process, so that a long corpus is never held in memory."""


def _each(function: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [function(item) for item in chunk]


def in_order(
    function: Callable[[T], R], work: Iterable[T], jobs: int, lost: Callable[[T], R]
) -> Iterator[R]:
    """``map`` over ``jobs`` processes; ``function`` is a module's own, its results picklable.

    An item that ends its process (out of memory, a crash in a library) is tried again alone; if
    it does so again, ``lost`` makes its result.
    """
    if jobs == 1:
        yield from map(function, work)
        return
    items = iter(work)
    flying: deque[tuple[list[T], Future[list[R]]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            while len(flying) < jobs * AHEAD and (chunk := list(islice(items, CHUNK))):
                flying.append((chunk, pool.submit(_each, function, chunk)))
            if not flying:
                return
            chunk, future = flying.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                held = [chunk, *(other for other, _ in flying)]
                flying.clear()
                for suspects in held:
                    yield from _alone(function, suspects, lost)
                pool = _pool(jobs)
    finally:
        for _, future in flying:
            future.cancel()
        pool.shutdown(cancel_futures=True)


def _alone(
    function: Callable[[T], R], suspects: Iterable[T], lost: Callable[[T], R]
) -> Iterator[R]:
    """Each item by itself, so that a crash names its item."""
    pool = _pool(1)
    try:
        for item in suspects:
            try:
                yield pool.submit(function, item).result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool(1)
                yield lost(item)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
