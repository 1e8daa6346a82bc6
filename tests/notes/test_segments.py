"""The journal does not grow for ever, and forgets nothing."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from reader.notes import doctor, journal, segments
from reader.notes.store import NoteStore
from tests.notes.conftest import make_note

Open = Callable[..., NoteStore]
KEY = "a.txt"
CHANGES = 30


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that is divided after a few changes."""
    monkeypatch.setattr(journal, "divide", partial(segments.divide, limit=8_000, kept=3_000))


def edited_often(open_store: Open, home: Path) -> str:
    """A note edited in many sittings; its id."""
    store = open_store()
    note = store.put(KEY, make_note("0"))
    store.close()
    for count in range(1, CHANGES):
        store = open_store()
        store.put(KEY, replace(store.notes(KEY)[0], comment=str(count)))
        store.close()
    return note.id


def comment(store: NoteStore) -> str:
    return store.notes(KEY)[0].comment


def test_undo_and_history_reach_through_packed_parts(open_store: Open, home: Path) -> None:
    identity = edited_often(open_store, home)
    packed = segments.segments(home / "journal")
    assert len(packed) > 2
    assert (home / "journal.jsonl").stat().st_size < 9_000
    store = open_store()
    changes = store.history(identity)
    assert [change.after.comment for change in changes] == [str(n) for n in range(CHANGES)]
    for count in range(CHANGES - 2, -1, -1):
        assert store.undo()
        assert comment(store) == str(count)
        if count % 7 == 0:
            store.close()
            store = open_store()
    for count in range(1, CHANGES):
        assert store.redo()
        assert comment(store) == str(count)
    assert store.redo() == ()


def test_the_newest_change_is_undone_without_reading_packed_parts(
    open_store: Open, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited_often(open_store, home)

    def never(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(gzip, "open", never)
    store = open_store()
    assert store.undo()
    assert comment(store) == str(CHANGES - 2)


def test_what_is_undone_together_is_packed_together(open_store: Open, home: Path) -> None:
    for start in range(0, 24, 6):
        store = open_store()
        with store.group():
            for number in range(start, start + 6):
                store.put(f"{number}.txt", make_note(str(number)))
        store.close()
    assert segments.segments(home / "journal")
    store = open_store()
    for left in (18, 12, 6, 0):
        assert len(store.undo()) == 6
        assert len(list(store.all_notes())) == left


def test_a_crash_between_packing_and_shortening_loses_and_doubles_nothing(
    open_store: Open, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Path] = []

    def torn(path: Path, data: bytes) -> None:
        calls.append(path)
        if path.name == "journal.jsonl":
            raise OSError(28, "No space left on device")
        write(path, data)

    write = segments.write_atomic
    monkeypatch.setattr(segments, "write_atomic", torn)
    identity = edited_often(open_store, home)
    assert {path.name for path in calls} > {"journal.jsonl"}
    store = open_store()
    assert len(store.history(identity)) == CHANGES
    for _ in range(CHANGES):
        assert store.undo()
    assert store.undo() == ()
    assert store.notes(KEY) == ()


def test_a_damaged_part_is_told_of_and_the_rest_still_read(open_store: Open, home: Path) -> None:
    identity = edited_often(open_store, home)
    first = segments.segments(home / "journal")[0]
    first.write_bytes(first.read_bytes()[:-40])
    store = open_store()
    assert comment(store) == str(CHANGES - 1)
    assert len(store.history(identity)) > CHANGES / 2
    told = [found.message for found in doctor.check(home) if found.path == first]
    assert any("is damaged" in message for message in told)


def test_nothing_is_packed_before_it_has_grown(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    assert segments.divide(path, tmp_path) is None
    path.write_bytes(b'{"id":"a","at":"2026-03-01"}\n' * 10)
    assert segments.divide(path, tmp_path, limit=1000) is None
    packed = segments.divide(path, tmp_path, limit=100, kept=60)
    assert packed is not None
    assert packed.name.startswith("2026-03-")
    both = gzip.decompress(packed.read_bytes()) + path.read_bytes()
    assert both.count(b"\n") == 10
