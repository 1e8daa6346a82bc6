"""Which folder is the library, and which one `glosse` opens by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.root import (
    find_root,
    last_library,
    remember_library,
    remember_opened,
    was_opened,
)


def test_the_nearest_store_upward_decides(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_root(deep) == deep
    (tmp_path / ".glosse").mkdir()
    assert find_root(deep) == tmp_path
    (deep / "x.txt").touch()
    assert find_root(deep / "x.txt") == tmp_path


def test_a_way_round_leads_to_the_same_library(tmp_path: Path) -> None:
    library, beside = tmp_path / "articles", tmp_path / "beside"
    (library / ".glosse").mkdir(parents=True)
    beside.mkdir()
    assert find_root(beside / ".." / "articles") == library
    assert find_root(library / "new" / ".." / "a.txt") == library


def test_the_last_library_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert last_library() is None
    library = tmp_path / "library"
    library.mkdir()
    remember_library(library)
    assert last_library() == library
    library.rmdir()
    assert last_library() is None


def test_a_library_is_known_to_have_been_opened_without_a_word_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    library = tmp_path / "library"
    library.mkdir()
    assert not was_opened(library)
    remember_opened(library)
    assert was_opened(library)
    assert not list(library.iterdir())
    annotated = tmp_path / "annotated"
    (annotated / ".glosse").mkdir(parents=True)
    assert was_opened(annotated)
