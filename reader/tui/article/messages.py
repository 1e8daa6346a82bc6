"""What the article pane tells the main screen. It writes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from reader.notes.model import Colour
from reader.text import Span


@dataclass(eq=False, repr=False)
class AnnotateRequested(Message, namespace="article_view"):
    """Make a highlight, or give an existing one a new span."""

    span: Span
    comment: bool = False
    """Open the note box on it."""
    colour: Colour | None = None
    """None: the usual one, or for an existing note the one it has."""
    note_id: str | None = None
    """The highlight that is resized or recoloured; None for a new one."""


@dataclass(eq=False, repr=False)
class DeleteRequested(Message, namespace="article_view"):
    """Delete a note."""

    note_id: str


@dataclass(eq=False, repr=False)
class BlockFlipRequested(Message, namespace="article_view"):
    """Restore or remove a block."""

    block_index: int


@dataclass(eq=False, repr=False)
class CaretMoved(Message, namespace="article_view"):
    """The caret rests somewhere else (throttled)."""

    position: int
    note_ids: tuple[str, ...]
    """Notes under the caret, in document order."""


@dataclass(eq=False, repr=False)
class PositionChanged(Message, namespace="article_view"):
    """Where the reader is, or what was read, changed: worth keeping (throttled)."""


@dataclass(eq=False, repr=False)
class OpenLink(Message, namespace="article_view"):
    """Show the target of a link and offer to open it; the target is foreign and unchecked."""

    target: str


@dataclass(eq=False, repr=False)
class CopyRequested(Message, namespace="article_view"):
    """Copy text; with ``citation`` add title, source, date and path."""

    text: str
    citation: bool


@dataclass(eq=False, repr=False)
class SelectionChanged(Message, namespace="article_view"):
    """The selection began, changed or went."""

    selection: Span | None


@dataclass(eq=False, repr=False)
class SearchChanged(Message, namespace="article_view"):
    """The search in the article: its query and where it stands; an empty query: no search."""

    query: str
    current: int
    """From 1; 0 when the caret is on no hit."""
    total: int
    problem: str = ""
    """A sentence: a pattern that is wrong or takes too long."""


@dataclass(eq=False, repr=False)
class LeaveRequested(Message, namespace="article_view"):
    """Escape with nothing left to clear."""


@dataclass(eq=False, repr=False)
class NextUnreadRequested(Message, namespace="article_view"):
    """``n`` without a search: the next unread article."""


@dataclass(eq=False, repr=False)
class JumpBackRequested(Message, namespace="article_view"):
    """``ctrl+o`` with no jump left in this article: back to the document before."""


@dataclass(eq=False, repr=False)
class MarkSet(Message, namespace="article_view"):
    """A mark was set, worth keeping."""

    letter: str
    position: int


@dataclass(eq=False, repr=False)
class LookChanged(Message, namespace="article_view"):
    """The column was made wider, narrower, ragged or justified: worth keeping."""

    column: int
    """Cells."""
    justify: bool


@dataclass(eq=False, repr=False)
class Noticed(Message, namespace="article_view"):
    """A sentence for a toast: what a command could not do, or did out of sight."""

    sentence: str
