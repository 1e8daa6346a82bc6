"""Reading state: a value that merges field by field, and its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.state import MARKS, State, StateFile, from_json, merge, stamp, to_json

KEYS = st.sampled_from(["a.txt", "sub/b.txt", "bad_\udcff.txt"])
TIMES = st.integers(0, 5).map(lambda second: f"2025-01-01T00:00:0{second}.000000Z")


@st.composite
def states(draw: st.DrawFn) -> State:
    state = State()
    for _ in range(draw(st.integers(0, 6))):
        key, at = draw(KEYS), draw(TIMES)
        match draw(st.integers(0, 4)):
            case 0:
                state = state.set(key, at, mark=draw(st.sampled_from(MARKS)))
            case 1:
                state = state.set(key, at, position=draw(st.integers(0, 9)), progress=0.5)
            case 2:
                state = state.set(key, at, star=draw(st.booleans()))
            case 3:
                state = state.set_mark(key, "q", draw(st.none() | st.integers(0, 9)), at)
            case 4:
                state = state.opened(key, at)
    return state


@given(states(), states(), states())
@settings(deadline=None, max_examples=100)
def test_merging_does_not_depend_on_order(a: State, b: State, c: State) -> None:
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a) == a


@given(states())
@settings(deadline=None, max_examples=100)
def test_a_state_survives_json(state: State) -> None:
    text = json.dumps(to_json(state)).encode()
    assert from_json(json.loads(text)) == state


def test_the_later_one_wins_field_by_field() -> None:
    one = State().set("a", "1", mark="read", star=True)
    other = State().set("a", "2", mark="unread").set("a", "0", position=7)
    reading = merge(one, other).of("a")
    assert (reading.mark, reading.starred, reading.position) == ("unread", True, 7)


def test_opening_marks_as_being_read_and_never_back() -> None:
    state = State().opened("a", "1")
    assert state.of("a").mark == "reading"
    assert state.last == ("a", "1")
    read = state.set("a", "2", mark="read").opened("a", "3")
    assert read.of("a").mark == "read"
    assert read.of("a").read_at == "2"


def test_marks_are_letters() -> None:
    state = State().set_mark("a", "k", 12, "1").set_mark("a", "b", 3, "1")
    assert state.of("a").marks == {"b": 3, "k": 12}
    assert state.set_mark("a", "k", None, "2").of("a").marks == {"b": 3}
    for wrong in ("A", "1", "ab", ""):
        with pytest.raises(ValueError, match="from a to z"):
            state.set_mark("a", wrong, 1, "1")


def test_a_moved_file_takes_its_state_along() -> None:
    state = State().opened("a", "1").set("a", "2", star=True).set("b", "3", star=False)
    moved = state.with_fields([("b", state.fields["a"])])
    assert moved.of("b").mark == "reading"
    assert not moved.of("b").starred, "what was set later stays"
    assert moved.of("a") == state.of("a")


def test_saved_filters() -> None:
    state = State().save_filter("war", "lang:de", "1").save_filter("old", "x", "1")
    assert state.save_filter("old", "", "2").saved_filters() == {"war": "lang:de"}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"articles": 3},
        {"articles": {"a": {"mark": ["blue", "1"], "position": [-1, "1"]}}},
        {"last": 5, "filters": {"x": "y"}},
        {"articles": {"a": {"progress": [7, "1"]}}},
    ],
)
def test_what_makes_no_sense_is_left_out(value: object) -> None:
    assert from_json(value) == State()


def test_what_a_later_version_wrote_is_kept() -> None:
    value = to_json(State()) | {"version": 9, "shelves": {"x": 1}}
    assert to_json(from_json(value), 9)["shelves"] == {"x": 1}


def test_stamps_sort_by_time() -> None:
    assert stamp() <= stamp()
    assert stamp().endswith("Z")


class TestFile:
    def test_two_windows_keep_each_others_changes(self, tmp_path: Path) -> None:
        path = tmp_path / ".glosse" / "state.json"
        path.parent.mkdir()
        one, other = StateFile(path), StateFile(path)
        one.load()
        other.load()
        one.change(lambda state, at: state.set("a", at, mark="read"))
        other.change(lambda state, at: state.set("b", at, star=True))
        assert one.save() is None
        assert other.save() is None
        assert one.refresh() != set()
        assert not one.refresh()
        assert one.state == other.state
        assert (one.state.of("a").mark, one.state.of("b").starred) == ("read", True)

    def test_what_a_save_finds_of_others_is_told_by_the_next_look(self, tmp_path: Path) -> None:
        one, other = (StateFile(tmp_path / "state.json") for _ in range(2))
        other.change(lambda state, at: state.set("theirs.txt", at, mark="read"))
        other.save()
        one.change(lambda state, at: state.set("ours.txt", at, position=3))
        one.save()
        assert one.refresh() == {"theirs.txt"}
        assert one.refresh() == set()

    def test_nothing_changed_writes_nothing(self, tmp_path: Path) -> None:
        file = StateFile(tmp_path / "state.json")
        file.load()
        file.save()
        assert not (tmp_path / "state.json").exists()

    def test_unsaved_changes_survive_a_load(self, tmp_path: Path) -> None:
        file = StateFile(tmp_path / "state.json")
        file.change(lambda state, at: state.set("a", at, star=True))
        assert file.unsaved
        assert file.load().of("a").starred

    def test_a_damaged_file_is_set_aside(self, tmp_path: Path) -> None:
        path = tmp_path / "state.json"
        path.write_bytes(b"\0" * 100)
        file = StateFile(path)
        file.load()
        file.change(lambda state, at: state.set("a", at, star=True))
        aside = file.save()
        assert aside is not None
        assert aside.read_bytes() == b"\0" * 100
        assert StateFile(path).load().of("a").starred

    def test_what_cannot_be_written_can_be_saved_later(self, tmp_path: Path) -> None:
        path = tmp_path / "file" / "state.json"
        (tmp_path / "file").write_text("in the way")
        file = StateFile(path)
        file.change(lambda state, at: state.set("a", at, star=True))
        with pytest.raises(OSError):  # noqa: PT011 - the system words it
            file.save()
        assert file.unsaved
        (tmp_path / "file").unlink()
        file.save()
        assert not file.unsaved

    def test_the_file_is_stable_and_readable(self, tmp_path: Path) -> None:
        path = tmp_path / "state.json"
        file = StateFile(path)
        file.change(lambda state, at: state.set("b", "t", star=True).set("a", "t", mark="read"))
        file.save()
        assert list(json.loads(path.read_text())["articles"]) == ["a", "b"]
