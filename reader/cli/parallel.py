"""Work shared among processes, results in the order of the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
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


def in_order(function: Callable[[T], R], work: Iterable[T], jobs: int) -> Iterator[R]:
    """``map`` over ``jobs`` processes; ``function`` is a module's own, its results picklable."""
    items = iter(work)
    flying: deque[Future[list[R]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            while True:
                while len(flying) < jobs * AHEAD and (chunk := list(islice(items, CHUNK))):
                    flying.append(pool.submit(_each, function, chunk))
                if not flying:
                    return
                yield from flying.popleft().result()
        finally:
            for future in flying:
                future.cancel()
