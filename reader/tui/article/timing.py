"""Which paragraphs were really read: time on the screen against length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reader.text import Span
from reader.tui.article.row_model import Row

READING_SPEED = 40.0
"""Characters a second that a quick reader takes in; skimming past is quicker."""
SLOWEST_SPEED = 10.0
"""Characters a second of somebody who reads slowly, and is there all the same."""
ENOUGH = 0.8
"""The share of a block that must have been read."""
LONGEST_STARE = 90.0
"""Seconds without a change on the screen after which nobody seems to be there, at the least."""
MOST_CREDIT = 4 * READING_SPEED
"""Characters that time without anything to read may count for later."""


class ReadingClock:
    """Counts, tick by tick, what of the rows on the screen can have been read."""

    def __init__(self, slowness: float = 1.0) -> None:
        self.slowness = slowness
        """How many letters are read in the time of one character of the article."""
        self.read: frozenset[int] = frozenset()
        self._covered: dict[int, list[Span]] = {}
        """By block not yet read: what of it was, in order, in pieces that do not touch."""
        self._credit = 0.0
        self._seen: tuple[int, int] = -1, -1
        self._stare = 0.0

    def tick(
        self,
        shown: Iterable[tuple[int, Row]],
        span_of: Callable[[int], Span],
        *,
        caret: int = 0,
        seconds: float = 1.0,
    ) -> bool:
        """Count ``seconds`` of the rows given with their blocks; True when a block was finished.

        What shows is read from the top, each character once, at :data:`READING_SPEED`, in
        whatever column it is set. ``span_of`` gives the whole of a block.
        """
        rows = [(block, row) for block, row in shown if row.has_text and block >= 0]
        if not rows or self._nobody_there(rows, caret, seconds):
            return False
        self._credit = min(self._credit + seconds * READING_SPEED / self.slowness, MOST_CREDIT)
        finished = {block for block, row in rows if self._take(block, row, span_of(block))}
        self.read |= finished
        return bool(finished)

    def _nobody_there(self, rows: list[tuple[int, Row]], caret: int, seconds: float) -> bool:
        """Whether nothing has changed for longer than reading what shows can take."""
        seen = rows[0][1].start, caret
        self._stare = self._stare + seconds if seen == self._seen else 0.0
        self._seen = seen
        length = sum(row.end - row.start for _, row in rows)
        return self._stare > max(LONGEST_STARE, length * self.slowness / SLOWEST_SPEED)

    def _take(self, block: int, row: Row, whole: Span) -> bool:
        """Read a row as far as the credit goes; whether that finished its block."""
        if block in self.read:
            return False
        covered = self._covered.setdefault(block, [])
        for gap in list(_gaps(covered, row.start, row.end)):
            taken = min(len(gap), int(self._credit))
            self._credit -= taken
            if taken:
                covered.append(Span(gap.start, gap.start + taken))
        covered[:] = _joined(covered)
        if sum(map(len, covered)) < ENOUGH * len(whole):
            return False
        del self._covered[block]
        return True

    def restore(self, blocks: Iterable[int]) -> None:
        """Blocks read in an earlier sitting."""
        self.read |= frozenset(blocks)


def _gaps(covered: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """What of ``start:end`` none of the spans covers."""
    for span in covered:
        if span.start > start:
            yield Span(start, min(span.start, end))
        start = max(start, span.end)
        if start >= end:
            return
    yield Span(start, end)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
