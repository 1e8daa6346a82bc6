"""The two parts of the page model's forest: what the first leaves in doubt the other settles."""

from __future__ import annotations

import pytest

from reader.cleaning.pages.forest import FIRST, grown
from reader.cleaning.trees import Tree

SHORT, LONG = [10], [50]


def forest(doubt: int):
    """Trees that give 1 to short blocks and 3 to long ones; the later ones 1 and 9."""
    first = Tree(((0, 30, 0, 1),), (1, 3))
    later = Tree(((0, 30, 0, 1),), (1, 9))
    return grown([first] * FIRST + [later] * 10, (-100.0, 1.0), (doubt, 20))


def test_blocks_that_the_first_trees_leave_in_doubt_are_asked_all():
    margins = forest(FIRST).margins([SHORT, LONG], [0], [], [])
    assert margins == [FIRST * 1 + 10 * 1 - 100, FIRST * 3 + 10 * 9 - 100]


def test_blocks_without_hope_are_given_what_the_others_add_on_the_average():
    margins = forest(FIRST * 2).margins([SHORT, LONG, SHORT], [0], [], [])
    assert margins == [FIRST + 20 - 100, FIRST * 3 + 90 - 100, FIRST + 20 - 100]


@pytest.mark.parametrize("rows", [[SHORT], [SHORT, SHORT]])
def test_the_best_blocks_of_a_page_without_hope_are_asked_all(rows: list[list[int]]):
    assert forest(FIRST * 2).margins(rows, [0], [], []) == [FIRST + 10 - 100] * len(rows)


def test_values_of_the_whole_page_count_for_every_block():
    margins = forest(FIRST).margins([[], []], [], LONG, [0])
    assert margins == [FIRST * 3 + 10 * 9 - 100] * 2
