"""Two windows on one library, in any order of events, against a plain dictionary."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.notes.model import Note
from reader.notes.store import NoteStore
from tests.notes.conftest import die

KEYS = st.sampled_from(["a.txt", "A.txt", "b#1"])
WINDOWS = st.sampled_from([0, 1])
WORDS = st.sampled_from(["", "one", "two", "\ud800", "three\nlines"])
NUMBERS = st.integers(0, 3)


def identity(key: str, number: int) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{key} {number}").urn


class Library(RuleBasedStateMachine):
    """The model: what each note says. Every edit builds on what stands there, so none conflict."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.windows = [self.open(), self.open()]
        self.model: dict[tuple[str, str], str] = {}

    def open(self) -> NoteStore:
        return NoteStore(self.folder / ".glosse", creator="me", state=self.folder / "state")

    def teardown(self) -> None:
        for store in self.windows:
            die(store)
        shutil.rmtree(self.folder)

    @rule(window=WINDOWS, key=KEYS, number=NUMBERS, words=WORDS)
    def put(self, window: int, key: str, number: int, words: str) -> None:
        store = self.windows[window]
        name = identity(key, number)
        present = next((note for note in store.notes(key) if note.id == name), None)
        note = present or Note(id=name, exact="q", start=number, end=number + 1)
        store.put(key, replace(note, comment=words))
        self.model[key, name] = words

    @rule(window=WINDOWS, key=KEYS, number=NUMBERS)
    def remove(self, window: int, key: str, number: int) -> None:
        there = self.model.pop((key, identity(key, number)), None) is not None
        assert self.windows[window].remove(key, identity(key, number)) is there

    @rule(window=WINDOWS, redo=st.booleans())
    def undo(self, window: int, redo: bool) -> None:
        store = self.windows[window]
        for change in store.redo() if redo else store.undo():
            if change.after is None:
                del self.model[change.key, change.id]
            else:
                self.model[change.key, change.id] = change.after.comment

    @rule(window=WINDOWS, kill=st.booleans())
    def restart(self, window: int, kill: bool) -> None:
        die(self.windows[window]) if kill else self.windows[window].close()
        self.windows[window] = self.open()

    @rule(window=WINDOWS, key=KEYS)
    def damage(self, window: int, key: str) -> None:
        found = self.windows[window].vault._pages.find(key)
        if found is not None:
            found[0].write_bytes(found[0].read_bytes()[:-7])

    @rule(window=WINDOWS)
    def look(self, window: int) -> None:
        self.windows[window].changed_outside()

    @invariant()
    def every_window_shows_what_was_saved(self) -> None:
        for store in self.windows:
            found = {(key, note.id): note.comment for key, note in store.all_notes()}
            assert found == self.model
            assert not [note for _, note in store.all_notes() if note.conflict_of]
            assert store.status.message == ""


TestLibrary = Library.TestCase
TestLibrary.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
