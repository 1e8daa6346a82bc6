"""Agreement of readers: against a published example and a calculation by definition."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.notes.agreement import (
    Difference,
    agreement,
    alpha_over_tags,
    differences,
    merged,
    overlap_f1,
    unitised_alpha,
)
from reader.text import Span

# Krippendorff, Content Analysis (2004), section 11.6: a continuum of 300 beginning at 150.
BEGIN, LENGTH = 150, 300


def units(*pairs: tuple[int, int]) -> list[Span]:
    return [Span(begin - BEGIN, begin - BEGIN + length) for begin, length in pairs]


C = [units((225, 70), (370, 30)), units((220, 80), (355, 20), (400, 20))]
K = [units((180, 60), (300, 50)), units((180, 60), (300, 50))]


def test_the_published_example() -> None:
    assert unitised_alpha(C, LENGTH) == pytest.approx(0.7286, abs=0.0001)
    assert unitised_alpha(K, LENGTH) == 1.0
    assert alpha_over_tags([C, K], LENGTH) == pytest.approx(0.8591, abs=0.0005)


def test_f1_counts_characters() -> None:
    assert overlap_f1([Span(0, 10)], [Span(0, 10)]) == 1.0
    assert overlap_f1([Span(0, 10)], [Span(5, 15)]) == 0.5
    assert overlap_f1([Span(0, 10)], [Span(20, 30)]) == 0.0
    assert overlap_f1([Span(0, 10)], []) == 0.0
    assert overlap_f1([], []) is None
    assert overlap_f1([Span(0, 6), Span(4, 10)], [Span(0, 10)]) == 1.0


def test_differences_say_who_marked_what() -> None:
    found = differences([[Span(0, 10), Span(20, 30)], [Span(5, 10), Span(28, 40)]])
    assert found == [
        Difference(Span(0, 5), (0,)),
        Difference(Span(20, 28), (0,)),
        Difference(Span(30, 40), (1,)),
    ]


def test_a_table_by_tag() -> None:
    first = {"claim": [Span(0, 10)], "source": [Span(40, 50)]}
    second = {"claim": [Span(0, 10)], "doubt": [Span(60, 65)]}
    rows = {row.tag: row for row in agreement([first, second], 100)}
    assert list(rows) == ["claim", "doubt", "source"]
    assert (rows["claim"].f1, rows["claim"].alpha, rows["claim"].differences) == (1.0, 1.0, ())
    assert rows["doubt"].passages == (0, 1)
    assert rows["doubt"].f1 == 0.0
    assert rows["doubt"].alpha is not None
    assert rows["doubt"].alpha < 0.1
    assert rows["source"].differences == (Difference(Span(40, 50), (0,)),)


def test_what_cannot_be_said_is_none() -> None:
    assert unitised_alpha([[], []], 100) is None
    assert unitised_alpha([[], []], 0) is None
    assert agreement([{}, {}], 100) == []
    with pytest.raises(ValueError, match="two readers"):
        unitised_alpha([[Span(0, 1)]], 10)


spans = st.lists(
    st.tuples(st.integers(0, 39), st.integers(1, 12)).map(
        lambda p: Span(p[0], min(40, p[0] + p[1]))
    ),
    max_size=6,
)


def sections(marked: list[Span], length: int) -> list[tuple[int, int, bool]]:
    """Units and gaps of one reader, in order: start, length, whether it is a unit."""
    found, position = [], 0
    for unit in merged(marked):
        if unit.start > position:
            found.append((position, unit.start - position, False))
        found.append((unit.start, len(unit), True))
        position = unit.end
    return [*found, (position, length - position, False)] if position < length else found


def difference(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> int:
    """The squared difference of two sections, as the source defines it."""
    (b1, l1, v1), (b2, l2, v2) = one, other
    if v1 and v2 and -l1 < b1 - b2 < l2:
        return (b1 - b2) ** 2 + (b1 + l1 - b2 - l2) ** 2
    if v1 and not v2 and l2 - l1 >= b1 - b2 >= 0:
        return l1**2
    if v2 and not v1 and l2 - l1 <= b1 - b2 <= 0:
        return l2**2
    return 0


@settings(deadline=None, max_examples=150)
@given(st.lists(spans, min_size=2, max_size=3))
def test_alpha_by_definition(readers: list[list[Span]]) -> None:
    length, count = 40, len(readers)
    parts = [sections(marked, length) for marked in readers]
    observed = sum(
        difference(one, other)
        for i in range(count)
        for j in range(count)
        if i != j
        for one in parts[i]
        for other in parts[j]
    ) / (count * (count - 1) * length**2)
    sizes = [size for part in parts for _, size, unit in part if unit]
    gaps = [size for part in parts for _, size, unit in part if not unit]
    chance = sum(
        (len(sizes) - 1) * sum(2 * d**2 for d in range(size))
        + sum(size**2 for gap in gaps for _ in range(gap - size + 1))
        for size in sizes
    )
    ways = count * length * (count * length - 1) - sum(s * (s - 1) for s in sizes)
    alpha = unitised_alpha(readers, length)
    if alpha is None:
        assert chance == 0
    else:
        assert alpha == pytest.approx(1 - observed / (2 / length * chance / ways))


@settings(deadline=None, max_examples=100)
@given(spans, spans)
def test_who_comes_first_does_not_matter(first: list[Span], second: list[Span]) -> None:
    assert overlap_f1(first, second) == overlap_f1(second, first)
    assert unitised_alpha([first, second], 40) == pytest.approx(unitised_alpha([second, first], 40))
    if unitised_alpha([first, second], 40) == 1:
        assert differences([first, second]) == []
