from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning import context

LEVELS = st.integers(0, 63)
LINES = st.lists(st.tuples(LEVELS, LEVELS, st.integers(1, 900)), min_size=1, max_size=40)


def seen(margins: list[int], chances: list[int], sizes: list[int]) -> context.Columns:
    return context.columns(margins, chances, sizes, [frozenset()] * len(sizes), [-1] * len(sizes))


def test_a_line_is_seen_beside_the_surest_stretch():
    found = seen([50, 50, 50, 38, 10], [60, 60, 60, 45, 3], [300, 300, 300, 60, 20])
    assert found["core"][0] == 49
    assert found["below"][0] > found["below"][3] > found["below"][4]


def test_a_language_hardly_known_changes_no_line_beside_its_article():
    """Where all odds are lower by as much, how far lines fall behind the article is the same."""
    sizes = [300, 300, 40, 40]
    well = seen([52, 52, 40, 40], [61, 61, 20, 20], sizes)
    little = seen([44, 44, 32, 32], [61, 61, 20, 20], sizes)
    assert well["below"] == little["below"]


def test_a_document_without_likely_lines_has_no_core():
    found = seen([5, 9], [2, 4], [20, 30])
    assert list(found["core"]) == [0, 0]


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_every_feature_is_a_level_for_every_line(lines: list[tuple[int, int, int]]):
    margins, chances, sizes = (list(column) for column in zip(*lines, strict=True))
    found = seen(margins, chances, sizes)
    assert set(found) == {*context.EACH, *context.WHOLE}
    for column in found.values():
        assert len(column) == len(lines)
        assert all(0 <= level <= 63 for level in column)
