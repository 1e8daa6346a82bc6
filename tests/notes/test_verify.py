"""What ``verify`` says of each note, and what ``doctor`` finds and mends."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.notes.doctor import check, repair
from reader.notes.model import DocumentFacts, Note
from reader.notes.page import Page
from reader.notes.store import NoteStore
from reader.notes.verify import Source, verify
from tests.notes.conftest import die, make_note

TEXT = "The quick brown fox jumps over the lazy dog, and nobody in the village minds it at all."


def quoting(text: str, exact: str) -> Note:
    start = text.index(exact)
    end = start + len(exact)
    return make_note(
        exact=exact, start=start, end=end,
        prefix=text[max(0, start - 32) : start], suffix=text[end : end + 32],
    )  # fmt: skip


def findings(page: Page, source: Source | None) -> list[tuple[str, bool, bool]]:
    return [(row.finding, row.changed, row.off) for row in verify([page], lambda _: source)]


def test_each_note_has_its_finding() -> None:
    note = quoting(TEXT, "jumps over the lazy dog")
    page = Page("a.txt", facts=DocumentFacts(digest="d1", title="T"), notes=(note,))
    assert findings(page, Source(TEXT, "d1")) == [("placed", False, False)]
    assert findings(page, Source("An opening. " + TEXT, "d2")) == [("moved", True, False)]
    assert findings(page, Source("Something else entirely stands here now.", "d3")) == [
        ("orphan", True, True)
    ]
    assert findings(page, None) == [("source missing", False, True)]


def test_rows_can_be_printed_as_json() -> None:
    note = quoting(TEXT, "quick brown fox")
    page = Page("a.txt", facts=DocumentFacts(title="T"), notes=(note,))
    (row,) = verify([page], lambda _: Source(TEXT))
    assert row.to_json() == {
        "document": "a.txt", "title": "T", "id": note.id, "quote": "quick brown fox",
        "finding": "placed", "source_changed": False, "start": 4, "end": 19, "was": [4, 19],
        "confidence": 1.0,
    }  # fmt: skip
    (row,) = verify([page], lambda _: None)
    assert row.to_json()["start"] is None


def test_a_sound_library_has_no_symptoms(store: NoteStore, home: Path) -> None:
    assert check(home) == []
    store.put("a.txt", make_note("one"))
    store.put("a.txt", make_note("two"))
    store.close()
    assert check(home) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes have names here")
def test_a_pipe_among_the_files_is_not_waited_for(store: NoteStore, home: Path) -> None:
    store.put("a.txt", make_note("one"))
    os.mkfifo(home / "journal.jsonl")
    (found,) = (one for one in check(home) if one.path.name == "journal.jsonl")
    assert (found.grade, "is not a regular file" in found.message) == ("error", True)


def test_a_file_that_may_not_be_read_hides_no_other_symptom(
    store: NoteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    store.put("a.txt", make_note("one"))
    store.close()
    monkeypatch.setattr("reader.notes.doctor.read_json", forbidden)
    said = [one.message for one in check(home) if "cannot be read" in one.message]
    assert said[0] == "drafts.json cannot be read: there is no permission for it."
    assert len(said) == 3


def test_what_is_wrong_is_found_and_mended(
    store: NoteStore, home: Path, open_store: Callable[..., NoteStore]
) -> None:
    for key in ("a.txt", "b.txt"):
        store.put(key, make_note("one"))
        store.put(key, make_note("two"))
    die(store)
    page = home / "notes/a.txt.json"
    copy = home / "notes/b.txt.sync-conflict-20260101-120000-ABCDEFG.json"
    copy.write_bytes((home / "notes/b.txt.json").read_bytes())
    page.write_bytes(page.read_bytes()[:-20])
    (home / "state.json").write_bytes(bytes(10))
    (home / "notes/.a.txt.json.77-0011aabb.tmp").write_bytes(b"half")
    (journal,) = (home / "journal").iterdir()
    with journal.open("ab") as file:
        file.write(b'{"torn')
    found = {(symptom.grade, symptom.path.name) for symptom in check(home)}
    assert found == {
        ("error", "a.txt.json"), ("warning", copy.name), ("error", "state.json"),
        ("warning", ".a.txt.json.77-0011aabb.tmp"), ("warning", journal.name),
        ("note", journal.name),
    }  # fmt: skip
    doctor = open_store()
    assert len(repair(doctor)) >= 3
    doctor.close()
    assert {symptom.grade for symptom in check(home)} <= {"note"}
    assert [note.comment for note in doctor.notes("a.txt")] == ["one", "two"]
    assert len(doctor.notes("b.txt")) == 2
    assert repair(open_store()) == []
