"""Keeping what was written in the note box."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from reader.opened import OpenArticle
from reader.session import Session
from reader.text import Span
from reader.tui.layout import Pane
from reader.tui.main.note_writing import write
from reader.tui.notes.box import Subject
from tests.tui.library_case import Reader, notes_on_disk, reader_on, sync

KEY = "a harbour.md"


def passage(article: OpenArticle, words: str) -> Span:
    start = article.document.text.index(words)
    return Span(start, start + len(words))


def test_a_comment_on_a_highlight_that_was_resized_keeps_both_and_is_one_undo(
    library: Path,
) -> None:
    session = Session(library, creator="")
    article = session.open(KEY)
    article = session.annotate(article, passage(article, "The ferry"))
    [placed] = article.notes
    wider = passage(article, "The ferry came in at eleven")
    subject = Subject(KEY, wider, placed.note.id, None, "The ferry", article)
    write(session, article, subject, "Late again. #ferry")
    [found] = session.with_notes(article).notes
    assert (found.note.exact, found.anchor.span) == ("The ferry came in at eleven", wider)
    assert (found.note.comment, found.note.tags) == ("Late again.", ("ferry",))
    session.undo()
    [found] = session.with_notes(article).notes
    assert (found.note.exact, found.note.comment) == ("The ferry", "")
    session.close()


async def begun(reader: Reader, typed: str = "") -> None:
    """Begin a note on the first sentence."""
    await reader.until("The ferry came in")
    await reader.press("l", "}", "a")
    await reader.until("^s save")
    await reader.type(typed)


async def worked(reader: Reader) -> None:
    """Wait until the store has done what it was given."""
    done: list[None] = []
    reader.main.store.run(lambda _: None, done.append)
    for _ in range(1_000):
        if done:
            return
        await reader.pilot.pause(0.02)
    raise AssertionError("the store is not done")


def drafts(reader: Reader) -> dict[str, dict[str, object]]:
    assert reader.main.opening.session is not None
    return reader.main.opening.session.store.drafts.everything()


@sync
async def test_a_note_is_kept_also_when_another_file_was_refused_meanwhile(library: Path) -> None:
    (library / "c broken.epub").write_bytes(b"PK\x03\x04 and nothing more")
    async with reader_on(library) as reader:
        await begun(reader, "on the ferry")
        reader.main.opening.open("c broken.epub")
        await reader.until("is not opened")
        assert reader.main.article is None
        await reader.press("ctrl+s")
        await reader.until_gone("^s save")
        await worked(reader)
    [kept] = notes_on_disk(library)
    assert "on the ferry" in str(kept)


@sync
async def test_a_note_is_kept_also_when_its_file_was_removed_meanwhile(library: Path) -> None:
    async with reader_on(library) as reader:
        await begun(reader, "on the ferry")
        reader.main.opening.open("b orchard.md")
        await reader.until("Rain fell on the apple trees")
        (library / KEY).unlink()
        await reader.press("ctrl+s")
        await reader.until_gone("^s save")
        await worked(reader)
    [kept] = notes_on_disk(library)
    assert "on the ferry" in str(kept)


@sync
async def test_an_edit_that_changed_nothing_leaves_no_draft(library: Path) -> None:
    async with reader_on(library) as reader:
        await begun(reader, "on the ferry")
        await reader.press("ctrl+s")
        await reader.until("Notes (1)")
        await reader.press("tab", "e")
        await reader.until("Edit:")
        await reader.press("escape")
        await reader.until_gone("Edit:")
        await worked(reader)
        assert drafts(reader) == {}


@sync
async def test_leaving_the_box_before_its_draft_was_found_keeps_the_draft(library: Path) -> None:
    async with reader_on(library) as reader:
        await begun(reader, "half a thought")
        await reader.press("escape")
        await reader.until_gone("^s save")
        await worked(reader)
        assert "half a thought" in str(drafts(reader))
        gate = Event()
        reader.main.store.run(lambda _: gate.wait(20))
        await reader.press("a")
        await reader.until("^s save")
        await reader.press("escape")
        await reader.until_gone("^s save")
        gate.set()
        await worked(reader)
        assert "half a thought" in str(drafts(reader))


@sync
async def test_the_box_opened_again_on_its_passage_holds_what_was_typed(library: Path) -> None:
    async with reader_on(library) as reader:
        await begun(reader, "half a thought")
        reader.main.go_to_pane(Pane.ARTICLE)
        await reader.press("a")
        await worked(reader)
        assert reader.main.box.text == "half a thought"


@sync
async def test_an_editor_that_cannot_be_had_is_told_and_the_note_stays(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor")
    async with reader_on(library) as reader:
        await begun(reader, "half a thought")
        await reader.press("ctrl+e")
        await reader.until("no-such-editor")
        assert reader.main.box.text == "half a thought"
