"""The place is kept exactly, whatever becomes of the size, the width or the view."""

from __future__ import annotations

import random
from dataclasses import replace

from textual.geometry import Size
from textual.pilot import Pilot

from reader.cleaning.verdict import Verdict
from tests.tui.article.article_bench import Bench, article, play

CHANCE = random.Random(20_260)
LONG = article([
    f"{n} " + " ".join(CHANCE.choice(("sea", "weather", "lighthouse", "a", "数を書く")) for _ in
    range(CHANCE.randint(1, 60))) for n in range(120)
])  # fmt: skip
HOME = (60, 14)
SIZES = ((100, 40), (34, 12), (60, 6), (25, 50), (200, 14), (61, 14))


async def resized(app: Bench, pilot: Pilot[None], size: tuple[int, int]) -> None:
    await pilot.resize_terminal(*size)
    for _ in range(500):
        if app.view.size == Size(*size):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"the pane did not become {size}")


def state(app: Bench) -> tuple[object, ...]:
    view = app.view
    rows = [view.row_text(y) for y in range(view.size.height)]  # without the map: time goes on
    return view.caret, view.top, view.selection, rows


def test_sizes_there_and_back_show_what_was_shown() -> None:
    places = ("", "w j", "6 j l", "5 0 % w", "5 0 % 4 j z t", "5 0 % z b", "7 3 % v 4 j",
              "3 0 % V 2 }", "9 9 %", "G", "G z z", "G v { {", "5 0 % 9 ctrl+e")  # fmt: skip

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        chance = random.Random(7)
        for keys in places:
            app.type(f"escape g g {keys}" if app.view.selection else f"g g {keys}")
            before = state(app)
            for size in chance.sample(SIZES, 2):
                await resized(app, pilot, size)
                view = app.view
                assert view.rows is not None
                assert view.rows.find(view.caret) in view.places, (keys, size)
                assert (view.caret, view.selection) == (before[0], before[2]), (keys, size)
            await resized(app, pilot, HOME)
            assert state(app) == before, keys

    play(scene, LONG, size=HOME)


def test_widths_there_and_back_show_what_was_shown() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("5 0 % 5 j")
        before = state(app)
        app.type("- - + + g j g j")
        app.type("=")
        assert state(app) == before
        app.type("- j k + =")
        assert app.view.caret == before[0]

    play(scene, LONG, size=HOME)


def test_a_change_of_size_wraps_only_what_shows() -> None:
    long = article(["A word or two of no weight. " * 4] * 20_000)

    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        app.type("5 0 %")
        rows, ground = app.view.rows, app.view.ground
        assert rows is not None
        await resized(app, pilot, (40, 30))
        assert app.view.rows is not None
        assert app.view.rows.units is rows.units
        assert app.view.ground is ground
        assert len(app.view.rows._wrapped) < 3 * 30

    play(scene, long)


def test_another_judgement_is_another_setting() -> None:
    async def scene(app: Bench, pilot: Pilot[None]) -> None:
        rows = app.view.rows
        verdicts = (Verdict(False, "job ad", 0.9), *LONG.verdicts[1:])
        app.view.article = replace(LONG, verdicts=verdicts)
        await pilot.pause()
        assert app.view.rows is not None
        assert rows is not None
        assert len(app.view.rows.units) == len(rows.units) - 1

    play(scene, LONG)
