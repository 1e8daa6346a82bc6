"""The open article's file went: it is followed to its new name, else that it is gone is said."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.scan import path_of
from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.tui.main.asking import Marks, marks_of
from reader.tui.main.host import Host

if TYPE_CHECKING:
    from reader.notes.moves import Move
    from reader.tui.main.opening import Opening
    from reader.tui.main.shelf import Shelf

LATELY = 10.0
"""Seconds for which a file that came may be the one that goes next: a move between two disks."""
MOST_FRESH = 2_000
"""Files that came of which so many are compared by name."""


class Pursuing:
    """Follows the open article where it was renamed, edited and renamed, or moved."""

    def __init__(self, host: Host, opening: Opening, shelf: Shelf) -> None:
        self._host, self._opening, self._shelf = host, opening, shelf
        self._said_gone = ""
        """The open article of which it was said that it is gone: it may still turn up."""
        self._came: deque[tuple[float, str]] = deque(maxlen=MOST_FRESH)

    def pursue(self, fresh: Collection[str], gone: Collection[str]) -> None:
        """Look for the open article among files that came, when its own is gone."""
        from reader.resettling import successor

        now = time.monotonic()
        while self._came and now - self._came[0][0] > LATELY:
            self._came.popleft()
        self._came.extend((now, key) for key in islice(fresh, MOST_FRESH))
        article, session = self._opening.article, self._opening.session
        if article is None or session is None:
            return
        key = article.key
        if key not in gone and not (key == self._said_gone and fresh):
            return
        came = dict.fromkeys(name for _, name in self._came if name != key)
        root = session.root

        def look(cancelled: Callable[[], bool]) -> Move | None:
            if article.path.exists():  # it was only away while it was written
                return None
            return successor(root, article, list(came), cancelled=cancelled)

        def found(move: Move | None) -> None:
            shown = self._opening.article
            if shown is None or shown.key != key:
                return
            if move is not None:
                self._follow_to(move)
            elif not article.path.exists():
                self._say_gone(article)

        self._opening.side.run(look, found, kind="pursuit")

    def _say_gone(self, article: OpenArticle) -> None:
        if self._said_gone != article.key:
            self._said_gone = article.key
            self._host.say(f"{article.key} is gone from the folder; you see it as it was.")

    def _follow_to(self, move: Move) -> None:
        """Notes and reading go along, and the article is shown on under its new name."""
        from reader.resettling import resettle

        session = self._opening.session
        if session is None:
            return
        self._opening.keep_place()

        def follow(_: Callable[[], bool]) -> tuple[list[str], list[Marks]] | None:
            if (move.old, move.new) in session.store.undone_moves():
                return None
            if not Path(path_of(session.root, move.new)).exists():
                return None
            return resettle(session, [move]), marks_of(session, {move.old, move.new})

        def followed(found: tuple[list[str], list[Marks]] | None) -> None:
            if found is None:
                return
            said, marks = found
            self._shelf.learn_marks(marks)
            shown = self._opening.article
            if shown is None or shown.key != move.old:
                return
            self._opening.show(move.new, was=move.old)
            for sentence in said or [f"{move.old} is {move.new} now; you read on in it."]:
                self._host.say(sanitise(sentence))

        self._opening.store.run(follow, followed)
