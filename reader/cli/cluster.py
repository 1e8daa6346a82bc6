"""The processes of a Dask cluster as a pool: documents go to the workers as bytes.

Workers need no files in common with this machine, only the same Glosse. A worker that dies costs
the chunks it held, which the scheduler gives to others.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar, cast

from reader.cli.console import Failure
from reader.cli.edition import edition
from reader.cli.parallel import WorkerLost, each

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3
"""Chunks in flight for each thread of a worker."""
_ANSWER = 15.0
"""Seconds that the scheduler has to answer, and to show a first worker."""
_LOOK = 5.0
"""Seconds after which the workers are counted again."""


class OtherEdition(RuntimeError):
    """A worker would clean otherwise than this machine."""


def on_worker(function: Callable[[T], R], chunk: list[T], wanted: str) -> list[R]:
    """A chunk on a worker. Raises OtherEdition."""
    if edition() != wanted:
        raise OtherEdition(edition())
    return each(function, chunk)


class Cluster:
    """A pool of the workers behind a scheduler's address, such as tcp://node1:8786."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise Failure(
                "--engine dask needs Dask: pip install 'glosse[dask]'.", status=2
            ) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it in a sentence
        try:
            self._client: Any = cast(Any, Client)(address, timeout=_ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:
            reason = str(error) or type(error).__name__
            raise Failure(f"No Dask scheduler answers at {address}: {reason}") from error
        self._address = address
        self._threads, self._looked = 0, 0.0
        deadline = time.monotonic() + _ANSWER
        while not self.ahead:
            if time.monotonic() > deadline:
                self.close()
                raise Failure(f"The scheduler at {address} has no workers. Start some first.")
            time.sleep(0.1)
            self._looked = 0.0

    @property
    def ahead(self) -> int:
        """So many that no thread of a worker waits; workers may come and go."""
        now = time.monotonic()
        if now - self._looked > _LOOK:
            self._looked = now
            self._threads = max(self._count(), min(self._threads, 1))
        return self._threads * AHEAD

    def _count(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except (OSError, RuntimeError):
            return 0

    def submit(self, function: Callable[[T], R], chunk: list[T]) -> Future[list[R]]:
        """Send a chunk to a worker."""
        made: Future[list[R]] = self._client.submit(
            on_worker, function, chunk, edition(), pure=False
        )
        return made

    def result(self, future: Future[list[R]]) -> list[R]:
        """Wait for a chunk. Raises WorkerLost where it ended the workers that were given it."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker as error:
            raise WorkerLost from error
        except OtherEdition as error:
            raise Failure(
                f"A worker would clean otherwise. Here: {edition()}. There: {error}. "
                "Install the same versions on both."
            ) from None
        except ModuleNotFoundError as error:
            raise Failure(
                f"A worker has no module {error.name}. Install the same Glosse on the workers."
            ) from None
        except (CancelledError, OSError) as error:
            raise Failure(
                f"The scheduler at {self._address} went away. Start it again and repeat the "
                "command: shards that are finished are not done again."
            ) from error

    def alone(self) -> AbstractContextManager[Cluster]:
        """The same pool: the scheduler gives up a chunk by itself, and others go on."""
        return nullcontext(self)

    def close(self) -> None:
        """Take leave of the scheduler; what is in flight is dropped there."""
        self._client.close(timeout=2)
