"""The reader as a whole, by its keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.scroll_view import ScrollView
from textual.widgets import Input

from reader.config import Config, Look, load
from reader.tui.commands import COMMANDS, Scope
from reader.tui.layout import Pane
from tests.tui.library_case import notes_on_disk, reader_on, sync


@sync
async def test_a_folder_opens_with_its_first_article_shown_and_the_library_focused(
    library: Path,
) -> None:
    async with reader_on(library) as reader:
        text = await reader.until("The ferry came in at eleven")
        assert "Library (3)" in text
        assert "Notes (0)" in text
        assert reader.main.layout_state.focus is Pane.LIBRARY
        await reader.until("An orchard in the rain")


@sync
async def test_moving_previews_and_enter_goes_in(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("j")
        await reader.until("Rain fell on the apple trees")
        assert reader.main.layout_state.focus is Pane.LIBRARY
        await reader.press("enter")
        assert reader.main.layout_state.focus is Pane.ARTICLE
        await reader.press("J")
        await reader.until("The last train stood dark")
        await reader.press("K", "K", "q")
        await reader.until("The ferry came in")
        assert reader.main.layout_state.focus is Pane.LIBRARY


@sync
async def test_a_note_is_written_kept_on_disk_and_there_again(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "a")
        await reader.until("^s save")
        await reader.type("why late? #ferry")
        await reader.press("ctrl+s")
        await reader.until("Notes (1)")
        await reader.until("why late?")
        assert reader.main.layout_state.focus is Pane.ARTICLE
    [note] = notes_on_disk(library)
    assert "The ferry came in at eleven" in json.dumps(note)
    assert "why late?" in json.dumps(note)
    async with reader_on(library) as reader:
        text = await reader.until("why late?")
        assert "#ferry" in text


@sync
async def test_a_note_is_edited_tagged_coloured_deleted_and_brought_back(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "H")
        await reader.until("Notes (1)")
        await reader.press("tab", "e")
        await reader.until("^s save")
        await reader.type("second thought")
        await reader.press("ctrl+s")
        await reader.until("second thought")
        await reader.press("tab", "3")
        await reader.until("3 “The")
        await reader.press("t")
        await reader.until("Tags")
        await reader.type("sea quay")
        await reader.press("enter")
        await reader.until("#sea #quay")
        await reader.press("d", "d")
        await reader.until("Notes (0)")
        assert notes_on_disk(library) == []
        await reader.press("u")
        await reader.until("Notes (1)")
        await reader.until("#sea #quay")
        await reader.press("ctrl+r")
        await reader.until("Notes (0)")


@sync
async def test_what_was_typed_is_a_draft_until_it_is_saved(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "a")
        await reader.until("^s save")
        await reader.type("half a thou")
        await reader.press("escape")
        await reader.until_gone("^s save")
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "g", "g", "}", "a")
        await reader.until("half a thou")
        await reader.type("ght")
        await reader.press("ctrl+s")
        await reader.until("half a thought")
    assert len(notes_on_disk(library)) == 1


@sync
async def test_the_filter_narrows_as_one_types_and_escape_brings_all_back(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Night at the station")
        await reader.press("/")
        await reader.type("station")
        await reader.until("Library (1 of 3)")
        await reader.until("The last train stood dark")
        await reader.press("enter")
        assert reader.main.library.has_focus
        await reader.press("escape")
        await reader.until("Library (3)")


@sync
async def test_a_single_file_opens_alone_with_the_article_focused(library: Path) -> None:
    async with reader_on(library / "b orchard.md") as reader:
        text = await reader.until("Rain fell on the apple trees")
        assert "Library" not in text
        assert reader.main.layout_state.focus is Pane.ARTICLE
        await reader.press("tab")
        assert reader.main.layout_state.focus is Pane.NOTES
        await reader.press("tab")
        assert reader.main.layout_state.focus is Pane.ARTICLE


@sync
async def test_the_article_read_last_is_open_again(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("j")
        await reader.until("Rain fell")
        await reader.press("enter", "j")
        await reader.pilot.pause(0.3)
    async with reader_on(library) as reader:
        await reader.until("Rain fell on the apple trees")
        await reader.until("b orchard.md")
        assert reader.main.library.current == "b orchard.md"


@sync
async def test_help_and_palette_are_generated_and_carry_out_commands(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("?")
        text = await reader.until("Keys")
        assert "Filter the list" in text
        await reader.type("zen")
        await reader.until("Show the article alone (zen)")
        await reader.press("enter")
        await reader.until_gone("Library (3)")
        assert reader.main.layout_state.zen
        await reader.press("z")
        await reader.pilot.pause(0.7)
        await reader.until("Library (3)")
        await reader.press("ctrl+p")
        await reader.until("What do you want to do?")
        await reader.press("escape")
        await reader.until_gone("What do you want to do?")


@sync
async def test_themes_are_previewed_and_escape_goes_back(library: Path) -> None:
    async with reader_on(library, config=Config(look=Look(theme="glosse-day"))) as reader:
        await reader.until("The ferry came in")
        await reader.press("T")
        await reader.until("Themes")
        await reader.press("down")
        assert reader.app.theme == "glosse-sepia"
        await reader.press("escape")
        await reader.pilot.pause()
        assert reader.app.theme == "glosse-day"
        await reader.press("T")
        await reader.until("Themes")
        await reader.type("forest")
        await reader.press("enter")
        await reader.pilot.pause()
        assert reader.app.theme == "glosse-forest"


@sync
async def test_an_unknown_key_says_what_is_near(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("x")
        await reader.until("means nothing here")


@sync
async def test_the_notes_of_the_whole_library_are_found_and_jumped_to(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "H")
        await reader.until("Notes (1)")
        await reader.press("J")
        await reader.until("Rain fell")
        await reader.press("@")
        await reader.until("All notes (1)")
        await reader.type("ferry")
        await reader.press("enter")
        await reader.until("The ferry came in")
        assert reader.main.layout_state.focus is Pane.ARTICLE


@sync
async def test_the_article_is_seen_below_what_lies_over_it(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("enter")
        for key in ("/", "t", "T", "?"):
            await reader.press(key)
            over = reader.app.screen
            assert over is not reader.main, key
            assert over.styles.background.a < 1, f"{key} hides the article"
            await reader.press("escape")


@sync
async def test_marks_and_stars_show_in_the_list(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.until("● The harbour")
        await reader.press("N")
        await reader.until_gone("● The harbour")
        await reader.press("*")
        await reader.until("★")
        await reader.press("n")
        await reader.until("Rain fell")
        await reader.press("u", "u")
        await reader.until("● The harbour")


@pytest.mark.parametrize(
    ("size", "shown", "hidden"),
    [
        ((200, 50), ("Library (3)", "Article", "Notes (0)"), ()),
        ((100, 30), ("Library (3)", "Article"), ("Notes (",)),
        ((60, 20), ("Library (3)",), ("Article", "Notes (")),
    ],
)
@sync
async def test_the_panes_follow_the_width(
    library: Path, size: tuple[int, int], shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    async with reader_on(library, size=size) as reader:
        text = await reader.until("The harbour before noon")
        assert all(words in text for words in shown), text
        assert not any(words in text for words in hidden), text
        await reader.press("tab")
        await reader.until("The ferry came in")
        await reader.press("tab")
        await reader.until("Notes (0)")


@sync
async def test_a_tiny_terminal_gets_one_line_and_recovers(library: Path) -> None:
    async with reader_on(library, size=(39, 9)) as reader:
        await reader.until("Too small: 39×9")
        await reader.pilot.resize_terminal(100, 30)
        await reader.until("The ferry came in")


@sync
async def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    async with reader_on(tmp_path) as reader:
        await reader.until("No articles here yet.")
        await reader.until("There are no articles in this folder yet.")
        await reader.press("j", "enter", "tab", "a", "x", "J", "n", "u")
        await reader.until("Nothing to undo.")


@sync
async def test_names_and_texts_are_never_markup_or_commands(tmp_path: Path) -> None:
    hostile = "[@click=app.quit]go[/] \x1b]0;owned\x07 [red]x"
    (tmp_path / "[@click=app.quit] a.txt").write_text(hostile + "\n\n" + hostile * 9, "utf-8")
    async with reader_on(tmp_path) as reader:
        text = await reader.until("[@click=app.quit]go[/]")
        assert "=app.quit] a.txt" in text
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "\x1b" not in reader.app.title


@sync
async def test_text_fields_take_the_keys_that_elsewhere_are_commands(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("/")
        await reader.type("qQ?")
        assert isinstance(reader.app.focused, Input)
        assert reader.app.focused.value == "qQ?"
        await reader.until("Nothing fits the filter.")


@sync
async def test_the_library_is_searched_and_enter_opens_at_the_hit(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.until_indexed()
        await reader.press("g", "/")
        await reader.until("Type to search.")
        await reader.type("lam")
        await reader.until("1 found for lam*")
        await reader.type("p")
        await reader.until_gone("lam*")
        await reader.type(" gua")
        await reader.until("1 found for lamp gua*")
        await reader.press("ctrl+u")
        await reader.type("lam gua")
        await reader.until("1 found for lam* gua*")
        await reader.press("ctrl+u")
        await reader.type("lamp")
        await reader.until_gone("found for")
        await reader.until("1 found")
        await reader.press("enter")
        await reader.until("The last train stood dark")
        await reader.pilot.pause(0.1)
        assert reader.main.layout_state.focus is Pane.ARTICLE
        article = reader.main.article
        assert article is not None
        line = article.document.text[: reader.main.reading.caret].count("\n")
        assert "lamp" in article.document.text.split("\n")[line]
        assert reader.main.reading.search is not None
        assert len(reader.main.reading.search.hits) == 1
        await reader.press(":")
        await reader.until("What do you want to do?")
        await reader.type("statistics")
        await reader.press("enter")
        await reader.until("Statistics")
        await reader.until("reading time")


@sync
async def test_marks_and_paragraphs_that_were_read_are_there_again(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "}", "m", "q")
        await reader.until("Mark q is set")
        reader.main.reading.clock.restore({0, 1})
        await reader.press("g", "g", "j")
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "g", "g", "'", "q")
        view = reader.main.reading
        assert view.clock.read >= {0, 1}  # and what has been on the screen for long enough since
        assert view.article is not None
        assert view.article.document.text[view.caret :].startswith("A boy counted")


@sync
async def test_going_back_leads_to_the_article_before_at_its_place(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "}")
        place = reader.main.reading.caret
        await reader.press("J")
        await reader.until("Rain fell on the apple trees")
        await reader.press("ctrl+o")
        await reader.until("The ferry came in")
        assert reader.main.reading.caret == place


@sync
async def test_copied_text_reaches_the_clipboard_with_its_source(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "y")
        assert reader.app.clipboard == "The ferry came in at eleven, an hour late."
        await reader.press("Y")
        assert reader.app.clipboard.startswith("“The ferry came in at eleven, an hour late.”\n— ")
        assert "The harbour before noon" in reader.app.clipboard
        assert "a harbour.md" in reader.app.clipboard


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@sync
async def test_empty_panes_say_what_to_do_in_whole_words(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reader_on(tmp_path, size=size) as reader:
        await reader.until("No articles here yet.")
        await reader.press("tab", "tab")

        def words(view: ScrollView) -> str:
            return " ".join(" ".join(view.render_line(y).text for y in range(30)).split())

        assert "or save a page: glosse add URL" in words(reader.main.reading)
        assert "H mark a paragraph v select; then a, H" in words(reader.main.notes)


@sync
async def test_every_command_is_carried_out_by_one(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        main = reader.main
        panes: dict[Scope, object] = {
            Scope.LIBRARY: main.library, Scope.ARTICLE: main.reading,
            Scope.SELECTING: main.reading, Scope.NOTES: main.notes, Scope.NOTE_BOX: main.box,
        }  # fmt: skip
        registered = [*main.routes, *main.counted]
        for command in COMMANDS:
            pane = panes.get(command.scope)
            by_pane = callable(getattr(pane, command.method, None))
            assert registered.count(command.id) + by_pane == 1, command.id
        assert set(registered) <= {command.id for command in COMMANDS}


@sync
async def test_a_refused_file_says_in_the_pane_what_it_is_and_what_to_do(library: Path) -> None:
    (library / "a a picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    async with reader_on(library) as reader:
        await reader.until("a a picture.txt is not opened.")
        assert "J goes to the next article." in reader.text
        await reader.press("J")
        await reader.until("The ferry came in")
        assert "is not opened" not in reader.text


@sync
async def test_the_width_of_the_column_is_remembered(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "2", "-", "g", "j")
        while not (kept := load()[0].reading).justify:
            await reader.pilot.pause(0.02)
        assert kept.column < 72


@sync
async def test_an_article_passed_by_on_the_way_to_another_is_not_read(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        main = reader.main
        passed = main.article
        assert passed is not None
        main.opening.open("b orchard.md")
        main.go_to_pane(Pane.ARTICLE)  # Enter, before the article asked for has come
        main.opening.open("b orchard.md")
        await reader.until("Rain fell on the apple trees")
        main.opening.open("notes from 2025/station.md")
        await reader.until("The last train stood dark")
        marks = main.opening.session.reading if main.opening.session is not None else None
        assert marks is not None
        assert marks(passed.key).mark == "unread"
        assert marks("b orchard.md").mark == "reading"


@sync
async def test_a_search_is_not_told_of_another_article(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "/")
        await reader.type("ferry")
        await reader.press("enter")
        await reader.until("/ferry 1 of 1")
        await reader.press("J")
        await reader.until("Rain fell on the apple trees")
        await reader.until_gone("/ferry")


def make_corpus(folder: Path) -> Path:
    texts = {
        "Monday": "The ferry came in late, and nobody on the quay seemed to mind.",
        "Tuesday": "Rain fell on the apple trees all night between the rows of the orchard.",
        "Wednesday": "A guard walked the length of the train with his lamp, and whistled.",
    }
    lines = [json.dumps({"title": day, "text": text}) for day, text in texts.items()]
    (folder / "a days.jsonl").write_text("\n".join(lines), "utf-8")
    return folder / "a days.jsonl"


@sync
async def test_a_corpus_opened_alone_is_gone_through_record_by_record(library: Path) -> None:
    async with reader_on(make_corpus(library)) as reader:
        await reader.until("The ferry came in late")
        await reader.until("J opens the next")
        reader.send("J", "J")
        await reader.until("whistled")
        await reader.press("J")
        await reader.until("the last record")
        await reader.press("2", "K")
        await reader.until("The ferry came in late")
        await reader.press("K")
        await reader.until("the first record")


@sync
async def test_a_note_made_before_the_records_are_listed_is_at_its_record(library: Path) -> None:
    make_corpus(library)
    async with reader_on(library) as reader:
        await reader.until("The ferry came in late")
        await reader.press("l", "H")
        await reader.until("Notes (1)")
        await reader.until_indexed()
        await reader.until("Wednesday")
        await reader.press("J")
        await reader.until("Rain fell on the apple trees")
        await reader.press("K")
        await reader.until("The ferry came in late")
        await reader.until("Notes (1)")
    assert [path.name for path in (library / ".glosse" / "notes").iterdir()] == [
        "a days.jsonl#1.json"
    ]
