"""What makes a change safe: journal first, then the pages, merged under the library's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from reader.notes import places
from reader.notes.drafts import Drafts
from reader.notes.journal import FOLDER, Entry, Journal, touching
from reader.notes.page import Page, merge_pages
from reader.notes.pages import BACKUPS, NOTES, DamagedPage, PageFolder
from reader.notes.recovery import KINDS, apply_entries, rebuild
from reader.notes.safety import Emergency, Safety, Status
from reader.notes.w3c import NotAPage, from_page
from reader.storage import (
    Damaged,
    Home,
    is_temporary,
    locked,
    parse_json,
    read_bytes,
    reason,
    sweep,
)
from reader.wording import counted

LOCK = ".lock"
_OURS = {(NOTES,), (BACKUPS,)}
"""Folders that nobody writes to without the library's lock."""


class Vault:
    """Pages, journal and drafts of one library, as one process sees and changes them."""

    def __init__(
        self,
        home: Home,
        *,
        creator: str,
        state: Path,
        clock: Callable[[], datetime],
        patience: float,
    ) -> None:
        self.home = home
        self.clock = clock
        self.state = state
        self._patience, self._depth = patience, 0
        self._pages = PageFolder(home.path)
        self._beneath = PageFolder(home.beneath) if home.beneath is not None else None
        self.journal = Journal(home.path, state=state, creator=creator, clock=clock)
        self._emergency = Emergency(state, home.path, self.journal.process)
        self.drafts = Drafts(home.path, self._record_draft)
        self._unsaved: list[Entry] = []
        self._pending: list[Entry] = []
        self._trouble = ""
        self._said: list[str] = []
        self._told: set[str] = set()

    def beside(self, home: Home) -> Vault:
        """The store of another folder, for the same person on the same machine."""
        return Vault(
            home, creator=self.journal.creator, state=self.state, clock=self.clock,
            patience=self._patience,
        )  # fmt: skip

    # Reading

    def page(self, key: str) -> Page:
        """Everything known of one document's notes, changes not yet written among it."""
        if not self._pending:
            return self._load(key)
        pending = touching(self._pending, key)
        return apply_entries(pending, self._load).get(key) or self._load(key)

    def keys(self) -> list[str]:
        """Keys of all documents that have a page, in order."""
        found = {self._named(key) for key, _ in self._pages.pages()}
        found |= {entry.key for entry in self._pending}
        found |= {entry.item for entry in self._pending if entry.kind == "move"}
        if self._beneath is not None:
            found |= {key for key, _ in self._beneath.pages()}
        return sorted(found)

    def _named(self, key: str) -> str:
        """The document of a page under ``notes/~`` that is too damaged to tell."""
        if not key.startswith(f"{places.HASHED}/"):
            return key
        names = {name for entry in self.entries() for name in (entry.key, entry.item)}
        return next((name for name in sorted(names) if places.hashed_place(name) == key), key)

    def entries(self, *, recent: bool = False) -> list[Entry]:
        """The whole journal, or its newest part, oldest first, with what is not written yet."""
        written = self.journal.read(recent=recent)
        known = {entry.id for entry in written}
        return [*written, *(entry for entry in self._unsaved if entry.id not in known)]

    def _load(self, key: str, *, fresh: bool = False) -> Page:
        try:
            page = self._pages.load(key, fresh=fresh)
        except DamagedPage as damaged:
            page = self._mend(damaged)
        except OSError as error:
            self._tell(f"The notes of {key} cannot be read: {reason(error)}.")
            if fresh:
                raise
            page = Page(key)
        if self._beneath is not None:
            page = self._over(page, self._beneath, key)
        return page

    def _over(self, page: Page, beneath: PageFolder, key: str) -> Page:
        try:
            return merge_pages(page, beneath.load(key))
        except (Damaged, OSError) as error:
            self._tell(f"The notes of {key} in the library cannot be read: {error}.")
            return page

    def _mend(self, damaged: DamagedPage) -> Page:
        """Set a damaged page aside and write a rebuilt one in its place."""
        key, path = damaged.key, damaged.path
        page = rebuild(key, damaged.data, self._pages.backups(path), self.entries())
        some = counted(len(page.notes), "note")
        try:
            with self.lock():
                try:
                    return self._pages.load(key, fresh=True)  # another window was quicker
                except DamagedPage:
                    aside = self._pages.set_aside(path)
                    self._pages.save(page, self._today(), backup=False)
        except OSError as error:
            self._tell(
                f"The notes file {path} is damaged and cannot be replaced ({reason(error)}); "
                f"what is shown ({some}) is from the journal and the backups."
            )
            return page
        self._tell(
            f"The notes file {path.name} was damaged: it is kept as {aside.name}, "
            f"with {some} restored from the journal and the backups."
        )
        return page

    # Changing

    def commit(self, entries: Sequence[Entry]) -> None:
        """Make entries durable and fold them into their pages, or say in ``status`` why not."""
        self._unsaved += entries
        self._flush()
        self._pending += [entry for entry in entries if entry.kind in KINDS]
        self.fold()

    def keep(self, page: Page) -> None:
        """Write a page that is merged already; the caller holds the lock. Raises OSError."""
        self._pages.save(page, self._today())

    def retry(self) -> Status:
        """Try again what failed; call it now and then while ``status`` is not safe."""
        self._flush()
        self.fold()
        return self.status

    @property
    def status(self) -> Status:
        """How safe the newest changes are."""
        waiting = {entry.id for entry in self._pending}
        at_risk = [e for e in self._unsaved if e.kind not in KINDS or e.id in waiting]
        if at_risk:
            if self._emergency.holds(at_risk):
                return Status(
                    Safety.EMERGENCY,
                    f"Not saved in the library yet: {self._trouble}. Kept meanwhile in "
                    f"{self._emergency.path}; it is tried again by itself.",
                )
            return Status(
                Safety.UNSAFE,
                f"Not saved anywhere: {self._trouble}. Do not close this window before that is "
                "mended; it is tried again by itself.",
            )
        if self._pending:
            return Status(
                Safety.WAITING,
                f"Saved in the journal, not yet in the notes file: {self._trouble}. It is tried "
                "again by itself.",
            )
        if self._unsaved:
            return Status(
                Safety.WAITING,
                f"Saved in the notes file, not yet in the journal, which undo reads: "
                f"{self._trouble}. It is tried again by itself.",
            )
        return Status()

    def _flush(self) -> None:
        if not self._unsaved:
            return
        try:
            self.journal.append(self._unsaved)
        except OSError as error:
            self._trouble = reason(error, where=False)
            with suppress(OSError):  # status tells the difference
                self._emergency.keep(self._unsaved)
            return
        self._unsaved = []
        with suppress(OSError):  # its entries are folded once more next time, to no effect
            self._emergency.clear()

    def fold(self) -> None:
        """Merge what is pending into the pages on disk."""
        if not self._pending:
            return
        try:
            with self.lock():
                self._pending = self._fold_into_pages(self._pending)
        except OSError as error:
            self._trouble = reason(error, where=False)

    def _fold_into_pages(self, entries: Sequence[Entry]) -> list[Entry]:
        """Write the pages that ``entries`` change; the entries that have to wait."""
        before: dict[str, Page] = {}

        def load(key: str) -> Page:
            before[key] = self._load(key, fresh=True)
            return before[key]

        after = apply_entries(entries, load)
        newer = {key for key, page in after.items() if page.newer}
        if newer:
            self._trouble = f"the notes of {min(newer)} were written by a newer version of Glosse"
            waiting = [e for e in entries if newer & {e.key, e.item}]
            if len(waiting) < len(entries):
                self._fold_into_pages([e for e in entries if e not in waiting])
            return waiting
        for key, page in sorted(after.items(), key=lambda found: found[1].empty):
            if page == before.get(key):
                continue
            if page.empty:
                self._pages.delete(key, self._today())
            else:
                self._pages.save(page, self._today())
        return []

    def _record_draft(self, key: str, identity: str, before: object, after: object) -> None:
        self.commit([self.journal.entry("draft", key, identity, before, after)])

    # Others

    def changed_outside(self) -> set[str]:
        """Keys of documents whose notes others changed since the last call.

        One ``scandir`` walk over ``notes``. Conflict copies of sync tools are merged on the way.
        """
        keys, conflicts = self._pages.changed()
        for path in conflicts:
            with suppress(OSError):
                keys |= self._absorb(path)
        return keys

    def _absorb(self, path: Path) -> set[str]:
        """Merge a conflict copy into the page it belongs to and put it away."""
        with self.lock():
            place = path.relative_to(self._pages.root)
            told = (place.parent / places.without_conflict(path.name)).as_posix()
            told = told.removesuffix(".json")
            try:
                copy = from_page(parse_json(read_bytes(path)), key=told)
            except FileNotFoundError:
                return set()
            except (Damaged, NotAPage) as error:
                self._pages.put_away(path, self._today())
                self._tell(f"The conflict copy {path.name} {error}; it is kept in the backups.")
                return set()
            page = self._load(copy.key, fresh=True)
            if copy.newer or page.newer:
                which = path.name if copy.newer else f"The notes that {path.name} would join"
                verb = "was" if copy.newer else "were"
                self._tell(f"{which} {verb} written by a newer version of Glosse: left alone.")
                return set()
            merged = merge_pages(page, copy)
            if merged != page:
                self._pages.save(merged, self._today())
            self._pages.put_away(path, self._today())
        self._tell(f"Merged the conflict copy {path.name}; it is kept in the backups.")
        return {copy.key} if merged != page else set()

    # Beginning and end

    def recover(self) -> None:
        """Fold what dead processes left: their journals, emergency files and unfinished writes."""
        for path, entries in self._emergency.leftovers():
            self.commit(entries)
            if not self._unsaved:
                with suppress(OSError):
                    os.unlink(path)
        if not self.journal.has_leftovers():
            self._tidy()
            return
        left: list[Entry] = []
        try:
            with self.journal.leftovers() as files:
                left = self.journal.read(files)
                with self.lock():
                    self._pending += [entry for entry in left if entry.kind in KINDS]
                    self._pending = self._fold_into_pages(self._pending)
                    self._say_aside(self.drafts.fold(left))
                    self.sweep()  # before the journal goes, which tells that a window was killed
                    self.journal.archive(files)
        except OSError as error:
            self._trouble = reason(error, where=False)
            known = {entry.id for entry in self._pending}
            self._pending += [e for e in left if e.kind in KINDS and e.id not in known]

    def _tidy(self) -> None:
        """Remove what a window left that was killed after its journal was folded, if any did."""
        home = self.home.path
        with suppress(OSError):
            names = [name for folder in (home, home / FOLDER) for name in os.listdir(folder)]
            if any(map(is_temporary, names)):
                with self.lock():
                    self.sweep()

    def sweep(self) -> int:
        """Remove unfinished writes of dead processes; the caller holds the lock."""
        home = self.home.path
        folders = {path.parent for path in home.rglob(".*.tmp")}
        ours = {folder for folder in folders if folder.relative_to(home).parts[:1] in _OURS}
        return sum(sweep(folder, all_of_them=folder in ours) for folder in sorted(folders))

    def close(self) -> None:
        """Fold everything and end; what cannot be folded now is found by the next process."""
        self.retry()
        try:
            self._say_aside(self.drafts.fold())
            if not self._pending and self.journal.used:
                with self.lock():
                    self.journal.close()
                    self.journal.archive([self.journal.own.path])
        except OSError as error:
            self._trouble = reason(error, where=False)
        finally:
            self.release()

    def release(self) -> None:
        """Let go of every file as it is."""
        self.journal.close()
        self._emergency.close()

    # Helpers

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the library's lock; may be nested. Raises LockHeld after ``patience`` seconds."""
        if self._depth:
            yield
            return
        with locked(self.home.path / LOCK, timeout=self._patience):
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

    def announcements(self) -> list[str]:
        """Sentences for the reader since the last call."""
        said, self._said = self._said, []
        return said

    def tell(self, sentence: str) -> None:
        """Add an announcement."""
        self._said.append(sentence)

    def _tell(self, sentence: str) -> None:
        """Add an announcement, once."""
        if sentence not in self._told:
            self._told.add(sentence)
            self._said.append(sentence)

    def _say_aside(self, aside: Path | None) -> None:
        if aside is not None:
            self._tell(f"A damaged file was set aside as {aside}.")

    def moment(self) -> str:
        """The time as notes carry it."""
        return self.clock().isoformat(timespec="seconds")

    def _today(self) -> str:
        return self.clock().date().isoformat()
