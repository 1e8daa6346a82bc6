"""Text that a page holds twice: its article once more at one piece, for subscribers or machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.cleaning.levels import TOP

_COPY, _CLAUSE = 160, 20
"""Code points from which on a block, and a clause in it, is looked for."""
_MOST = 400
"""Clauses of a block that are looked for."""
_MARKS, _WIDE_MARKS = ",?!:", "。！？，"


def copied(lines: Sequence[str]) -> list[int]:
    """How much of each long block stands elsewhere too, clause by clause: 0, or from 1 (none)
    to 63."""
    clauses = [_clauses(line) for line in lines]
    counts = Counter(one for each in clauses for one in each)
    again = {clause for clause, count in counts.items() if count > 1}
    found = []
    for line, own in zip(lines, clauses, strict=True):
        if len(line) < _COPY:
            found.append(0)
            continue
        held = sum(map(len, again.intersection(own))) if again else 0
        found.append(1 + held * (TOP - 1) // sum(map(len, own)) if held else 1)
    return found


def _clauses(line: str) -> list[str]:
    """The longer clauses of a block, none of a short one. Paragraphs may have been joined without
    a space between them."""
    if len(line) < _CLAUSE:
        return []
    for mark in _MARKS if line.isascii() else _MARKS + _WIDE_MARKS:
        line = line.replace(mark, ".")
    return [part for part in map(str.strip, line.split(".", _MOST)) if len(part) >= _CLAUSE]
