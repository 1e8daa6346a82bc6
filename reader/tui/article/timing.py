"""Which paragraphs were really read: time on the screen against length."""

from __future__ import annotations

from collections.abc import Iterable

from reader.tui.rows import Row

READING_SPEED = 40.0
"""Characters a second that a quick reader takes in; skimming past is quicker."""
ENOUGH = 0.8
"""The share of a block that must have been read."""
LONGEST_STARE = 90
"""Ticks without a change of the screen after which nobody seems to be there."""


class ReadingClock:
    """Counts, second by second, what of the rows on the screen can have been read."""

    def __init__(self) -> None:
        self.read: frozenset[int] = frozenset()
        self._rows: set[tuple[int, int]] = set()
        self._characters: dict[int, int] = {}
        self._credit = 0.0
        self._first_row = -1
        self._stare = 0

    def tick(self, shown: Iterable[tuple[int, Row]], seconds: float = 1.0) -> bool:
        """Count ``seconds`` of the rows given with their blocks; True when a block was finished.

        Rows are read from the top, each once, at :data:`READING_SPEED`.
        """
        rows = [(block, row) for block, row in shown if row.has_text and block >= 0]
        first = rows[0][1].start if rows else -1
        self._stare = self._stare + 1 if first == self._first_row else 0
        self._first_row = first
        if self._stare > LONGEST_STARE:
            return False
        self._credit = min(self._credit + seconds * READING_SPEED, 4 * READING_SPEED)
        finished: set[int] = set()
        for block, row in rows:
            length = row.end - row.start
            if (block, row.start) in self._rows:
                continue
            if length > self._credit:
                break
            self._credit -= length
            self._rows.add((block, row.start))
            self._characters[block] = self._characters.get(block, 0) + length
            if row.last:
                finished.add(block)
        finished -= self.read
        self.read |= finished
        return bool(finished)

    def restore(self, blocks: Iterable[int]) -> None:
        """Blocks read in an earlier sitting."""
        self.read |= frozenset(blocks)
