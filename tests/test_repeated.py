"""What repeats in several articles is none of theirs; doubt keeps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.repeated import SURE, Heard, Say, heard, repeating, says

LONG = "Our readers write to us every day, and we answer them."
SHORT = "“Yes,” he said."


@pytest.mark.parametrize(
    ("held", "of", "told"),
    [
        (3, 3, 2),
        (3, 100, 2),
        (41, 52, 2),
        (3, 5_000, 0),
        (2, 2, 0),
        (2, 3, 1),
        (2, 10, 1),
        (2, 11, 0),
    ],
)
def test_three_articles_are_enough_but_not_among_thousands(held: int, of: int, told: int) -> None:
    assert heard(held, of) is Heard(told)


def test_two_are_enough_where_the_cleaner_doubts() -> None:
    say = says([LONG] * 3, [True] * 3, [False] * 3, [SURE, SURE - 0.1, SURE - 0.1])
    assert say == [Say.ALONE, Say.DOUBTED, Say.DOUBTED]
    assert repeating(say, {0: (2, 5), 1: (2, 5), 2: (1, 5)}) == [1]
    assert repeating(say, {0: (3, 5), 1: (3, 5)}) == [0, 1]


def test_a_short_line_does_not_lean_on_one_that_stands_in_two() -> None:
    say = says([LONG, SHORT, LONG], [True] * 3, [False] * 3, [0.6] * 3)
    assert say[1] is Say.BESIDE
    assert repeating(say, {0: (2, 5), 1: (3, 5)}) == [0]
    assert repeating(say, {0: (3, 5), 1: (3, 5)}) == [0, 1]


def test_a_short_line_between_kept_ones_needs_a_neighbour() -> None:
    say = says([LONG, SHORT, SHORT, LONG], [True] * 4, [False] * 4, [1.0] * 4)
    assert say == [Say.ALONE, Say.BESIDE, Say.BESIDE, Say.ALONE]
    assert repeating(say, {1: (9, 9)}) == []
    assert repeating(say, {1: (9, 9), 2: (9, 9)}) == [1, 2]
    assert repeating(say, {0: (9, 9), 1: (9, 9)}) == [0, 1]


def test_a_short_line_at_an_edge_or_beside_what_went_goes() -> None:
    surely = [1.0] * 4
    assert says([SHORT, LONG, SHORT], [True] * 3, [False] * 3, surely)[0] is Say.ALONE
    kept = [True, True, False, True]
    assert says([LONG, SHORT, LONG, LONG], kept, [False] * 4, surely)[1] is Say.ALONE


def test_what_was_decided_by_hand_stays() -> None:
    say = says([LONG, LONG], [True, True], [True, False], [1.0, 1.0])
    assert repeating(say, {0: (9, 9), 1: (9, 9)}) == [1]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from([LONG, SHORT]), *[st.booleans()] * 3)), st.data())
def test_kept_blocks_alone_tell_the_same(
    made: list[tuple[str, bool, bool, bool]], data: st.DataObject
) -> None:
    """The index knows the kept blocks only; the reader judges all of them."""
    blocks = [text for text, _, _, _ in made]
    kept = [one for _, one, _, _ in made]
    sure = [0.6 if doubted else 0.9 for _, _, _, doubted in made]
    say = says(blocks, kept, [ruled for _, _, ruled, _ in made], sure)
    counts = {
        n: (data.draw(st.sampled_from([2, 9])), 9)
        for n in range(len(made))
        if data.draw(st.booleans())
    }
    whole = repeating(say, counts)
    order = [n for n in range(len(made)) if kept[n]]
    part = repeating(
        [say[n] for n in order], {at: counts[n] for at, n in enumerate(order) if n in counts}
    )
    assert [order[at] for at in part] == whole
