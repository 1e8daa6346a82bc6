"""Text by cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.lines import clip, clip_left, fill, quoted, wrap

ANY = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("plain", 5, "plain"),
        ("plain words", 8, "plain w…"),
        ("plain words", 7, "plain…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("x", 0, ""),
    ],
)
def test_clip(text: str, width: int, shown: str) -> None:
    assert clip(text, width) == shown


def test_of_a_path_the_end_stays() -> None:
    assert clip_left("2025/07/report.txt", 11) == "…report.txt"


@settings(deadline=None)
@given(ANY, st.integers(1, 30))
def test_nothing_is_wider_than_its_room(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width
    assert cell_len(clip_left(text, width)) <= width
    assert cell_len(fill(text, width)) == width
    if width > 1:
        assert all(cell_len(line) <= width for line in wrap(text, width))


@settings(deadline=None)
@given(ANY, st.integers(2, 30))
def test_wrapping_loses_no_character_but_blanks(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_too_many_lines_end_with_an_ellipsis() -> None:
    assert wrap("one two three four five six", 9, 2) == ["one two", "three…"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The ferry was late.", "“The ferry was late.”"),
        ("“Late”, he said.", "“Late”, he said.”"),
        ("He said “late”", "“He said “late”"),
        ("„Spät“, sagte er: »ja«", "„Spät“, sagte er: »ja«"),
        ("", "“”"),
    ],
)
def test_quotation_marks_are_not_doubled(text: str, shown: str) -> None:
    assert quoted(text) == shown
