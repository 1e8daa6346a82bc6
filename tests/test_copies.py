"""Copies of an article: which they are, how they differ, which of their notes fit here."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.copies import compare, copies_of, kept_text, offers, take_over
from reader.notes.model import Colour
from reader.session import Session

TEXT = (
    "The ferry came in at eleven, an hour late, and nobody on the quay seemed to mind.\n\n"
    "A boy counted the ropes aloud. His sister wrote the numbers on her hand.\n\n"
    "By noon the square was empty again.\n"
)
EDITED = "An added first line about the weather of that day.\n\n" + TEXT.replace("eleven", "twelve")


@pytest.fixture
def session(tmp_path: Path):
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    (tmp_path / "two.txt").write_text(EDITED, "utf-8")
    made = Session(tmp_path)
    yield made
    made.close()


def test_the_others_of_a_set_are_told_for_each_of_it() -> None:
    sets = {"a": ["b", "c"], "x": ["y"]}
    assert copies_of(sets, "a") == ["b", "c"]
    assert copies_of(sets, "c") == ["a", "b"]
    assert copies_of(sets, "alone") == []


def test_a_comparison_covers_what_is_kept_of_both(session: Session) -> None:
    left, right = session.open("one.txt"), session.open("two.txt")
    found = compare(left, right)
    assert "".join(piece.left.of(found.left) for piece in found.pieces) == kept_text(left)
    assert "".join(piece.right.of(found.right) for piece in found.pieces) == kept_text(right)
    assert found.differences == 2
    assert compare(left, left).differences == 0


def test_a_note_on_a_copy_is_offered_at_its_place_and_taken_over(session: Session) -> None:
    other = session.open("two.txt")
    words = "His sister wrote the numbers on her hand."
    span = other.document.blocks[0].span
    at = other.document.text.index(words)
    span = type(span)(at, at + len(words))
    session.annotate(other, span, comment="who?", tags=("sister",), colour=Colour.BLUE)
    article = session.open("one.txt")
    (offer,) = offers(session, article, ["two.txt"])
    assert offer.span.of(article.document.text) == words
    taken = take_over(session, article, offer)
    (note,) = [placed.note for placed in taken.notes]
    assert (note.comment, note.tags, note.colour) == ("who?", ("sister",), Colour.BLUE)
    assert offers(session, taken, ["two.txt"]) == [], "it is on this one now"


def test_a_note_on_words_that_only_the_copy_has_is_not_offered(session: Session) -> None:
    other = session.open("two.txt")
    span = other.document.blocks[0].span
    session.annotate(other, span, comment="weather")
    assert offers(session, session.open("one.txt"), ["two.txt"]) == []


def test_offers_end_when_nobody_waits(session: Session) -> None:
    article = session.open("one.txt")
    assert offers(session, article, ["two.txt"], cancelled=lambda: True) == []
