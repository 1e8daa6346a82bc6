"""Paragraphs count as read by the time they were on the screen, against their length."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from reader.text import Span
from reader.tui.article.row_model import Row, RowKind
from reader.tui.article.strip_map import READ
from reader.tui.article.timing import (
    LONGEST_STARE,
    MOST_CREDIT,
    READING_SPEED,
    SLOWEST_SPEED,
    ReadingClock,
)
from tests.tui.article.article_bench import Bench, article, play, strip_text

WIDTH = 50
Shown = list[tuple[int, Row]]


def rows_of(*blocks: Span, width: int = WIDTH) -> Shown:
    """The rows of blocks that follow each other."""
    return [
        (number, Row(RowKind.TEXT, at, min(at + width, block.end), last=at + width >= block.end))
        for number, block in enumerate(blocks)
        for at in range(block.start, block.end, width)
    ]


SHORT, LONG = Span(0, 100), Span(100, 1_100)
BLOCKS = (SHORT, LONG)


def seconds_until_read(shown: Shown, block: int, most: int = 200, tick: float = 1.0) -> float:
    clock = ReadingClock()
    for number in range(1, int(most / tick) + 1):
        clock.tick(shown, BLOCKS.__getitem__, seconds=tick)
        if block in clock.read:
            return number * tick
    return float("inf")


def test_a_paragraph_takes_the_time_of_a_quick_reader() -> None:
    shown = rows_of(*BLOCKS)
    assert seconds_until_read(shown, 0) == 2
    assert 20 <= seconds_until_read(shown, 1) <= 100 / READING_SPEED + 1_000 / READING_SPEED + 1


def test_characters_of_chinese_take_longer_than_letters() -> None:
    clock, letters = ReadingClock(slowness=3.5), ReadingClock()
    shown = rows_of(LONG)
    for _ in range(30):
        clock.tick(shown, lambda _block: LONG, seconds=1.0)
        letters.tick(shown, lambda _block: LONG, seconds=1.0)
    assert letters.read == {0}
    assert clock.read == frozenset()


def test_what_is_skimmed_past_is_not_read() -> None:
    clock = ReadingClock()
    for top in range(0, 20, 4):
        clock.tick(rows_of(*BLOCKS)[top : top + 8], BLOCKS.__getitem__, seconds=0.3)
    assert clock.read == frozenset()


def test_the_end_of_a_paragraph_alone_does_not_make_it_read() -> None:
    clock = ReadingClock()
    for _ in range(60):
        clock.tick(rows_of(*BLOCKS)[-6:], BLOCKS.__getitem__)
    assert clock.read == frozenset()
    for _ in range(60):
        clock.tick(rows_of(*BLOCKS)[2:-6], BLOCKS.__getitem__)
    assert clock.read == {1}


def test_a_change_of_the_column_takes_nothing_back() -> None:
    clock = ReadingClock()
    for _ in range(12):
        clock.tick(rows_of(*BLOCKS)[2:], BLOCKS.__getitem__)
    for _ in range(9):
        clock.tick(rows_of(*BLOCKS, width=33)[4:], BLOCKS.__getitem__)
    assert clock.read == {1}


def test_a_row_longer_than_the_credit_is_read_as_well() -> None:
    one = Span(0, int(3 * MOST_CREDIT))
    clock = ReadingClock()
    for _ in range(30):
        clock.tick(rows_of(one, width=len(one)), (one,).__getitem__)
    assert clock.read == {0}


def test_nobody_there_reads_nothing_more_but_slow_readers_stay() -> None:
    blocks = [Span(at, at + 100) for at in range(0, 6_000, 100)]
    clock = ReadingClock()
    shown = rows_of(*blocks)
    for _ in range(int(LONGEST_STARE) + 5):
        clock.tick(shown, blocks.__getitem__)
    assert len(clock.read) > LONGEST_STARE * READING_SPEED / 100 - 2
    gone = ReadingClock()
    for _ in range(int(100 / SLOWEST_SPEED + LONGEST_STARE) + 5):
        gone.tick(shown[:2], blocks.__getitem__)
    assert not gone.tick(shown[:2], blocks.__getitem__)
    assert gone.tick(shown[2:], blocks.__getitem__, seconds=4)
    for number in range(100):
        gone.tick(shown, blocks.__getitem__, caret=number)
    assert len(gone.read) > 30


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 12), st.integers(20, 90)), max_size=40)
)
def test_nothing_is_read_quicker_than_time_allows(walk: list[tuple[int, int, int]]) -> None:
    clock = ReadingClock()
    for ticks, (top, height, width) in enumerate(walk, 1):
        clock.tick(rows_of(*BLOCKS, width=width)[top : top + height], BLOCKS.__getitem__)
        read = sum(len(BLOCKS[block]) for block in clock.read)
        assert 0.8 * read <= ticks * READING_SPEED + 1


def test_map_and_next_unread_paragraph_go_by_what_was_read() -> None:
    paragraphs = [f"Paragraph {n} says a little about the weather at sea." for n in range(40)]

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        view = app.view
        view.clock.restore(range(10))
        view.clock.restore([11])
        marked = [y for y in range(view.size.height) if READ in strip_text(view, y)[-2:]]
        assert marked == list(range(len(marked)))
        assert 2 <= len(marked) <= 5
        app.type("g u")
        assert view.ground is not None
        assert view.ground.number_of(view.caret) == 10
        app.type("g u")
        assert view.ground.number_of(view.caret) == 12
        view.clock.restore(range(12, 40))
        app.type("g u")
        assert view.ground.number_of(view.caret) == 10

    play(scene, article(paragraphs))


def test_time_goes_on_only_while_the_pane_has_the_keys() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        for _ in range(30):
            app.view._tick()
        assert app.view.clock.read == {0, 1, 3}
        app.view.clock.__init__()  # type: ignore[misc]
        app.view.blur()
        await pilot.pause()
        for _ in range(30):
            app.view._tick()
        assert app.view.clock.read == frozenset()

    play(scene)
