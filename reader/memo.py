"""What a function tells of words: most words of a text stood in an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MOST, LONGEST = 20_000, 40
"""Words that are remembered at a time, and characters of one: "words" between spaces are whole
paragraphs in scripts that are written without."""


class Memo(dict[str, T]):
    """Ask with ``memo[word]``; what is asked for the first time is worked out by ``of``."""

    def __init__(self, of: Callable[[str], T]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, word: str) -> T:
        found = self._of(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = found
        return found
