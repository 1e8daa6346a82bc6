"""What the store does when the disk, another program or a crash gets in the way."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader import storage
from reader.notes.model import Note
from reader.notes.pages import read_pages
from reader.notes.safety import Safety
from reader.notes.store import NoteStore, ReadOnlyNotes
from tests.notes.conftest import die, make_note

Open = Callable[..., NoteStore]
KEY = "a.txt"

DAMAGED = {
    "truncated": b'{"version":1,"annotations":[{"id":"a","note":"pre',
    "zero bytes": bytes(4096),
    "empty": b"",
    "not a number": b'{"items":[{"id":"a","start":NaN,"end":1e999,"created":"\\ud800"}]}',
    "nested deeply": b"[" * 100_000 + b"]" * 100_000,
    "a giant integer": b'{"items":[{"id":"a","start":' + b"9" * 5000 + b"}]}",
    "a list of numbers in a string": b'"notes"',
    "an empty list": b"[]\n",
    "not UTF-8": b'{"items":["\xff\xfe"]}',
}


def comments(store: NoteStore, key: str = KEY) -> list[str]:
    return sorted(note.comment for note in store.notes(key))


def page(home: Path) -> Path:
    return home / "notes" / f"{KEY}.json"


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_page_is_set_aside_and_rebuilt(
    name: str, store: NoteStore, home: Path, open_store: Open
) -> None:
    note = store.put(KEY, make_note("kept"))
    store.put(KEY, make_note("too"))
    gone = store.put(KEY, make_note("gone"))
    store.put(KEY, replace(note, comment="kept, edited"))
    store.remove(KEY, gone.id)
    store.close()
    page(home).write_bytes(DAMAGED[name])
    again = open_store()
    assert comments(again) == ["kept, edited", "too"]
    (aside,) = page(home).parent.glob("*.corrupt-*")
    assert aside.read_bytes() == DAMAGED[name]
    assert any("was damaged" in sentence for sentence in again.announcements())
    assert comments(open_store()) == ["kept, edited", "too"]
    assert again.keys() == [KEY]


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "elsewhere-²", "kind": "note"},
        {"id": "elsewhere-" + "9" * 5000, "kind": "note"},
        {"id": "elsewhere-1", "kind": "state", "group": []},
        {"id": "elsewhere-1", "kind": "state", "of": {}},
        {"id": "elsewhere-1", "kind": "move", "item": "b.txt", "after": {"items": 1}},
    ],
)
def test_an_odd_line_in_a_journal_keeps_nobody_from_the_notes(
    odd: dict[str, object], store: NoteStore, home: Path, open_store: Open
) -> None:
    store.put(KEY, make_note("kept"))
    store.close()
    with (home / "journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write(
            json.dumps({"at": "2026-01-01T00:00:00Z", "by": "", "key": KEY, **odd}) + "\n"
        )
    page(home).write_bytes(b"")
    again = open_store()
    assert comments(again) == ["kept"]
    assert again.undo()


def test_a_damaged_page_is_rebuilt_from_its_backup_when_the_journal_is_gone(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    store.put(KEY, make_note("one"))
    store.put(KEY, make_note("two"))
    store.close()
    (home / "journal.jsonl").unlink()
    page(home).write_bytes(b"\0" * 100)
    assert comments(open_store()) == ["one"]


def test_what_can_still_be_read_in_a_torn_page_is_kept(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    for count in range(4):
        store.put(KEY, make_note(str(count)))
    store.close()
    shutil.rmtree(home / "backups")
    (home / "journal.jsonl").unlink()
    whole = page(home).read_bytes()
    page(home).write_bytes(whole[: whole.rindex(b'"Annotation"')])
    assert comments(open_store()) == ["0", "1", "2"]


def test_both_sides_of_a_git_conflict_are_kept(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    store.put(KEY, make_note("base"))
    base = page(home).read_text("utf-8").splitlines(keepends=True)
    first = store.put(KEY, make_note("ours"))
    ours = page(home).read_text("utf-8").splitlines(keepends=True)
    store.remove(KEY, first.id)
    store.close()
    for folder in ("backups", "journal"):
        shutil.rmtree(home / folder)
    (home / "journal.jsonl").unlink()
    page(home).write_text("".join(base), "utf-8")
    other = open_store()
    other.put(KEY, make_note("theirs"))
    theirs = page(home).read_text("utf-8").splitlines(keepends=True)
    other.close()
    for folder in ("backups", "journal"):
        shutil.rmtree(home / folder)
    (home / "journal.jsonl").unlink()
    marked = ["<<<<<<< HEAD\n", *ours, "=======\n", *theirs, ">>>>>>> branch\n"]
    page(home).write_text("".join(marked), "utf-8")
    assert comments(open_store()) == ["base", "ours", "theirs"]


def test_a_newer_schema_is_read_and_never_written(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    note = store.put(KEY, make_note("from the future"))
    store.close()
    value = json.loads(page(home).read_text("utf-8"))
    value["glosse:schema"] = 999
    value["glosse:invention"] = {"k": [1]}
    page(home).write_text(json.dumps(value), "utf-8")
    written = page(home).read_bytes()
    again = open_store()
    assert comments(again) == ["from the future"]
    for change in (
        lambda: again.put(KEY, make_note("mine")),
        lambda: again.remove(KEY, note.id),
        lambda: again.move(KEY, "b.txt"),
        lambda: again.move("b.txt", KEY),
    ):
        with pytest.raises(ReadOnlyNotes, match="newer version"):
            change()
    again.undo()
    again.close()
    assert page(home).read_bytes() == written


def test_a_conflict_copy_of_newer_notes_stays_and_the_newer_file_is_named(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    store.put(KEY, make_note("from the future"))
    store.close()
    copy = page(home).with_name("a.txt.sync-conflict-20260101-120000-ABCDEFG.json")
    shutil.copy(page(home), copy)
    value = json.loads(page(home).read_text("utf-8"))
    page(home).write_text(json.dumps({**value, "glosse:schema": 999}), "utf-8")
    again = open_store()
    assert comments(again) == ["from the future"]
    again.changed_outside()
    (said,) = [line for line in again.announcements() if "newer" in line]
    assert said.startswith(f"The notes that {copy.name} would join were")
    assert copy.exists()


def test_a_store_of_another_version_without_our_fields_is_not_written_down(
    home: Path, open_store: Open
) -> None:
    data = b'{"version":999,"annotations":[{"id":"a","note":"x","new_field":{"k":[1]}}]}'
    page(home).parent.mkdir(parents=True)
    page(home).write_bytes(data)
    store = open_store()
    assert store.notes(KEY) == ()
    with pytest.raises(ReadOnlyNotes):
        store.put(KEY, make_note())
    assert page(home).read_bytes() == data


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_loses_nothing(
    store: NoteStore, home: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(KEY, make_note("before"))
    before = page(home).read_bytes()
    real = storage.write_all

    def full_library(descriptor: int, data: bytes) -> None:
        name = os.readlink(f"/proc/self/fd/{descriptor}")
        if str(home) in name:
            real(descriptor, data[: len(data) // 2])
            full_disk()
        real(descriptor, data)

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to tell which file is written")
    monkeypatch.setattr("reader.notes.journal.write_all", full_library)
    monkeypatch.setattr(storage.writing, "write_all", full_library)
    store.put(KEY, make_note("while full"))
    assert store.status.safety is Safety.EMERGENCY
    assert "the disk is full; make room" in store.status.message
    assert comments(store) == ["before", "while full"]
    assert page(home).read_bytes() == before
    assert store.retry().safety is Safety.EMERGENCY
    monkeypatch.undo()
    assert store.retry().safety is Safety.SAFE
    assert comments(open_store()) == ["before", "while full"]
    assert not list(home.rglob("*.tmp"))


def test_what_a_killed_window_kept_outside_of_the_library_comes_home(
    store: NoteStore, open_store: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store.vault.journal.own, "append", full_disk)
    monkeypatch.setattr(store.vault, "fold", lambda: None)
    store.put(KEY, make_note("rescued"))
    assert store.status.safety is Safety.EMERGENCY
    die(store)
    assert comments(open_store()) == ["rescued"]
    assert not list((tmp_path / "state" / "emergency").iterdir())


def test_nowhere_to_write_is_said_plainly(
    store: NoteStore, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.notes.journal.write_all", full_disk)
    monkeypatch.setattr(storage.writing, "write_all", full_disk)
    store.put(KEY, make_note("in memory"))
    assert store.status.safety is Safety.UNSAFE
    assert comments(store) == ["in memory"]
    assert comments(open_store()) == []
    monkeypatch.undo()
    assert store.retry().safety is Safety.SAFE
    assert comments(open_store()) == ["in memory"]


def test_a_journal_alone_that_cannot_be_written_is_not_cried_over(
    store: NoteStore, monkeypatch: pytest.MonkeyPatch, open_store: Open
) -> None:
    monkeypatch.setattr(store.vault.journal.own, "append", full_disk)
    store.put(KEY, make_note("in its page"))
    assert store.status.safety is Safety.WAITING
    assert comments(open_store()) == ["in its page"]
    monkeypatch.undo()
    assert store.retry().safety is Safety.SAFE


def test_a_lock_that_is_held_delays_the_page_and_not_the_note(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    store.put(KEY, make_note("first"))
    waiting = open_store(patience=0.02)
    with storage.locked(home / ".lock"):
        waiting.put(KEY, make_note("second"))
        assert waiting.status.safety is Safety.WAITING
        assert comments(waiting) == ["first", "second"]
        assert comments(store) == ["first"]
    assert waiting.retry().safety is Safety.SAFE
    assert comments(store) == ["first", "second"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind here")
def test_a_folder_that_becomes_read_only_delays_the_page(store: NoteStore, home: Path) -> None:
    store.put(KEY, make_note("first"))
    (home / "notes").chmod(0o500)
    try:
        store.put(KEY, make_note("second"))
        assert store.status.safety is Safety.WAITING
    finally:
        (home / "notes").chmod(0o700)
    assert store.retry().safety is Safety.SAFE


def test_a_killed_window_left_its_changes_in_the_journal(
    store: NoteStore, home: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = store.put(KEY, make_note("one"))
    monkeypatch.setattr(store.vault, "fold", lambda: None)
    store.put(KEY, replace(note, comment="one, edited"))
    store.put(KEY, make_note("two"))
    store.drafts.put(KEY, "box", {"text": "unfinis"})
    die(store)
    (home / "notes" / ".a.txt.json.123-00aa11bb.tmp").write_bytes(b"half")
    again = open_store()
    assert comments(again) == ["one, edited", "two"]
    assert again.drafts.of(KEY) == {"box": {"text": "unfinis"}}
    assert list((home / "journal").iterdir()) == []
    assert not list(home.rglob("*.tmp"))
    assert again.undo() != ()
    assert comments(again) == ["one, edited"]


@pytest.mark.parametrize("place", ["journal", "."])
def test_a_window_killed_while_it_packed_its_journal_leaves_nothing_behind(
    store: NoteStore, home: Path, open_store: Open, place: str
) -> None:
    store.put(KEY, make_note("kept"))
    store.close()
    torn = home / place / ".journal.jsonl.99999999-0123abcd.tmp"
    torn.write_bytes(b"half")
    assert comments(open_store()) == ["kept"]
    assert not torn.exists()


def test_a_torn_line_at_the_end_of_a_journal_is_passed_over(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    store.put(KEY, make_note("whole"))
    die(store)
    (journal,) = (home / "journal").iterdir()
    page(home).unlink()
    with journal.open("ab") as file:
        file.write(b'{"id": "torn", "kind": "no' + bytes(50))
    again = open_store()
    assert comments(again) == ["whole"]
    again.put(KEY, make_note("next"))
    again.close()
    last = open_store()
    assert comments(last) == ["next", "whole"]
    assert len(last.vault.entries()) == 2


def test_a_journal_removed_under_a_running_window_is_made_again(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    store.put(KEY, make_note("one"))
    shutil.rmtree(home)
    store.put(KEY, make_note("two"))
    die(store)
    assert comments(open_store()) == ["two"]


def test_a_live_window_keeps_its_journal(store: NoteStore, home: Path, open_store: Open) -> None:
    store.put(KEY, make_note("one"))
    other = open_store()
    other.put(KEY, make_note("two"))
    other.close()
    store.put(KEY, make_note("three"))
    assert len(list((home / "journal").iterdir())) == 1
    assert comments(store) == ["one", "three", "two"]


@pytest.mark.parametrize(
    "name",
    [
        "a.txt.sync-conflict-20260101-120000-ABCDEFG.json",
        "a.txt (Anna's conflicted copy 2026-01-01).json",
        "a.txt (conflicted copy 2026-01-01 120000).json",
        "a.txt (In Konflikt stehende Kopie von Anna 2026-01-01).json",
        "a.txt (Copie en conflit de Anna 2026-01-01).json",
        "a.txt (конфліктна копія Anna 2026-01-01) (1).json",
        "a.txt_REMOTE_4711.json",
        "a.txt-DESKTOP-0A1B2C3.json",
        "a.txt-Annas-Laptop.json",
        "a.txt 2.json",
        "a.txt (1).json",
    ],
)
def test_a_conflict_copy_is_merged_and_put_away(
    name: str, store: NoteStore, home: Path, open_store: Open
) -> None:
    note = store.put(KEY, make_note("both"))
    deleted = store.put(KEY, make_note("deleted here"))
    shutil.copy(page(home), page(home).with_name(name))
    store.remove(KEY, deleted.id)
    elsewhere = open_store(home=home.with_name("elsewhere"))
    elsewhere.merge(KEY, store.page(KEY))
    elsewhere.put(KEY, make_note("only there"))
    elsewhere.put(KEY, replace(note, comment="both, edited there"))
    shutil.copy(home.with_name("elsewhere") / "notes/a.txt.json", page(home).with_name(name))
    store.put(KEY, make_note("only here"))
    assert store.changed_outside() == {KEY}
    assert comments(store) == ["both, edited there", "only here", "only there"]
    assert store.keys() == [KEY]
    assert [path.name for path in page(home).parent.iterdir()] == ["a.txt.json"]
    assert len(list((home / "backups").rglob(name))) == 1
    assert any("conflict copy" in sentence for sentence in store.announcements())


def test_a_conflict_copy_in_another_form_loses_nothing(store: NoteStore, home: Path) -> None:
    store.put(KEY, make_note("mine"))
    copy = page(home).with_name("a.txt.sync-conflict-20260101-120000-ABCDEFG.json")
    copy.write_text('{"version":1,"annotations":[{"id":"b","note":"other device"}]}')
    store.changed_outside()
    assert comments(store) == ["mine"]
    assert {"id": "b", "note": "other device"} in store.page(KEY).unread
    assert not copy.exists()


def test_a_note_edited_by_another_program_is_a_new_version(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    note = store.put(KEY, make_note("mine"))
    store.changed_outside()
    text = page(home).read_text("utf-8").replace('"mine"', '"by hand"')
    page(home).write_text(text, "utf-8")
    assert store.changed_outside() == {KEY}
    (found,) = store.notes(KEY)
    assert (found.comment, found.revision) == ("by hand", note.revision + 1)
    store.put(KEY, replace(found, tags=("t",)))
    assert comments(store) == ["by hand"]
    store.put(KEY, replace(note, comment="from before"))
    assert comments(store) == ["by hand", "from before"]


def test_notes_of_a_read_only_root_are_read_beneath(
    store: NoteStore, home: Path, tmp_path: Path, open_store: Open
) -> None:
    below = store.put(KEY, make_note("below"))
    store.close()
    written = page(home).read_bytes()
    over = open_store(home=storage.Home(tmp_path / "data", fallback=True, beneath=home))
    over.put(KEY, make_note("above"))
    over.put(KEY, replace(below, comment="below, edited"))
    assert comments(over) == ["above", "below, edited"]
    assert page(home).read_bytes() == written


@pytest.mark.parametrize("kept", ["in the emergency file", "in the journal"])
def test_what_a_killed_window_kept_is_shown_where_its_library_cannot_be_written_any_more(
    store: NoteStore,
    home: Path,
    tmp_path: Path,
    open_store: Open,
    monkeypatch: pytest.MonkeyPatch,
    kept: str,
) -> None:
    store.put(KEY, make_note("before"))
    if kept == "in the emergency file":
        monkeypatch.setattr(store.vault.journal.own, "append", full_disk)
    monkeypatch.setattr(store.vault, "fold", lambda: None)
    store.put(KEY, make_note("rescued"))
    die(store)
    over = {"home": storage.Home(tmp_path / "data", fallback=True, beneath=home)}
    first = open_store(**over)
    assert comments(first) == ["before", "rescued"]
    first.close()
    assert comments(open_store(**over)) == ["before", "rescued"]
    assert comments(open_store()) == ["before", "rescued"]


def test_notes_made_while_the_library_could_not_be_written_come_home(
    store: NoteStore, home: Path, tmp_path: Path, open_store: Open
) -> None:
    below = store.put(KEY, make_note("below"))
    dropped = store.put(KEY, make_note("dropped"))
    store.close()
    apart = tmp_path / "data"
    over = open_store(home=storage.Home(apart, fallback=True, beneath=home))
    over.put(KEY, make_note("above"))
    over.put(KEY, replace(below, comment="below, edited"))
    over.remove(KEY, dropped.id)
    over.drafts.put(KEY, "one", "half a")
    again = open_store()
    assert not again.bring_home(apart)  # the other window is open still
    assert comments(again) == ["above", "below, edited"]
    over.close()
    assert again.bring_home(apart)
    assert comments(again) == ["above", "below, edited"]
    assert again.drafts.of(KEY) == {"one": "half a"}
    assert any("came home" in said for said in again.announcements())
    again.undo()  # the deletion, made elsewhere, is in the journal now
    assert comments(again) == ["above", "below, edited", "dropped"]


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_page_under_a_hashed_name_is_rebuilt(
    data: bytes, store: NoteStore, home: Path, open_store: Open
) -> None:
    store.put("line\nbreak", make_note("kept"))
    store.close()
    (path,) = (home / "notes/~").iterdir()
    path.write_bytes(data)
    assert [(key, note.comment) for key, note in open_store().all_notes()] == [
        ("line\nbreak", "kept")
    ]


def test_a_line_is_synced_before_the_page_is_touched(
    store: NoteStore, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(KEY, make_note("first"))
    synced: list[str] = []

    def note_down(descriptor: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")).name)

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to tell which file is synced")
    monkeypatch.setattr(os, "fsync", note_down)
    store.put(KEY, make_note("second"))
    assert synced[0] == store.vault.journal.own.path.name
    assert synced[-2].startswith(".a.txt.json.")
    assert synced[-1] == "notes"


def test_another_library_is_read_without_touching_it(store: NoteStore, home: Path) -> None:
    store.put("a.txt", make_note("one"))
    store.put("b.txt", make_note("two"))
    (home / "notes/a.txt.json").write_bytes(b"{")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert [page.key for page in read_pages(home)] == ["b.txt"]
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
def test_links_in_a_strangers_library_lead_nowhere(
    home: Path, tmp_path: Path, open_store: Open
) -> None:
    own = [tmp_path / name for name in ("profile", "journal", "drafts")]
    for path in own:
        path.write_bytes(b"the reader's own\n")
    (home / "notes").mkdir(parents=True)
    page(home).symlink_to(own[0])
    (home / "journal.jsonl").symlink_to(own[1])
    (home / "drafts.json").symlink_to(own[2])
    store = open_store()
    assert store.notes(KEY) == ()
    store.put(KEY, make_note("mine"))
    store.drafts.put(KEY, "box", "text")
    store.close()
    assert [path.read_bytes() for path in own] == [b"the reader's own\n"] * 3
    assert list((home / "journal").iterdir()) == []
    again = open_store()
    assert comments(again) == ["mine"]
    assert again.drafts.of(KEY) == {"box": "text"}


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
def test_a_folder_that_is_a_link_out_of_the_library_is_not_written_through(
    home: Path, tmp_path: Path, open_store: Open
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    secret = away / "a.txt.json"
    secret.write_bytes(b'{"items": [], "mine": true}')
    (home / "notes").mkdir(parents=True)
    (home / "notes" / "sub").symlink_to(away)
    (home / ".lock").symlink_to(away / "lock")
    store = open_store()
    store.put("sub/a.txt", make_note("mine"))
    assert store.status.safety is Safety.SAFE
    assert [path.name for path in away.iterdir()] == ["a.txt.json"]
    assert secret.read_bytes() == b'{"items": [], "mine": true}'
    store.close()
    again = open_store()
    assert comments(again, "sub/a.txt") == ["mine"]
    assert again.keys() == ["sub/a.txt"]


def test_a_file_of_a_like_name_is_not_taken_for_a_copy(store: NoteStore, home: Path) -> None:
    store.put("a.txt", make_note("one"))
    store.put("a.txt 2", make_note("two"))
    store.put("a.txt-part", make_note("three"))
    assert store.changed_outside() == set()
    assert store.keys() == ["a.txt", "a.txt 2", "a.txt-part"]
    assert store.announcements() == []


def test_drafts_are_kept_and_dropped(store: NoteStore, open_store: Open) -> None:
    store.drafts.put(KEY, "12-20", {"text": "half a thou"})
    store.drafts.put(KEY, "30-40", {"text": "other"})
    store.drafts.drop(KEY, "30-40")
    store.close()
    again = open_store()
    assert again.drafts.of(KEY) == {"12-20": {"text": "half a thou"}}
    assert again.undo() == ()
    again.drafts.drop(KEY, "12-20")
    again.close()
    assert open_store().drafts.of(KEY) == {}


def test_pages_are_backed_up_once_a_day(home: Path, open_store: Open) -> None:
    from datetime import UTC, datetime, timedelta

    day = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for count in range(35):
        moment = day + timedelta(days=count)
        store = open_store(clock=lambda moment=moment: moment)
        store.put(KEY, make_note(str(count)))
        store.put(KEY, make_note(f"{count} again"))
        store.close()
    days = sorted(path.name for path in (home / "backups").iterdir())
    assert len(days) == 30
    assert days[-1] == "2026-02-04"
    newest = json.loads((home / "backups" / days[-1] / "notes/a.txt.json").read_text("utf-8"))
    assert len(newest["items"]) == 68


def test_a_note_with_a_lone_surrogate_is_kept(
    store: NoteStore, home: Path, open_store: Open
) -> None:
    note: Note = store.put("bad\udcff.txt", make_note("half \ud83d of a pair", exact="\udc80"))
    again = open_store()
    assert again.notes("bad\udcff.txt") == (note,)
    assert again.keys() == ["bad\udcff.txt"]
    for path in (home / "notes").rglob("*.json"):
        path.read_bytes().decode("utf-8")
