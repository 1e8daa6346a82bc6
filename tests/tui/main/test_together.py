"""What happens on the screen when others change notes or files, or the disk will not take them."""

from __future__ import annotations

import errno
import json
import os
import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from reader.notes.journal import JournalFile
from reader.session import Session
from reader.text import Span
from reader.tui.layout import Pane
from tests.tui.library_case import HARBOUR as HARBOUR_TEXT
from tests.tui.library_case import Reader, notes_on_disk, reader_on, sync

HARBOUR = "a harbour.md"
WIDE = (190, 40)


def other_window(library: Path) -> Session:
    return Session(library, creator="")


def note_by(session: Session, comment: str, key: str = HARBOUR) -> str:
    article = session.open(key)
    start = article.document.text.index("A boy counted")
    return session.annotate(article, Span(start, start + 21), comment=comment).notes[-1].note.id


@sync
async def test_another_windows_note_appears_and_caret_selection_and_box_stay(
    library: Path,
) -> None:
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}", "w", "v", "w")
        selection, caret = reader.main.reading.selection, reader.main.reading.caret
        note_by(other_window(library), "from the other window")
        await reader.until("from the other window")
        assert (reader.main.reading.selection, reader.main.reading.caret) == (selection, caret)
        await reader.press("a")
        await reader.until("^s")
        await reader.type("half a")
        note_by(other_window(library), "and one more")
        await reader.until("and one more")
        assert reader.main.box.text == "half a"
        await reader.type(" word")
        await reader.press("ctrl+s")
        await reader.until("half a word")
    assert len(notes_on_disk(library)) == 3


@sync
async def test_rivals_are_badged_and_one_is_kept(library: Path) -> None:
    identity = note_by(other_window(library), "first")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("first")
        await reader.press("l", "tab", "e")
        await reader.until("^s")
        there = other_window(library)
        there.edit_note(there.open(HARBOUR), identity, comment="theirs")
        await reader.until("theirs")
        await reader.type(" mine")
        await reader.press("ctrl+s")
        text = await reader.until("first mine")
        assert "theirs" in text
        assert text.count("⚠ conflict") == 2
        await reader.press("tab", "g", "k")
        await reader.until("Notes (1)")
        await reader.until_gone("⚠ conflict")
        await reader.press("u")
        await reader.until("Notes (2)")


@sync
async def test_a_conflict_copy_of_a_sync_tool_is_merged_and_announced(library: Path) -> None:
    there = other_window(library)
    note_by(there, "at home")
    there.close()
    page = library / ".glosse" / "notes" / f"{HARBOUR}.json"
    copy = page.with_name("a harbour.md.sync-conflict-20260102-030405-ABCDEFG.json")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("at home")
        value = json.loads(page.read_text("utf-8"))
        item = json.loads(json.dumps(value["items"][0]).replace("at home", "on the train"))
        item["id"] = "urn:uuid:00000000-0000-4000-8000-000000000001"
        value["items"] = [item]
        copy.write_text(json.dumps(value), "utf-8")
        await reader.until("on the train")
        await reader.until("Merged the conflict copy")
        assert not copy.exists()


@sync
async def test_notes_follow_a_renamed_file_and_say_so(library: Path) -> None:
    note_by(other_window(library), "mine")
    os.rename(library / HARBOUR, library / "a quay.md")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("The ferry came in")
        await reader.until("went along to")
        await reader.until("Notes (1)")
        await reader.until("mine")


@sync
async def test_notes_of_a_deleted_file_are_found_filtered_and_reached(library: Path) -> None:
    note_by(other_window(library), "left behind")
    note_by(other_window(library), "still placed")
    (library / "c other.md").write_text("# Else\n\nA boy counted the ropes aloud.\n", "utf-8")
    note_by(other_window(library), "on another", "c other.md")
    (library / HARBOUR).unlink()
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("Rain fell")
        await reader.press("@")
        await reader.until("All notes (3)")
        await reader.type("is:gone left")
        await reader.until("All notes (1)")
        await reader.until("⚠ gone")
        await reader.press("enter")
        await reader.until("Notes (2)")
        await reader.until("⚠ orphan")
        assert reader.main.notes.current is not None
        assert reader.main.notes.current.note.comment == "left behind"


@sync
async def test_what_is_typed_while_the_notes_are_read_is_meant_for_them(library: Path) -> None:
    note_by(other_window(library), "left behind")
    note_by(other_window(library), "still placed")
    read = threading.Event()
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("left behind")
        reader.main.store.run(lambda _: read.wait(20))
        await reader.press("@")
        await reader.type("left:")
        await reader.until("Reading the notes…")
        await reader.press("backspace")
        read.set()
        await reader.until("All notes (1)")
        assert reader.app.screen.query_one(Input).value == "left"


@sync
async def test_orphans_are_found_by_looking_at_every_document(library: Path) -> None:
    note_by(other_window(library), "lost passage")
    (library / HARBOUR).write_text("# Roses\n\nAll about gardening and beds of roses.\n", "utf-8")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("gardening")
        await reader.press("@")
        await reader.type("is:orphan")
        await reader.until("All notes (1)")
        await reader.until("lost passage")


@sync
async def test_the_status_stays_until_it_is_safe_and_leaving_asks(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: JournalFile, lines: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    whole = JournalFile.append
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("The ferry came in")
        monkeypatch.setattr(JournalFile, "append", full)
        monkeypatch.setattr("reader.notes.vault.Vault.fold", lambda self: None)
        await reader.press("l", "}", "H")
        await reader.until("Not saved anywhere")
        await reader.until("Notes (1)")
        await reader.press("Q")
        await reader.until("not saved")
        await reader.press("escape")
        await reader.until("The ferry came in")
        monkeypatch.setattr(JournalFile, "append", whole)
        monkeypatch.undo()
        await reader.until_gone("Not saved anywhere", 15)
        assert len(notes_on_disk(library)) == 1


@sync
async def test_a_place_that_cannot_be_kept_is_said_in_words(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with reader_on(library, size=WIDE) as reader:
        await reader.until("The ferry came in")
        monkeypatch.setattr(Session, "keep_position", full)
        await reader.press("l", "}", "J")
        text = await reader.until("not kept yet")
        assert "the disk is full" in " ".join(text.split())


@sync
async def test_keys_are_carried_out_while_a_note_is_being_saved(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving, slow = threading.Event(), threading.Event()
    append = JournalFile.append

    def stuck(self: JournalFile, lines: bytes) -> None:
        saving.set()
        slow.wait(10)
        append(self, lines)

    async with reader_on(library, size=WIDE) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "}")
        monkeypatch.setattr(JournalFile, "append", stuck)
        await reader.press("H")
        caret = reader.main.reading.caret
        await reader.press("w", "w")
        assert saving.is_set()
        assert reader.main.reading.caret > caret
        assert "Notes (0)" in reader.text
        slow.set()
        await reader.until("Notes (1)")


@sync
async def test_an_open_article_is_followed_to_its_new_name(library: Path) -> None:
    note_by(other_window(library), "mine")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("mine")
        os.rename(library / HARBOUR, library / "a quay.md")
        await reader.until("went along", 25)
        for _ in range(200):
            article = reader.main.article
            if article is not None and article.key == "a quay.md" and article.notes:
                break
            await reader.pilot.pause(0.02)
        assert article is not None
        assert (article.key, len(article.notes)) == ("a quay.md", 1)


@sync
async def test_a_mistake_in_the_store_keeps_nobody_in(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    async with reader_on(library, size=WIDE) as reader:
        await reader.until("The ferry came in")
        monkeypatch.setattr("reader.notes.vault.Vault.retry", broken)
        await reader.press("Q")
        for _ in range(1_000):
            if reader.main.store.closed:
                break
            await reader.pilot.pause(0.02)
        assert reader.main.store.closed


EDITED = HARBOUR_TEXT.replace("an hour late", "two hours late")


async def until_followed(reader: Reader, key: str, words: str) -> None:
    await reader.until_open(key)
    await reader.until(words)
    assert reader.main.library.current == key


@pytest.mark.parametrize("way", ["same file", "another file", "other folder", "first a copy"])
@sync
async def test_an_open_article_without_notes_is_followed_where_it_was_edited_and_renamed(
    library: Path, way: str
) -> None:
    old = library / HARBOUR
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("an hour late")
        await reader.until_indexed()
        await reader.press("l", "}", "}", "*")
        await reader.until("★")
        caret = reader.main.reading.caret
        new = library / "a quay.md"
        match way:
            case "same file":
                os.rename(old, new)
                new.write_text(EDITED, "utf-8")
            case "another file":
                old.unlink()
                new.write_text(EDITED, "utf-8")
            case "other folder":
                new = library / "moved" / "z.md"
                new.parent.mkdir()
                os.rename(old, new)
            case "first a copy":
                new.write_text(EDITED, "utf-8")
                await reader.until("Library (4)")
                old.unlink()
        key = new.relative_to(library).as_posix()
        words = "an hour late" if way == "other folder" else "two hours late"
        await until_followed(reader, key, words)
        assert "is gone" not in reader.text
        number = reader.main.library.listing.number(key)
        assert number is not None
        assert reader.main.library.listing.row(number).starred
        text = reader.main.reading.article.document.text
        assert text[reader.main.reading.caret :].startswith("A boy counted")
        assert caret
        assert reader.main.layout_state.focus is Pane.ARTICLE


@sync
async def test_another_article_that_came_is_not_taken_for_the_one_that_went(library: Path) -> None:
    async with reader_on(library, size=WIDE) as reader:
        await reader.until("an hour late")
        await reader.until_indexed()
        (library / HARBOUR).unlink()
        (library / "a quay.md").write_text("# Snow\n\nIt fell for days on the hills.\n", "utf-8")
        await reader.until("is gone from the folder")
        assert reader.main.article is not None
        assert reader.main.article.key == HARBOUR


@sync
async def test_an_open_record_is_followed_where_its_corpus_went(library: Path) -> None:
    texts = {
        "Monday": "The ferry came in late, and nobody on the quay seemed to mind.",
        "Tuesday": "Rain fell on the apple trees all night between the rows of the orchard.",
        "Wednesday": "A guard walked the length of the train with his lamp, and whistled.",
    }
    lines = [json.dumps({"title": day, "text": text}) for day, text in texts.items()]
    (library / "a days.jsonl").write_text("\n".join(lines), "utf-8")
    async with reader_on(library, size=WIDE) as reader:
        await reader.until_indexed()
        await reader.until("Wednesday")
        await reader.press("j", "j", "*", "l")
        await reader.until_open("a days.jsonl#3")
        await reader.until("★")
        os.rename(library / "a days.jsonl", library / "a year.jsonl")
        await reader.until_open("a year.jsonl#3")
        await reader.until("whistled")
        for _ in range(1_000):  # the list knows the record when the index has read it
            if reader.main.library.current == "a year.jsonl#3":
                break
            await reader.pilot.pause(0.02)
        assert reader.main.library.current == "a year.jsonl#3"
        await reader.until("★")
        assert "is gone" not in reader.text


@sync
async def test_a_file_that_is_open_alone_is_read_again_when_it_was_edited(library: Path) -> None:
    path = library / HARBOUR
    async with reader_on(path, size=WIDE) as reader:
        await reader.until("an hour late")
        await reader.press("}", "}", "H")
        await reader.until("Notes (1)")
        for _ in range(1_000):  # it was looked at once
            if reader.main.together._file[0] == HARBOUR:
                break
            await reader.pilot.pause(0.02)
        path.write_text(EDITED, "utf-8")
        await reader.until("two hours late")
        await reader.until("Notes (1)")
