"""What an open library can do: the one door for the command line and the screen.

Every call may block on the disk and belongs in one worker thread; what is returned is immutable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from reader.analysis import Remembered, judged, kept_words, language_of, place_of
from reader.cleaning import with_evidence
from reader.cleaning.rules import (
    Rules,
    RulesError,
    dump,
    occurrence_of,
    with_override,
    with_site_rule,
    without,
)
from reader.cleaning.rules_file import TABLES, RulesFile
from reader.described import described
from reader.documents import Refused
from reader.documents.model import Document, Metadata
from reader.documents.registry import open_beginning, open_head
from reader.library.contents import document_key, document_of, file_of
from reader.library.paragraphs import read_of
from reader.library.scan import Entry, identity_of, key_of_file, path_of, scan, split_key
from reader.library.state import StateFile, merge
from reader.notes.homecoming import put_aside
from reader.notes.model import Colour, Note
from reader.notes.store import NoteStore
from reader.notes.undo import Change
from reader.notes.versions import rivals_of
from reader.opened import OpenArticle, facts, note_of, part_of, placed, quoted
from reader.reading_state import ReadingState
from reader.repeated import heard
from reader.storage import home, kept_apart
from reader.text import Span

Table = Literal["sites", "documents"]
"""Where a cleaning rule stands: for all articles of a site, or for one document."""

TOO_LONG = "This text is too long for notes: up to 20 MB and 200,000 lines have them."


class Undone(NamedTuple):
    """What an undo or a redo changed."""

    keys: frozenset[str]
    """The documents concerned; "" stands for all articles of a site."""
    sentence: str
    """For the reader: "Deleted again: “…” "."""
    fields: frozenset[str] = frozenset()
    """Of the reading state: which were set back, as "encoding"."""


class Session(ReadingState):
    """One library: its documents, notes, cleaning rules and reading state."""

    def __init__(self, root: Path, *, creator: str = "") -> None:
        self.home = home(root)
        super().__init__(root, self.home.path, NoteStore(self.home, creator=creator))
        self._rules_file = RulesFile(self.home.path / "cleaning.json")
        if self.home.fallback:
            self._said.append(
                f"{self.home.reason}: what you note here is kept in {self.home.path}."
            )
        elif (apart := kept_apart(root)) is not None:
            self._bring_home(apart)

    def _bring_home(self, apart: Path) -> None:
        """Merge what was made while the library could not be written."""
        all_in = self.store.bring_home(apart)
        read = StateFile(apart / "state.json")
        rules = RulesFile(apart / "cleaning.json")
        taught = dump(rules.rules)
        self._said += rules.problems
        try:
            self._state.change(lambda state, _: merge(state, read.load()))
            self._save_state()
            for table in TABLES:
                for name, rows in taught[table].items():
                    if rows and not self._rules_file.entry(table, name):
                        self._rules_file.keep(table, name, rows)
        except (OSError, RulesError):
            return  # it stays where it is, and is tried again
        if all_in and rules.whole:
            put_aside(apart)

    def close(self) -> None:
        """Hand over what is still to be written."""
        self.store.close()

    # Documents

    def entries(self, *, cancelled: Callable[[], bool] = lambda: False) -> Iterator[list[Entry]]:
        """The files of the library in batches, the first one small."""
        return scan(self.root, cancelled=cancelled)

    def key_of(self, path: Path) -> str:
        """The key of a file of the library. Raises ValueError for a file outside of it."""
        return key_of_file(path.absolute().relative_to(self.root).as_posix())

    def document(self, key: str) -> Document:
        """A document as it is now, in the encoding its reader chose. Raises ``Refused``."""
        return document_of(self.root, key, self.reading(key).encoding)

    def open(self, key: str, remembered: Remembered | None = None) -> OpenArticle:
        """Read, judge and annotate one document. Raises ``Refused`` with a sentence.

        It is not judged where its verdicts are ``remembered``, made with the rules as they are.
        The language is left unknown: ``with_language`` looks at it when the article is shown.
        """
        key = document_key(self.root, key)
        reading, document = self.reading(key), self.document(key)
        found = judged(document, key=key, rules=self.rules, remembered=remembered)
        path = Path(path_of(self.root, key))
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
            read_only=self._read_only(key) or (TOO_LONG if document.raw else ""),
            file=identity_of(path),
        )

    def open_head(self, key: str, length: int) -> OpenArticle | None:
        """The beginning of a text too long to be looked into; None for any other document.

        Raises ``Refused``.
        """
        if split_key(key)[1]:
            return None
        path = file_of(self.root, key)
        document = open_head(path, length, encoding=self.reading(key).encoding or None)
        return part_of(key, path, document, TOO_LONG) if document is not None else None

    def open_beginning(self, key: str) -> OpenArticle | None:
        """The first pages of an article that takes seconds to read and was not begun; else None.

        Raises ``Refused``.
        """
        reading = self.reading(key)
        if split_key(key)[1] or reading.position:
            return None
        path = file_of(self.root, key)
        document = open_beginning(path)
        if document is None:
            return None
        return replace(part_of(key, path, document, document.notices[0]), view=reading.view)

    def open_kept(self, key: str) -> OpenArticle:
        """The article as ``open`` gives it; of a file that is gone an empty one with its notes.

        Raises ``Refused`` where there are no notes either.
        """
        try:
            return self.open(key)
        except Refused:
            page = self.store.page(key)
            path = Path(path_of(self.root, key))
            if path.exists() or not page.notes:
                raise
        kept = page.facts
        metadata = Metadata(
            title=kept.title or key, site=kept.site, date=kept.date, url=kept.url,
            language=kept.language,
        )  # fmt: skip
        said = f"{key} is not there any more. Its notes are kept."
        return OpenArticle(
            key=key,
            path=path,
            document=Document("", (), metadata, notices=(said,)),
            verdicts=(),
            notes=placed("", page.notes),
            read_only=self._read_only(key),
            gone=True,
        )

    def with_language(self, article: OpenArticle) -> OpenArticle:
        """The article with its language; slow (0.3 s) the first time on a machine."""
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
        seen: Note | None = None,
    ) -> OpenArticle:
        """Change what is given of a note. Raises KeyError where there is none, ReadOnlyNotes.

        ``seen`` is the note as the reader saw it on beginning to write: where it was changed or
        deleted elsewhere since, both versions are kept.
        """
        note = seen or note_of(article, identity).note
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

    def keep_only(self, article: OpenArticle, identity: str) -> OpenArticle:
        """Settle a conflict: keep this one of rival notes, delete the others; one step to undo.

        Raises KeyError where there is no such note, ValueError where it has no rival.
        """
        note = note_of(article, identity).note
        others = rivals_of(note, self.store.notes(article.key))
        if not others:
            raise ValueError("This note has no rival: there is nothing to settle.")
        with self.store.group():
            for other in others:
                self.store.remove(article.key, other.id)
            if note.conflict_of:
                self.store.put(article.key, replace(note, conflict_of=""), facts=facts(article))
        return self.with_notes(article)

    def describe(self, article: OpenArticle) -> None:
        """Tell the notes of an article what is known of it by now, as its language."""
        self.store.describe(article.key, facts(article))

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

    def forget_rule(self, table: Table, name: str, index: int) -> None:
        """Take away a rule of a site, or an override of a document; ``undo`` brings it back.

        Raises RulesError where there is no such entry, OSError.
        """
        site, key = (name, "") if table == "sites" else ("", name)
        self._teach(table, name, without(self.rules, site=site, key=key, index=index))

    def judged_again(self, article: OpenArticle) -> OpenArticle:
        """The article with the verdicts that the rules and what is known of others give now."""
        verdicts = judged(
            article.document, key=article.key, rules=self.rules, evidence=article.evidence
        ).verdicts
        return replace(article, verdicts=verdicts, words=kept_words(article.document, verdicts))

    def with_evidence(
        self, article: OpenArticle, evidence: Mapping[int, tuple[int, int]]
    ) -> OpenArticle:
        """The article judged with what an index tells of its blocks; itself if that is nothing new.

        Cheap where nothing was known before: the model is not asked again.
        """
        known = {n: counts for n, counts in evidence.items() if heard(*counts)}
        if known == article.evidence:
            return article
        told = replace(article, evidence=known)
        if article.evidence:
            return self.judged_again(told)
        document, place = article.document, place_of(article.document)
        verdicts = with_evidence(document, article.verdicts, known, place=place)
        return replace(told, verdicts=verdicts, words=kept_words(document, verdicts))

    def follow_overrides(self, moved: Mapping[str, str]) -> None:
        """Let restored and removed blocks go along, old key to new. Raises OSError, RulesError."""
        self._rules_file.follow(moved)

    @property
    def rules(self) -> Rules:
        """What the reader taught the cleaner in this library."""
        return self._rules_file.rules

    def _teach(self, table: Table, name: str, taught: Rules) -> None:
        before, after = self._rules_file.entry(table, name), dump(taught)[table].get(name)
        self._rules_file.keep(table, name, after)  # first: what fails leaves nothing to undo
        self.store.record(
            "cleaning", name if table == "documents" else "", f"{table}/{name}", before, after
        )

    # Undo

    def undo(self) -> Undone | None:
        """Take back the last change of this reader; None when there is none.

        Raises OSError, RulesError; then nothing is undone but what stands in the reading state.
        """
        return self._applied(self.store.undo(), "Undone", self.store.redo)

    def redo(self) -> Undone | None:
        """Do again what was undone last; None when there is nothing."""
        return self._applied(self.store.redo(), "Done again", self.store.undo)

    def _applied(
        self, changes: Sequence[Change], word: str, back: Callable[[], Sequence[Change]]
    ) -> Undone | None:
        """Do what the journal says was done; where that fails, ``back`` lets it say so."""
        if not changes:
            return None
        try:
            for change in changes:
                if change.kind == "cleaning":
                    table, _, name = change.id.partition("/")
                    self._rules_file.keep(table, name, change.after)
        except (OSError, RulesError):
            back()
            raise
        states: dict[str, dict[str, Any]] = {}
        for change in changes:
            if change.kind == "state":
                states.setdefault(change.key, {})[change.id] = change.after
        if states:
            self._change_states(states)
        keys = frozenset(change.key for change in changes)
        keys |= {change.id for change in changes if change.kind == "move"}
        more = f" (and {len(changes) - 1} more)" if len(changes) > 1 else ""
        fields = frozenset(change.id for change in changes if change.kind == "state")
        return Undone(keys, f"{word}: {described(changes[0])}{more}.", fields)

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
