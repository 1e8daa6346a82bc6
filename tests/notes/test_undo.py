"""Undo and redo, unlimited, across restarts, for notes and for what others journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reader.notes.store import NoteStore
from tests.notes.conftest import make_note

Open = Callable[..., NoteStore]
KEY = "a.txt"


def comments(store: NoteStore, key: str = KEY) -> list[str]:
    return sorted(note.comment for note in store.notes(key))


def test_every_change_can_be_taken_back_and_done_again(store: NoteStore) -> None:
    note = store.put(KEY, make_note("one"))
    note = store.put(KEY, replace(note, comment="two"))
    store.remove(KEY, note.id)
    seen = []
    while store.undo():
        seen.append(comments(store))
    assert seen == [["two"], ["one"], []]
    seen = []
    while store.redo():
        seen.append(comments(store))
    assert seen == [["one"], ["two"], []]


def test_undo_survives_a_restart_and_so_does_redo(store: NoteStore, open_store: Open) -> None:
    for count in range(5):
        store.put(KEY, make_note(str(count)))
    store.undo()
    store.close()
    again = open_store()
    again.undo()
    again.close()
    third = open_store()
    assert comments(third) == ["0", "1", "2"]
    third.redo()
    third.redo()
    assert comments(third) == ["0", "1", "2", "3", "4"]
    assert third.redo() == ()


def test_a_new_change_ends_what_can_be_redone(store: NoteStore) -> None:
    store.put(KEY, make_note("one"))
    store.undo()
    store.put(KEY, make_note("two"))
    assert store.redo() == ()
    assert comments(store) == ["two"]


def test_a_group_is_one_step(store: NoteStore) -> None:
    store.put(KEY, make_note("before"))
    with store.group():
        store.put(KEY, make_note("one"))
        store.put("b.txt", make_note("two"))
        store.record("state", KEY, "read", False, True)
    undone = store.undo()
    assert {(change.kind, change.key) for change in undone} == {
        ("note", KEY), ("note", "b.txt"), ("state", KEY),
    }  # fmt: skip
    assert comments(store) == ["before"]
    assert comments(store, "b.txt") == []
    assert len(store.redo()) == 3
    assert comments(store) == ["before", "one"]


def test_a_group_may_change_one_note_many_times(store: NoteStore) -> None:
    with store.group():
        note = store.put(KEY, make_note("one"))
        note = store.put(KEY, replace(note, comment="two"))
        store.remove(KEY, note.id)
        store.put(KEY, replace(note, comment="three"))
    assert len(store.undo()) == 4
    assert comments(store) == []
    store.redo()
    assert comments(store) == ["three"]
    assert not store.announcements()


def test_other_kinds_come_back_for_the_caller_to_apply(store: NoteStore) -> None:
    store.record("state", KEY, "read", False, True)
    (change,) = store.undo()
    assert (change.kind, change.key, change.id) == ("state", KEY, "read")
    assert (change.before, change.after) == (True, False)
    (change,) = store.redo()
    assert (change.before, change.after) == (False, True)


def test_undo_leaves_alone_what_was_changed_elsewhere(store: NoteStore, open_store: Open) -> None:
    note = store.put(KEY, make_note("mine"))
    other = open_store()
    other.put(KEY, replace(note, comment="theirs"))
    assert store.undo() == ()
    assert comments(store) == ["theirs"]
    assert any("changed elsewhere" in sentence for sentence in store.announcements())
    assert store.undo() == ()


def test_each_window_undoes_its_own_changes(store: NoteStore, open_store: Open) -> None:
    other = open_store()
    store.undo()
    other.undo()
    store.put(KEY, make_note("here"))
    other.put(KEY, make_note("there"))
    store.undo()
    assert comments(store) == ["there"]


def test_other_peoples_changes_are_not_ours_to_undo(store: NoteStore, open_store: Open) -> None:
    store.put(KEY, make_note("mine"))
    store.close()
    guest = open_store(creator="guest")
    assert guest.undo() == ()
    assert comments(guest) == ["mine"]


def test_a_move_can_be_undone_and_earlier_changes_after_it(store: NoteStore) -> None:
    note = store.put(KEY, make_note("one"))
    store.put(KEY, replace(note, comment="two"))
    store.put("new.txt", make_note("was there"))
    assert store.move(KEY, "new.txt")
    assert comments(store, "new.txt") == ["two", "was there"]
    assert comments(store) == []
    store.undo()
    assert comments(store, "new.txt") == ["was there"]
    assert comments(store) == ["two"]
    store.redo()
    store.undo()
    store.undo()
    store.undo()
    assert comments(store) == ["one"]


def test_a_change_made_before_a_move_is_undone_where_the_note_is_now(
    store: NoteStore, open_store: Open
) -> None:
    note = store.put(KEY, make_note("one"))
    other = open_store(creator="librarian")
    other.move(KEY, "new.txt")
    store.put("new.txt", replace(store.notes("new.txt")[0], comment="two"))
    store.undo()
    store.undo()
    assert store.notes("new.txt") == ()
    assert note.id not in {found.id for _, found in store.all_notes()}


def test_undoing_far_more_than_a_note_remembers_of_itself(store: NoteStore) -> None:
    note = store.put(KEY, make_note("0"))
    for count in range(1, 50):
        note = store.put(KEY, replace(note, comment=str(count)))
    for _ in range(45):
        store.undo()
    assert comments(store) == ["4"]
    for _ in range(45):
        store.redo()
    assert comments(store) == ["49"]
