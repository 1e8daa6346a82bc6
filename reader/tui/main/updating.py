"""The list keeps to the folder, and to what becomes known of its articles."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.library.facts import Facts
from reader.library.listing import Sort
from reader.library.scan import Entry, split_key
from reader.session import Session
from reader.tui.main.host import Host

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.following import FolderChange
    from reader.tui.library.pane import LibraryView
    from reader.tui.main.evidence import Evidence
    from reader.tui.main.opening import Opening
    from reader.tui.main.pursuing import Pursuing
    from reader.tui.main.shelf import Shelf

REST = 0.5
"""Seconds after a key during which the machine is left to who reads."""
ARRANGE = 1.0
"""Seconds at least between two new arrangements of the list because of what was learnt."""


class Updating:
    """Takes in what the follower of the folder tells, on the event loop."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        shelf: Shelf,
        *,
        pursuing: Pursuing,
        evidence: Evidence,
        library: LibraryView,
    ) -> None:
        self._host, self._opening, self._shelf = host, opening, shelf
        self._pursuing, self._evidence = pursuing, evidence
        self._library = library
        self._copies: Mapping[str, Sequence[str]] = {}
        """Near-identical articles, by the key of the first."""
        self._corpora: set[str] = set()
        """Files that are listed by their records, not by themselves."""
        self._astray = False
        """Whether the index told of a file that the list does not have, or has while it went."""
        self._arranging: Timer | None = None
        self._arranged_in = 0.0
        """Seconds that the last arrangement took."""
        self._last_key = 0.0

    # Keys

    def key_pressed(self) -> None:
        """Somebody reads, and waits for no arranging."""
        self._last_key = time.monotonic()

    @property
    def rested(self) -> bool:
        """Whether no key was pressed lately."""
        return time.monotonic() - self._last_key >= REST

    # What becomes known

    def learnt(self, facts: Sequence[Facts]) -> None:
        """Facts that were known, are new or were renewed."""
        view = self._library
        listing = view.listing
        new = False
        listed = []
        for fact in facts:
            path, record = split_key(fact.key)
            if listing.number(fact.key) is None:
                if not record or (path not in self._corpora and listing.number(path) is None):
                    self._astray = True  # it went, or it came before the folder was watched
                    continue
                self._corpora.add(path)
                new = True
            listed.append(fact)
        view.know(listed)
        listing.remove(self._corpora)
        if new:
            self._shelf.mark_again()
        if listed and (new or view.depends_on_facts):
            self._arrange_soon()
        article = self._opening.article
        if article is not None and any(fact.key == article.key for fact in listed):
            self._evidence.look()

    def records(self, path: str, keys: Collection[str]) -> None:
        """A corpus file was read again: records that it has no more leave the list."""
        listing, start = self._library.listing, f"{path}#"
        if not keys and listing.number(path) is not None:
            self._astray = True
        gone = [
            key
            for key in listing.keys
            if key.startswith(start) and key not in keys and listing.number(key) is not None
        ]
        if gone:
            self._library.drop(gone)
            self._tell_open((), gone)

    def built(self) -> None:
        """The index is up to date: look again where it knew something else than the list."""
        if self._astray:
            self._astray = False
            self._rescan()
        self._host.retitle()
        self._evidence.look()
        if self._library.sort is not Sort.PATH or self._library.query_text:
            self._arrange_soon()

    def _arrange_soon(self) -> None:
        if self._arranging is None:
            wait = max(ARRANGE, 20 * self._arranged_in)
            self._arranging = self._host.set_timer(wait, self._arrange)

    def _arrange(self) -> None:
        """Sort and filter with what is known now, but not between two keys."""
        self._arranging = None
        if not self.rested:
            self._arranging = self._host.set_timer(REST, self._arrange)
            return
        begun = time.perf_counter()
        self._library.rearrange()
        self._arranged_in = time.perf_counter() - begun

    def copies_known(self, copies: Mapping[str, Sequence[str]]) -> None:
        """Near-identical articles stand in one row."""
        if copies != self._copies:
            self._copies = copies
            self._library.fold(copies)
            self._host.retitle()

    # The folder

    def folder_changed(self, change: FolderChange) -> None:
        """Files came, went or were written."""
        session, view = self._opening.session, self._library
        if session is None:
            return
        if change.rescanned:
            self._rescanned(change.entries)
            return
        touched = [entry.key for entry in change.entries]
        fresh = [key for key in touched if view.listing.number(key) is None]
        gone = list(change.removed)
        if any(split_key(f"{key}#1")[1] for key in gone):
            files = set(gone)
            gone += [key for key in view.listing.keys if split_key(key)[0] in files]
        view.listing.extend(change.entries)
        view.listing.remove([*gone, *self._corpora])
        for key in touched:
            view.forget(key)
        view.rearrange()
        self._tell_open(touched, gone, fresh)
        self._shelf.mark_again()

    def _rescan(self) -> None:
        session = self._opening.session
        if session is not None:
            self._opening.side.run(partial(_all_entries, session), self._rescanned, kind="scan")

    def _rescanned(self, entries: Sequence[Entry]) -> None:
        view = self._library
        there = {entry.key for entry in entries}
        listing = view.listing
        gone = [
            key
            for key in listing.keys
            if split_key(key)[0] not in there and listing.number(key) is not None
        ]
        fresh = sorted(key for key in there if listing.number(key) is None)
        view.listing.extend(entries)
        view.listing.remove([*gone, *self._corpora])
        view.rearrange()
        self._tell_open((), gone, fresh)
        self._shelf.mark_again()

    def _tell_open(
        self, touched: Sequence[str], gone: Sequence[str], fresh: Sequence[str] = ()
    ) -> None:
        """The open article is read again when its file changed; when it went, it is followed."""
        article = self._opening.article
        if article is None:
            self._opening.open_selected()  # there may have been nothing to open before
            return
        if split_key(article.key)[0] in touched:
            self._opening.open(article.key)
        else:
            self._pursuing.pursue(fresh, gone)


def _all_entries(session: Session, cancelled: Callable[[], bool]) -> list[Entry]:
    return [entry for batch in session.entries(cancelled=cancelled) for entry in batch]
