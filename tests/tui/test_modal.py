"""A screen over the panes goes once, and takes no other with it."""

from __future__ import annotations

from textual.app import App

from reader.tui.modal import Modal
from tests.tui.library_case import sync


@sync
async def test_leaving_twice_leaves_the_screen_below_alone() -> None:
    app: App[None] = App()
    results: list[str | None] = []
    async with app.run_test() as pilot:
        below, asked = Modal[str](), Modal[str]()
        await app.push_screen(below)
        await app.push_screen(asked, results.append)
        asked.dismiss("taken")
        asked.dismiss(None)
        await pilot.pause()
        assert app.screen is below
    assert results == ["taken"]


@sync
async def test_the_last_screen_left_twice_is_no_error() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        asked = Modal[str]()
        await app.push_screen(asked)
        asked.dismiss()
        asked.dismiss()
        await pilot.pause()
        assert app.screen is not asked
