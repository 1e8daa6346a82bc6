"""Work off the event loop: threads that do one job after the other and report by message."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

T = TypeVar("T")


class Done(Message):
    """A job ended; ``run`` is to be called on the event loop by whoever receives this."""

    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self.run = run


class Serial:
    """One thread; jobs run in the order they were given.

    A job of a ``kind`` takes the place of an earlier one of that kind: the earlier one is not
    begun any more or, if it runs, can see it by ``cancelled`` and its result is dropped.
    """

    def __init__(self, name: str, owner: MessagePump, failed: Callable[[Exception], None]) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._owner = owner
        self._failed = failed
        self._latest: dict[str, Event] = {}
        self.closed = False

    def run(
        self,
        job: Callable[[Callable[[], bool]], T],
        then: Callable[[T], Any] | None = None,
        *,
        kind: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do ``job(cancelled)`` in the thread, then ``then(result)`` or ``failed(error)`` here."""
        if self.closed:
            return
        stale = Event()
        if kind:
            self._latest.setdefault(kind, Event()).set()
            self._latest[kind] = stale
        self._executor.submit(self._do, job, then, stale, failed or self._failed)

    def _do(
        self,
        job: Callable[[Callable[[], bool]], T],
        then: Callable[[T], Any] | None,
        stale: Event,
        failed: Callable[[Exception], None],
    ) -> None:
        if stale.is_set():
            return
        try:
            result = job(stale.is_set)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is told to the person
            self._post(stale, failed, error)
            return
        if then is not None:
            self._post(stale, then, result)

    def _post(self, stale: Event, receiver: Callable[[T], Any], value: T) -> None:
        def deliver() -> None:
            if not stale.is_set():
                receiver(value)

        if not self.closed:
            self._owner.post_message(Done(deliver))

    def drop(self, kind: str) -> None:
        """Nobody waits for the job of this kind any more."""
        self._latest.pop(kind, Event()).set()

    def post(self, deliver: Callable[[], None]) -> None:
        """From inside a job: have something done on the event loop meanwhile."""
        if not self.closed:
            self._owner.post_message(Done(deliver))

    def finish(self, last: Callable[[], None], seconds: float) -> bool:
        """Wait until the jobs given so far, and then ``last``, are done; whether they are."""
        try:
            self._executor.submit(last).result(seconds)
        except Exception:  # noqa: BLE001 - the program ends for a mistake that is told already
            return False
        return True

    def close(self, *, wait: bool) -> None:
        """Take no more jobs; with ``wait``, the ones given are finished first."""
        for stale in self._latest.values():
            stale.set()
        if not wait:
            self.closed = True
        self._executor.shutdown(wait=wait, cancel_futures=not wait)
        self.closed = True
