"""One of a thing is said in the singular."""

from __future__ import annotations

import pytest

from reader.wording import counted, duration


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1234, "1,234 pages")]
)
def test_singular_and_plural(number: int, said: str) -> None:
    assert counted(number, "page") == said


def test_a_plural_of_its_own() -> None:
    assert counted(1, "copy", "copies") == "1 copy"
    assert counted(3, "copy", "copies") == "3 copies"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(1, "1 min"), (179, "179 min"), (180, "3 h"), (14_471, "241 h"), (90_000, "1,500 h")],
)
def test_a_reading_time_of_many_hours_is_told_in_hours(minutes: int, said: str) -> None:
    assert duration(minutes) == said
