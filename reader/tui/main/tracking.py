"""The index is brought up to date while one reads, and follows the folder from then on."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.library.facts import Facts
from reader.tui.main.host import Commands, Host
from reader.tui.main.updating import REST

if TYPE_CHECKING:
    from reader.cleaning.rules import Rules
    from reader.following import Follower
    from reader.library.build import Outcome
    from reader.tui.library.pane import LibraryView
    from reader.tui.main.indexed import Indexed
    from reader.tui.main.opening import Opening
    from reader.tui.main.updating import Updating

DELAY = 0.5
"""Seconds after the list is complete and an article shown until the index is looked at."""
PATIENCE = 10
"""So many delays at most: an article that cannot be opened holds nothing up."""


class Tracking:
    """Runs the follower of the folder, lets it rest while keys are pressed, tells how far it is."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        indexed: Indexed,
        updating: Updating,
        *,
        library: LibraryView,
    ) -> None:
        self._host, self._opening, self._indexed = host, opening, indexed
        self._updating, self._library = updating, library
        self._follower: Follower | None = None
        self._waited = 0
        self.is_indexed = False
        """Whether the index was brought up to date since the library was opened."""
        self._held = False
        """Whether the index rests because it was told to."""
        self._said_last = ""
        self._heeded: Rules | None = None
        """The rules that the index follows."""
        self.commands: Commands = {"index-pause": self.hold}

    def begin(self, count: int) -> None:
        """Begin with the index of so many files, a little later."""
        self._host.set_timer(DELAY, lambda: self._follow(count))

    def _follow(self, count: int) -> None:
        """Begin with the index, once there is something to read on the screen."""
        opening = self._opening
        if opening.article is None and self._library.shown and self._waited < PATIENCE:
            self._waited += 1
            self.begin(count)
            return
        index, session = self._indexed.index, opening.session
        if (
            index is None
            or session is None
            or self._follower is not None
            or self._opening.store.closed
        ):
            return
        from reader.following import Follower, Listener

        post, updating = self._opening.store.post, self._updating
        listener = Listener(
            learnt=self._learn_in_turn,
            changed=lambda change: post(lambda: updating.folder_changed(change)),
            records=lambda path, keys: post(lambda: updating.records(path, keys)),
            copies=lambda copies: post(lambda: updating.copies_known(copies)),
            built=lambda outcome: post(lambda: self._built(outcome)),
            trouble=lambda sentence: post(lambda: self._not_followed(sentence)),
        )
        self._heeded = session.rules
        follower = Follower(index, listener, articles=count, rules=lambda: session.rules)
        self._follower = follower.start()
        self._host.set_interval(REST / 2, self._tick)

    def _learn_in_turn(self, facts: Sequence[Facts]) -> None:
        """From the follower's thread: hand facts over, and wait until they are taken in.

        The index gives them faster than the list takes them: waiting, they would fill the memory.
        """
        taken = threading.Event()

        def take() -> None:
            self._updating.learnt(facts)
            taken.set()

        self._opening.store.post(take)
        for _ in range(100):
            if self._opening.store.closed or taken.wait(0.05):
                return

    def end(self) -> None:
        """The index rests where it is; what was stored stays."""
        if self._follower is not None:
            self._follower.end()

    def _built(self, outcome: Outcome) -> None:
        self.is_indexed = not outcome.cancelled
        self._updating.built()

    def _not_followed(self, sentence: str) -> None:
        self._host.notify(sentence, severity="warning", timeout=10)
        self._host.retitle()

    # Rest and progress

    def rest(self) -> None:
        """A key was pressed, on this screen or on one above it: leave the machine to it."""
        self._updating.key_pressed()
        if self._follower is not None:
            self._follower.pause()

    def hold(self) -> None:
        """Let the index rest until it is told to go on."""
        self._held = not self._held
        if self._follower is not None:
            self._follower.pause(self._held)
        self._host.notify("The index rests." if self._held else "The index goes on.", timeout=3)
        self._host.retitle()

    def _tick(self) -> None:
        follower = self._follower
        if follower is None:
            return
        if self._updating.rested:
            follower.pause(self._held)
        session = self._opening.session
        if session is not None and session.rules is not self._heeded:
            self._heeded = session.rules
            follower.heed()
        if self.progress_words != self._said_last:
            self._said_last = self.progress_words
            self._host.retitle()

    def caution(self) -> str:
        """What is to be said of answers while the index is not complete."""
        words = self.progress_words
        if not words and self._host.layout_state.has_library and not self.is_indexed:
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
        held = " rests" if self._held else ""
        return f"index{held} {progress.done / progress.total:.0%}" if progress.total else ""
