"""A count on stderr while something runs long, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType


class Progress:
    """Shows "cleaning 120 · 35/s" on one line, redrawn ten times a second at most."""

    def __init__(self, word: str, *, quiet: bool = False) -> None:
        self._word = word
        self._shown = sys.stderr.isatty() and not quiet and not sys.stdout.isatty()
        self._count, self._begun, self._drawn = 0, time.monotonic(), 0.0

    def __enter__(self) -> Progress:
        return self

    def step(self) -> None:
        """One more is done."""
        self._count += 1
        now = time.monotonic()
        if self._shown and now - self._drawn > 0.1:
            self._drawn = now
            rate = self._count / max(now - self._begun, 0.001)
            sys.stderr.write(f"\r{self._word} {self._count:,} · {rate:,.0f}/s ")
            sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
