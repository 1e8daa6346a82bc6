"""Words of sentences that people read."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """How many there are of something: "1 page", "2,000 pages", "2 copies" with its plural."""
    return f"1 {noun}" if number == 1 else f"{number:,} {plural or f'{noun}s'}"


LONG = 180
"""Minutes from which on hours are told."""


def duration(minutes: int) -> str:
    """A reading time: "4 min", "3 h", "241 h"."""
    return f"{minutes} min" if minutes < LONG else f"{round(minutes / 60):,} h"
