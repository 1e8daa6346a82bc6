"""Every document has a file of its own for its notes, whatever its name is."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notes import places
from reader.notes.store import NoteStore
from tests.notes.conftest import make_note

ODD = [
    "A.txt", "a.txt", "é.txt", "e\u0301.txt", "É.txt", "straße.txt", "STRASSE.txt", "a/b.txt",
    "A/b.txt", "../a.txt", "/a.txt", "a//b.txt", "./a.txt", "con", "NUL.txt", "a.", "a ", " a",
    "line\nbreak", "tab\t", "\x1b[31m", "a\u202eb", "bad\udcff", "lone\ud800", "x" * 300, "ä" * 120,
    "corpus.jsonl#1", "corpus.jsonl#12", "a.txt.json", "~", "~/a.txt", ".glosse", "", "a\\b", "a:b",
    "a.sync-conflict-20260101-120000-ABCDEFG.txt", "b (conflicted copy).txt", "q.tmp",
    "/".join("d" * 150),
]  # fmt: skip


@pytest.mark.parametrize("first", ODD)
def test_a_hostile_name_keeps_its_note(
    first: str, store: NoteStore, home: Path, open_store: Callable[..., NoteStore]
) -> None:
    note = store.put(first, make_note("mine"))
    again = open_store()
    assert again.notes(first) == (note,)
    assert again.keys() == [first]
    assert again.changed_outside() == set()
    for path in home.rglob("*"):
        str(path.relative_to(home)).encode("utf-8")
    outside = [p for p in home.parent.parent.rglob("*.json") if home not in p.parents]
    assert outside == []


def test_odd_names_never_share_a_file_even_where_case_and_form_do_not_count(
    store: NoteStore, home: Path, open_store: Callable[..., NoteStore]
) -> None:
    for key in ODD:
        store.put(key, make_note(key))
    files = [path.relative_to(home).as_posix() for path in (home / "notes").rglob("*.json")]
    assert len({places.as_one_file(name) for name in files}) == len(ODD)
    again = open_store()
    assert again.keys() == sorted(ODD)
    for key in ODD:
        assert [note.comment for note in again.notes(key)] == [key]


def test_an_ordinary_name_is_kept_as_it_is() -> None:
    assert places.plain_place("2026/Ein Artikel – öl.txt") == "2026/Ein Artikel – öl.txt.json"
    assert places.plain_place("corpus.jsonl#123") == "corpus.jsonl#123.json"


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_a_plain_place_stays_inside_and_is_utf8(key: str) -> None:
    place = places.plain_place(key)
    if place is not None:
        place.encode("utf-8")
        assert ".." not in place.split("/")
        assert not place.startswith("/")
    hashed = places.hashed_place(key)
    assert places.is_portable(hashed.removeprefix("~/"))


def test_hashed_places_differ() -> None:
    assert len({places.hashed_place(key) for key in ODD}) == len(ODD)


def test_a_page_renamed_along_with_its_document_is_found(store: NoteStore, home: Path) -> None:
    store.put("old.txt", make_note("moved by hand"))
    (home / "notes/old.txt.json").rename(home / "notes/new.txt.json")
    assert [note.comment for note in store.notes("new.txt")] == ["moved by hand"]
    store.put("new.txt", make_note("more"))
    assert store.keys() == ["new.txt"]
    assert len(store.notes("new.txt")) == 2


@pytest.mark.parametrize(("one", "other"), itertools.permutations(["Dir/a.txt", "dir/a.txt"]))
def test_twins_of_folders_stay_apart(one: str, other: str, store: NoteStore, home: Path) -> None:
    store.put(one, make_note("one"))
    store.put(other, make_note("other"))
    assert [note.comment for note in store.notes(one)] == ["one"]
    assert [note.comment for note in store.notes(other)] == ["other"]
    names = [path.relative_to(home).as_posix() for path in (home / "notes").rglob("*.json")]
    assert len(set(map(places.as_one_file, names))) == 2
