from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning import context

LEVELS = st.integers(0, 63)
LINES = st.lists(st.tuples(LEVELS, LEVELS, st.integers(1, 900)), min_size=1, max_size=40)


def seen(margins: list[int], chances: list[int], sizes: list[int]) -> context.Columns:
    return context.columns(margins, chances, sizes, [frozenset()] * len(sizes), [-1] * len(sizes))


def page(
    margins: list[int], chances: list[int], sizes: list[int], endings: list[int] | None = None
) -> context.Columns:
    core = seen(margins, chances, sizes)["core"][0]
    known = {
        "ending": endings or [3] * len(sizes),
        "digits": [0] * len(sizes),
        "word_size": [20] * len(sizes),
    }
    return context.page_columns(margins, chances, sizes, core, known)


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


def test_what_lies_beyond_unlikely_lines_is_told_from_the_article():
    margins, chances = [10, 55, 55, 40, 55, 5, 5, 5, 50, 50], [3, 62, 62, 30, 62, 1, 1, 1, 55, 55]
    dip = page(margins, chances, [20, 300, 300, 25, 300, 20, 20, 20, 200, 200])["dip"]
    assert min(dip[1:5]) > 20, "a subheading parts nothing"
    assert max(dip[8:]) < 5


def test_headlines_of_a_language_hardly_known_fall_behind_the_surest_lines():
    margins = [34] * 20 + [52, 51, 50] + [34] * 20
    found = page(margins, [38] * 20 + [60, 60, 60] + [38] * 20, [60] * 20 + [400] * 3 + [60] * 20)
    assert found["peak"][0] == 50
    assert max(found["fall_far"][:20]) < min(found["fall_far"][20:23]) - 15


def test_sentences_around_a_line_are_told_from_lists():
    endings = [0] * 20 + [3] * 20
    found = page([40] * 40, [50] * 40, [90] * 40, endings)
    for name in ("closed~6", "prose~4"):
        assert found[name][5] == 0 < found[name][35]


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_every_feature_of_a_page_is_a_level_for_every_line(lines: list[tuple[int, int, int]]):
    margins, chances, sizes = (list(column) for column in zip(*lines, strict=True))
    found = page(margins, chances, sizes, [margin % 4 for margin in margins])
    assert set(found) == {*context.PAGE_EACH, *context.PAGE_WHOLE}
    for column in found.values():
        assert len(column) == len(lines)
        assert all(0 <= level <= 63 for level in column)
