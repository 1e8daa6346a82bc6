"""Keeping what was written in the note box."""

from __future__ import annotations

from reader.documents import Refused
from reader.notes.model import Colour
from reader.opened import OpenArticle
from reader.session import Session
from reader.tui.notes.box import Subject
from reader.tui.notes.cards import split_tags


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
    began = (placed for placed in subject.article.notes if placed.note.id == note_id)
    seen = next(began, None)
    known = seen.note if seen is not None else None
    colour, span = subject.colour, subject.span
    with session.store.group():
        session.edit_note(article, note_id, comment=comment, tags=tags, colour=colour, seen=known)
        if seen is not None and span is not None and seen.anchor.span != span:
            session.reattach(session.with_notes(subject.article), note_id, span)
