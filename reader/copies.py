"""Near-identical copies of an article: how they differ, and which of their notes fit here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reader.library.duplicates import Piece, diff
from reader.notes.anchoring import Quote, anchor_all
from reader.notes.model import Note
from reader.opened import OpenArticle
from reader.session import Session
from reader.text import Span


@dataclass(frozen=True, slots=True)
class Offer:
    """A note on a copy whose passage stands in this article too."""

    key: str
    """The copy that has the note."""
    note: Note
    span: Span
    """The passage in this article."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two copies side by side: the kept text of both, and pieces that cover them."""

    left: str
    right: str
    pieces: tuple[Piece, ...]

    @property
    def differences(self) -> int:
        """How many places differ."""
        return sum(piece.kind != "same" for piece in self.pieces)


def copies_of(copies: Mapping[str, Sequence[str]], key: str) -> list[str]:
    """The other articles of the set of copies that ``key`` belongs to; [] when it has none."""
    for first, others in copies.items():
        if key == first or key in others:
            return [other for other in (first, *others) if other != key]
    return []


def kept_text(article: OpenArticle) -> str:
    """What is kept of an article, a blank line between blocks."""
    text = article.document.text
    return "\n\n".join(
        block.span.of(text)
        for block, verdict in zip(article.document.blocks, article.verdicts, strict=True)
        if verdict.kept
    )


def compare(left: OpenArticle, right: OpenArticle) -> Comparison:
    """How two articles differ, in what is kept of them."""
    ours, theirs = kept_text(left), kept_text(right)
    return Comparison(ours, theirs, tuple(diff(ours, theirs)))


def offers(
    session: Session,
    article: OpenArticle,
    copies: Sequence[str],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Offer]:
    """Notes on the copies that stand in this article too and are not on it yet, in its order."""
    have = {(pair.anchor.span, pair.note.comment) for pair in article.notes}
    found: list[Offer] = []
    for key in copies:
        if cancelled():
            break
        notes = session.store.notes(key)
        quotes = [Quote(n.exact, n.prefix, n.suffix, n.start) for n in notes]
        for note, anchor in zip(notes, anchor_all(article.document.text, quotes), strict=True):
            span = anchor.span
            if span is None or anchor.status != "placed" or (span, note.comment) in have:
                continue
            have.add((span, note.comment))
            found.append(Offer(key, note, span))
    return sorted(found, key=lambda offer: (offer.span, offer.key))


def take_over(session: Session, article: OpenArticle, offer: Offer) -> OpenArticle:
    """Make a note of the article's own from one on a copy. Raises ReadOnlyNotes."""
    note = offer.note
    return session.annotate(
        article, offer.span, comment=note.comment, tags=note.tags, colour=note.colour
    )
