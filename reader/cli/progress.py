"""How far something long has come: a line on stderr, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_BAR = 24


class Progress:
    """Shows "cleaning 120 · 35/s", or a bar where the total is known; ten times a second at most.

    Nothing is drawn while stdout is the same terminal: the results tell how far it is.
    """

    def __init__(
        self, word: str, *, total: int = 0, quiet: bool = False, beside_output: bool = True
    ) -> None:
        hidden = quiet or (beside_output and sys.stdout.isatty())
        self._shown = sys.stderr.isatty() and not hidden
        self._word, self._total = word, total
        self._count, self._begun, self._drawn = 0, time.monotonic(), 0.0

    def __enter__(self) -> Progress:
        return self

    def step(self, count: int = 1) -> None:
        """More is done."""
        self.at(self._count + count, self._total)

    def at(self, count: int, total: int) -> None:
        """So much is done, of so much (0 where that is not known)."""
        self._count, self._total = count, total
        now = time.monotonic()
        if self._shown and now - self._drawn > 0.1:
            self._drawn = now
            sys.stderr.write(f"\r{self._line(now)}\x1b[K")
            sys.stderr.flush()

    def clear(self) -> None:
        """Make room for a sentence; the line comes back at the next step."""
        if self._shown and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _line(self, now: float) -> str:
        rate = self._count / max(now - self._begun, 0.001)
        if not self._total:
            return f"{self._word} {self._count:,} · {rate:,.0f}/s"
        share = min(1.0, self._count / self._total)
        full = round(share * _BAR)
        bar = "━" * full + "╌" * (_BAR - full)
        left = (self._total - self._count) / max(rate, 0.001)
        return f"{self._word} {bar} {self._count:,} of {self._total:,} · {left:,.0f} s left"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()
