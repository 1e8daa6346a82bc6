"""The note box: what is written in it is kept as a draft at every pause, and then as a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.documents import Refused
from reader.notes.model import Colour
from reader.opened import OpenArticle
from reader.session import Session
from reader.text import Span
from reader.tui.layout import Pane
from reader.tui.main.asking import tags_beside
from reader.tui.main.drafting import draft_of, drafts_in, keep_draft
from reader.tui.main.host import Commands, Host
from reader.tui.notes.box import Subject
from reader.tui.notes.cards import join_tags, split_tags

if TYPE_CHECKING:
    from reader.library.listing import Listing
    from reader.tui.main.opening import Opening
    from reader.tui.notes.box import NoteBox


class NoteWriting:
    """Opens the note box, and keeps what is written there."""

    def __init__(self, host: Host, opening: Opening, box: NoteBox, listing: Listing) -> None:
        self._host, self._opening = host, opening
        self._box, self._listing = box, listing
        self._tags_elsewhere: Mapping[str, int] = {}
        """Tags, with how often, of articles that are not in the list: a file was opened alone."""
        self._offered: set[str] = set()
        """Articles whose drafts were told of."""
        self.commands: Commands = {"box-editor": self.edit}

    def known_tags(self) -> list[str]:
        """The tags of the library, the most used first, for completion."""
        counts = dict(self._tags_elsewhere)
        for tags in self._listing.tags.values():
            for tag in tags:
                counts[tag] = counts.get(tag, 0) + 1
        article = self._opening.article
        for placed in article.notes if article is not None else ():
            for tag in placed.note.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: (-counts[tag], tag.casefold()))

    def opened(self, article: OpenArticle) -> None:
        """Say once what was left unfinished in an article."""
        session = self._opening.session
        if session is None or article.key in self._offered:
            return
        self._offered.add(article.key)

        def offer(said: list[str]) -> None:
            for sentence in said[:3]:
                self._host.say(sentence)

        self._opening.store.run(lambda _: drafts_in(session, article), offer)
        if not self._tags_elsewhere and len(self._listing.keys) <= 1:
            self._opening.store.run(lambda _: tags_beside(session, article.key), self._learn_tags)

    def _learn_tags(self, tags: Mapping[str, int]) -> None:
        self._tags_elsewhere = tags
        if self._box.display:
            self._box.tags = self.known_tags()

    def begin(self, span: Span | None, note_id: str | None, colour: Colour | None) -> None:
        """Open the box for a new note, or for one that exists; a draft is taken up again."""
        article, session = self._opening.article, self._opening.session
        if article is None or session is None:
            return
        if article.read_only:
            self._host.notify(article.read_only, severity="warning")
            return
        placed = article.note(note_id) if note_id is not None else None
        if placed is not None:
            quote = placed.note.exact
        else:
            quote = span.of(article.document.text) if span is not None else ""
        text = join_tags(placed.note.comment, placed.note.tags) if placed is not None else ""
        subject = Subject(article.key, span, note_id, colour, quote, article)
        self._write(subject, text)

        def resume(draft: str) -> None:
            if self._box.resume(subject, text, draft):
                self._host.notify("Your draft is back.")

        self._opening.store.run(lambda _: draft_of(session, subject), resume)

    def _write(self, subject: Subject, text: str) -> None:
        self.keep_what_is_written()
        self._box.open(subject, text, self.known_tags())
        self._host.go_to_pane(Pane.NOTES)

    def save(self, subject: Subject, text: str, *, resumed: bool) -> None:
        """Keep a text as the note, on whatever article it was begun, and drop its draft."""
        opening, session = self._opening, self._opening.session
        assert session is not None

        def keep(_: Callable[[], bool]) -> tuple[OpenArticle | None, str]:
            base = opening.worked
            if base is not None and base.key != subject.key:
                base = None
            write(session, base or written_on(session, subject), subject, text)
            if resumed:
                keep_draft(session, subject, "")
            if base is not None:
                opening.worked = base = session.with_notes(base)
            return base, session.trouble

        def kept(found: tuple[OpenArticle | None, str]) -> None:
            changed, trouble = found
            if changed is not None:
                opening.took(changed)
            self._host.alarm(trouble)

        def failed(error: Exception) -> None:
            self._host.failed(error)
            self._write(subject, text)

        self._opening.store.run(keep, kept, failed=failed)  # whatever is open by now, or nothing

    def keep_what_is_written(self) -> None:
        """Keep what stands in the box, before anything else is done with the notes."""
        if self._box.draft is not None:
            self.keep_draft(*self._box.draft)

    def keep_draft(self, subject: Subject, text: str) -> None:
        """Keep an unfinished note."""
        session = self._opening.session
        if session is not None:
            self._opening.store.run(lambda _: keep_draft(session, subject, text))

    def edit(self) -> None:
        """Write the note in $EDITOR."""
        from reader.tui.outside import OutsideError, edit_text

        try:
            self._box.replace(edit_text(self._host.app, self._box.text))
        except OutsideError as error:
            self._host.notify(str(error), severity="error")


def write(session: Session, article: OpenArticle, subject: Subject, text: str) -> None:
    """Keep what was written on a subject; ``article`` is its document as it is now.

    A new passage is quoted from the text in which it was chosen, which may have changed since.
    """
    if subject.note_id is not None:
        _rewrite(session, article, subject, subject.note_id, text)
    elif subject.span is not None:
        comment, tags = split_tags(text)
        colour = subject.colour or Colour.YELLOW
        session.annotate(subject.article, subject.span, comment=comment, tags=tags, colour=colour)


def written_on(session: Session, subject: Subject) -> OpenArticle:
    """The document of a subject as it is now; as it was, where its file cannot be read any more."""
    try:
        return session.open(subject.key)
    except Refused:
        return subject.article


def _rewrite(
    session: Session, article: OpenArticle, subject: Subject, note_id: str, text: str
) -> None:
    """Change a note's comment and tags, and its passage where that was resized; one undo."""
    comment, tags = split_tags(text)
    seen = subject.article.note(note_id)
    known = seen.note if seen is not None else None
    colour, span = subject.colour, subject.span
    with session.store.group():
        session.edit_note(article, note_id, comment=comment, tags=tags, colour=colour, seen=known)
        if seen is not None and span is not None and seen.anchor.span != span:
            session.reattach(session.with_notes(subject.article), note_id, span)
