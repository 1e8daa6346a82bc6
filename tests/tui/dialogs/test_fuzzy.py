"""Choosing by typing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.tui.dialogs.fuzzy import choose, score

ITEMS = ["Go to the next word", "Pick a theme", "Show the outline", "Next note", "Go to the end"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("theme", "Pick a theme"),
        ("next note", "Next note"),
        ("nxtnt", "Next note"),
        ("OUT", "Show the outline"),
    ],
)
def test_the_best_comes_first(typed: str, first: str) -> None:
    assert choose(typed, [(item, item) for item in ITEMS])[0][0] == first


def test_everything_stays_in_order_while_nothing_is_typed() -> None:
    assert [item for item, _ in choose("", [(item, item) for item in ITEMS])] == ITEMS


def test_what_does_not_fit_is_left_out() -> None:
    assert choose("zebra", [(item, item) for item in ITEMS]) == []


@settings(deadline=None)
@given(st.lists(st.text(max_size=8), max_size=3), st.text(max_size=60))
def test_marks_lie_in_the_text(words: list[str], text: str) -> None:
    found = score([word.casefold() for word in words if word.strip()], text)
    if found is not None:
        assert all(0 <= span.start <= span.end <= len(text) for span in found[1])
