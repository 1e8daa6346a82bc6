"""Levels 0-63: the small integers in which lines of text and blocks of pages are described."""

from __future__ import annotations

TOP = 63


def log_levels(limit: int) -> bytes:
    """The levels of 0..limit, finer where small; made with integer steps."""
    levels, level, edge = bytearray(), 0, 1.0
    growth = limit ** (1 / TOP)
    for value in range(limit + 1):
        while level < TOP and value >= edge:
            level += 1
            edge = max(edge * growth, edge + 1)
        levels.append(level)
    return bytes(levels)


SIZE = log_levels(2000)
"""Of numbers of characters."""
COUNT = log_levels(400)
"""Of numbers of words, lines and blocks."""
