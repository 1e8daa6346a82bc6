"""The article pane in a running program: keys go in, screens and messages come out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.color import Color as RichColor
from textual.events import MouseMove
from textual.pilot import Pilot

from reader.cleaning.verdict import KEPT, Verdict
from reader.documents.model import Block, BlockKind, Document
from reader.notes.model import Colour
from reader.sanitise import is_safe
from reader.text import LineIndex, Span
from reader.tui.article.mouse import DRAG_EVERY
from reader.tui.article.palette import HIGHLIGHTS
from reader.tui.article.view import ArticleView
from reader.tui.commands import COMMANDS, Scope
from tests.tui.article.article_bench import PARAGRAPHS, Bench, article, note, play


def test_every_command_of_the_pane_has_a_method() -> None:
    elsewhere = {"edit-source", "encoding", "mojibake"}
    for command in COMMANDS:
        if command.scope in (Scope.ARTICLE, Scope.SELECTING) and command.id not in elsewhere:
            assert callable(getattr(ArticleView, command.method))


def test_rows_fill_the_pane_and_nothing_dangerous_is_drawn() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        for mode in ("clean", "removed", "raw"):
            assert app.view.view_mode == mode
            for y in range(app.view.size.height):
                strip = app.view.render_line(y)
                assert strip.cell_length == app.view.size.width
                assert sum(segment.cell_length for segment in strip) == app.view.size.width
                assert is_safe("".join(segment.text for segment in strip))
            app.type("x")

    play(scene)


def test_moving_by_rows_keeps_the_column() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("1 0 l j")
        place, cell = app.view.rows.cell_of(app.view.caret)  # type: ignore[union-attr]
        assert (place.row, cell) == (1, 10)
        app.type("j j j k k k k")
        assert app.view.caret == 10

    play(scene)


def test_the_caret_stays_in_view() -> None:
    long = article([f"Paragraph {n} says a little about the weather." for n in range(300)])

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        for keys in ("G", "g g", "5 0 j", "ctrl+d", "space", "b", "3 0 }", "5 0 %", "z t", "z b"):
            app.type(keys)
            view = app.view
            assert view.rows is not None
            assert view.rows.find(view.caret) in view.places

    play(scene, long)


def test_a_selection_is_inclusive_on_the_screen_and_half_open_outside() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("w v e")
        assert app.view.selection == Span(4, 11)
        app.type("o")
        assert app.view.caret == 4
        app.view.command_highlight_2()
        await pilot.pause()
        asked = app.last(ArticleView.AnnotateRequested)
        assert isinstance(asked, ArticleView.AnnotateRequested)
        assert asked.span.of(article().document.text) == "harbour"
        assert asked.colour is Colour.GREEN

    play(scene)


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("} v )", "He writes the number in a grey book."),
        ("} v 2 )", "He writes the number in a grey book. Nobody reads it."),
        ("} w v }", PARAGRAPHS[1].removeprefix("He ")),
        ("} v } o )", "N" + PARAGRAPHS[1].partition(" N")[2]),
        ("} ) v } ) o (", PARAGRAPHS[1] + "\n" + "\n".join(PARAGRAPHS[2:])),
    ],
)
def test_a_selection_ends_with_the_sentence_or_paragraph(keys: str, selected: str) -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type(keys)
        span = app.view.selection
        assert span is not None
        assert span.of(article().document.text) == selected

    play(scene)


def test_a_note_goes_on_the_sentence_at_the_caret() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("} ) w a")
        await pilot.pause()
        asked = app.last(ArticleView.AnnotateRequested)
        assert isinstance(asked, ArticleView.AnnotateRequested)
        assert asked.comment
        assert asked.span.of(article().document.text) == "Nobody reads it."

    play(scene)


def test_copying_over_a_hidden_block_leaves_it_out() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("} V } y")
        await pilot.pause()
        copied = app.last(ArticleView.CopyRequested)
        assert isinstance(copied, ArticleView.CopyRequested)
        assert copied.text == f"{PARAGRAPHS[1]}\n\n{PARAGRAPHS[3]}"
        assert app.view.selection is None

    play(scene)


def test_a_highlight_is_resized() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("] v e H")
        await pilot.pause()
        asked = app.last(ArticleView.AnnotateRequested)
        assert isinstance(asked, ArticleView.AnnotateRequested)
        assert asked.note_id == "urn:uuid:4"
        assert asked.span == Span(4, 18)

    play(scene, article(notes=(note(4, 11),)))


def test_a_highlight_that_is_taken_up_stays_with_its_article() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("v")
        assert app.view.resized is not None
        app.view.article = replace(article(["Another article stands here."]), key="b.txt")
        await pilot.pause()
        app.type("H")
        await pilot.pause()
        asked = app.last(ArticleView.AnnotateRequested)
        assert isinstance(asked, ArticleView.AnnotateRequested)
        assert asked.note_id is None

    play(scene, article(notes=(note(0, 20),)))


def test_nothing_is_selected_where_nothing_is_kept() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("v")
        shown = app.view.article
        assert shown is not None
        app.view.article = replace(shown, verdicts=(Verdict(False, "advertising", 1.0),))
        await pilot.pause()
        assert app.view.selection is None
        assert app.view.scopes == (Scope.ARTICLE,)

    play(scene, article(["Only one paragraph stands here."]))


def test_highlights_show_their_digit_comment_mark_and_peek() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        rows = app.screen_rows()
        assert rows[0].lstrip().startswith("3✎")
        app.type("]")
        assert app.view.notes.comment_at(app.view.caret) == "✎ what kind?"

    play(scene, article(notes=(note(4, 11, comment="what\nkind?", colour=Colour.BLUE),)))


def test_views_fold_and_unfold_what_was_removed() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        assert not any("Subscribe" in row for row in app.screen_rows())
        app.type("x } }")
        assert any("removed: newsletter 90% · Subscribe" in row for row in app.screen_rows())
        app.type("enter")
        assert any(row.strip().endswith("newsletter now!") for row in app.screen_rows())
        app.type("R")
        await pilot.pause()
        flipped = app.last(ArticleView.BlockFlipRequested)
        assert isinstance(flipped, ArticleView.BlockFlipRequested)
        assert flipped.block_index == 2

    play(scene)


def test_going_to_a_note_in_removed_text_shows_it() -> None:
    start = article().document.text.index("newsletter")

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.view.go_to(Span(start, start + 10), flash=True)
        assert app.view.view_mode == "removed"
        assert app.view.caret == start

    play(scene)


def test_search_while_typing_marks_counts_and_goes_back() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("w /")
        await pilot.pause()
        await pilot.press(*"number")
        assert app.view.counter() == "1/2"
        await pilot.press("enter")
        assert app.view.caret == article().document.text.index("number")
        app.type("n")
        assert app.view.counter() == "2/2"
        app.type("n")
        assert app.view.counter() == "1/2"
        app.type("escape")
        assert app.view.search is None
        app.type("g g w /")
        await pilot.pause()
        await pilot.press(*"number", "escape")
        assert app.view.caret == 4
        app.type("escape")
        await pilot.pause()
        assert app.last(ArticleView.LeaveRequested)

    play(scene)


def test_hits_in_hidden_text_are_counted_apart() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.view.show_hits("newsletter")
        assert app.view.counter() == "no hits · 1 hidden (x)"
        app.type("x x")
        assert app.view.counter() == "–/1"

    play(scene)


def test_the_mouse_sets_the_caret_and_selects() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        painter = app.view._painter
        assert painter is not None
        left = painter.margin + 4
        await pilot.click(ArticleView, offset=(left + 4, 0))
        assert app.view.caret == 4
        await pilot.mouse_down(ArticleView, offset=(left + 4, 0))
        await drag(pilot, left + 10, 0)
        await pilot.mouse_up(ArticleView, offset=(left + 10, 0))
        assert app.view.selection == Span(4, 11)
        await pilot.click(ArticleView, offset=(left + 14, 0), times=2)
        assert app.view.selection == Span(12, 18)
        await pilot.click(ArticleView, offset=(left + 14, 0), times=3)
        assert app.view.selection == Span(0, len(PARAGRAPHS[0]))

    play(scene)


LONG = article([f"Paragraph {n} says a little about the weather." for n in range(300)])


def test_dragging_below_the_edge_scrolls_until_the_mouse_is_let_go() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        await pilot.mouse_down(ArticleView, offset=(20, 2))
        app.view.post_message(moved(20, app.view.size.height + 3, button=1))
        await until_scrolled(app, pilot)
        await pilot.mouse_up(ArticleView, offset=(20, 4))
        await stands_still(app, pilot)

    play(scene, LONG)


@pytest.mark.parametrize("how", ["moved without a button", "key"])
def test_a_release_that_was_lost_ends_the_drag(how: str) -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        await pilot.mouse_down(ArticleView, offset=(20, 2))
        app.view.post_message(moved(20, app.view.size.height + 3, button=1))
        await until_scrolled(app, pilot)
        if how == "key":
            await pilot.press("v")
        else:
            app.view.post_message(moved(20, 4, button=0))
            await pilot.pause()
        await stands_still(app, pilot)
        assert app.mouse_captured is None
        selected = app.view.selection
        await drag(pilot, 30, 3, button=0)
        assert app.view.selection == selected

    play(scene, LONG)


def moved(x: int, y: int, *, button: int) -> MouseMove:
    return MouseMove(None, x, y, 0, 0, button, False, False, False, x, y)


async def drag(pilot: Pilot[None], x: int, y: int, *, button: int = 1) -> None:
    """The mouse at a cell of the pane, with a button held as a terminal tells it."""
    await pilot._post_mouse_events([MouseMove], ArticleView, (x, y), button=button)


async def until_scrolled(app: Bench, pilot: Pilot[None]) -> None:
    for _ in range(1_000):
        if app.view.top.unit > 3:
            return
        await pilot.pause(0.02)
    raise AssertionError("nothing was scrolled")


async def stands_still(app: Bench, pilot: Pilot[None]) -> None:
    assert app.view._drag_timer is None
    top = app.view.top
    await pilot.pause(4 * DRAG_EVERY)
    assert app.view.top == top


def test_a_change_on_disk_keeps_the_place() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("} w w w")
        app.view.article = article(["A new first paragraph.", *PARAGRAPHS])
        await pilot.pause()
        text = app.view.article.document.text
        assert text[app.view.caret :].startswith("number in a grey")

    play(scene)


def test_marks_and_jumps() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("w m a G ' a")
        assert app.view.caret == 4
        app.type("ctrl+o")
        assert app.view.progress == 1.0

    play(scene)


def test_empty_panes_teach() -> None:
    async def nothing_kept(app: Bench, pilot: Pilot[None]) -> None:
        assert any("x shows what was removed" in row for row in app.screen_rows())
        app.type("j w v H y n x")

    async def no_text(app: Bench, pilot: Pilot[None]) -> None:
        assert any("has no text" in row for row in app.screen_rows())
        app.type("j w ) } % G v H a y Y n N ] [ x x R g u g z + - =")

    play(nothing_kept, article([PARAGRAPHS[2]]))
    play(no_text, article([], document=Document("", ()), verdicts=()))


def test_headings_make_the_outline() -> None:
    text = "First\nSome words.\nSecond\nMore words."
    index = LineIndex(text)
    kinds = [BlockKind.HEADING, BlockKind.PARAGRAPH] * 2
    blocks = tuple(Block(index.span(n), kind, 1) for n, kind in enumerate(kinds))
    shown = article(document=Document(text, blocks), verdicts=(KEPT,) * 4)

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("t")
        await pilot.pause()
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.view.caret == text.index("Second")

    play(scene, shown)


def _luminance(colour: RichColor) -> float:
    channels = [value / 255 for value in colour.get_truecolor()]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: RichColor, other: RichColor) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "theme", ["textual-dark", "textual-light", "gruvbox", "catppuccin-latte", "solarized-light"]
)
def test_highlighted_text_is_legible(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.theme = theme
        await pilot.pause()
        palette = app.view._painter.palette  # type: ignore[union-attr]
        backgrounds = set()
        for name in (*HIGHLIGHTS, "selection", "hit", "hit-current"):
            style = palette[(name,)]
            assert style.color is not None
            assert style.bgcolor is not None
            assert contrast(style.color, style.bgcolor) >= 4.5, name
            backgrounds.add(style.bgcolor.name)
        assert len(backgrounds) >= 7

    play(scene)


def test_without_colour_attributes_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        palette = app.view._painter.palette  # type: ignore[union-attr]
        assert palette[("caret",)].reverse
        assert palette[("selection",)].reverse
        assert not palette[("selection", "caret")].reverse
        assert palette[("highlight-pink",)].underline

    play(scene)


def test_highlights_of_one_row_are_told_apart_and_go_on_as_a_bar() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        rows = [row.lstrip() for row in app.screen_rows()]
        assert rows[0].startswith("31")
        assert rows[1].startswith("▏")
        assert not rows[1].startswith("▏1")

    marks = (note(4, 140, colour=Colour.BLUE), note(20, 30, colour=Colour.YELLOW))
    play(scene, article(["words and more words " * 12], notes=marks))


def test_highlights_end_with_the_words_of_a_row() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        text = [s.text for s in app.view.render_line(1) if "words" in s.text]
        assert text
        assert not text[-1].endswith(" ")

    play(scene, article(["words and more words " * 12], notes=(note(0, 200),)))


def test_a_removal_in_doubt_has_a_question_mark() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("x")
        assert any("removed?: newsletter 60%" in row for row in app.screen_rows())

    doubtful = tuple(v if v.kept else replace(v, confidence=0.6) for v in article().verdicts)
    play(scene, article(verdicts=doubtful))
