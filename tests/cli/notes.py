"""Making notes in a library, as the reader does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.notes.model import Colour, Note
from reader.session import Session
from reader.text import Span


def annotate(
    root: Path,
    key: str,
    quote: str,
    *,
    comment: str = "",
    tags: Sequence[str] = (),
    colour: Colour = Colour.YELLOW,
    creator: str = "",
) -> Note:
    """A note on the first place where the quote stands."""
    session = Session(root, creator=creator)
    article = session.open(key)
    before = {pair.note.id for pair in article.notes}
    start = article.document.text.index(quote)
    span = Span(start, start + len(quote))
    article = session.annotate(article, span, comment=comment, tags=tags, colour=colour)
    session.close()
    return next(pair.note for pair in article.notes if pair.note.id not in before)


def notes_of(root: Path, key: str) -> list[Note]:
    """What the store holds now."""
    session = Session(root)
    try:
        return list(session.store.notes(key))
    finally:
        session.close()
