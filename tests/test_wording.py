"""One of a thing is said in the singular."""

from __future__ import annotations

import pytest

from reader.wording import counted


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1234, "1,234 pages")]
)
def test_singular_and_plural(number: int, said: str) -> None:
    assert counted(number, "page") == said


def test_a_plural_of_its_own() -> None:
    assert counted(1, "copy", "copies") == "1 copy"
    assert counted(3, "copy", "copies") == "3 copies"
