"""The index on the main screen: it fills in the list while one reads, and follows the folder."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.config import Config
from reader.library.facts import Facts
from reader.library.listing import Sort
from reader.library.scan import Entry, split_key
from reader.opened import OpenArticle
from reader.session import Session
from reader.tui.commands import Command
from reader.tui.main.asking import marks_of
from reader.tui.main.pursuing import Pursuing
from reader.tui.start.target import Start
from reader.tui.work import Done

if TYPE_CHECKING:
    from reader.cleaning.rules import Rules
    from reader.documents.model import Document
    from reader.following import FolderChange, Follower
    from reader.library.build import Outcome

DELAY = 0.5
"""Seconds after the list is complete and an article shown until the index is looked at."""
PATIENCE = 10
"""So many delays at most: an article that cannot be opened holds nothing up."""
REST = 0.5
"""Seconds after a key during which the index leaves the machine alone."""
ARRANGE = 1.0
"""Seconds at least between two new arrangements of the list because of what was learnt."""


class Tracking(Pursuing):
    """Facts come from the index where it has them; the list keeps to the folder."""

    copies: Mapping[str, Sequence[str]] = {}
    """Near-identical articles, by the key of the first."""
    _follower: Follower | None = None
    _waited = 0
    _indexed = False
    _index_held = False
    """Whether the index rests because it was told to."""
    _last_key = 0.0
    _said_last = ""
    _astray = False
    """Whether the index told of a file that the list does not have, or has while it went."""
    _arranging: Timer | None = None
    _heeded: Rules | None = None
    """The rules that the index follows."""
    _arranged_in = 0.0
    """Seconds that the last arrangement took."""

    def __init__(self, start: Start, config: Config, commands: Sequence[Command]) -> None:
        super().__init__(start, config, commands)
        self._corpora: set[str] = set()
        """Files that are listed by their records, not by themselves."""

    def _scanned(self, count: int) -> None:
        super()._scanned(count)
        self.set_timer(DELAY, lambda: self._follow(count))

    def _follow(self, count: int) -> None:
        """Begin with the index, once there is something to read on the screen."""
        if self.article is None and self.library.shown and self._waited < PATIENCE:
            self._waited += 1
            self.set_timer(DELAY, lambda: self._follow(count))
            return
        index = self.indexed.index
        if index is None or self._follower is not None or self.store.closed:
            return
        from reader.following import Follower, Listener

        listener = Listener(
            learnt=self._learn_in_turn,
            changed=lambda change: self._from_thread(partial(self._folder_changed, change)),
            records=lambda path, keys: self._from_thread(partial(self._records, path, keys)),
            copies=lambda copies: self._from_thread(partial(self._copies_known, copies)),
            built=lambda outcome: self._from_thread(partial(self._built, outcome)),
            trouble=lambda sentence: self._from_thread(partial(self._not_followed, sentence)),
        )
        session = self.session
        assert session is not None
        self._heeded = session.rules
        follower = Follower(index, listener, articles=count, rules=lambda: session.rules)
        self._follower = follower.start()
        self.set_interval(REST / 2, self._tick)

    def _from_thread(self, deliver: Callable[[], None]) -> None:
        if not self.store.closed:
            self.post_message(Done(deliver))

    def _learn_in_turn(self, facts: Sequence[Facts]) -> None:
        """From the follower's thread: hand facts over, and wait until they are taken in.

        The index gives them faster than the list takes them: waiting, they would fill the memory.
        """
        taken = threading.Event()

        def take() -> None:
            self._learnt(facts)
            taken.set()

        self._from_thread(take)
        for _ in range(100):
            if self.store.closed or taken.wait(0.05):
                return

    def leave(self) -> None:
        """The index rests where it is; what was stored stays."""
        if self._follower is not None:
            self._follower.end()

    def on_unmount(self) -> None:
        """However the screen went: no thread may keep the program from ending."""
        self.leave()
        self.side.close(wait=False)
        self.titles.close(wait=False)
        self.store.close(wait=False)

    # What becomes known

    def _learnt(self, facts: Sequence[Facts]) -> None:
        view = self.library
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
            self._mark_again()
        if listed and (new or view.depends_on_facts):
            self._arrange_soon()
        if self.article is not None and any(fact.key == self.article.key for fact in listed):
            self._ask_evidence()

    def _records(self, path: str, keys: Collection[str]) -> None:
        """A corpus file was read again: records that it has no more leave the list."""
        listing, start = self.library.listing, f"{path}#"
        if not keys and listing.number(path) is not None:
            self._astray = True
        gone = [
            key
            for key in listing.keys
            if key.startswith(start) and key not in keys and listing.number(key) is not None
        ]
        if gone:
            self.library.drop(gone)
            self._tell_open((), gone)

    # What other articles say of the open one

    def _opened(self, article: OpenArticle) -> None:
        super()._opened(article)
        self.call_after_refresh(self._ask_evidence)

    def _ask_evidence(self) -> None:
        """Look which blocks of the open article stand in others, behind what is on the screen."""
        article, session = self.article, self.session
        if article is None or session is None or article.gone:
            return
        document, key = article.document, article.key

        def look(_: Callable[[], bool]) -> Mapping[int, tuple[int, int]]:
            from reader.indexing import evidence_for
            from reader.library.index import IndexUnavailableError

            index = self.indexed.index
            if index is None or not index.path.exists():
                return {}
            try:
                return evidence_for(index, document, key)
            except IndexUnavailableError:  # told by the follower; the model's verdicts stand
                return {}

        self.side.run(look, partial(self._evident, document), kind="evidence")

    def _evident(self, document: Document, evidence: Mapping[int, tuple[int, int]]) -> None:
        """Judge the open article with what was found; the caret stays where it is."""
        article, session = self.article, self.session
        if article is None or session is None or article.document is not document:
            return

        def judge(_: Callable[[], bool]) -> OpenArticle | None:
            base = self.worked
            if base is None or base.document is not document:
                base = article
            changed = session.with_evidence(base, evidence)
            if self.worked is base:
                self.worked = changed
            # What an earlier look found was perhaps never shown: this one takes its place.
            return None if changed is base and base.verdicts is article.verdicts else changed

        def shown(changed: OpenArticle | None) -> None:
            if changed is not None:
                self.took(changed)

        self.store.run(judge, shown, kind="evidence")

    def _mark_again(self) -> None:
        session = self.session
        if session is not None:
            self.store.run(lambda _: marks_of(session), self.learn_marks, kind="marks")

    def _arrange_soon(self) -> None:
        if self._arranging is None:
            wait = max(ARRANGE, 20 * self._arranged_in)
            self._arranging = self.set_timer(wait, self._arrange)

    def _arrange(self) -> None:
        """Sort and filter with what is known now, but not between two keys."""
        self._arranging = None
        if time.monotonic() - self._last_key < REST:
            self._arranging = self.set_timer(REST, self._arrange)
            return
        begun = time.perf_counter()
        self.library.rearrange()
        self._arranged_in = time.perf_counter() - begun

    def _copies_known(self, copies: Mapping[str, Sequence[str]]) -> None:
        if copies != self.copies:
            self.copies = copies
            self.library.fold(copies)
            self.retitle()

    def _built(self, outcome: Outcome) -> None:
        self._indexed = not outcome.cancelled
        if self._astray:
            self._astray = False
            self._rescan()
        self.retitle()
        self._ask_evidence()
        if self.library.sort is not Sort.PATH or self.library.query_text:
            self._arrange_soon()

    def _not_followed(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", timeout=10)
        self.retitle()

    # The folder

    def _folder_changed(self, change: FolderChange) -> None:
        session, view = self.session, self.library
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
        self._mark_again()

    def _rescan(self) -> None:
        if self.session is not None:
            self.side.run(partial(_all_entries, self.session), self._rescanned, kind="scan")

    def _rescanned(self, entries: Sequence[Entry]) -> None:
        view = self.library
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
        self._mark_again()

    def _tell_open(
        self, touched: Sequence[str], gone: Sequence[str], fresh: Sequence[str] = ()
    ) -> None:
        """The open article is read again when its file changed; when it went, it is followed."""
        article = self.article
        if article is None:
            self._open_selected()  # there may have been nothing to open before
            return
        if split_key(article.key)[0] in touched:
            self.open(article.key)
        else:
            self.pursue(fresh, gone)

    # Rest and progress

    def rest_index(self) -> None:
        """A key was pressed, on this screen or on one above it: leave the machine to it."""
        self._last_key = time.monotonic()
        if self._follower is not None:
            self._follower.pause()

    def command_index_pause(self, count: int | None, argument: str) -> None:
        """Let the index rest until it is told to go on."""
        self._index_held = not self._index_held
        if self._follower is not None:
            self._follower.pause(self._index_held)
        self.notify("The index rests." if self._index_held else "The index goes on.", timeout=3)
        self.retitle()

    def _tick(self) -> None:
        follower = self._follower
        if follower is None:
            return
        if time.monotonic() - self._last_key >= REST:
            follower.pause(self._index_held)
        if self.session is not None and self.session.rules is not self._heeded:
            self._heeded = self.session.rules
            follower.heed()
        if self.progress_words != self._said_last:
            self._said_last = self.progress_words
            self.retitle()

    @property
    def is_indexed(self) -> bool:
        """Whether the index was brought up to date since the library was opened."""
        return self._indexed

    def caution(self) -> str:
        """What is to be said of answers while the index is not complete."""
        words = self.progress_words
        if not words and self.start.key is None and not self.is_indexed:
            words = "the index is not complete yet"
        return f"{words}, more may come" if words else ""

    @property
    def progress_words(self) -> str:
        """How far the index is, for a title; "" when it is complete."""
        progress = self._follower.progress if self._follower is not None else None
        if progress is None:
            return ""
        if progress.waiting:
            return "another window indexes"
        held = " rests" if self._index_held else ""
        return f"index{held} {progress.done / progress.total:.0%}" if progress.total else ""


def _all_entries(session: Session, cancelled: Callable[[], bool]) -> list[Entry]:
    return [entry for batch in session.entries(cancelled=cancelled) for entry in batch]
