"""A request to end, as from `kill`, a service manager or a closed terminal: heeded as ctrl+c is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_REQUESTS = ("SIGTERM", "SIGHUP")


@contextmanager
def orderly() -> Iterator[None]:
    """Until it is left, SIGTERM and SIGHUP raise ``SystemExit``.

    Pools of processes and temporary folders are so put away. What the parent had ignored, as
    `nohup` has SIGHUP, stays ignored. The status is 128 and the signal's number, as a shell gives
    it.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in _REQUESTS:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """What is short and must not stop half way: ctrl+c, SIGTERM and SIGHUP wait for its end.

    A ctrl+c that came is then told by nothing: what it was to stop is done.
    """
    came: list[int] = []
    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", *_REQUESTS):
            number = getattr(signal, name, None)
            if number is not None and callable(signal.getsignal(number)):
                before[number] = signal.signal(number, lambda signum, _: came.append(signum))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for number in came:
        if number != signal.SIGINT:
            signal.raise_signal(number)


def _leave(number: int, frame: FrameType | None) -> None:
    """The way out; whoever asks twice does not want to wait for it."""
    signal.signal(number, signal.SIG_DFL)
    raise SystemExit(128 + number)
