"""What the tests of the store build on: a library in a folder of its own, and notes."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.notes.model import Note
from reader.notes.store import NoteStore

_COUNT = itertools.count(1)


def make_note(comment: str = "", **fields: Any) -> Note:
    """A new note, each with an id of its own."""
    number = next(_COUNT)
    defaults: dict[str, Any] = {
        "id": uuid.UUID(int=number).urn,
        "exact": f"passage {number}",
        "prefix": "before ",
        "suffix": " after",
        "start": 10 * number,
        "end": 10 * number + 8,
        "created": "2026-03-01T10:00:00+01:00",
    }
    return Note(**{**defaults, "comment": comment, **fields})


@pytest.fixture(autouse=True)
def no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for the disk proves nothing here: the kill and fault runs do that."""
    monkeypatch.setattr("os.fsync", lambda _: None)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the library keeps what a person made; not there yet."""
    return tmp_path / "library" / ".glosse"


@pytest.fixture
def open_store(home: Path, tmp_path: Path) -> Iterator[Callable[..., NoteStore]]:
    """Open another window on the library."""
    opened: list[NoteStore] = []

    def open_one(**options: Any) -> NoteStore:
        home.parent.mkdir(exist_ok=True)
        options = {"creator": "me", "state": tmp_path / "state", **options}
        opened.append(NoteStore(options.pop("home", home), **options))
        return opened[-1]

    yield open_one
    for store in opened:
        die(store)


@pytest.fixture
def store(open_store: Callable[..., NoteStore]) -> NoteStore:
    """One open window."""
    return open_store()


def die(store: NoteStore) -> None:
    """What is left of a store when its process is killed: closed files, nothing folded."""
    store.vault.release()
