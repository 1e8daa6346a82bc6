"""The store: what is put is there, in every window, after every restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader.notes.model import Colour, DocumentFacts, Note
from reader.notes.safety import Safety
from reader.notes.store import NoteStore
from tests.notes.conftest import make_note

Open = Callable[..., NoteStore]
KEY = "2026/Ein Artikel.txt"


def comments(store: NoteStore, key: str = KEY) -> list[str]:
    return sorted(note.comment for note in store.notes(key))


def test_opening_writes_nothing(store: NoteStore, home: Path, tmp_path: Path) -> None:
    assert store.notes(KEY) == ()
    assert store.keys() == []
    assert store.undo() == ()
    assert store.changed_outside() == set()
    assert store.drafts.of(KEY) == {}
    store.close()
    assert not home.exists()
    assert not (tmp_path / "state").exists()


def test_a_note_is_there_after_a_restart(store: NoteStore, home: Path, open_store: Open) -> None:
    note = make_note("ein Gedanke", tags=("krieg", "öl"), colour=Colour.BLUE)
    stored = store.put(KEY, note, facts=DocumentFacts(title="Titel", language="de"))
    store.close()
    assert (home / "notes" / f"{KEY}.json").is_file()
    again = open_store()
    assert again.notes(KEY) == (stored,)
    assert again.page(KEY).facts == DocumentFacts(title="Titel", language="de")
    assert (stored.comment, stored.tags, stored.colour) == (note.comment, note.tags, note.colour)
    assert stored.created == note.created
    assert stored.creator == "me"


def test_another_window_sees_changes_and_is_told_once(store: NoteStore, open_store: Open) -> None:
    other = open_store()
    assert other.notes(KEY) == ()
    other.changed_outside()
    note = store.put(KEY, make_note("first"))
    assert other.changed_outside() == {KEY}
    assert other.changed_outside() == set()
    assert other.notes(KEY) == (note,)
    assert store.changed_outside() == set()
    other.remove(KEY, note.id)
    assert store.changed_outside() == {KEY}
    assert store.notes(KEY) == ()


def test_what_another_window_makes_before_the_first_look_is_seen(
    store: NoteStore, open_store: Open
) -> None:
    other, third = open_store(), open_store()
    assert other.notes(KEY) == ()
    assert third.keys() == []
    store.put(KEY, make_note("first"))
    assert other.notes(KEY) != ()
    assert other.changed_outside() == third.changed_outside() == {KEY}
    assert other.changed_outside() == third.changed_outside() == set()


def test_an_edit_of_what_another_window_changed_keeps_both(
    store: NoteStore, open_store: Open
) -> None:
    other = open_store()
    note = store.put(KEY, make_note("first"))
    other.put(KEY, replace(note, comment="from there"))
    mine = store.put(KEY, replace(note, comment="from here"))
    assert comments(store) == comments(other) == ["from here", "from there"]
    assert mine.comment == "from here"
    rivals = [found for found in store.notes(KEY) if found.conflict_of]
    assert [found.conflict_of for found in rivals] == [note.id]


def test_a_rival_copy_that_was_deleted_stays_deleted(store: NoteStore, open_store: Open) -> None:
    other = open_store()
    note = store.put(KEY, make_note("first"))
    other.put(KEY, replace(note, comment="from there"))
    store.put(KEY, replace(note, comment="from here"))
    (rival,) = (found for found in store.notes(KEY) if found.conflict_of)
    (winner,) = (found for found in store.notes(KEY) if not found.conflict_of)
    store.remove(KEY, rival.id)
    other.put(KEY, replace(winner, tags=("settled",)))
    assert [found.tags for found in store.notes(KEY)] == [("settled",)]


def test_a_deleted_note_does_not_come_back(store: NoteStore, open_store: Open) -> None:
    other = open_store()
    gone = store.put(KEY, make_note("gone"))
    other.put(KEY, make_note("stays"))
    store.remove(KEY, gone.id)
    other.put(KEY, make_note("new"))
    assert comments(store) == comments(other) == ["new", "stays"]


def test_an_edit_wins_over_a_deletion_elsewhere(store: NoteStore, open_store: Open) -> None:
    other = open_store()
    note = store.put(KEY, make_note("first"))
    other.remove(KEY, note.id)
    store.put(KEY, replace(note, comment="still of use"))
    assert comments(other) == ["still of use"]


def test_putting_what_is_there_changes_nothing(store: NoteStore, home: Path) -> None:
    note = store.put(KEY, make_note("same"))
    before = (home / "notes" / f"{KEY}.json").read_bytes()
    assert store.put(KEY, note) == note
    assert (home / "notes" / f"{KEY}.json").read_bytes() == before
    assert len(store.history(note.id)) == 1


def test_tags_are_kept_once_each(store: NoteStore, open_store: Open) -> None:
    note = store.put(KEY, make_note(tags=("a", "b", "a", "")))
    assert note.tags == ("a", "b")
    assert open_store().notes(KEY) == (note,)


def test_what_is_not_a_span_is_refused(store: NoteStore) -> None:
    with pytest.raises(ValueError, match="not a span"):
        store.put(KEY, make_note(start=5, end=3))


def test_all_notes_come_by_document(store: NoteStore) -> None:
    store.put("b.txt", make_note("b"))
    store.put("a.txt", make_note("a"))
    found = [(key, note.comment) for key, note in store.all_notes()]
    assert found == [("a.txt", "a"), ("b.txt", "b")]


def test_history_tells_every_change(store: NoteStore, open_store: Open) -> None:
    note = store.put(KEY, make_note("one"))
    note = store.put(KEY, replace(note, comment="two"))
    store.remove(KEY, note.id)
    store.close()
    said = [
        tuple(side.comment if isinstance(side, Note) else None for side in (c.before, c.after))
        for c in open_store().history(note.id)
    ]
    assert said == [(None, "one"), ("one", "two"), ("two", None)]


def test_everything_is_safe_in_the_ordinary_case(store: NoteStore) -> None:
    store.put(KEY, make_note())
    assert store.status.safety is Safety.SAFE
    assert store.status.message == ""
