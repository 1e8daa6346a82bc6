"""Keeping what was written in the note box."""

from __future__ import annotations

from pathlib import Path

from reader.session import OpenArticle, Session
from reader.text import Span
from reader.tui.note_box import Subject
from reader.tui.note_keeping import write

KEY = "a harbour.md"


def passage(article: OpenArticle, words: str) -> Span:
    start = article.document.text.index(words)
    return Span(start, start + len(words))


def test_a_comment_on_a_highlight_that_was_resized_keeps_both_and_is_one_undo(
    library: Path,
) -> None:
    session = Session(library, creator="")
    article = session.open(KEY)
    article = session.annotate(article, passage(article, "The ferry"))
    [placed] = article.notes
    wider = passage(article, "The ferry came in at eleven")
    subject = Subject(KEY, wider, placed.note.id, None, "The ferry", article)
    write(session, article, subject, "Late again. #ferry")
    [found] = session.with_notes(article).notes
    assert (found.note.exact, found.anchor.span) == ("The ferry came in at eleven", wider)
    assert (found.note.comment, found.note.tags) == ("Late again.", ("ferry",))
    session.undo()
    [found] = session.with_notes(article).notes
    assert (found.note.exact, found.note.comment) == ("The ferry", "")
    session.close()
