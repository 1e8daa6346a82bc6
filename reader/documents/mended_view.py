"""A document as it would read if its letters had not been garbled: for a view, never for a file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reader.documents.mending import mended
from reader.documents.model import Document
from reader.text import Span


@dataclass(frozen=True)
class MendedDocument:
    """The mended document, and where the places of the original stand in it."""

    document: Document
    original: str
    _ours: Sequence[int]
    """Where each line of the original begins, and its end."""
    _theirs: Sequence[int]
    _aligned: dict[int, Sequence[tuple[int, int, int]]] = field(default_factory=dict, init=False)
    """For lines that were asked about: where a part begins here, and where there, with its end."""

    def place(self, position: int) -> int:
        """Where what stands at ``position`` of the original stands in the mended text."""
        line = min(max(bisect_right(self._ours, position) - 1, 0), len(self._ours) - 2)
        start, end = self._ours[line], self._ours[line + 1]
        there, until = self._theirs[line], self._theirs[line + 1]
        if end - start == until - there:
            return there + position - start
        if position >= end:
            return until
        parts = self._parts(line)
        here, other, stop = parts[bisect_right(parts, position - start, key=lambda p: p[0]) - 1]
        return there + min(other + position - start - here, stop)

    def _parts(self, line: int) -> Sequence[tuple[int, int, int]]:
        """How a line of the original is aligned with the mended one: see ``_aligned``."""
        if line not in self._aligned:
            from rapidfuzz.distance import Levenshtein  # difflib takes minutes for a long paragraph

            here = self.original[self._ours[line] : self._ours[line + 1]]
            other = self.document.text[self._theirs[line] : self._theirs[line + 1]]
            self._aligned[line] = [
                (code.src_start, code.dest_start, code.dest_end)
                for code in Levenshtein.opcodes(here, other)
                if code.src_end > code.src_start
            ]
        return self._aligned[line]

    def span(self, span: Span) -> Span:
        """Where a span of the original stands in the mended text."""
        start = self.place(span.start)
        return Span(start, max(start, self.place(span.end)))


def mended_document(document: Document) -> MendedDocument | None:
    """The document with its garbled letters as they were meant; None where nothing is wrong.

    Mending goes line by line, so blocks and typography are carried over by their places.
    """
    text = mended(document.text)
    if text is None:
        return None
    ours, theirs = _starts(document.text), _starts(text)
    if len(ours) != len(theirs):  # a mended letter is a line break: nothing can be placed
        return None
    found = MendedDocument(replace(document, text=text), document.text, ours, theirs)
    metadata = document.metadata
    title = mended(f"{metadata.title}\n{metadata.title}")
    return replace(
        found,
        document=replace(
            found.document,
            blocks=tuple(replace(block, span=found.span(block.span)) for block in document.blocks),
            inlines=tuple(
                inline._replace(span=found.span(inline.span)) for inline in document.inlines
            ),
            metadata=replace(metadata, title=title.partition("\n")[0]) if title else metadata,
        ),
    )


def _starts(text: str) -> list[int]:
    """Where the lines of a text begin, and where the last one ends."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    starts[-1] -= 1
    return starts
