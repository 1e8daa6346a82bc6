from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning.trees import FIELD, LEVELS, Tree, Trees, pack, unpack

FEATURES = 5


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A tree grown by splitting leaves, as ``Tree`` describes it."""
    nodes: list[tuple[int, int, int, int]] = []

    def grow(first: int, leaves: int) -> None:
        if leaves == 1:
            return
        left = draw(st.integers(1, leaves - 1))
        feature = draw(st.integers(0, FEATURES - 1))
        nodes.append((feature, draw(st.integers(0, LEVELS - 2)), first, first + left))
        grow(first, left)
        grow(first + left, leaves - left)

    leaves = draw(st.integers(1, FIELD))
    grow(0, leaves)
    values = draw(st.lists(st.integers(0, 255), min_size=leaves, max_size=leaves))
    return Tree(tuple(nodes), tuple(values))


def walked(tree: Tree, row: list[int]) -> int:
    """The leaf a plain walk from the root ends in: nodes stand before their left, then right."""
    low, high = 0, len(tree.leaves)
    for feature, threshold, first, last in tree.nodes:
        if not (low <= first and last < high):
            continue
        if row[feature] <= threshold:
            high = last
        else:
            low = last
    return tree.leaves[low]


rows = st.lists(st.integers(0, LEVELS - 1), min_size=FEATURES, max_size=FEATURES)


@settings(deadline=None, max_examples=60)
@given(st.lists(trees(), min_size=1, max_size=6), st.lists(rows, min_size=1, max_size=4))
def test_all_trees_at_once_give_what_walks_give(forest, table):
    fast = Trees(forest)
    common = fast.common([], [])
    expected = [sum(walked(tree, row) for tree in forest) for row in table]
    assert fast.sums(table, list(range(FEATURES)), common) == expected


@settings(deadline=None, max_examples=40)
@given(st.lists(trees(), min_size=1, max_size=4), rows)
def test_features_that_rows_share_may_be_looked_up_once(forest, row):
    fast = Trees(forest)
    shared = fast.common(row[:2], [0, 1])
    assert fast.sums([row[2:]], [2, 3, 4], shared) == fast.sums(
        [row], list(range(FEATURES)), fast.common([], [])
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(trees(), max_size=4))
def test_packed_trees_are_read_again(forest):
    assert unpack(pack(forest)) == forest
