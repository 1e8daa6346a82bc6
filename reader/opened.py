"""One open article, immutable, and how notes get their quotes and find their places in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.analysis import facts_about, judged, site_of
from reader.cleaning import Verdict
from reader.documents.model import Document
from reader.language import UNKNOWN, Language
from reader.library.facts import Facts
from reader.pace import minutes
from reader.text import Span

if TYPE_CHECKING:
    from reader.notes.model import DocumentFacts, Note, PlacedNote


class NoSuchNoteError(KeyError):
    """A note that went meanwhile; ``str()`` is a sentence."""

    def __str__(self) -> str:
        return "This note is not there any more."


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
    """Unknown until ``Session.with_language`` has looked."""
    notes: tuple[PlacedNote, ...] = ()
    """In document order; orphans last."""
    words: int = 0
    """Of what is kept."""
    caret: int = 0
    """Code point to open at."""
    view: str = "clean"
    """View to open in: "clean", "removed" or "raw"."""
    marks: Mapping[str, int] = field(default_factory=dict)
    """Letters a-z and the code points they stand for."""
    read: frozenset[int] = frozenset()
    """Numbers of the blocks that were really read in earlier sittings."""
    evidence: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """In how many articles of its site or folder blocks stand; {} until ``with_evidence``."""
    read_only: str = ""
    """Why nothing can be written, as a sentence; "" when notes can be kept."""
    file: tuple[int, int] = (0, 0)
    """Device and inode of the file when it was read; zeros where they are unknown."""
    was: str = ""
    """The key it had on the screen before its file was renamed."""
    gone: bool = False
    """The file is not there any more; the document is empty, its notes are kept."""

    @property
    def title(self) -> str:
        """As found in the text; foreign, not sanitised."""
        return self.document.metadata.title

    @property
    def minutes(self) -> int:
        """Reading time of what is kept; at least 1 for an article with words."""
        return minutes(self.words, self.language.code or self.document.metadata.language)

    def continues(self, shown: OpenArticle | None) -> bool:
        """Whether this is the article that was ``shown``, perhaps changed or renamed since."""
        return shown is not None and shown.key in (self.key, self.was or self.key)

    def note(self, note_id: str) -> PlacedNote | None:
        """A note of the article; None where it has none of that id."""
        return next((placed for placed in self.notes if placed.note.id == note_id), None)

    @property
    def site(self) -> str:
        """The name under which cleaning rules of this article's site are kept; "" if unknown."""
        return site_of(self.document)


def facts_from(article: OpenArticle) -> Facts:
    """What the list shows of an article that is open."""
    return facts_about(
        article.document, article.key, words=article.words, language=article.language
    )


def quoted(text: str, span: Span) -> Note:
    """A new note on a span, with its surroundings; white space at either end is left out.

    Raises ValueError where the span holds nothing but white space.
    """
    import uuid

    from reader.notes.model import CONTEXT_LENGTH, Note

    span = span.trimmed(text)
    if not len(span):
        raise ValueError("There is nothing to mark here. Select some text first.")
    return Note(
        id=uuid.uuid4().urn,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT_LENGTH) : span.start],
        suffix=text[span.end : span.end + CONTEXT_LENGTH],
        start=span.start,
        end=span.end,
    )


def placed(text: str, notes: Sequence[Note]) -> tuple[PlacedNote, ...]:
    """The notes with their anchors, in document order; orphans last, by where they were."""
    if not notes:
        return ()
    from reader.notes.anchoring import Quote, anchor_all
    from reader.notes.model import PlacedNote

    anchors = anchor_all(text, [Quote(n.exact, n.prefix, n.suffix, n.start) for n in notes])
    pairs = [PlacedNote(note, anchor) for note, anchor in zip(notes, anchors, strict=True)]
    return tuple(sorted(pairs, key=_place))


def _place(pair: PlacedNote) -> tuple[bool, int, int, str]:
    span = pair.anchor.span
    if span is None:
        return (True, pair.note.start, pair.note.end, pair.note.id)
    return (False, span.start, span.end, pair.note.id)


def note_of(article: OpenArticle, identity: str) -> PlacedNote:
    """The note with this id. Raises NoSuchNoteError."""
    found = article.note(identity)
    if found is None:
        raise NoSuchNoteError(identity)
    return found


def facts(article: OpenArticle) -> DocumentFacts:
    """What a page of notes keeps of its document, to find it again when it moves."""
    from reader.notes.model import DocumentFacts

    if article.gone:
        return DocumentFacts()
    metadata = article.document.metadata
    return DocumentFacts(
        digest=article.document.digest,
        title=metadata.title,
        language=article.language.code or metadata.language,
        url=metadata.url,
        site=metadata.site,
        date=metadata.date,
        sample=_sample(article.document.text),
    )


@lru_cache(maxsize=4)
def _sample(text: str) -> str:
    from reader.notes.moves import sketch

    return sketch(text)


def part_of(key: str, path: Path, document: Document, why: str) -> OpenArticle:
    """A part of a document, to be read only."""
    found = judged(document)
    return OpenArticle(key, path, document, found.verdicts, words=found.words, read_only=why)
