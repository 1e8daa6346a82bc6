"""Figures of a library."""

from __future__ import annotations

from datetime import date

from reader.library.facts import Facts
from reader.library.state import State
from reader.library.stats import Statistics, statistics
from reader.notes.model import Colour, Note

FACTS = [
    Facts("a", "A", site="Post", date="2025-07-01", language="de", words=500),
    Facts("b", "B", site="Post", date="2025-07-09T10:00Z", language="en", words=100),
    Facts("c", "C", site="Bote", date="2024", language="de", words=0, problem="cannot be read"),
    Facts("d"),
]
STATE = (
    State()
    .set("a", "2025-08-01T09:00:00.000000Z", mark="read", star=True)
    .set("b", "2025-08-03T09:00:00.000000Z", mark="read")
    .set("c", "2025-08-03T09:00:00.000000Z", mark="reading")
)
NOTES = {
    "a": [Note("1", "x", tags=("war", "peace")), Note("2", "y", tags=("war",), colour=Colour.PINK)],
    "b": [],
}


def test_all_figures() -> None:
    assert statistics(FACTS, STATE, NOTES, {"a": ["b", "x"]}) == Statistics(
        articles=4,
        words=600,
        minutes=4,
        unreadable=1,
        copies=2,
        languages={"de": 2, "": 1, "en": 1},
        sites={"Post": 2, "Bote": 1},
        months={"2025-07": 2},
        marks={"unread": 1, "reading": 1, "read": 2},
        starred=1,
        words_read=600,
        read_by_day=((date(2025, 8, 1), 1), (date(2025, 8, 2), 0), (date(2025, 8, 3), 1)),
        notes=2,
        annotated=1,
        tags={"war": 2, "peace": 1},
        colours={"pink": 1, "yellow": 1},
    )


def test_of_nothing() -> None:
    empty = statistics([], State(), {})
    assert empty.articles == 0
    assert empty.read_by_day == ()
    assert empty.marks == {"unread": 0, "reading": 0, "read": 0}


def test_times_that_make_no_sense_are_passed_over() -> None:
    state = State().set("a", "yesterday", mark="read")
    assert statistics(FACTS[:1], state, {}).read_by_day == ()
