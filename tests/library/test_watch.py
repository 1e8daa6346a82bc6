"""Following the folder while it changes."""

from __future__ import annotations

import queue
import threading
from pathlib import Path

import pytest
import watchfiles

from reader.library.watch import Changes, changes_of, folders_in, watch

ADDED, MODIFIED, DELETED = 1, 2, 3


def put(root: Path, name: str) -> str:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    return str(path)


class TestMeaning:
    def test_of_files(self, tmp_path: Path) -> None:
        raw = {
            (ADDED, put(tmp_path, "new.txt")),
            (MODIFIED, put(tmp_path, "new.txt")),
            (MODIFIED, put(tmp_path, "sub/old.md")),
            (DELETED, str(tmp_path / "gone.txt")),
        }
        assert changes_of(str(tmp_path), raw) == Changes(
            ("new.txt",), ("sub/old.md",), ("gone.txt",)
        )

    def test_a_file_replaced_is_changed_not_removed(self, tmp_path: Path) -> None:
        raw = {(DELETED, put(tmp_path, "a.txt"))}
        assert changes_of(str(tmp_path), raw) == Changes(changed=("a.txt",))

    @pytest.mark.parametrize(
        "name", [".glosse/notes/a.txt", ".a.txt.swp", "sub/.git/x.txt", "a.png", ".hidden.txt"]
    )
    def test_what_is_no_article_does_not_count(self, tmp_path: Path, name: str) -> None:
        assert not changes_of(str(tmp_path), {(ADDED, put(tmp_path, name))})

    def test_folders_and_ignore_files_ask_for_a_scan(self, tmp_path: Path) -> None:
        put(tmp_path, "sub/a.txt")
        root = str(tmp_path)
        assert changes_of(root, {(ADDED, str(tmp_path / "sub"))}).rescan
        assert changes_of(root, {(DELETED, str(tmp_path / "went"))}).rescan
        assert changes_of(root, {(MODIFIED, put(tmp_path, ".glosseignore"))}).rescan
        assert not changes_of(root, {(DELETED, str(tmp_path / "went.png"))}).rescan


def started(root: Path) -> tuple[queue.Queue[Changes], threading.Event, threading.Thread]:
    found: queue.Queue[Changes] = queue.Queue()
    stop = threading.Event()

    def follow() -> None:
        for changes in watch(root, cancelled=stop.is_set):
            found.put(changes)

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    return found, stop, thread


def test_changes_arrive_and_the_watch_ends_when_told(tmp_path: Path) -> None:
    found, stop, thread = started(tmp_path)
    for attempt in range(50):  # the watch may not be up yet when the first file is written
        put(tmp_path, f"{attempt}.txt")
        try:
            changes = found.get(timeout=0.3)
            break
        except queue.Empty:
            continue
    else:
        pytest.fail("no change was reported")
    named = (*changes.added, *changes.changed)  # its birth may have been before the watch's
    assert named
    assert all(key.endswith(".txt") for key in named)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_a_folder_that_comes_is_watched_as_well(tmp_path: Path) -> None:
    found, stop, thread = started(tmp_path)
    put(tmp_path, "old/a.txt")
    try:
        for attempt in range(200):
            put(tmp_path, f"new/{attempt}.txt")
            try:
                changes = found.get(timeout=0.2)
            except queue.Empty:
                continue
            if any(key.startswith("new/") for key in (*changes.added, *changes.changed)):
                break
        else:
            pytest.fail("no change in the new folder was reported")
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def test_hidden_folders_are_not_watched(tmp_path: Path) -> None:
    for name in ("sub/deep/a.txt", ".glosse/notes/a.txt", "sub/.git/x.txt"):
        put(tmp_path, name)
    (tmp_path / "round").symlink_to(tmp_path)
    named = [Path(folder).relative_to(tmp_path).as_posix() for folder in folders_in(str(tmp_path))]
    assert sorted(named) == [".", "sub", "sub/deep"]


def test_a_folder_that_goes_before_it_is_watched_is_no_end(tmp_path: Path, monkeypatch) -> None:
    calls: list[tuple[object, ...]] = []

    def watching(*paths: object, **options: object):
        calls.append(paths)
        if len(calls) == 1:
            raise FileNotFoundError(2, "No such file or directory")
        yield set()
        yield {(ADDED, put(tmp_path, "a.txt"))}

    monkeypatch.setattr(watchfiles, "watch", watching)
    following = watch(tmp_path, cancelled=lambda: False)
    assert next(following).rescan
    assert next(following) == Changes(added=("a.txt",))


def test_without_notification_it_looks_itself(tmp_path: Path, monkeypatch) -> None:
    calls: list[object] = []

    def failing(*paths: object, force_polling: bool | None, **options: object):
        calls.append(force_polling)
        if not force_polling:
            raise OSError(28, "inotify watch limit reached")
        yield {(ADDED, put(tmp_path, "a.txt"))}

    monkeypatch.setattr(watchfiles, "watch", failing)
    following = watch(tmp_path, cancelled=lambda: False)
    assert next(following).rescan
    assert next(following) == Changes(added=("a.txt",))
    assert calls == [None, True]
