"""What an open library can do: the one door for the command line and the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader.cleaning.verdict import Verdict
from reader.documents.model import Document
from reader.language import UNKNOWN, Language
from reader.notes.model import PlacedNote


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """Everything the screen shows of one article, at one instant; a change makes a new one."""

    key: str
    """Path relative to the root, POSIX, with ``#record`` for a record of a corpus."""
    path: Path
    document: Document
    verdicts: tuple[Verdict, ...]
    """Parallel to ``document.blocks``."""
    language: Language = UNKNOWN
    """Unknown until the worker has looked."""
    notes: tuple[PlacedNote, ...] = ()
    """In document order; orphans last."""
    words: int = 0
    minutes: int = 0
    """Reading time of what is kept, at least 1 for an article with words."""
    caret: int = 0
    """Code point to open at."""
    read_only: str = ""
    """Why nothing can be written, as a sentence; "" when notes can be kept."""

    @property
    def title(self) -> str:
        """As found in the text; foreign, not sanitised."""
        return self.document.metadata.title
