"""Positions in text: half-open spans of code points, and lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``start <= end``, of one document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def intersection(self, other: Span) -> Span | None:
        """The shared part, or None where the spans share no character."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def trimmed(self, text: str) -> Span:
        """The span without white space at either end; empty at its start when nothing is left."""
        piece = self.of(text)
        lead = len(piece) - len(piece.lstrip())
        return Span(self.start + lead, self.start + max(lead, len(piece.rstrip())))


class LineIndex:
    """Where the lines of a text begin. Lines end at ``\\n`` and nowhere else."""

    __slots__ = ("length", "starts")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        starts, position = [0], text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts)

    def line_of(self, position: int) -> int:
        """The number of the line (from 0) that holds ``position``."""
        return bisect_right(self.starts, position) - 1

    def span(self, line: int) -> Span:
        """The span of a line, without its line break."""
        start = self.starts[line]
        following = line + 1
        end = self.starts[following] - 1 if following < len(self.starts) else self.length
        return Span(start, end)
