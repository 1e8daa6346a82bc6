"""What a reader did with the articles of a library: read marks, places, stars, marks, filters.

Kept in ``state.json`` and safe with two windows; marks, stars and encodings can be undone. Every
call may block on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.documents import Refused, open_document
from reader.library.scan import path_of, split_key
from reader.library.state import Mark, Reading, State, StateFile
from reader.notes.store import NoteStore
from reader.storage import reason

_QUICK = 4_000_000
"""Bytes of a file that is read at once to know its text."""


class ReadingState:
    """The reading state of one library, and the door to changing it."""

    def __init__(self, root: Path, folder: Path, store: NoteStore) -> None:
        """``folder``: where the state is kept; ``store`` records what can be undone."""
        self.root = root
        self.store = store
        self._state = StateFile(folder / "state.json")
        self._said: list[str] = []
        """Sentences about damage that was found, not told yet."""
        try:
            self._state.load()
        except OSError as error:  # nothing is lost: no save writes over what it could not read
            self._said.append(
                f"The reading state cannot be read: {reason(error)}. "
                "Read marks and places are not shown or kept until that is mended."
            )

    def reading(self, key: str) -> Reading:
        """Read mark, position, star and marks of one document."""
        return self._state.state.of(key)

    @property
    def state(self) -> State:
        """The reading state of the whole library."""
        return self._state.state

    def reading_changed(self) -> set[str]:
        """Keys of articles whose reading state another window changed since the last call."""
        with suppress(OSError):  # not readable for a moment: the next call looks again
            return self._state.refresh()
        return set()

    def follow_readings(self, moved: Mapping[str, str]) -> set[str]:
        """Let what is known of reading go along with moved documents, old key to new key.

        The new keys of which that told something new. An old key keeps its own: two windows merge
        field by field, and nothing is taken away. Raises OSError.
        """
        known = self.state.fields
        pairs = [(new, known[old]) for old, new in moved.items() if known.get(old)]
        fresh = self.state.with_fields(pairs).fields
        told = [(new, fields) for new, fields in pairs if fresh[new] != known.get(new)]
        last = moved.get(self.state.last[0], "")
        if told:
            self._state.change(lambda state, _: state.with_fields(told))
        if last:
            self._state.change(lambda state, at: replace(state, last=(last, at)))
        self._save_state()
        return {new for new, _ in told}

    def set_read(self, key: str, mark: Mark) -> None:
        """Set the read mark; undoable. Raises OSError."""
        self._set(key, "mark", self.reading(key).mark, mark)

    def toggle_star(self, key: str) -> bool:
        """Star a document or take its star; whether it has one now. Undoable. Raises OSError."""
        star = not self.reading(key).starred
        self._set(key, "star", not star, star)
        return star

    def set_all_read(
        self, keys: Iterable[str], mark: Mark, digests: Mapping[str, str] | None = None
    ) -> list[str]:
        """Give documents one read mark, as one step for undo; those that had another.

        ``digests`` of their texts, as an index knows them: by these they are known when they are
        moved. Raises OSError.
        """
        before = {key: self.reading(key).mark for key in keys}
        changed = [key for key, had in before.items() if had != mark]
        if not changed:
            return []
        self.store.record_all("state", ((key, "mark", before[key], mark) for key in changed))
        values: dict[str, dict[str, Any]] = {key: {"mark": mark} for key in changed}
        for key, digest in (digests or {}).items():
            if key in values and not self.reading(key).digest:
                values[key]["digest"] = digest
        self._change_states(values)
        return changed

    def keep_position(
        self,
        key: str,
        *,
        caret: int,
        progress: float,
        view: str,
        paragraphs: str = "",
        digest: str = "",
    ) -> None:
        """Remember where the reader is, and that this article is open. Raises OSError.

        ``paragraphs`` is what ``reader.library.paragraphs.written`` says of those read; "" keeps
        what is known.
        """
        values: dict[str, Any] = {"position": caret, "progress": min(1.0, max(0.0, progress))}
        if paragraphs and paragraphs != self.reading(key).paragraphs:
            values["paragraphs"] = paragraphs
        if digest and digest != self.reading(key).digest:
            values["digest"] = digest
        if self.reading(key).mark == "unread":
            values["mark"] = "reading"
        self._state.change(
            lambda state, at: replace(state, last=(key, at)).set(key, at, view=view, **values)
        )
        self._save_state()

    def set_mark(self, key: str, letter: str, position: int) -> None:
        """Set a mark a-z in a document. Raises OSError, ValueError."""
        self._state.change(lambda state, at: state.set_mark(key, letter, position, at))
        self._save_state()

    def set_encoding(self, key: str, encoding: str) -> None:
        """Read a document in another encoding from now on; "" for the one found. Undoable."""
        self._set(key, "encoding", self.reading(key).encoding, encoding)

    def _set(self, key: str, field: str, before: Any, after: Any) -> None:
        if before != after:
            self.store.record("state", key, field, before, after)
            self._change_state(key, field, after)
            self._know(key)

    def _know(self, key: str) -> None:
        """Remember the text of an article with a mark or a star, to know it when it is moved."""
        path, record = Path(path_of(self.root, key)), split_key(key)[1]
        with suppress(OSError, Refused):
            if not self.reading(key).digest and path.stat().st_size < _QUICK:
                document = open_document(path, record=int(record) if record else None)
                self._change_state(key, "digest", document.digest)

    def _change_state(self, key: str, field: str, value: Any) -> None:
        self._change_states({key: {field: value}})

    def _change_states(self, values: Mapping[str, Mapping[str, Any]]) -> None:
        self._state.change(lambda state, at: state.set_each(values, at))
        self._save_state()

    def _save_state(self) -> None:
        aside = self._state.save()
        if aside is not None:
            self._said.append(f"The reading state was damaged; it was moved to {aside.name}.")

    def save_filter(self, name: str, line: str) -> dict[str, str]:
        """Keep a filter of the library under a name, or delete it with ""; all that are kept.

        Raises OSError.
        """
        self._state.change(lambda state, at: state.save_filter(name, line, at))
        self._save_state()
        return self._state.state.saved_filters()
