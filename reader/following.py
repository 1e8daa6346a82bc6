"""An open library's index follows its folder: what is known first, then what changed meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.analysis import taught_by
from reader.cleaning.rules import Rules
from reader.indexing import ANALYSE
from reader.library.build import FEW, LONG, Background, Outcome, Progress, update
from reader.library.facts import Facts
from reader.library.index import Index, IndexUnavailableError
from reader.library.scan import Entry, entry_of, scan
from reader.library.watch import Changes, watch

FEW_ARTICLES = 400
"""A library up to this size is built by one worker: two start slower than they read."""

BREATH = 0.05
"""Seconds between two looks whether to go on."""


class FolderChange(NamedTuple):
    """What happened in the folder, looked up already."""

    entries: Sequence[Entry] = ()
    """Files that came or were written."""
    removed: Sequence[str] = ()
    rescanned: bool = False
    """So much changed that the folder was scanned again: ``entries`` are all files it has."""


class Listener(NamedTuple):
    """Who wants to know; every function is called from a thread of the follower."""

    learnt: Callable[[Sequence[Facts]], None] = lambda facts: None
    """Facts that were known, are new or were renewed."""
    changed: Callable[[FolderChange], None] = lambda change: None
    copies: Callable[[Mapping[str, Sequence[str]]], None] = lambda copies: None
    """Near-identical articles, by the key of the first; again whenever they may have changed."""
    records: Callable[[str, Collection[str]], None] = lambda path, keys: None
    """The keys of the records that a corpus file has now; others of it went."""
    built: Callable[[Outcome], None] = lambda outcome: None
    trouble: Callable[[str], None] = lambda sentence: None
    """A sentence: the index or the watch cannot go on; reading and notes can."""


class Follower:
    """Reads what the index knows, brings it up to date, then keeps to the folder's changes."""

    def __init__(
        self,
        index: Index,
        listener: Listener,
        *,
        articles: int = 0,
        rules: Callable[[], Rules] = Rules,
    ) -> None:
        """``articles``: how many there are, about; ``rules``: what articles are judged by, now."""
        self.index = index
        self._listener = listener
        self._rules = rules
        self._rules_changed = False
        self._stale = False
        """Whether something changed that the build which runs may not have seen."""
        self._state = threading.Lock()
        """Held while it is decided whether a build runs and what it has to heed."""
        self._told = ""
        self._ended = threading.Event()
        self._resting = threading.Event()
        self._build: Background | None = None
        self._processes = 1 if articles <= FEW_ARTICLES else 2
        self._watcher = threading.Thread(target=self._watch, name="glosse-watch", daemon=True)
        self._opener = threading.Thread(target=self._begin, name="glosse-known", daemon=True)

    def start(self) -> Follower:
        """Begin; returns at once."""
        self._watcher.start()
        self._opener.start()
        return self

    def end(self) -> None:
        """Stop; what was stored stays. Returns at once: the threads end by themselves."""
        self._ended.set()
        build = self._build
        if build is not None:
            build.cancel(timeout=0)

    @property
    def progress(self) -> Progress | None:
        """How far the build is; None when none goes on."""
        build = self._build
        return build.progress if build is not None and build.running else None

    def pause(self, paused: bool = True) -> None:
        """Rest between two batches, so that the keyboard has the machine; or go on."""
        (self._resting.set if paused else self._resting.clear)()
        build = self._build
        if build is not None:
            build.pause(paused)

    def _begin(self) -> None:
        try:
            for facts in self.index.stream_facts():
                while self._resting.is_set() and not self._ended.is_set():
                    time.sleep(BREATH)
                if self._ended.is_set():
                    return
                self._listener.learnt(facts)
            self._listener.copies(self.index.copies())
        except IndexUnavailableError as error:
            self._trouble(str(error))
            return
        finally:
            self.index.release()  # this thread ends
        self.renew()

    def renew(self, scanned: Sequence[Sequence[Entry]] | None = None) -> None:
        """Compare the whole folder with the index and read what changed, in the background.

        ``scanned``: the files it has, where that is known. Where a build goes on already, it is
        done once more behind it: its scan may be over.
        """
        with self._state:
            self._stale = self._build is not None
            if self._ended.is_set() or self._stale:
                return
            self._build = Background(
                self.index,
                analyse=ANALYSE,
                taught=taught_by(self._rules()),
                processes=self._processes,
                entries=None if scanned is None else iter(scanned),
                changed=self._renewed,
                grown=self._grown,
                finished=self._built,
            )
            self._build.pause(self._resting.is_set())
            self._build.start()

    def heed(self) -> None:
        """The rules changed: judge again the articles they speak of. Returns at once."""
        with self._state:
            self._rules_changed = True
            build = self._build
        if build is not None:
            build.cancel(timeout=0)  # its workers hold the old ones; _built goes on
        else:
            threading.Thread(target=self._heed, name="glosse-rules", daemon=True).start()

    def _heed(self) -> None:
        self._rules_changed = False
        try:
            paths = self.index.teach(taught_by(self._rules()))
            if len(paths) > FEW:
                self.renew()
            elif paths and not self._ended.is_set():
                self._update(paths)
        except IndexUnavailableError as error:
            self._trouble(str(error))

    def _renewed(self, paths: Iterable[str]) -> None:
        if not self._ended.is_set():
            self._listener.learnt(self._facts_in(paths))

    def _grown(self, path: str, keys: list[str], whole: bool) -> None:
        """Some records of a long corpus; ``whole``: it has no more than these and those before."""
        if self._ended.is_set():
            return
        self._listener.learnt([*self.index.facts_of(keys).values()])
        if whole:
            self._listener.records(path, frozenset(self.index.records_of(path)))

    def _facts_in(self, paths: Iterable[str]) -> list[Facts]:
        """Facts of all articles of some files: one each, or one for each record."""
        found: list[Facts] = []
        alone: list[str] = []
        for path in paths:
            keys = self.index.records_of(path)
            if keys == [path]:
                alone.append(path)
            else:
                found.extend(self.index.facts_of(keys).values())
                self._listener.records(path, frozenset(keys))
        return [*self.index.facts_of(alone).values(), *found]

    def _built(self, outcome: Outcome | OSError) -> None:
        with self._state:
            again = self._rules_changed or self._stale
            self._build, self._rules_changed, self._stale = None, False, False
        if self._ended.is_set():
            return
        if isinstance(outcome, OSError):
            self._trouble(str(outcome))
        elif again:
            self.renew()
        else:
            self._listener.built(outcome)
            try:
                self._listener.copies(self.index.copies())
            except IndexUnavailableError as error:
                self._trouble(str(error))

    def _watch(self) -> None:
        try:
            for changes in watch(self.index.root, cancelled=self._ended.is_set):
                try:
                    self._follow(changes)
                    self._told = ""
                except IndexUnavailableError as error:  # of another change it may know again
                    self._trouble(str(error))
        except (OSError, RuntimeError) as error:
            self._trouble(
                f"The folder cannot be watched: {error}. Open it again to see what changed."
            )

    def _trouble(self, sentence: str) -> None:
        """Tell of trouble, and not of the same at every change."""
        if sentence != self._told:
            self._told = sentence
            self._listener.trouble(sentence)

    def _follow(self, changes: Changes) -> None:
        if changes.rescan:
            batches = list(scan(self.index.root, cancelled=self._ended.is_set))
            if not self._ended.is_set():
                entries = [entry for batch in batches for entry in batch]
                self._listener.changed(FolderChange(entries, rescanned=True))
                self.renew(batches)
            return
        touched = (*changes.added, *changes.changed)
        found = {key: entry_of(self.index.root, key) for key in touched}
        entries = [entry for entry in found.values() if entry is not None]
        gone = [*changes.removed, *(key for key, entry in found.items() if entry is None)]
        self._listener.changed(FolderChange(entries, gone))
        self._update([*touched, *changes.removed])

    def _update(self, paths: Sequence[str]) -> None:
        long = {path for path in paths if self._is_long(path)}
        if long:
            self.renew()
        few = [path for path in paths if path not in long]
        renewed, removed = update(self.index, few, analyse=ANALYSE)
        if renewed:
            self._listener.learnt(self._facts_in(renewed))
        if (renewed or removed) and not self._ended.is_set():
            self._listener.copies(self.index.copies())

    def _is_long(self, path: str) -> bool:
        """Whether a file takes so long to read that another process is to do it."""
        entry = entry_of(self.index.root, path)
        return entry is not None and entry.size >= LONG
