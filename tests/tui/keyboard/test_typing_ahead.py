"""Keys that come in one burst do what they would do one by one."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from textual import events

from reader.opened import OpenArticle
from reader.session import Session
from reader.tui.layout import Pane
from tests.tui.library_case import Reader, notes_on_disk, reader_on, sync


@sync
async def test_a_word_typed_right_after_its_key_is_the_note(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        reader.send("l", "}", "a", *"xqHdd why late?", "ctrl+s", "j")
        await reader.until("Notes (1)")
        await reader.until("xqHdd why late?")
        assert reader.main.layout_state.focus is Pane.ARTICLE
    [note] = notes_on_disk(library)
    assert "xqHdd why late?" in json.dumps(note)


@sync
async def test_keys_typed_before_the_first_screen_wait_for_it(library: Path) -> None:
    from reader.config import Config
    from reader.tui.app import GlosseApp
    from reader.tui.start.target import start_of

    app = GlosseApp(start_of(library), Config())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reader = Reader(app, pilot)
        reader.send("l", "}", "H")
        await reader.until("Notes (1)")
        await reader.press("Q")


@sync
async def test_keys_for_an_article_on_its_way_wait_for_it(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Session.open

    def slow(session: Session, key: str) -> OpenArticle:
        time.sleep(0.4)
        return usual(session, key)

    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        monkeypatch.setattr(Session, "open", slow)
        reader.send("l", "J", "}", "a", *"dd: which one?", "ctrl+s", "K", "K", "J")
        await reader.until("Notes (1)")
        await reader.until("dd: which one?")
    [page] = library.glob(".glosse/notes/*.json")
    assert page.name == "b orchard.md.json"


@sync
async def test_a_list_to_choose_from_gets_what_was_typed_after_its_key(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        reader.send("l", "}", "H", "?", *"undo")
        await reader.until("Undo")
        await reader.until("undo")
        await reader.press("escape")
        await reader.until("Notes (1)")


@sync
async def test_a_draft_found_late_stands_above_what_was_typed_meanwhile(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}")
        reader.send("a", *"second half")
        await reader.until("second half")
        box = reader.main.box
        assert box.subject is not None
        assert box.resume(box.subject, "", "first half")
        assert box.text == "first half\nsecond half"


@sync
async def test_a_note_goes_to_the_article_it_was_begun_on(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "a")
        await reader.until("Esc")
        await reader.type("on the ferry")
        reader.main.opening.open("b orchard.md")
        await reader.until("Rain fell on the apple trees")
        await reader.press("ctrl+s")
        await reader.until_gone("^s Save")
        reader.main.opening.open("a harbour.md")
        await reader.until("on the ferry")
    [page] = (library / ".glosse" / "notes").rglob("*.json")
    assert page.name.startswith("a harbour.md")
    assert "The ferry came in" in page.read_text("utf-8")


@sync
async def test_escape_and_a_letter_that_come_as_one_are_both_carried_out(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "T")
        await reader.until("Themes")
        reader.app.post_message(events.Key("alt+j", "j"))  # as Textual reads escape and j at once
        await reader.until_gone("Themes")
        reader.app.post_message(events.Key("alt+shift+j", "J"))  # escape to the list, then the next
        await reader.until("Rain fell on the apple trees")
        assert reader.main.layout_state.focus is Pane.LIBRARY
