"""Unfinished notes: what stands in the note box, kept at every pause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reader.notes.journal import Entry
from reader.storage import Damaged, read_json, stamp, update_json

FILE = "drafts.json"


class Drafts:
    """Drafts of one library by document key and an id of the caller's.

    Every change is journalled at once; ``drafts.json`` is brought up to date when the store is
    closed, or when the next process finds that it was not.
    """

    def __init__(self, home: Path, record: Callable[[str, str, Any, Any], None]) -> None:
        self._path = home / FILE
        self._record = record
        self._own: dict[tuple[str, str], Any] = {}
        self._read: tuple[Any, dict[str, dict[str, Any]]] = (None, {})

    def of(self, key: str) -> dict[str, Any]:
        """The drafts of one document: id → JSON value, in order of the id."""
        found = dict(self._on_disk().get(key, {}))
        for (owner, identity), value in self._own.items():
            if owner == key:
                found[identity] = value
        return {name: found[name] for name in sorted(found) if found[name] is not None}

    def everything(self) -> dict[str, dict[str, Any]]:
        """The drafts of all documents that have some, by key."""
        keys = sorted({*self._on_disk(), *(key for key, _ in self._own)})
        return {key: drafts for key in keys if (drafts := self.of(key))}

    def put(self, key: str, identity: str, value: Any) -> None:
        """Keep a draft; ``value`` is any JSON value but None."""
        before = self.of(key).get(identity)
        if value != before:
            self._own[key, identity] = value
            self._record(key, identity, before, value)

    def drop(self, key: str, identity: str) -> None:
        """Forget a draft, saved or given up; does nothing where there is none."""
        before = self.of(key).get(identity)
        if before is not None:
            self._own[key, identity] = None
            self._record(key, identity, before, None)

    def _on_disk(self) -> dict[str, dict[str, Any]]:
        found = stamp(self._path)
        if found is None:
            return {}
        if self._read[0] != found:
            try:
                value = read_json(self._path)
            except (Damaged, OSError):
                value = {}  # set aside, not written over, when it is next changed
            self._read = (found, _clean(value))
        return self._read[1]

    def fold(self, entries: Iterable[Entry] = ()) -> Path | None:
        """Bring the file up to date with the drafts of ``entries`` and our own; see update_json."""
        changes = {(e.key, e.item): e.after for e in entries if e.kind == "draft"} | self._own
        if not changes:
            return None

        def apply(value: Any) -> dict[str, dict[str, Any]]:
            drafts = _clean(value)
            for (key, identity), draft in changes.items():
                of_key = drafts.setdefault(key, {})
                of_key.pop(identity, None)
                if draft is not None:
                    of_key[identity] = draft
            return {key: drafts[key] for key in sorted(drafts) if drafts[key]}

        aside = update_json(self._path, apply)
        self._own.clear()
        return aside


def _clean(value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict):
        return {}
    return {key: dict(known) for key, known in value.items() if isinstance(known, dict)}
