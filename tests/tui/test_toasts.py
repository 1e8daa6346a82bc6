"""Toasts stay few: the newest wins, equal ones count once."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.notifications import Notification, SeverityLevel
from textual.widgets._toast import Toast

from reader.tui.toasts import superfluous
from tests.tui.library_case import reader_on, sync


def toast(message: str, severity: SeverityLevel = "information") -> Notification:
    return Notification(message, severity=severity)


def left(most: int, *shown: Notification) -> list[str]:
    gone = superfluous(shown, most)
    return [one.message for one in shown if all(one is not other for other in gone)]


def test_the_newest_ones_stay() -> None:
    assert left(2, toast("a"), toast("b"), toast("c")) == ["b", "c"]


def test_equal_ones_count_once_at_the_place_of_the_newest() -> None:
    assert left(3, toast("a"), toast("b"), toast("a")) == ["b", "a"]


def test_what_went_wrong_outlasts_what_is_just_told() -> None:
    assert left(2, toast("full", "error"), toast("a"), toast("b")) == ["full", "b"]
    assert left(1, toast("full", "error"), toast("b")) == ["b"]


def test_nothing_goes_while_there_is_room() -> None:
    assert left(3, toast("a"), toast("a", "error"), toast("b")) == ["a", "a", "b"]


@pytest.mark.parametrize(("size", "most"), [((80, 24), 3), ((120, 40), 5)])
@sync
async def test_a_hail_of_toasts_leaves_the_text_to_be_read(
    library: Path, size: tuple[int, int], most: int
) -> None:
    async with reader_on(library, size=size) as reader:
        await reader.until("The harbour before noon")
        for number in range(9):
            reader.app.notify(f"Sentence {number}.")
            reader.app.notify("The same.")
        await reader.until("Sentence 8.")
        await reader.until_gone("Sentence 3.")
        assert len(reader.main.query(Toast)) == most
        assert reader.text.count("The same.") == 1
