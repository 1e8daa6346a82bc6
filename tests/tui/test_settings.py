"""Every setting has an effect on the screen."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from reader.config import Config, Keyboard, Library, Look, Notes, Problem, Reading
from reader.tui.article.view import ArticleView
from reader.tui.panes import FilterLine, LibraryPane
from reader.tui.settings import told
from tests.tui.library_case import ORCHARD, Reader, notes_on_disk, reader_on, sync

SITE = "Sign up for our newsletter\n\n"


def test_of_many_mistakes_the_first_are_told_and_where_the_others_are() -> None:
    wrong = [Problem(line, f"mistake {line}.") for line in (9, 3, 5)]
    assert told(wrong) == [f"config.toml, line {line}: mistake {line}." for line in (3, 5, 9)]
    assert told([*wrong, Problem(1, "mistake 1."), Problem(2, "mistake 2.")]) == [
        "config.toml, line 1: mistake 1.",
        "config.toml, line 2: mistake 2.",
        "3 more things are wrong in the settings: glosse config --check lists them.",
    ]


def test_no_setting_is_without_a_test_here() -> None:
    tested = {
        "look": {"theme", "hints"},
        "reading": {"column", "justify", "hyphenate", "view", "read_at_end"},
        "library": {"sort", "reversed", "folders"},
        "notes": {"creator", "yellow", "green", "blue", "pink", "purple"},
        "keyboard": {"pause"},
    }
    config = Config()
    tables = {f.name: getattr(config, f.name) for f in fields(config)}
    plain = {name: table for name, table in tables.items() if not isinstance(table, Mapping)}
    assert {name: {f.name for f in fields(table)} for name, table in plain.items()} == tested
    assert set(tables) - set(plain) == {"keys", "filters", "lines"}


async def article(reader: Reader) -> ArticleView:
    await reader.until("The ferry came in")
    return reader.main.reading


@sync
async def test_the_theme_is_the_one_that_is_set(library: Path) -> None:
    async with reader_on(library, config=Config(look=Look(theme="glosse-mint"))) as reader:
        assert reader.app.theme == "glosse-mint"


@sync
async def test_the_first_visit_shows_five_keys_once(library: Path) -> None:
    async with reader_on(library) as reader:
        text = await reader.until("First keys")
        for words in ("j k", "choose an article", "a", "show what was removed", "show all keys"):
            assert words in text
        await reader.until("The ferry came in")
        await reader.press("j")
        await reader.until_gone("First keys")
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        assert "First keys" not in reader.text


@sync
async def test_the_first_visit_of_one_file_shows_no_keys_of_a_list(library: Path) -> None:
    async with reader_on(library / "a harbour.md") as reader:
        text = await reader.until("First keys")
        assert "highlight the paragraph" in text
        assert "choose an article" not in text


@sync
async def test_the_hint_shows_the_keys_that_were_chosen_and_can_be_turned_off(
    library: Path, tmp_path: Path
) -> None:
    async with reader_on(library, config=Config(keys={"annotate": ("A",)})) as reader:
        text = await reader.until("First keys")
        assert re.search(r"│ A +write a note", text)
    other = tmp_path / "other"
    other.mkdir()
    (other / "orchard.md").write_text(ORCHARD, "utf-8")
    async with reader_on(other, config=Config(look=Look(hints=False))) as reader:
        await reader.until("Rain fell")
        assert "First keys" not in reader.text


@sync
async def test_column_and_justification_are_as_set(library: Path) -> None:
    reading = Reading(column=40, justify=True)
    async with reader_on(library, config=Config(reading=reading)) as reader:
        await reader.until("late. Nobody on the quay")
        view = reader.main.reading
        assert view.rows is not None
        assert view.rows.setting.width == 40
        assert view.rows.setting.justify


@pytest.mark.parametrize("hyphenate", [True, False])
@sync
async def test_words_are_parted_only_where_it_is_wanted(tmp_path: Path, hyphenate: bool) -> None:
    words = "Donaudampfschifffahrtsgesellschaft und Binnenschifffahrtsverwaltung "
    text = f"Gestern fuhren die Schiffe der {words}noch einmal den Fluss hinauf. "
    (tmp_path / "long.txt").write_text(f"# Ein Titel\n\n{text * 5}\n\n{text}\n", "utf-8")
    reading = Reading(column=30, justify=True, hyphenate=hyphenate)
    async with reader_on(tmp_path, config=Config(reading=reading)) as reader:
        await reader.until("· de ")
        await reader.pilot.pause(0.1)
        view = reader.main.reading
        rows = [view.row_text(y) for y in range(view.size.height)]
        assert any(row.rstrip().endswith("-") for row in rows) == hyphenate


@sync
async def test_the_usual_view_is_shown_first_and_a_chosen_one_is_kept(library: Path) -> None:
    config = Config(reading=Reading(view="raw"))
    async with reader_on(library, config=config) as reader:
        view = await article(reader)
        assert view.view_mode == "raw"
        await reader.press("l", "x")
        assert view.view_mode == "clean"
        await reader.press("Q")
    async with reader_on(library, config=config) as reader:
        view = await article(reader)
        assert view.view_mode == "clean"


@pytest.mark.parametrize("wanted", [True, False])
@sync
async def test_the_end_of_an_article_makes_it_read(library: Path, wanted: bool) -> None:
    config = Config(reading=Reading(read_at_end=wanted))
    async with reader_on(library, config=config) as reader:
        await article(reader)
        await reader.until("● The harbour")
        await reader.press("l", "j")
        await reader.until("◐ The harbour", 4)
        await reader.press("G")
        if not wanted:
            await reader.pilot.pause(0.5)
            assert "◐ The harbour" in reader.text
            return
        await reader.until_gone("◐ The harbour")
        await reader.until("100% · read")
        await reader.press("u")
        await reader.until("◐ The harbour")
        await reader.press("k", "G")
        await reader.pilot.pause(0.4)
        assert "◐ The harbour" in reader.text, "what was taken back is not done again"


@sync
async def test_order_and_folders_are_as_set(library: Path) -> None:
    config = Config(library=Library(sort="title", reversed=True, folders=True))
    async with reader_on(library, config=config) as reader:
        text = await reader.until("notes from 2025/")
        assert "by title, reversed" in text


@sync
async def test_the_name_of_the_reader_is_written_into_notes(library: Path) -> None:
    async with reader_on(library, config=Config(notes=Notes(creator="Ada Example"))) as reader:
        await article(reader)
        await reader.press("l", "}", "H")
        await reader.until("Notes (1)")
    assert "Ada Example" in json.dumps(notes_on_disk(library))


@sync
async def test_colours_go_by_the_names_given_to_them(library: Path) -> None:
    names = ("my doubts", "facts", "names", "dates", "quotes")
    own = [field.name for field in fields(Notes)[1:]]
    chosen: dict[str, Any] = dict(zip(own, names, strict=True))
    async with reader_on(library, config=Config(notes=replace(Notes(), **chosen))) as reader:
        await article(reader)
        await reader.press("l", "}", "H")
        await reader.until("Notes (1)")
        await reader.press("tab")
        for number, name in enumerate(names, 1):
            await reader.press(str(number))
            await reader.until(f"{number} ")
            await reader.until(name)
            await reader.press("?")
            await reader.until("Keys")
            await reader.type(name)
            await reader.until(f"olour {number} ({name})")
            await reader.press("escape")
            await reader.until_gone("Search the keys")
        await reader.press("/")
        await reader.type("quotes")
        await reader.until("Notes (1)")


@sync
async def test_the_pause_after_a_key_is_as_set(library: Path) -> None:
    async with reader_on(library, config=Config(keyboard=Keyboard(pause=0.1))) as reader:
        await article(reader)
        await reader.press("l", "z")
        await reader.pilot.pause(0.3)
        assert reader.main.layout_state.zen
    async with reader_on(library, config=Config(keyboard=Keyboard(pause=5.0))) as reader:
        await article(reader)
        await reader.press("l", "z")
        await reader.pilot.pause(0.7)
        assert not reader.main.layout_state.zen


@sync
async def test_other_keys_are_the_ones_chosen(library: Path) -> None:
    async with reader_on(library, config=Config(keys={"library-down": ("ctrl+y",)})) as reader:
        await article(reader)
        await reader.press("ctrl+y")
        await reader.until("Rain fell")


@sync
async def test_the_filter_line_completes_fields_and_saved_names_and_says_what_is_wrong(
    library: Path,
) -> None:
    config = Config(filters={"rainy": "title:rain"})
    async with reader_on(library, config=config) as reader:
        await article(reader)
        await reader.press("/")
        await reader.type("is:unr")
        await reader.until("Tab is:unread")
        await reader.press("tab")
        line = reader.main.query_one(LibraryPane).query_one(FilterLine)
        assert line.value == "is:unread"
        await reader.type(" words:x")
        await reader.until("wants a number")
        line.value = ""
        await reader.type("rain")
        await reader.until("Tab title:rain")
        await reader.press("right")
        assert line.value == "title:rain"
        await reader.until("Library (1 of 3)")
