"""What somebody who knows vim, less or newsboat expects of the keys of the article pane."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from threading import Event

import pytest
from textual.containers import Horizontal
from textual.pilot import Pilot
from textual.widgets import Input

from reader.documents.model import Document
from reader.text import Span
from reader.tui.article.find import Finder
from reader.tui.article.searching import AT_ONCE
from reader.tui.article.view import ArticleView
from tests.tui.article.article_bench import PARAGRAPHS, Bench, article, note, play

TEXT = "\n".join(PARAGRAPHS)


def text_at(app: Bench, length: int = 12) -> str:
    return TEXT[app.view.caret : app.view.caret + length]


def selected(app: Bench) -> str:
    span = app.view.selection
    return span.of(TEXT) if span is not None else ""


def test_the_end_of_the_row_is_its_last_letter_also_on_the_rows_after_it() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("$")
        first = app.view.caret
        app.type("j")
        assert TEXT[app.view.caret] != " "
        app.type("k")
        assert app.view.caret == first

    play(scene)


def test_a_percentage_needs_a_number() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("5 0 %")
        there = app.view.caret
        assert there > 0
        app.type("%")
        await pilot.pause()
        assert app.view.caret == there
        said = app.last(ArticleView.Noticed)
        assert isinstance(said, ArticleView.Noticed)
        assert said.sentence.startswith("50% of the article")

    play(scene)


def test_scrolling_by_rows_takes_the_caret_along_only_at_the_edge() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("6 j")
        caret = app.view.caret
        app.type("2 ctrl+e")
        assert (app.view.caret, app.view.places[0].row) == (caret, 2)
        app.type("ctrl+y")
        assert (app.view.caret, app.view.places[0].row) == (caret, 1)
        app.type("9 ctrl+e")
        assert app.view.caret > caret

    play(scene, article([" ".join(["word"] * 300)]))


def test_two_apostrophes_go_to_the_place_before_the_jump_and_here_again() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("w G")
        end = app.view.caret
        app.type("' '")
        assert app.view.caret == 4
        app.type("' '")
        assert app.view.caret == end
        app.type("ctrl+o")
        assert app.view.caret == 4

    play(scene)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("} v i w", "He"),
        ("} v i w i w", "He writes"),
        ("} v 3 i w", "He writes the"),
        ("} v 2 i s", "He writes the number in a grey book. Nobody reads it."),
        ("} ) v i s i s", "Nobody reads it. 数を書く。"),
        ("v 2 i p", f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}"),
        ("G v 2 i w", "."),
        ("} w v e i w", "writes the"),
    ],
)
def test_text_objects_take_counts_and_go_on(keys: str, expected: str) -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type(keys)
        assert selected(app) == expected

    play(scene)


@pytest.mark.parametrize(
    ("keys", "expected", "resized"),
    [
        ("w l v", "harbour master", True),
        ("w l v e", "harbour master counts", True),
        ("w l v v", "a", False),
        ("w l v v e", "arbour", False),
        ("w l v i w", "harbour", False),
        ("w l v v v", "", False),
        ("w l v e v", "", False),
    ],
)
def test_a_highlight_is_taken_up_or_left_alone(keys: str, expected: str, resized: bool) -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type(keys)
        assert selected(app) == expected
        assert (app.view.resized is not None) is resized

    play(scene, article(notes=(note(4, 18),)))


def test_the_next_note_is_shown_also_where_it_lies_in_removed_text() -> None:
    start = TEXT.index("newsletter")

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("]")
        assert app.view.view_mode == "removed"
        assert text_at(app, 10) == "newsletter"

    play(scene, article(notes=(note(start, start + 10),)))


def test_what_is_clicked_stays_under_the_mouse() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        painter = app.view._painter
        assert painter is not None
        spot = (painter.margin + 4 + 2, app.view.size.height - 1)
        under = app.view.position_under(*spot)
        await pilot.click(ArticleView, offset=spot)
        assert app.view.caret == under
        assert app.view.position_under(*spot) == under
        await pilot.click(ArticleView, offset=spot, times=2)
        selection = app.view.selection
        assert selection is not None
        assert under in selection

    play(scene, article([" ".join(f"word{n}" for n in range(300))]))


def test_an_older_query_and_back_to_what_was_being_typed() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.view.history[:] = ["book", "number"]
        app.type("/")
        await pilot.pause()
        await pilot.press(*"evening", "up", "up")
        assert text_at(app, 4) == "book"
        await pilot.press("down", "down")
        assert text_at(app, 7) == "evening"

    play(scene)


def test_giving_a_search_up_shows_the_same_rows_as_before() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("4 j 2 ctrl+e /")
        caret, top = app.view.caret, app.view.top
        await pilot.pause()
        await pilot.press(*"word280")
        assert app.view.top != top
        await pilot.press("escape")
        assert (app.view.caret, app.view.top) == (caret, top)

    play(scene, article([" ".join(f"word{n}" for n in range(300))]))


async def found(app: Bench, pilot: Pilot[None]) -> None:
    """Wait until a search behind the screen is done."""
    for _ in range(1000):
        if app.view.search is not None and not app.view.search.pending:
            return
        await pilot.pause(0.02)
    raise AssertionError("the search did not end")


LONG = ["one two three " * 20] * 1_500 + ["The needle is here."]


@pytest.mark.parametrize(("then", "reached"), [("", "needle"), ("j", "three"), ("w", "two")])
def test_enter_before_a_long_search_is_done_goes_to_the_hit_unless_one_moves_on(
    then: str, reached: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, find = Event(), Finder.find

    def slow(self: Finder, query: str, cancelled: object = None) -> list[Span]:
        gate.wait(20)
        return find(self, query)

    monkeypatch.setattr(Finder, "find", slow)

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("/")
        await pilot.pause()
        await pilot.press(*"needle", "enter")
        assert app.view.counter() == "searching …"
        app.type(then)
        gate.set()
        await found(app, pilot)
        text = app.view.article.document.text if app.view.article is not None else ""
        assert text[app.view.caret :].startswith(reached)
        assert app.view.counter().endswith("/1")

    play(scene, article(LONG))


def test_typing_on_while_a_search_runs_begins_it_anew() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("/")
        await pilot.pause()
        entry = app.screen.query_one(Input)
        for query in ("t", "two", "two three", "needle"):
            entry.value = query
            await asyncio.sleep(0)
        await pilot.pause()
        await found(app, pilot)
        assert app.view.counter() == "1/1"
        await pilot.press("enter")
        assert app.view.article is not None
        document: Document = app.view.article.document
        assert document.text[app.view.caret :].startswith("needle is here")

    play(scene, article(LONG))


def test_hits_of_an_article_that_was_left_are_not_marked_in_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate, find = Event(), Finder.find

    def slow(self: Finder, query: str, cancelled: object = None) -> list[Span]:
        if len(self.text) > AT_ONCE:
            gate.wait(20)
        return find(self, query)

    monkeypatch.setattr(Finder, "find", slow)

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.view.show_hits("needle")
        app.view.article = replace(article(["A needle, and another needle."]), key="b.txt")
        await pilot.pause()
        app.view.show_hits("needle")
        assert app.view.counter() == "–/2"
        gate.set()
        for _ in range(1_000):
            if not list(app.workers):
                break
            await pilot.pause(0.02)
        assert app.view.counter() == "–/2"

    play(scene, article(LONG))


def test_the_line_of_a_search_follows_the_size_of_the_window() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("/")
        await pilot.pause()
        await pilot.resize_terminal(90, 30)
        line = app.screen.query_one(Horizontal)
        for _ in range(1_000):
            if line.region.width == 90 and line.region.y == app.view.region.bottom - 1:
                return
            await pilot.pause(0.02)
        raise AssertionError(f"the line lies at {line.region}")

    play(scene)


def test_a_pattern_is_searched_behind_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    gate, find = Event(), Finder.find

    def slow(self: Finder, query: str, cancelled: object = None) -> list[Span]:
        gate.wait(20)
        return find(self, query)

    monkeypatch.setattr(Finder, "find", slow)

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.view.show_hits(r"\v\bhe\b")
        assert app.view.counter() == "searching …"
        app.type("j")
        gate.set()
        await found(app, pilot)
        assert app.view.counter() == "–/2"

    play(scene)
