from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning.features import bonds
from reader.cleaning.levels import TOP

BRIDGE, MAYOR, RIVER, TENNIS, SCORE = (frozenset((number,)) for number in range(1, 6))


def test_a_line_about_what_the_article_is_about_is_tied_to_it():
    article = [BRIDGE | MAYOR, BRIDGE | RIVER, BRIDGE]
    lines = [*article, BRIDGE | MAYOR, TENNIS | SCORE]
    near, far = bonds(lines, [True, True, True, False, False])[3:]
    assert near > far == 0


def test_a_topic_that_many_lines_hold_ties_more_than_one_that_one_line_holds():
    lines = [BRIDGE, BRIDGE, BRIDGE, MAYOR, BRIDGE, MAYOR]
    often, once = bonds(lines, [True, True, True, True, False, False])[4:]
    assert often > once > 0


def test_a_line_is_not_tied_to_itself():
    assert bonds([BRIDGE, TENNIS], [True, False]) == [0, 0]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.frozensets(st.integers(1, 9)), st.booleans()), max_size=12))
def test_bonds_are_levels(rows):
    found = bonds([topics for topics, _ in rows], [inside for _, inside in rows])
    assert len(found) == len(rows)
    assert all(0 <= each <= TOP for each in found)
