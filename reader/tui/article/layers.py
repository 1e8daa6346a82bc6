"""What lies over the text: highlights, inline typography, hits; asked for row by row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.documents.model import Inline
from reader.notes.colour import Colour
from reader.sanitise import sanitise
from reader.text import Span

if TYPE_CHECKING:
    from reader.notes.model import PlacedNote

COMMENT_MARK = "✎"
LONGEST_INLINE = 4_096
"""How far before a row inline typography that reaches into it is looked for."""


class NoteLayer:
    """Placed notes by position. Where highlights overlap, the shorter lies on top."""

    def __init__(self, notes: Iterable[PlacedNote]) -> None:
        self.placed = notes
        """What the layer was made of."""
        self.notes: list[tuple[Span, PlacedNote]] = sorted(
            (
                (span, note)
                for note in notes
                if (span := note.anchor.span) is not None and len(span)
            ),
            key=lambda pair: (pair[0].start, -pair[0].end, pair[1].note.id),
        )
        self.starts = [span.start for span, _ in self.notes]
        self._reach: list[int] = []
        furthest = 0
        for span, _ in self.notes:
            furthest = max(furthest, span.end)
            self._reach.append(furthest)

    def over(self, start: int, end: int) -> list[tuple[Span, PlacedNote]]:
        """Notes that share a character with ``start:end``, in document order."""
        last = bisect_left(self.starts, end)
        first = bisect_right(self._reach, start)
        return [pair for pair in self.notes[first:last] if pair[0].end > start]

    def at(self, position: int) -> list[tuple[Span, PlacedNote]]:
        """Notes over a position, the one on top first."""
        return sorted(self.over(position, position + 1), key=lambda pair: len(pair[0]))

    def comment_at(self, position: int) -> str:
        """A comment on the position in one line after its mark, sanitised; "" for none."""
        comments = (pair[1].note.comment.split() for pair in self.at(position))
        words = next(filter(None, comments), [])
        return f"{COMMENT_MARK} {sanitise(' '.join(words))}" if words else ""

    def next(self, position: int, count: int) -> Span | None:
        """The ``count``-th note beginning after ``position``, or the last one."""
        following = self.notes[bisect_right(self.starts, position) :]
        return following[min(count, len(following)) - 1][0] if following else None

    def previous(self, position: int, count: int) -> Span | None:
        """The ``count``-th note beginning before ``position``, or the first one."""
        before = self.notes[: bisect_left(self.starts, position)]
        return before[-min(count, len(before))][0] if before else None

    def painted(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """``(start, end, style name)``, those on top last."""
        for span, note in sorted(self.over(start, end), key=lambda pair: -len(pair[0])):
            yield span.start, span.end, f"highlight-{note.note.colour.value}"


class InlineLayer:
    """Inline typography by position, and the numbers of links."""

    def __init__(self, inlines: Sequence[Inline]) -> None:
        self.inlines = inlines
        self.starts = [inline.span.start for inline in inlines]

    def over(self, start: int, end: int) -> list[Inline]:
        """Inlines that share a character with ``start:end``."""
        first = bisect_left(self.starts, start - LONGEST_INLINE)
        last = bisect_left(self.starts, end)
        return [inline for inline in self.inlines[first:last] if inline.span.end > start]

    def link_at(self, position: int) -> Inline | None:
        """The link at a position."""
        return next((i for i in self.over(position, position + 1) if i.target), None)


def colour_mark(colour: Colour) -> str:
    """The digit that makes this colour, for the gutter."""
    return str(list(Colour).index(colour) + 1)
