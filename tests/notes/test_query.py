"""The filter of all notes."""

from __future__ import annotations

import pytest

from reader.notes.model import Colour, Note
from reader.notes.query import Noted, parse

FERRY = Noted(
    "sea/harbour.txt",
    Note(
        id="1", exact="the ferry came in", comment="Why late?", tags=("sea", "times"),
        colour=Colour.BLUE, created="2025-07-03T10:00:00+02:00", creator="ada",
    ),
    "The harbour before noon",
    "en",
    frozenset({"placed"}),
)  # fmt: skip
ROSES = Noted(
    "garten.txt",
    Note(id="2", exact="die Rosen", colour=Colour.PINK, created="2026-01-05T08:00:00Z"),
    "Über Gärten",
    "de",
    frozenset({"gone", "conflict"}),
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", "12"),
        ("ferry", "1"),
        ("FERRY late", "1"),
        ("ferry rosen", ""),
        ('"ferry came"', "1"),
        ("-ferry", "2"),
        ("#sea", "1"),
        ("tag:sea tag:times", "1"),
        ("-tag:sea", "2"),
        ("colour:blue", "1"),
        ("color:pink", "2"),
        ("lang:de", "2"),
        ("date:2025-07", "1"),
        ("date:>2025", "2"),
        ("date:2025..2025-12", "1"),
        ("is:gone", "2"),
        ("is:conflict", "2"),
        ("is:placed", "1"),
        ("path:sea/", "1"),
        ("title:gärten", "2"),
        ("by:ada", "1"),
        ("has:comment", "1"),
        ("tag:", "12"),
        ("text:harbour", ""),
        ("harbour", "1"),
        ("nonsense:ferry", ""),
    ],
)
def test_words_and_fields_narrow(typed: str, ids: str) -> None:
    assert "".join(noted.note.id for noted in parse(typed).fitting([FERRY, ROSES])) == ids


def test_what_needs_a_look_is_named() -> None:
    assert FERRY.badge == ""
    assert ROSES.badge == "gone, conflict"


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("title:gaerten", "2"),
        ("title:garten", "2"),
        ("lang:de-AT", "2"),
        ("has:com", "1"),
        ("is:gon", "2"),
        ("-", "12"),
        ("date:2025-07-03..", "12"),
        ("date:<2026", "1"),
    ],
)
def test_what_the_library_understands_is_understood(typed: str, ids: str) -> None:
    query = parse(typed)
    assert "".join(noted.note.id for noted in query.fitting([FERRY, ROSES])) == ids
    assert not query.problems


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("date:soon", "date: wants a date"),
        ("is:read", "is: can be placed, uncertain, orphan, gone or conflict."),
        ("has:wings", "has: can be comment or tags."),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(typed: str, problem: str) -> None:
    query = parse(typed)
    assert query.problems[0].startswith(problem)
    assert query.fitting([FERRY, ROSES]) == [FERRY, ROSES]
