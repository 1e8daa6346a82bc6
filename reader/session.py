"""What an open library can do: the one door for the command line and the screen.

Every call may block on the disk and belongs in one worker thread; what is returned is immutable.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reader.analysis import judged, kept_words, language_of, site_of
from reader.cleaning import Verdict
from reader.cleaning.rules import Rules, dump, occurrence_of, with_override, with_site_rule
from reader.cleaning.rules_file import RulesFile
from reader.documents import open_document
from reader.documents.measure import minutes
from reader.documents.model import Document
from reader.language import UNKNOWN, Language
from reader.library.paragraphs import read_of
from reader.library.scan import Entry, path_of, scan, split_key
from reader.library.state import Mark, Reading, State, StateFile
from reader.notes.anchoring import Quote, anchor_all
from reader.notes.model import Colour, DocumentFacts, Note, PlacedNote
from reader.notes.store import NoteStore
from reader.notes.undo import Change
from reader.storage import home
from reader.text import Span

CONTEXT = 32
"""Code points of prefix and suffix kept with a quote."""


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
    read_only: str = ""
    """Why nothing can be written, as a sentence; "" when notes can be kept."""

    @property
    def title(self) -> str:
        """As found in the text; foreign, not sanitised."""
        return self.document.metadata.title

    @property
    def minutes(self) -> int:
        """Reading time of what is kept; at least 1 for an article with words."""
        return minutes(self.words, self.language.code or self.document.metadata.language)

    @property
    def site(self) -> str:
        """The name under which cleaning rules of this article's site are kept; "" if unknown."""
        return site_of(self.document)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo changed."""

    keys: frozenset[str]
    """The documents concerned."""
    sentence: str
    """For the reader: "Deleted again: “…” "."""


class Session:
    """One library: its documents, notes, cleaning rules and reading state."""

    def __init__(self, root: Path, *, creator: str = "") -> None:
        self.root = root
        self.home = home(root)
        self.store = NoteStore(self.home, creator=creator)
        self._rules_file = RulesFile(self.home.path / "cleaning.json")
        self._state = StateFile(self.home.path / "state.json")
        self._state.load()
        self._said: list[str] = []

    def close(self) -> None:
        """Hand over what is still to be written."""
        self.store.close()

    # Documents

    def entries(self, *, cancelled: Callable[[], bool] = lambda: False) -> Iterator[list[Entry]]:
        """The files of the library in batches, the first one small."""
        return scan(self.root, cancelled=cancelled)

    def key_of(self, path: Path) -> str:
        """The key of a file of the library. Raises ValueError for a file outside of it."""
        return path.absolute().relative_to(self.root).as_posix()

    def open(self, key: str) -> OpenArticle:
        """Read, judge and annotate one document. Raises ``Refused`` with a sentence.

        The language is left unknown: ``with_language`` looks at it when the article is shown.
        """
        path = Path(path_of(self.root, key))
        record = split_key(key)[1]
        reading = self.reading(key)
        document = open_document(
            path, record=int(record) if record else None, encoding=reading.encoding or None
        )
        found = judged(document, key=key, rules=self.rules)
        return OpenArticle(
            key=key,
            path=path,
            document=document,
            verdicts=found.verdicts,
            notes=placed(document.text, self.store.notes(key)),
            words=found.words,
            caret=reading.position,
            view=reading.view,
            marks=reading.marks,
            read=read_of(reading.paragraphs, document.digest, len(document.blocks)),
            read_only=self._read_only(key),
        )

    def with_language(self, article: OpenArticle) -> OpenArticle:
        """The article with its language; half a second the first time in a process."""
        return replace(article, language=language_of(article.document, article.verdicts))

    # Notes

    def annotate(
        self,
        article: OpenArticle,
        span: Span,
        *,
        comment: str = "",
        tags: Sequence[str] = (),
        colour: Colour = Colour.YELLOW,
    ) -> OpenArticle:
        """Keep a new note on a span of the document. Raises ReadOnlyNotes."""
        quote = quoted(article.document.text, span)
        made = replace(quote, comment=comment, tags=tuple(tags), colour=colour)
        self.store.put(article.key, made, facts=facts(article))
        return self.with_notes(article)

    def edit_note(
        self,
        article: OpenArticle,
        identity: str,
        *,
        comment: str | None = None,
        tags: Sequence[str] | None = None,
        colour: Colour | None = None,
    ) -> OpenArticle:
        """Change what is given of a note. Raises KeyError where there is none, ReadOnlyNotes."""
        note = note_of(article, identity).note
        changed = replace(
            note,
            comment=note.comment if comment is None else comment,
            tags=note.tags if tags is None else tuple(tags),
            colour=note.colour if colour is None else colour,
        )
        self.store.put(article.key, changed, facts=facts(article))
        return self.with_notes(article)

    def reattach(self, article: OpenArticle, identity: str, span: Span) -> OpenArticle:
        """Give a note another passage: the one way in which a quote ever changes."""
        quote = quoted(article.document.text, span)
        changed = replace(
            note_of(article, identity).note,
            exact=quote.exact,
            prefix=quote.prefix,
            suffix=quote.suffix,
            start=quote.start,
            end=quote.end,
        )
        self.store.put(article.key, changed, facts=facts(article))
        return self.with_notes(article)

    def delete_note(self, article: OpenArticle, identity: str) -> OpenArticle:
        """Delete a note; ``undo`` brings it back. Raises ReadOnlyNotes."""
        self.store.remove(article.key, identity)
        return self.with_notes(article)

    def with_notes(self, article: OpenArticle) -> OpenArticle:
        """The article with the notes that the store holds now."""
        return replace(article, notes=placed(article.document.text, self.store.notes(article.key)))

    # Cleaning

    def flip_block(self, article: OpenArticle, index: int) -> OpenArticle:
        """Restore a removed block, or remove a kept one, in this document."""
        text = article.document.blocks[index].span.of(article.document.text)
        kept = not article.verdicts[index].kept
        occurrence = occurrence_of(article.document, index)
        taught = with_override(self.rules, article.key, text, kept, occurrence=occurrence)
        self._teach("documents", article.key, taught)
        return self.judged_again(article)

    def always_for_site(self, article: OpenArticle, index: int) -> OpenArticle:
        """Make the verdict that stands on a block a rule for all articles of its site."""
        text = article.document.blocks[index].span.of(article.document.text)
        taught = with_site_rule(self.rules, article.site, text, article.verdicts[index].kept)
        self._teach("sites", article.site, taught)
        return self.judged_again(article)

    def judged_again(self, article: OpenArticle) -> OpenArticle:
        """The article with the verdicts that the rules give now."""
        verdicts = judged(article.document, key=article.key, rules=self.rules).verdicts
        return replace(article, verdicts=verdicts, words=kept_words(article.document, verdicts))

    @property
    def rules(self) -> Rules:
        """What the reader taught the cleaner in this library."""
        return self._rules_file.rules

    def _teach(self, table: str, name: str, taught: Rules) -> None:
        before, after = self._rules_file.entry(table, name), dump(taught)[table].get(name)
        self.store.record(
            "cleaning", name if table == "documents" else "", f"{table}/{name}", before, after
        )
        self._rules_file.keep(table, name, after)

    # Reading state

    def reading(self, key: str) -> Reading:
        """Read mark, position, star and marks of one document."""
        return self._state.state.of(key)

    @property
    def state(self) -> State:
        """The reading state of the whole library."""
        return self._state.state

    def set_read(self, key: str, mark: Mark) -> None:
        """Set the read mark; undoable. Raises OSError."""
        self._set(key, "mark", self.reading(key).mark, mark)

    def toggle_star(self, key: str) -> bool:
        """Star a document or take its star; whether it has one now. Undoable. Raises OSError."""
        star = not self.reading(key).starred
        self._set(key, "star", not star, star)
        return star

    def keep_position(
        self, key: str, *, caret: int, progress: float, view: str, paragraphs: str = ""
    ) -> None:
        """Remember where the reader is, and that this article is open. Raises OSError.

        ``paragraphs`` is what ``reader.library.paragraphs.written`` says of those read; "" keeps
        what is known.
        """
        values: dict[str, Any] = {"position": caret, "progress": min(1.0, max(0.0, progress))}
        if paragraphs and paragraphs != self.reading(key).paragraphs:
            values["paragraphs"] = paragraphs
        if self.reading(key).mark == "unread":
            values["mark"] = "reading"
        self._state.change(
            lambda state, at: replace(state, last=(key, at)).set(key, at, view=view, **values)
        )
        self._save_state()

    def set_mark(self, key: str, letter: str, position: int) -> None:
        """Set a mark a-z in a document. Raises OSError, ValueError."""
        self._state.change(lambda state, at: state.set_mark(key, letter, position, at))
        self._save_state()

    def set_encoding(self, key: str, encoding: str) -> None:
        """Read a document in another encoding from now on; "" for the one found. Undoable."""
        self._set(key, "encoding", self.reading(key).encoding, encoding)

    def _set(self, key: str, field: str, before: Any, after: Any) -> None:
        if before != after:
            self.store.record("state", key, field, before, after)
            self._change_state(key, field, after)

    def _change_state(self, key: str, field: str, value: Any) -> None:
        self._state.change(lambda state, at: state.set(key, at, **{field: value}))
        self._save_state()

    def _save_state(self) -> None:
        aside = self._state.save()
        if aside is not None:
            self._said.append(f"The reading state was damaged; it was moved to {aside.name}.")

    # Undo

    def undo(self) -> Undone | None:
        """Take back the last change of this reader; None when there is none."""
        return self._applied(self.store.undo(), "Undone")

    def redo(self) -> Undone | None:
        """Do again what was undone last; None when there is nothing."""
        return self._applied(self.store.redo(), "Done again")

    def _applied(self, changes: Sequence[Change], word: str) -> Undone | None:
        if not changes:
            return None
        for change in changes:
            if change.kind == "cleaning":
                table, _, name = change.id.partition("/")
                self._rules_file.keep(table, name, change.after)
            elif change.kind == "state":
                self._change_state(change.key, change.id, change.after)
        keys = frozenset(change.key for change in changes)
        return Undone(keys, f"{word}: {described(changes[-1])}")

    # Being safe

    @property
    def trouble(self) -> str:
        """A sentence as long as something is not safely on disk, else ""."""
        return self.store.status.message

    def announcements(self) -> list[str]:
        """Sentences about damage that was found and mended since the last call."""
        said = [*self._said, *self._rules_file.problems, *self.store.announcements()]
        self._said, self._rules_file.problems = [], []
        return said

    def _read_only(self, key: str) -> str:
        if self.store.page(key).newer:
            return "The notes were written by a newer Glosse: read them here, change them there."
        return ""


def quoted(text: str, span: Span) -> Note:
    """A new note on a span, with its surroundings; white space at either end is left out.

    Raises ValueError where the span holds nothing but white space.
    """
    span = span.trimmed(text)
    if not len(span):
        raise ValueError("There is nothing to mark here. Select some text first.")
    return Note(
        id=uuid.uuid4().urn,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
    )


def placed(text: str, notes: Sequence[Note]) -> tuple[PlacedNote, ...]:
    """The notes with their anchors, in document order; orphans last, by where they were."""
    anchors = anchor_all(text, [Quote(n.exact, n.prefix, n.suffix, n.start) for n in notes])
    pairs = [PlacedNote(note, anchor) for note, anchor in zip(notes, anchors, strict=True)]
    return tuple(sorted(pairs, key=_place))


def _place(pair: PlacedNote) -> tuple[bool, int, int, str]:
    span = pair.anchor.span
    if span is None:
        return (True, pair.note.start, pair.note.end, pair.note.id)
    return (False, span.start, span.end, pair.note.id)


def note_of(article: OpenArticle, identity: str) -> PlacedNote:
    """The note with this id. Raises KeyError."""
    for pair in article.notes:
        if pair.note.id == identity:
            return pair
    raise KeyError(identity)


def facts(article: OpenArticle) -> DocumentFacts:
    """What a page of notes keeps of its document, to find it again when it moves."""
    metadata = article.document.metadata
    return DocumentFacts(
        digest=article.document.digest,
        title=metadata.title,
        language=article.language.code or metadata.language,
        url=metadata.url,
        site=metadata.site,
        date=metadata.date,
    )


def described(change: Change) -> str:
    """One change in words."""
    if change.kind == "cleaning":
        return "what cleaning keeps"
    if change.kind == "state":
        return {"mark": "a read mark", "star": "a star"}.get(change.id, change.id)
    if isinstance(change.before, Note) and isinstance(change.after, Note):
        return f"an edit of the note on “{shortened(change.after.exact)}”"
    if isinstance(change.after, Note):
        return f"the note on “{shortened(change.after.exact)}” is there"
    if isinstance(change.before, Note):
        return f"the note on “{shortened(change.before.exact)}” is gone"
    return change.kind


def shortened(quote: str, length: int = 40) -> str:
    """A quote in one line, cut at a word."""
    line = " ".join(quote.split())
    if len(line) <= length:
        return line
    cut = line.rfind(" ", 0, length)
    return line[: cut if cut > length // 2 else length] + "…"
