"""Every note of a library against its source: is it still where it was?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from reader.notes.anchoring import Quote, anchor_all
from reader.notes.model import Anchor, Note
from reader.notes.page import Page

Finding = Literal["placed", "moved", "uncertain", "orphan", "source missing"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text as it is now, and its digest."""

    text: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one note."""

    key: str
    title: str
    note: Note
    finding: Finding
    anchor: Anchor | None
    """None where the source is missing."""
    changed: bool = False
    """The source is not the text the notes were last seen in."""

    @property
    def off(self) -> bool:
        """Whether somebody should look: the passage is not surely found."""
        return self.finding not in ("placed", "moved")

    def to_json(self) -> dict[str, object]:
        """The row as ``--json`` prints it."""
        place = self.anchor or Anchor("orphan", confidence=0.0)
        return {
            "document": self.key,
            "title": self.title,
            "id": self.note.id,
            "quote": self.note.exact,
            "finding": self.finding,
            "source_changed": self.changed,
            "start": place.start,
            "end": place.end,
            "was": [self.note.start, self.note.end],
            "confidence": round(place.confidence, 3),
        }


def verify_page(page: Page, source: Source | None) -> Iterator[Row]:
    """One row for each note of a page; ``source`` is None where there is no such document."""
    if source is None:
        for note in page.notes:
            yield Row(page.key, page.facts.title, note, "source missing", None)
        return
    known = page.facts.digest
    changed = bool(known and source.digest) and known != source.digest
    quotes = [Quote(note.exact, note.prefix, note.suffix, note.start) for note in page.notes]
    for note, found in zip(page.notes, anchor_all(source.text, quotes), strict=True):
        finding: Finding = found.status
        if found.status == "placed" and (found.start, found.end) != (note.start, note.end):
            finding = "moved"
        yield Row(page.key, page.facts.title, note, finding, found, changed)


def verify(pages: Iterable[Page], read: Callable[[str], Source | None]) -> Iterator[Row]:
    """Rows for every note, page by page; ``read`` gives the text of a key, or None."""
    for page in pages:
        if page.notes:
            yield from verify_page(page, read(page.key))
