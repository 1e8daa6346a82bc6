"""What a note is, apart from how it is stored or drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from reader.notes.colour import Colour as Colour  # noqa: PLC0414 - part of the model
from reader.text import Span

Status = Literal["placed", "uncertain", "orphan"]

CONTEXT_LENGTH = 32
"""Code points of prefix and suffix kept with a quote."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands in a text, and how sure that is."""

    status: Status
    start: int | None = None
    """First code point; None for an orphan."""
    end: int | None = None
    """One past the last code point; None for an orphan."""
    confidence: float = 1.0
    """0-1."""

    @property
    def span(self) -> Span | None:
        """The span, or None for an orphan."""
        return None if self.start is None or self.end is None else Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Note:
    """A highlight with optional comment, tags and colour, as the person made it.

    Quote, prefix and suffix are what stood in the text when the note was made and are never
    changed by anchoring; only an explicit re-attach replaces them.
    """

    id: str
    """``urn:uuid:…``"""
    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    """Code point offset at the time of making."""
    end: int = 0
    comment: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour = Colour.YELLOW
    created: str = ""
    """RFC 3339 with a zone."""
    modified: str = ""
    creator: str = ""
    revision: int = 1
    """Counts the changes of this note; the higher wins when two stores are merged."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields written by others, kept for the round trip."""
    ancestry: tuple[str, ...] = ()
    """Versions this one was made from, newest first: see ``reader.notes.versions``."""
    conflict_of: str = ""
    """The id of the note this is a rival edit of; both are shown until one is deleted."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a deleted note, so that it does not come back from another window."""

    id: str
    revision: int = 1
    ancestry: tuple[str, ...] = ()
    deleted: str = ""
    """RFC 3339 with a zone."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a page of notes says of its document, to find it again when it moves."""

    digest: str = ""
    """``Document.digest``."""
    title: str = ""
    language: str = ""
    """A BCP 47 tag."""
    url: str = ""
    site: str = ""
    date: str = ""
    sample: str = ""
    """A sketch of the text for near-duplicates: see ``reader.notes.moves``."""


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with the anchor found for it in the document as it is now."""

    note: Note
    anchor: Anchor
