"""What the filter lines of articles and notes share."""

from __future__ import annotations

import pytest

from reader.filtering import Dates, Part, chosen, dates, parts


def test_a_line_comes_apart() -> None:
    assert list(parts('ferry -tag:"cold sea" IS:new "a phrase" lang:')) == [
        Part(False, "", "ferry", False),
        Part(True, "tag", "cold sea", True),
        Part(False, "is", "new", False),
        Part(False, "", "a phrase", True),
        Part(False, "lang", "", False),
    ]


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ("2025", True),
        ("=2025-07", True),
        ("<2025", False),
        ("<=2025", True),
        (">2025-06", True),
        (">=2025-07-04", False),
        ("2025-07..", True),
        ("..2025-06", False),
        ("2024..2025", True),
    ],
)
def test_ranges_of_time_are_as_precise_as_written(wanted: str, holds: bool) -> None:
    found = dates(wanted)
    assert found is not None
    assert found.hold("2025-07-03T10:00:00+02:00") is holds
    assert not found.hold("")


@pytest.mark.parametrize(
    "value", ["", "soon", "..", "<", "2025-7", "2025..x", "2025-13", "2025-01-32"]
)
def test_what_is_no_date(value: str) -> None:
    assert dates(value) is None


def test_without_bounds_every_date_holds() -> None:
    assert Dates().hold("2025")


def test_a_beginning_is_enough_where_it_is_of_one_value_only() -> None:
    assert chosen("un", ("unread", "read")) == "unread"
    assert chosen("read", ("reading", "read")) == "read"
    assert chosen("re", ("reading", "read")) == ""
    assert chosen("", ("one",)) == ""
