"""Two copies laid out for reading: as one text, and side by side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.copies import Comparison
from reader.library.duplicates import diff
from reader.tui.dialogs.compare_rows import BETWEEN, Rows, laid_out, side_by_side

LEFT = "The ferry came at eleven.\n\nNobody minded.\n\nA boy counted the ropes aloud."
RIGHT = "The ferry came at noon.\n\nNobody minded.\n\nA boy counted the ropes aloud, twice."


def comparison(left: str, right: str) -> Comparison:
    return Comparison(left, right, tuple(diff(left, right)))


def words(found: Rows) -> list[str]:
    return ["".join(text for text, _ in row).rstrip() for row in found.rows]


def columns(found: Rows) -> tuple[str, str]:
    """The words of both columns."""
    pairs = [row.partition(BETWEEN)[::2] for row in words(found)]
    left, right = (" ".join(" ".join(side).split()) for side in zip(*pairs, strict=True))
    return left, right


def test_as_one_text() -> None:
    found = laid_out(comparison(LEFT, RIGHT), 60)
    assert words(found) == [
        "The ferry came at [-eleven.-] {+noon.+}",
        "",
        "Nobody minded.",
        "",
        "A boy counted the ropes [-aloud.-] {+aloud, twice.+}",
    ]
    assert found.differences == [0, 4]


def test_side_by_side_paragraphs_stand_level() -> None:
    found = side_by_side(comparison(LEFT, RIGHT), 67)
    assert [row.rstrip() for row in words(found)] == [
        "The ferry came at [-eleven.-]    │ The ferry came at {+noon.+}",
        "                                 │",
        "Nobody minded.                   │ Nobody minded.",
        "                                 │",
        "A boy counted the ropes          │ A boy counted the ropes {+aloud,",
        "[-aloud.-]                       │ twice.+}",
        "                                 │",
    ]
    assert found.differences == [0, 4]


def test_a_paragraph_of_one_alone_stands_beside_nothing() -> None:
    found = side_by_side(comparison("One.\n\nTwo.\n\nThree.", "One.\n\nThree."), 43)
    assert [row for row in words(found) if row.strip(" │")] == [
        "One.                 │ One.",
        "[-Two.-]             │",
        "Three.               │ Three.",
    ]


def test_what_is_alike_for_long_is_folded_in_both() -> None:
    long = " ".join(f"word{number}" for number in range(400))
    found = side_by_side(comparison(f"Left {long} end", f"Right {long} end"), 100)
    assert sum(row.count("words alike") for row in words(found)) == 2
    assert len(found.rows) < 40


@pytest.mark.parametrize("lay", [laid_out, side_by_side])
@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab 字\n.", max_size=120),
    st.text(alphabet="ab 字\n.", max_size=120),
    st.integers(44, 90),
)
def test_nothing_is_wider_and_every_difference_has_a_row(lay, left, right, width) -> None:
    compared = comparison(left, right)
    found = lay(compared, width)
    assert all(cell_len(row) <= width for row in words(found))
    assert found.differences == sorted(found.differences)
    assert all(0 <= row < len(found.rows) for row in found.differences)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["one", "two", "three", "four", "five.\n\n"]), max_size=40))
def test_side_by_side_says_all_of_both(pieces: list[str]) -> None:
    left, right = " ".join(pieces), " ".join(pieces[::2])
    if not left.strip() or not right.strip():
        return
    found = columns(side_by_side(comparison(left, right), 80))
    bare = [side.replace("[-", "").replace("-]", "") for side in found]
    bare = [side.replace("{+", "").replace("+}", "") for side in bare]
    assert [side.split() for side in bare] == [left.split(), right.split()]
