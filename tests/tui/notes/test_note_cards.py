"""The cards of the notes pane, and tags typed in the note box."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from reader.notes.model import Anchor, Colour, Note, PlacedNote, Status
from reader.tui.notes.cards import LETTERS, age, card, join_tags, split_tags

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def placed(status: Status = "placed", **fields: object) -> PlacedNote:
    note = Note("urn:uuid:1", "a quoted passage of the text", **fields)  # type: ignore[arg-type]
    return PlacedNote(note, Anchor(status, 0, 5) if status != "orphan" else Anchor(status))


def text_of(note: PlacedNote, width: int = 30) -> list[str]:
    return ["".join(text for text, _ in line) for line in card(note, width, NOW).lines]


def test_a_card_shows_quote_comment_tags_and_age() -> None:
    modified = (NOW - timedelta(hours=3)).isoformat()
    lines = text_of(placed(comment="Look here.", tags=("one", "two"), modified=modified))
    assert lines == [
        "1 “a quoted passage of the",
        "  text”",
        "  Look here.",
        "  #one #two",
        "  3 h",
    ]


@pytest.mark.parametrize("status", ["orphan", "uncertain"])
def test_a_note_without_a_sure_place_wears_a_badge(status: Status) -> None:
    assert f"⚠ {status}" in text_of(placed(status))[-1]


def test_colours_are_told_apart_by_their_keys() -> None:
    assert len(set(LETTERS.values())) == len(Colour)
    assert text_of(placed(colour=Colour.PURPLE))[0].startswith("5 ")


def test_a_card_fits_its_width_and_hides_controls() -> None:
    note = placed(comment="日本語" * 30 + "\x1b[31m", tags=("x" * 50,))
    for line in card(note, 24, NOW).lines:
        assert sum(cell_len(text) for text, _ in line) <= 24 - 2
        assert all("\x1b" not in text for text, _ in line)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "now"),
        (60, "1 min"),
        (7200, "2 h"),
        (200_000, "2 d"),
        (9_000_000, "3 mo"),
        (10**8, "3 y"),
    ],
)
def test_age(seconds: int, words: str) -> None:
    assert age((NOW - timedelta(seconds=seconds)).isoformat(), NOW) == words


def test_a_broken_time_has_no_age() -> None:
    assert age("yesterday", NOW) == ""
    assert age("2026-01-01T00:00:00", NOW) == ""


@pytest.mark.parametrize(
    ("typed", "comment", "tags"),
    [
        ("A comment #one #two", "A comment", ("one", "two")),
        ("A comment\n#one", "A comment", ("one",)),
        ("About #kyjiw and more", "About #kyjiw and more", ("kyjiw",)),
        ("About #kyjiw and more #kyjiw", "About #kyjiw and more", ("kyjiw",)),
        ("#only", "", ("only",)),
        ("#größe/klein", "", ("größe/klein",)),
        ("no. #1 is a number", "no. #1 is a number", ()),
        ("a#b and https://x.org/#top", "a#b and https://x.org/#top", ()),
        ("C# is none", "C# is none", ()),
        ("", "", ()),
    ],
)
def test_words_after_a_hash_become_tags(typed: str, comment: str, tags: tuple[str, ...]) -> None:
    assert split_tags(typed) == (comment, tags)


@pytest.mark.parametrize(
    ("comment", "tags"),
    [
        ("A comment", ("one", "two")),
        ("About #kyjiw now", ("kyjiw", "more")),
        ("", ("x",)),
        ("a", ()),
    ],
)
def test_what_is_edited_comes_back_as_it_was(comment: str, tags: tuple[str, ...]) -> None:
    assert split_tags(join_tags(comment, tags)) == (comment, tags)
