"""The library that a command line names, and what the verbs ask of it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.console import Failure, complain
from reader.cli.progress import Progress

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from reader.documents.model import Document
    from reader.indexing import Row
    from reader.library.build import Progress as BuildProgress
    from reader.library.index import Index
    from reader.notes.model import Note
    from reader.notes.page import Page
    from reader.session import Session


def add_library_arguments(parser: argparse.ArgumentParser, *, indexed: bool = True) -> None:
    """The options of every verb that works on a library."""
    parser.add_argument(
        "--library", metavar="FOLDER", help="its root (default: found above the paths)"
    )
    if indexed:
        parser.add_argument(
            "--no-index", action="store_true", help="take the index as it is, read no new files"
        )
    parser.add_argument("--json", action="store_true", help="JSON, one object a line")
    parser.add_argument("--quiet", action="store_true", help="no progress, no remarks")


@dataclass
class Library:
    """One library with its session and its index, opened when first asked for."""

    root: Path
    parts: tuple[str, ...] = ("",)
    """What of it was named: keys of files and folders, "" for all of it."""
    quiet: bool = False
    _passing: TemporaryDirectory[str] | None = field(default=None, init=False)
    """The folder of an index that is made for this once."""

    @cached_property
    def session(self) -> Session:
        """Notes and reading state."""
        from reader.session import Session

        return Session(self.root, creator=_creator())

    @cached_property
    def index(self) -> Index:
        """The index, as it is."""
        from reader.indexing import index_of

        return index_of(self.root)

    def updated_index(self) -> Index:
        """The index after it followed the folder, notes included. Raises OSError.

        Where none can be kept, one is made for this once.
        """
        from reader.library.index import IndexUnavailableError

        try:
            self._bring_up_to_date()
        except IndexUnavailableError:
            self._use_passing_index()
            self._bring_up_to_date()
        return self.index

    def _use_passing_index(self) -> None:
        """Work with an index in a folder that goes when the library is closed."""
        from tempfile import TemporaryDirectory

        from reader.library.index import Index

        self._passing = TemporaryDirectory(prefix="glosse-", ignore_cleanup_errors=True)
        self.index.close()
        self.index = Index(Path(self._passing.name), self.root)
        if not self.quiet:
            complain("The search index cannot be kept on this machine: all files are read anew.")

    def _bring_up_to_date(self) -> None:
        from reader.indexing import bring_up_to_date, index_notes
        from reader.library.build import Control

        with Progress("indexing", quiet=self.quiet, beside_output=False) as progress:

            def told(state: BuildProgress) -> None:
                progress.at(state.done, state.total)

            bring_up_to_date(
                self.index,
                rules=self.session.rules,
                processes=os.cpu_count() or 1,
                control=Control(progress=told),
            )
        index_notes(self.index, self.notes)

    @cached_property
    def notes(self) -> dict[str, tuple[Note, ...]]:
        """The notes of the whole library, by key."""
        store = self.session.store
        found = {key: store.notes(key) for key in store.keys()}  # noqa: SIM118 - a method of ours
        return {key: notes for key, notes in found.items() if notes}

    def holds(self, key: str) -> bool:
        """Whether an article is among what was named."""
        from reader.indexing import is_below

        return any(is_below(key, part) for part in self.parts)

    def rows(self, *, update: bool = True) -> Iterator[Row]:
        """The articles that were named, by key."""
        from reader.indexing import all_facts, rows

        index = self.updated_index() if update else self.index
        found = (facts for facts in all_facts(index) if self.holds(facts.key))
        return rows(found, self.session.state, self.notes)

    def pages(self) -> Iterator[Page]:
        """The pages of notes of what was named, those without a note left out."""
        for key in self.notes:
            if self.holds(key):
                yield self.session.store.page(key)

    def document(self, key: str) -> Document | None:
        """A document as it is now, in the encoding its reader chose; None if it cannot be read."""
        from reader.documents import Refused

        try:
            return self.session.document(key)
        except Refused:
            return None

    def path(self, key: str) -> str:
        """A key as a path that can be opened from here; a record keeps its ``#number``."""
        whole = os.path.join(self.root, *key.split("/"))
        here = os.path.relpath(whole)
        return whole if here.startswith("..") else here

    def close(self) -> None:
        """Hand over what is to be written, and say what was mended meanwhile."""
        if "session" in self.__dict__:
            self.session.close()
            for sentence in self.session.announcements():
                complain(sentence)
        if "index" in self.__dict__:
            self.index.close()
        if self._passing is not None:
            self._passing.cleanup()


def open_library(paths: Sequence[str], *, named: str | None = None, quiet: bool = False) -> Library:
    """The library of files and folders; without any the one of the folder we stand in.

    Raises Failure where a path does not exist or two belong to different libraries.
    """
    from reader.library.root import find_root

    if named is not None and not Path(named).is_dir():
        raise Failure(f"{named} is no folder. --library takes the root of a library.", status=2)
    within = {find_root(_existing(path)) for path in paths or ["."]} if named is None else set()
    roots = within or {Path(os.path.abspath(named or "."))}
    if len(roots) > 1:
        listed = " and ".join(sorted(map(str, roots)))
        raise Failure(
            f"These paths lie in different libraries: {listed}. Name paths of one; "
            "`glosse agree --with` compares two, `glosse merge` joins them.",
            status=2,
        )
    root = roots.pop()
    parts = tuple(_part(root, Path(path).absolute()) for path in paths) or ("",)
    return Library(root, parts, quiet)


def no_articles(library: Library) -> str:
    """The sentence about a library, or a part of it, that is empty."""
    where = ", ".join(library.path(part) for part in library.parts if part) or str(library.root)
    return f"There are no articles in {where}. Copy some there, or save a page: glosse add URL."


def is_path(word: str) -> bool:
    """Whether a word of a command line names a file or folder, and is no part of a query."""
    return os.path.lexists(_without_record(word))


def _without_record(word: str) -> str:
    from reader.library.scan import split_key

    return word if os.path.lexists(word) else split_key(word)[0]


def _existing(path: str) -> Path:
    if not is_path(path):
        raise Failure(f"{path} does not exist. Check the spelling.")
    return Path(_without_record(path))


def _part(root: Path, path: Path) -> str:
    normal = Path(os.path.normpath(path))
    try:
        key = normal.relative_to(root).as_posix()
    except ValueError:
        raise Failure(f"{path} lies outside of the library {root}.", status=2) from None
    return "" if key == "." else key


def _creator() -> str:
    from reader.config import load

    return load()[0].notes.creator
