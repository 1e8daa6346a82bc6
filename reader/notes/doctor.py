"""Checking and repairing what a library keeps: pages, journal, drafts, leftovers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reader.notes import drafts, places
from reader.notes.journal import ARCHIVE, FOLDER, Entry, journal_files
from reader.notes.pages import BACKUPS, NOTES, PageFolder
from reader.notes.segments import is_whole, segments
from reader.notes.store import NoteStore
from reader.notes.w3c import NotAPage, from_page
from reader.storage import (
    Damaged,
    is_temporary,
    parse_json,
    quarantine,
    read_bytes,
    read_json,
    reason,
)
from reader.wording import counted

Grade = Literal["note", "warning", "error"]
STORES = (drafts.FILE, "state.json", "cleaning.json")


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that is not as it should be, in a sentence."""

    grade: Grade
    """"error": something cannot be read; "warning": it should be repaired; "note": good to know."""
    path: Path
    message: str


def check(home: Path) -> list[Symptom]:
    """Everything odd about a ``.glosse`` folder; reads only."""
    if not home.is_dir():
        return []
    return [*_pages(home), *_journal(home), *_others(home)]


def repair(store: NoteStore) -> list[str]:
    """Mend what ``check`` found and can be mended; sentences about what was done.

    Damaged pages are rebuilt, conflict copies merged, leftovers folded, damaged state set aside.
    Nothing is deleted: what is replaced stays beside it or in the backups.
    """
    home = store.vault.home.path
    if not home.is_dir():
        return []
    store.vault.recover()
    store.changed_outside()
    deque(store.pages(), maxlen=0)  # reading a damaged page mends it
    said = store.announcements()
    with store.vault.lock():
        swept = store.vault.sweep()
        if swept:
            said.append(f"Removed {counted(swept, 'unfinished write')}.")
        said += _set_aside(home)
    return said


def _pages(home: Path) -> Iterator[Symptom]:
    folder = PageFolder(home)
    for path in sorted(folder.files()):
        name = path.relative_to(home).as_posix()
        if places.is_conflict(path.name):
            yield Symptom("warning", path, f"{name} is a conflict copy that was not merged yet.")
            continue
        try:
            page = from_page(parse_json(read_bytes(path)))
        except (Damaged, NotAPage, OSError) as error:
            yield _unreadable(path, name, error)
            continue
        if page.newer:
            yield Symptom("note", path, f"{name} was written by a newer version: read only.")
        if page.unread:
            items = counted(len(page.unread), "item")
            yield Symptom("note", path, f"{name} holds {items} of another kind than notes.")
        rivals = sum(bool(note.conflict_of) for note in page.notes)
        if rivals:
            edits = counted(rivals, "edit that contradicts others", "edits that contradict others")
            yield Symptom("warning", path, f"{name} holds {edits}.")
    for path in sorted((home / NOTES).rglob("*")):
        name = path.relative_to(home).as_posix()
        if is_temporary(path.name):
            yield Symptom("warning", path, f"{name} is an unfinished write.")
        elif places.is_aside(path.name):
            yield Symptom("note", path, f"{name} is a damaged file that was set aside.")


def _journal(home: Path) -> Iterator[Symptom]:
    paths = journal_files(home)
    for path in paths:
        name = path.relative_to(home).as_posix()
        try:
            told = [_is_entry(line) for line in read_bytes(path).split(b"\n") if line.strip()]
        except (Damaged, OSError) as error:
            yield _unreadable(path, name, error)
            continue
        if not all(told):
            torn = f"{told.count(False)} of {counted(len(told), 'line')}"
            yield Symptom("warning", path, f"{name} has {torn} torn.")
        if places.is_conflict(path.name):
            yield Symptom("note", path, f"{name} is a conflict copy; it is read like the others.")
        elif path.parent.name == FOLDER:
            message = f"{name} belongs to an open window or was left by one that ended badly."
            yield Symptom("note", path, message)
    for path in segments(home / FOLDER):
        name = path.relative_to(home).as_posix()
        try:
            whole = is_whole(path)
        except OSError as error:
            yield _unreadable(path, name, error)
            continue
        if not whole:
            message = f"{name} is damaged: the history in it can be read in part. Take a backup's."
            yield Symptom("error", path, message)
    if not (home / ARCHIVE).exists() and not paths and (home / NOTES).is_dir():
        yield Symptom("warning", home / ARCHIVE, "There is no journal: undo knows nothing.")


def _unreadable(path: Path, name: str, error: Exception) -> Symptom:
    why = reason(error, where=False) if isinstance(error, OSError) else error
    return Symptom("error", path, f"{name} cannot be read: {why}.")


def _is_entry(line: bytes) -> bool:
    try:
        return Entry.from_json(parse_json(line)) is not None
    except Damaged:
        return False


def _others(home: Path) -> Iterator[Symptom]:
    for name in STORES:
        path = home / name
        try:
            if not isinstance(read_json(path), dict):
                yield Symptom("error", path, f"{name} is not what it should be.")
        except FileNotFoundError:
            continue
        except Damaged as error:
            yield Symptom("error", path, f"{error}.")
        except OSError as error:
            yield _unreadable(path, name, error)
    if (home / NOTES).is_dir() and not (home / BACKUPS).is_dir():
        yield Symptom("note", home / BACKUPS, "There are no backups yet.")


def _set_aside(home: Path) -> list[str]:
    said = []
    for name in STORES:
        path = home / name
        try:
            right = isinstance(read_json(path), dict)
        except Damaged:
            right = False
        except FileNotFoundError:
            continue
        except OSError as error:  # it may be whole: only its owner can let it be read
            said.append(f"{_unreadable(path, name, error).message} It is left as it is.")
            continue
        if not right:
            said.append(f"{name} could not be read: kept as {quarantine(path).name}.")
    return said
