"""A screen over the panes goes once, and takes no other with it."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from textual.app import App

from reader.tui.dialogs.all_notes import AllNotes
from reader.tui.dialogs.modal import Modal
from reader.tui.main.asking import notes_of
from reader.tui.work import Serial
from tests.tui.library_case import Reader, reader_on, sync


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


async def worked_through(reader: Reader, worker: Serial) -> None:
    """Wait until a worker has done what it was given, and the screen has taken it."""
    done = Event()
    worker.run(lambda _: None, lambda _: done.set())
    for _ in range(1_000):
        if done.is_set():
            return
        await reader.pilot.pause(0.02)
    raise AssertionError("the worker is not done")


@sync
async def test_notes_that_are_read_after_their_list_was_left_trouble_nobody(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        gate = Event()
        reader.main.store.run(lambda _: gate.wait(20))
        await reader.press("@")
        await reader.until("All notes")
        await reader.press("escape")
        await reader.until_gone("All notes")
        gate.set()
        await worked_through(reader, reader.main.store)
        assert reader.app.screen is reader.main


@sync
async def test_hits_that_are_found_after_the_search_was_left_trouble_nobody(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until_indexed()
        gate = Event()
        await reader.press("g", "/")
        await reader.until("Search the library")
        reader.main.side.run(lambda _: gate.wait(20))
        await reader.type("ferry")
        for _ in range(1_000):
            if reader.main.searching.query == "ferry":
                break
            await reader.pilot.pause(0.02)
        await reader.press("escape")
        await reader.until_gone("Search the library")
        gate.set()
        await worked_through(reader, reader.main.side)
        assert reader.app.screen is reader.main


@sync
async def test_notes_that_are_read_before_their_list_is_built_show_in_it(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "H")
        await reader.until("Notes (1)")
        session = reader.main.opening.session
        assert session is not None
        screen = AllNotes()
        screen.fill(notes_of(session))
        await reader.app.push_screen(screen)
        await reader.until("All notes (1)")
        await reader.type("nothing like it")
        await reader.until("Nothing fits.")


@sync
async def test_a_list_that_comes_late_does_not_take_what_is_typed(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until_indexed()
        gate = Event()
        reader.main.side.run(lambda _: gate.wait(20))
        await reader.press("l", "E", "a")
        await reader.type("a thought")
        gate.set()
        await worked_through(reader, reader.main.side)
        await reader.type(" of mine")
        assert reader.app.screen is reader.main
        assert reader.main.box.text == "a thought of mine"
