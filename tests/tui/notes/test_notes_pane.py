"""The notes pane on the screen: many cards, re-attaching, tags that complete, drafts."""

from __future__ import annotations

from pathlib import Path

from reader.notes.page import Page
from reader.opened import quoted
from reader.session import Session
from reader.text import Span
from tests.tui.library_case import HARBOUR as TEXT
from tests.tui.library_case import notes_on_disk, reader_on, sync
from tests.tui.main.test_together import HARBOUR, WIDE, note_by, other_window


@sync
async def test_of_many_cards_those_that_show_are_laid_out_and_the_last_is_reached(
    library: Path,
) -> None:
    text = "".join(f"At {n} the ferry came in again.\n\n" for n in range(400))
    (library / "log.txt").write_text(text, "utf-8")
    session = Session(library)
    starts = [text.index(f"At {n} the") for n in range(400)]
    made = tuple(quoted(text, Span(at, at + 9)) for at in starts)
    session.store.merge("log.txt", Page("log.txt", notes=made))
    session.close()
    async with reader_on(library / "log.txt", size=WIDE) as reader:
        await reader.until("Notes (400)")
        await reader.press("tab", "G")
        await reader.until("“At 399 th”")
        assert reader.main.notes.current is not None
        await reader.press("g", "g")
        await reader.until("“At 0 the”")


@sync
async def test_a_lost_note_is_attached_to_what_is_selected(library: Path) -> None:
    note_by(other_window(library), "who counts?")
    (library / HARBOUR).write_text(
        TEXT.replace("A boy counted the ropes aloud. ", "A girl sang. "), "utf-8"
    )
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("⚠ orphan")
        await reader.press("l", "tab", "r")
        await reader.until("Select the passage in the article first")
        await reader.press("shift+tab", "}", "}", "v", "e", "e", "tab", "r")
        await reader.until("The note is attached to the selection")
        await reader.until_gone("⚠ orphan")
        [item] = notes_on_disk(library)
        [quote] = [s for s in item["target"]["selector"] if s["type"] == "TextQuoteSelector"]
        assert quote["exact"] == "A girl sang"
        await reader.press("u")
        await reader.until("⚠ orphan")


@sync
async def test_tags_of_the_library_complete_in_the_box_and_in_the_line(library: Path) -> None:
    there = other_window(library)
    article = there.open("b orchard.md")
    there.annotate(article, Span(2, 12), tags=("weather", "harvest"))
    there.close()
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "a")
        await reader.until("^s save")
        await reader.type("wet #wea")
        await reader.until("Tab #weather")
        await reader.press("tab")
        assert reader.main.box.text == "wet #weather"
        await reader.press("ctrl+s")
        await reader.until("#weather")
        await reader.press("tab", "t")
        await reader.until("Tags")
        await reader.type("har")
        await reader.until("Tab harvest")
        await reader.press("tab", "enter")
        await reader.until("#harvest")
    assert len(notes_on_disk(library)) == 2


@sync
async def test_a_draft_is_found_again_after_its_file_was_edited(library: Path) -> None:
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "a")
        await reader.until("^s save")
        await reader.type("half a thou")
        await reader.press("escape")
        await reader.until_gone("^s save")
    edited = TEXT.replace("The ferry", "Corrected: a word was wrong.\n\nThe ferry")
    (library / HARBOUR).write_text(edited.replace("an hour", "one hour"), "utf-8")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("waits at “The ferry")
        await reader.press("l", "g", "g", "}", "}", "a")
        await reader.until("half a thou")


@sync
async def test_a_file_opened_alone_completes_the_tags_of_its_library(library: Path) -> None:
    there = other_window(library)
    there.annotate(there.open("b orchard.md"), Span(2, 12), tags=("weather",))
    there.close()
    async with reader_on(library / HARBOUR, size=WIDE) as reader:
        await reader.until("The ferry came in")
        await reader.press("}", "a")
        await reader.until("^s save")
        await reader.type("#wea")
        await reader.until("Tab #weather")


@sync
async def test_notes_are_told_the_language_once_it_is_known(library: Path) -> None:
    note_by(other_window(library), "made before")
    page = library / ".glosse" / "notes" / f"{HARBOUR}.json"
    assert '"language"' not in page.read_text("utf-8")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("Article · en")
        await reader.until("made before")
        for _ in range(200):
            if '"language": "en"' in page.read_text("utf-8"):
                break
            await reader.pilot.pause(0.05)
    assert '"language": "en"' in page.read_text("utf-8")


@sync
async def test_quote_and_comment_of_a_card_are_copied(library: Path) -> None:
    note_by(other_window(library), "who counts?")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("who counts?")
        await reader.press("l", "tab", "y")
        await reader.until("Copied ")
        assert reader.app.clipboard.startswith("“")
        assert reader.app.clipboard.endswith("”\n\nwho counts?")
