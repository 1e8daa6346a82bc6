"""What repeats in several articles is none of theirs; doubt keeps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.repeated import Say, is_repeated, repeating, says

LONG = "Our readers write to us every day, and we answer them."
SHORT = "“Yes,” he said."


@pytest.mark.parametrize(
    ("held", "of", "repeats"),
    [(2, 3, False), (3, 3, True), (3, 100, True), (41, 52, True), (3, 5_000, False)],
)
def test_three_articles_are_enough_but_not_among_thousands(
    held: int, of: int, repeats: bool
) -> None:
    assert is_repeated(held, of) is repeats


def test_a_short_line_between_kept_ones_needs_a_neighbour() -> None:
    say = says([LONG, SHORT, SHORT, LONG], [True] * 4, [False] * 4)
    assert say == [Say.ALONE, Say.BESIDE, Say.BESIDE, Say.ALONE]
    assert repeating(say, {1: (9, 9)}) == []
    assert repeating(say, {1: (9, 9), 2: (9, 9)}) == [1, 2]
    assert repeating(say, {0: (9, 9), 1: (9, 9)}) == [0, 1]


def test_a_short_line_at_an_edge_or_beside_what_went_goes() -> None:
    assert says([SHORT, LONG, SHORT], [True] * 3, [False] * 3)[0] is Say.ALONE
    assert says([LONG, SHORT, LONG, LONG], [True, True, False, True], [False] * 4)[1] is Say.ALONE


def test_what_was_decided_by_hand_stays() -> None:
    say = says([LONG, LONG], [True, True], [True, False])
    assert repeating(say, {0: (9, 9), 1: (9, 9)}) == [1]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from([LONG, SHORT]), st.booleans(), st.booleans())), st.data())
def test_kept_blocks_alone_tell_the_same(
    made: list[tuple[str, bool, bool]], data: st.DataObject
) -> None:
    """The index knows the kept blocks only; the reader judges all of them."""
    blocks = [text for text, _, _ in made]
    kept = [one for _, one, _ in made]
    say = says(blocks, kept, [ruled for _, _, ruled in made])
    counts = {n: (9, 9) for n in range(len(made)) if data.draw(st.booleans())}
    whole = repeating(say, counts)
    order = [n for n in range(len(made)) if kept[n]]
    part = repeating(
        [say[n] for n in order], {at: counts[n] for at, n in enumerate(order) if n in counts}
    )
    assert [order[at] for at in part] == whole
