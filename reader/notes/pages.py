"""The folder of pages on disk: finding, reading, writing, backing up, and noticing change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from reader.notes import places
from reader.notes.page import Page
from reader.notes.w3c import NotAPage, from_page, page_json
from reader.patterns import late
from reader.storage import (
    Damaged,
    Stamp,
    dump_json,
    is_temporary,
    is_within,
    parse_json,
    quarantine,
    read_bytes,
    stamp,
    sync_folder,
    write_atomic,
)

NOTES = "notes"
BACKUPS = "backups"
_KEY = late(rb'"glosse:document"\s*:\s*\{\s*"key"\s*:\s*("(?:[^"\\]|\\.)*")')
_DAY = late(r"\d{4}-\d\d-\d\d")
KEPT_DAYS = 30
"""How many daily folders of backups are kept."""


class DamagedPage(Damaged):
    """The page of a document cannot be read."""

    def __init__(self, key: str, path: Path, data: bytes, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.key, self.path, self.data = key, path, data


class _Read(NamedTuple):
    stamp: Stamp
    digest: bytes
    page: Page


def read_pages(home: Path) -> Iterator[Page]:
    """The pages of another ``.glosse``, read only; what cannot be read is passed over."""
    folder = PageFolder(home)
    for key, _ in folder.pages():
        with suppress(Damaged, OSError):
            yield folder.load(key)


class PageFolder:
    """The pages of one ``.glosse``, cached by stamp. Writers hold the library's lock."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = home / NOTES
        self._cache: dict[Path, _Read] = {}
        self._seen: dict[Path, Stamp | None] = {}
        """Files as they were when they were first looked at, or at the last look for changes."""
        self._seen_whole = self._looked = False
        self._backed_up: set[tuple[str, Path]] = set()
        self._inside: dict[Path, bool] = {}

    # Reading

    def load(self, key: str, *, fresh: bool = False) -> Page:
        """The page of a document, empty where there is none. Raises DamagedPage and OSError.

        ``fresh`` reads the bytes again even when the file's stamp is the one we know: two quick
        writes may share a stamp, and who writes must not build on the older one.
        """
        found = self.find(key, fresh=fresh)
        return Page(key) if found is None else found[1]

    def find(self, key: str, *, fresh: bool = False) -> tuple[Path, Page] | None:
        """The file and the page of a document in this folder, where it has one."""
        for place in (places.plain_place(key), places.hashed_place(key)):
            if place is None:
                continue
            path = self.root / place
            page = self._read(path, key, fresh=fresh)
            if page is None:
                continue
            if page.key == key:
                return path, page
            if places.as_one_file(page.key) != places.as_one_file(key):
                # The file was renamed along with its document, outside of the program.
                return path, replace(page, key=key)
        return None

    def _read(self, path: Path, key: str, *, fresh: bool = False) -> Page | None:
        found = stamp(path)
        if not self._seen_whole:
            self._seen.setdefault(path, found)  # that there is none yet has to be known as well
        if found is None or self._leads_out(path):
            self._cache.pop(path, None)
            return None
        known = self._cache.get(path)
        if known is not None and known.stamp == found and not fresh:
            return known.page
        try:
            data = read_bytes(path)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None
        except Damaged as error:
            raise DamagedPage(key, path, b"", str(error)) from error
        digest = hashlib.sha256(data).digest()
        if known is not None and known.digest == digest:
            page = known.page
        else:
            try:
                page = from_page(parse_json(data), key=key)
            except (Damaged, NotAPage) as error:
                raise DamagedPage(key, path, data, str(error)) from error
        self._cache[path] = _Read(found, digest, page)
        return page

    def _leads_out(self, path: Path) -> bool:
        """Whether a link on the way to ``path`` leads out of the library: not ours to read."""
        folder = path.parent
        if folder not in self._inside:
            self._inside[folder] = is_within(folder, self.home)
        return not self._inside[folder] or (path.is_symlink() and not is_within(path, self.home))

    def pages(self) -> Iterator[tuple[str, Path]]:
        """Key and file of every page here, conflict copies left out, in order of the path.

        A page that cannot be read is listed under the key its path tells.
        """
        found = self.files()
        if not self._seen_whole:
            self._seen, self._seen_whole = {**found, **self._seen}, True
        for path in sorted(found):
            if not places.is_conflict(path.name):
                yield self.key_at(path), path

    def key_at(self, path: Path) -> str:
        """The key of the document whose page stands at ``path``."""
        place = path.relative_to(self.root).as_posix()
        told = "" if place.startswith(f"{places.HASHED}/") else place.removesuffix(".json")
        try:
            page = self._read(path, told)
        except DamagedPage as damaged:
            return told or self._key_told(path, damaged.data) or place
        except OSError:
            page = None
        if page is None:
            return told or place
        if place in (places.plain_place(page.key), places.hashed_place(page.key)) or not told:
            return page.key
        return told

    def _key_told(self, path: Path, data: bytes) -> str:
        """The key that the remains of a damaged page tell, or its backups; "" when none does."""
        known = self._cache.get(path)
        if known is not None:
            return known.page.key
        match = _KEY.search(data)
        if match:
            with suppress(Damaged):
                return str(parse_json(match[1]))
        for backup in self.backups(path):
            with suppress(Damaged, NotAPage, OSError):
                return from_page(parse_json(read_bytes(backup))).key
        return ""

    def files(self) -> dict[Path, Stamp]:
        """Every ``.json`` file under ``notes`` with its stamp."""
        found: dict[Path, Stamp] = {}
        waiting = [self.root]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(folder / entry.name)
                        elif entry.name.endswith(".json") and not is_temporary(entry.name):
                            if entry.is_symlink() and not is_within(Path(entry.path), self.home):
                                continue
                            with suppress(OSError):
                                status = entry.stat()
                                found[folder / entry.name] = Stamp(
                                    status.st_ino, status.st_size, status.st_mtime_ns
                                )
            except OSError:
                continue
        return found

    # Noticing change

    def changed(self) -> tuple[set[str], list[Path]]:
        """Keys of pages changed by others since the last call (or since read), conflict copies."""
        now = self.files()
        known = self._seen.keys() | now.keys() if self._seen_whole else self._seen.keys()
        changed = {path for path in known if self._seen.get(path) != now.get(path)}
        looked_at = changed & now.keys() if self._looked else now
        conflicts = [path for path in now if places.is_conflict(path.name)]
        conflicts += [path for path in looked_at if self._is_copy(path, now)]
        conflicts = sorted(set(conflicts))
        self._seen, self._seen_whole, self._looked = dict(now), True, True
        changed.difference_update(conflicts)
        gone = {self._cache[p].page.key for p in changed if p not in now and p in self._cache}
        return gone | {self.key_at(path) for path in changed if path in now}, conflicts

    def _is_copy(self, path: Path, files: Collection[Path]) -> bool:
        """Whether a file with a number or a name added says that it is the page beside it."""
        beside = (path.with_name(name) for name in places.likely_originals(path.name))
        originals = [original for original in beside if original in files]
        if not originals:
            return False
        with suppress(OSError, Damaged, NotAPage):
            key = from_page(parse_json(read_bytes(path))).key
            return any(key == self.key_at(original) for original in originals)
        return False

    # Writing

    def save(self, page: Page, today: str, *, backup: bool = True) -> None:
        """Write a page. The caller holds the lock and has read the page freshly under it."""
        path = self._place(page.key)
        if backup:
            self._back_up(path, today)
        data = dump_json(page_json(page))
        written = write_atomic(path, data)
        self._cache[path] = _Read(written, hashlib.sha256(data).digest(), page)
        self._seen[path] = written

    def _place(self, key: str) -> Path:
        try:
            found = self.find(key)
        except DamagedPage as damaged:
            return damaged.path
        if found is not None:
            return found[0]
        plain = places.plain_place(key)
        if plain is None or places.has_twin(self.root, plain) or self._leads_out(self.root / plain):
            return self.root / places.hashed_place(key)
        path = self.root / plain
        return self.root / places.hashed_place(key) if os.path.lexists(path) else path

    def delete(self, key: str, today: str) -> None:
        """Remove the page of a document; its last bytes stay in the backups."""
        try:
            found = self.find(key)
        except DamagedPage:
            return
        if found is None:
            return
        path = found[0]
        self._back_up(path, today, again=True)
        os.unlink(path)
        sync_folder(path.parent)
        self._cache.pop(path, None)
        self._seen[path] = None

    def set_aside(self, path: Path) -> Path:
        """Copy a damaged file to ``*.corrupt-<time>``; a rebuilt page will take its place."""
        try:
            return quarantine(path, keep=path.is_file())
        finally:
            self._cache.pop(path, None)

    def put_away(self, path: Path, today: str) -> None:
        """Move a merged conflict copy to the backups."""
        target = self.home / BACKUPS / today / "conflicts" / path.relative_to(self.root)
        write_atomic(target, path.read_bytes())
        os.unlink(path)
        self._seen[path] = None

    # Backups

    def backups(self, path: Path) -> list[Path]:
        """Backups of the page at ``path``, newest first."""
        place = path.relative_to(self.root)
        found = [day / NOTES / place for day in self._days()]
        return [path for path in found if path.is_file()]

    def _back_up(self, path: Path, today: str, *, again: bool = False) -> None:
        """Keep the page as it was before the first change of the day."""
        if ((today, path) in self._backed_up and not again) or not path.is_file():
            return
        target = self.home / BACKUPS / today / NOTES / path.relative_to(self.root)
        if again or not target.exists():
            new_day = not (self.home / BACKUPS / today).exists()
            write_atomic(target, path.read_bytes())
            if new_day:
                self._rotate()
        self._backed_up.add((today, path))

    def _rotate(self) -> None:
        import shutil

        if (self.home / BACKUPS).is_symlink():
            return  # what stands there is not surely ours to delete
        for old in self._days()[KEPT_DAYS:]:
            shutil.rmtree(old, ignore_errors=True)

    def _days(self) -> list[Path]:
        """The daily folders, newest first."""
        found = (self.home / BACKUPS).glob("*")
        return sorted((day for day in found if _DAY.fullmatch(day.name)), reverse=True)
