"""What is sent to the terminal makes the same picture as sending everything, in fewer bytes."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from reader.tui.damage import _EVEN, Shown, Thinned, _changed

WIDTH, HEIGHT = 25, 5  # a column to spare: pyte scrolls for a mark on the last cell
CONSOLE = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor")

colours = st.sampled_from(["#302010", "#48052c", "red", "bright_blue", "default", None])
styles = st.none() | st.builds(
    Style,
    color=colours,
    bgcolor=colours,
    bold=st.booleans() | st.none(),
    underline=st.booleans() | st.none(),
    reverse=st.booleans() | st.none(),
)
texts = st.lists(st.sampled_from([*"ab ·│▎äЖ●日", "e\u0301"]), max_size=8).map("".join)
strips = st.lists(st.tuples(texts, styles).map(lambda both: Segment(*both)), max_size=4)
updates = st.lists(
    st.tuples(st.integers(0, HEIGHT - 1), st.sampled_from([0, 8, 16]), strips), max_size=8
)
"""Pieces of 8 cells at three places of a row, as panes side by side send them."""


def piece(segments: list[Segment]) -> Strip:
    return Strip(segments).adjust_cell_length(8, Style(bgcolor="#101010"))


def picture(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """Every cell: of a blank one what can be seen of it."""

    def seen(cell: pyte.screens.Char) -> tuple[object, ...]:
        ground = cell.fg if cell.reverse else cell.bg
        return tuple(cell) if cell.data.strip() else (" ", ground, cell.underscore)

    return [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def chops(y: int, x: int, strip: Strip) -> ChopsUpdate:
    return ChopsUpdate(
        [{x: strip} if row == y else {} for row in range(HEIGHT)],
        [(y, x, x + 8)],
        [[x + 8] if row == y else [] for row in range(HEIGHT)],
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(updates, max_size=6))
def test_the_picture_is_the_one_that_everything_would_make(frames: list[list[object]]) -> None:
    whole, thin = pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
    at_whole, at_thin = pyte.Stream(whole), pyte.Stream(thin)
    shown = Shown()
    for frame in frames:
        for y, x, segments in frame:  # type: ignore[misc]
            update = chops(y, x, piece(segments))
            at_whole.feed(update.render_segments(CONSOLE))
            at_thin.feed(Thinned(update, shown).render_segments(CONSOLE))
        assert picture(thin) == picture(whole)


def full(rows: list[str], style: Style | None = None) -> LayoutUpdate:
    strips = [[Strip([Segment(row.ljust(WIDTH), style)])] for row in rows]
    return LayoutUpdate(strips, Region(0, 0, WIDTH, len(rows)))


def sent(shown: Shown, update: LayoutUpdate) -> str:
    return Thinned(update, shown).render_segments(CONSOLE)


def test_what_stands_is_not_sent_again() -> None:
    shown = Shown()
    assert "harbour" in sent(shown, full(["the harbour", "at noon"]))
    assert sent(shown, full(["the harbour", "at noon"])) == ""
    assert sent(shown, full(["the harbour", "at nine"])) == "\x1b[2;5Hine"


def test_what_was_forgotten_is_sent_again() -> None:
    shown = Shown()
    first = sent(shown, full(["the harbour"]))
    shown.forget()
    assert sent(shown, full(["the harbour"])) == first


def test_behind_a_letter_of_uncertain_width_the_row_is_sent_again() -> None:
    shown = Shown()
    before = [[Strip([Segment("☕ ab")]), Strip([Segment("quiet")])]]
    after = [[Strip([Segment("☕ ac")]), Strip([Segment("quiet")])]]
    region = Region(0, 0, 10, 1)
    sent(shown, LayoutUpdate(before, region))
    assert sent(shown, LayoutUpdate(before, region)) == ""
    assert "quiet" in sent(shown, LayoutUpdate(after, region))


def test_what_follows_letters_of_uncertain_width_is_placed_by_its_column() -> None:
    words, shown = "नमस्ते", Shown()
    strip = Strip([Segment(f"{words}  "), Segment("│")])
    region = Region(0, 0, strip.cell_length, 1)
    sent(shown, LayoutUpdate([[Strip([Segment(" " * strip.cell_length)])]], region))
    drawn = sent(shown, LayoutUpdate([[strip]], region))
    assert drawn.endswith(f"{words}\x1b[1;{cell_len(words) + 3}H│"), "blanks would cover its end"


def test_a_link_is_sent_as_it_is() -> None:
    update = full(["a link"], Style(link="https://a.example/"))
    assert "https://a.example/" in sent(Shown(), update)


def test_only_the_colour_that_changes_is_named() -> None:
    assert _changed("38;2;1;2;3;48;2;9;9;9", "38;2;4;5;6;48;2;9;9;9") == "\x1b[38;2;4;5;6m"
    assert _changed("38;2;48;5;44;48;5;7", "38;2;48;5;44;48;5;9") == "\x1b[48;5;9m"
    assert _changed("1;31", "31") == "\x1b[0;31m"
    assert _changed("31;42", "31") == "\x1b[0;31m"
    assert _changed("31", "") == "\x1b[0m"


def even() -> Iterator[str]:
    return (chr(code) for code in range(0x20, 0x3000) if _EVEN.fullmatch(chr(code)))


def test_every_letter_taken_for_even_is_one_cell_and_stands_alone() -> None:
    for letter in even():
        assert cell_len(letter) == 1
        assert unicodedata.category(letter) not in ("Mn", "Me", "Mc", "Cc", "Cf", "Cs")
        assert unicodedata.east_asian_width(letter) not in ("W", "F")
