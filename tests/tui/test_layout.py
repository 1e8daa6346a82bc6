"""Which panes show at which width."""

from __future__ import annotations

import pytest

from reader.tui.layout import Layout, Pane, too_small

L, A, N = Pane.LIBRARY, Pane.ARTICLE, Pane.NOTES


@pytest.mark.parametrize(
    ("columns", "layout", "visible"),
    [
        (200, Layout(L, L), {L, A, N}),
        (120, Layout(A, N), {L, A, N}),
        (119, Layout(L, L), {L, A}),
        (80, Layout(A, L), {L, A}),
        (80, Layout(A, N), {A, N}),
        (80, Layout(N, L), {A, N}),
        (79, Layout(L, L), {L}),
        (40, Layout(A, L), {A}),
        (200, Layout(A, L, zen=True), {A}),
        (200, Layout(A, N, has_library=False), {A, N}),
        (80, Layout(A, L, has_library=False), {A, N}),
    ],
)
def test_panes_by_width(columns: int, layout: Layout, visible: set[Pane]) -> None:
    assert layout.visible(columns) == visible


def test_the_panes_are_gone_through_in_a_circle() -> None:
    assert [Layout(pane, L).beside(1) for pane in (L, A, N)] == [A, N, L]
    assert [Layout(pane, L).beside(-1) for pane in (L, A, N)] == [N, L, A]
    assert Layout(N, N, has_library=False).beside(1) is A


@pytest.mark.parametrize(("columns", "rows"), [(39, 24), (80, 9), (12, 3), (3, 1)])
def test_a_terminal_that_is_too_small_gets_one_line_that_fits(columns: int, rows: int) -> None:
    sentence = too_small(columns, rows)
    assert 0 < len(sentence) <= columns


def test_forty_by_ten_is_enough() -> None:
    assert too_small(40, 10) == ""
