"""Durable files: whole or not at all, one writer at a time, damage set aside."""

from __future__ import annotations

import errno
import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import storage
from reader.storage import Damaged, LockHeld


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "file.json"
    storage.write_atomic(path, b"one")
    path.chmod(0o640)
    written = storage.write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert storage.stamp(path) == written
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in path.parent.iterdir()] == ["file.json"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.json"
    storage.write_atomic(path, b"old")

    def full(_: int, __: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        storage.write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["file.json"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
def test_a_symbolic_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"the reader's own")
    (tmp_path / "link.json").symlink_to("real.txt")
    storage.write_atomic(tmp_path / "link.json", b"new")
    assert (tmp_path / "real.txt").read_bytes() == b"the reader's own"
    assert (tmp_path / "link.json").read_bytes() == b"new"


def test_unfinished_writes_of_dead_processes_are_swept(tmp_path: Path) -> None:
    dead = tmp_path / ".notes.json.4194305999-0011aabb.tmp"
    live = tmp_path / f".notes.json.{os.getpid()}-0011aabb.tmp"
    other = tmp_path / ".notes.tmp"
    for path in (dead, live, other):
        path.write_bytes(b"half")
    assert storage.sweep(tmp_path) == 1
    assert not dead.exists()
    assert live.exists()
    assert storage.sweep(tmp_path, all_of_them=True) == 1
    assert other.exists()


def test_a_lock_admits_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with storage.locked(path):
        with pytest.raises(LockHeld, match="another program"), storage.locked(path, timeout=0.02):
            pass
        with storage.locked(tmp_path / "other", timeout=0):
            pass
    with storage.locked(path, timeout=0):
        pass


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**70), 2**70)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_json_survives_being_written_and_read(value: object) -> None:
    for indent in (0, 2):
        data = storage.dump_json(value, indent=indent)
        assert storage.parse_json(data) == value
        assert json.loads(data.decode("utf-8")) == value
        assert data.endswith(b"\n")
        assert indent or data.count(b"\n") == 1


def test_json_with_half_a_surrogate_pair_is_utf8(tmp_path: Path) -> None:
    value = {"text": "\ud83d alone, ä, 😀", "list": [], "deep": [{"a": 1}]}
    path = tmp_path / "file.json"
    path.write_bytes(storage.dump_json(value))
    path.read_text("utf-8")
    assert storage.read_json(path) == value


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (bytes(64), "zero bytes"),
        (b'{"a": 1', "not JSON"),
        (b'{"a": "\xff"}', "not JSON"),
        (b"[NaN]", "not JSON"),
        (b"[1e999]", "not JSON"),
        (b'["\\ud800", NaN]', "not JSON"),
        (b'["\\ud800", 1e999]', "not JSON"),
        (b"[" * 100_000, "deeply|not JSON"),
        (b'["\\ud800",' + b"[" * 100_000, "not JSON|deeply"),
        (b"[" + b"9" * 5000 + b"]", "not JSON"),
    ],
)
def test_what_is_not_json_is_damaged(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(data)
    with pytest.raises(Damaged, match=reason):
        storage.read_json(path)
    assert path.read_bytes() == data


def test_giants_and_pipes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b"[1, 2, 3]")
    with pytest.raises(Damaged, match="too large"):
        storage.read_json(path, limit=8)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Damaged, match="not a regular file"):
            storage.read_json(tmp_path / "pipe")


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no folder")
def test_a_folder_in_the_place_of_a_file_is_named_and_not_held_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    closed: list[int] = []
    really_open, really_close = os.open, os.close

    def note_open(*arguments: Any, **options: Any) -> int:
        opened.append(really_open(*arguments, **options))
        return opened[-1]

    def note_close(descriptor: int) -> None:
        closed.append(descriptor)
        really_close(descriptor)

    monkeypatch.setattr(os, "open", note_open)
    monkeypatch.setattr(os, "close", note_close)
    with pytest.raises(IsADirectoryError) as caught:
        storage.read_bytes(tmp_path)
    assert caught.value.filename == str(tmp_path)
    assert opened == closed
    assert len(opened) == 1


def test_update_json_reads_again_under_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "state.json"

    def add(value: dict[str, int]) -> dict[str, int]:
        return {**value, str(len(value)): 1}

    def work() -> None:
        for _ in range(10):
            storage.update_json(path, add)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(storage.read_json(path)) == 40


def test_update_json_sets_damage_aside_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(b"\0\0\0")
    aside = storage.update_json(path, lambda value: {**value, "a": 1})
    assert aside is not None
    assert aside.read_bytes() == b"\0\0\0"
    assert ".corrupt-" in aside.name
    assert storage.read_json(path) == {"a": 1}
    assert storage.update_json(path, lambda value: value) is None


def test_damaged_files_never_take_each_others_name(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    names = set()
    for count in range(3):
        path.write_bytes(bytes([count]))
        names.add(storage.quarantine(path, keep=count == 1))
    assert {name.read_bytes() for name in names} == {b"\0", b"\1", b"\2"}


def test_home_is_in_the_root_and_nothing_is_made(tmp_path: Path) -> None:
    assert storage.home(tmp_path) == storage.Home(tmp_path / ".glosse")
    assert list(tmp_path.iterdir()) == []


def test_a_root_that_cannot_be_written_has_its_home_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    roots = [tmp_path / "a" / "same", tmp_path / "b" / "same"]
    for root in roots:
        root.mkdir(parents=True)
    (roots[1] / ".glosse").mkdir()
    first, second = map(storage.home, roots)
    assert first.fallback
    assert first.path != second.path
    assert storage.home(roots[0]) == first
    assert (first.beneath, second.beneath) == (None, roots[1] / ".glosse")
    assert not first.path.exists()


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
@pytest.mark.parametrize("name", ["", "notes", "journal", "backups"])
def test_a_library_with_a_link_that_leads_out_has_its_home_elsewhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    root, away = tmp_path / "unpacked", tmp_path / "away"
    inside = root / ".glosse"
    (inside if name else root).mkdir(parents=True)
    away.mkdir()
    (inside / name).symlink_to(away)
    found = storage.home(root)
    assert found.fallback
    assert str(inside / name) in found.reason
    assert "leads out of the folder" in found.reason
    assert found.beneath == (inside if name else None)
    assert list(away.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / ".glosse").write_text("somebody's")
    found = storage.home(tmp_path)
    assert found.fallback
    assert "is a file where a folder is needed" in found.reason
    (tmp_path / ".glosse").unlink()
    assert storage.home(tmp_path) == storage.Home(tmp_path / ".glosse")
    assert storage.kept_apart(tmp_path) is None
    found.path.mkdir(parents=True)
    assert storage.kept_apart(tmp_path) == found.path


def test_an_error_is_told_in_words_and_names_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("reader.storage.writing.write_all", full)
    with pytest.raises(OSError, match="No space") as caught:
        storage.write_atomic(tmp_path / "state.json", b"{}")
    assert (
        storage.reason(caught.value)
        == f"the disk is full; make room on it ({tmp_path / 'state.json'})"
    )


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege")
def test_a_link_that_stays_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / ".glosse").symlink_to(tmp_path / "shared")
    assert storage.home(tmp_path) == storage.Home(tmp_path / ".glosse")
