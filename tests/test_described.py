"""Every undo has a sentence, and the history of a note can be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.described import described, told
from reader.notes.model import Colour, Note
from reader.notes.undo import Change

NOTE = Note(id="urn:uuid:1", exact="the ferry came in", comment="late", tags=("sea",))


def change(before: Note | None, after: Note | None, by: str = "") -> Change:
    return Change("note", "a.txt", NOTE.id, before, after, by=by)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (None, NOTE, "note on “the ferry came in” brought back"),
        (NOTE, None, "note on “the ferry came in” deleted"),
        (NOTE, replace(NOTE, comment="x"), "note on “the ferry came in”: comment “x”"),
        (NOTE, replace(NOTE, comment=""), "note on “the ferry came in”: comment taken out"),
        (
            NOTE,
            replace(NOTE, tags=("quay",), colour=Colour.BLUE),
            "note on “the ferry came in”: tags +#quay −#sea, colour blue",
        ),
    ],
)
def test_a_change_of_a_note_in_words(
    before: Note | None, after: Note | None, sentence: str
) -> None:
    assert described(change(before, after)) == sentence


@pytest.mark.parametrize(
    ("kind", "item", "after", "sentence"),
    [
        ("state", "mark", "read", "a.txt is read"),
        ("state", "mark", None, "a.txt is unread"),
        ("state", "star", True, "a.txt has a star"),
        ("cleaning", "documents/a.txt", None, "what is restored and removed in a.txt"),
        ("move", "b.txt", {}, "notes of a.txt moved to b.txt"),
    ],
)
def test_other_changes_in_words(kind: str, item: str, after: object, sentence: str) -> None:
    assert described(Change(kind, "a.txt", item, None, after)) == sentence


def test_the_history_tells_what_was_written_changed_and_deleted_and_by_whom() -> None:
    assert told(change(None, NOTE, "ada")) == "Written: “late” · #sea · yellow (ada)"
    assert told(change(NOTE, replace(NOTE, exact="a boat", start=9))) == "Passage “a boat”"
    assert told(change(NOTE, None)) == "Deleted: “late” · #sea · yellow"
