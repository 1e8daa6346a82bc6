"""Others at the same notes: windows, editors, sync tools; and what is not safe on disk yet."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from reader.notes.safety import Safety, Status
from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.session import Session
from reader.tui.main.asking import Marks, marks_of
from reader.tui.main.shelf import Shelf
from reader.tui.work import Serial

if TYPE_CHECKING:
    from reader.notes.moves import Move
    from reader.resettling import Lost

RETRY = 10
"""Looks until what could not be saved is tried again."""
SEEK = 12
"""Looks until files with notes are looked for again."""
SEARCHES = 4
"""How often a file without notes is searched for by what the index knows."""


class Seen(NamedTuple):
    """What one look found."""

    changed: list[Marks]
    """Of articles whose notes others changed."""
    article: OpenArticle | None
    """The open one with the notes as they are now, if it is among them."""
    announcements: list[str]
    trouble: str
    gone: Lost | None = None
    """Documents with notes whose file is not there; None when it was not looked for."""
    went: str = ""
    """Where the notes of the open article went, when its file moved."""


class Together(Shelf):
    """What changes without a key being pressed."""

    _looks = 0
    _looking = False
    _missed: frozenset[str] = frozenset()
    """Lost at the last look: a file may be away for the moment of being written."""
    _sought: frozenset[str] = frozenset()
    _searches = 0
    _seekers: Serial | None = None

    def _poll(self) -> None:
        session = self.session
        if session is None or self._looking:
            return  # what a look found is told once: a newer one must never take its place
        self._looking = True
        beat = self._looks
        self._looks += 1

        def look(_: Callable[[], bool]) -> Seen:
            from reader.resettling import lost

            if session.trouble and beat % RETRY == 0:
                session.store.retry()
            changed = session.store.changed_outside()
            went = moved_to(session, self.worked, changed)
            return Seen(
                marks_of(session, changed | session.reading_changed()),
                self._renewed(session, changed),
                session.announcements(),
                session.trouble,
                lost(session) if beat % SEEK == 0 else None,
                went,
            )

        def failed(error: Exception) -> None:
            self._looking = False
            self.failed(error)

        def done(seen: Seen) -> None:
            self._looking = False
            self._looked(seen)

        self.store.run(look, done, failed=failed)

    def _looked(self, seen: Seen) -> None:
        for sentence in seen.announcements:
            self.notify(sentence, severity="warning", timeout=10)
        self.alarm(seen.trouble)
        if seen.changed:
            self.learn_marks(seen.changed)
        if seen.went:
            self.show(seen.went)
        elif seen.article is not None:
            self.took(seen.article)
        if seen.gone is not None:
            self._seek(seen.gone)

    def _renewed(self, session: Session, changed: Collection[str]) -> OpenArticle | None:
        """The open article with its notes as they are now, when they changed."""
        article = self.worked
        if article is None or article.key not in changed:
            return None
        self.worked = renewed = session.with_notes(article)
        return renewed

    # Files that moved

    def _seek(self, gone: Lost) -> None:
        """Look for files that are gone twice in a row, or were when the library was opened."""
        session, missing = self.session, frozenset((*gone.missing, *gone.readings))
        surely = missing if self._looks <= 1 else missing & self._missed
        self._missed = missing
        if surely != self._sought:
            self._sought, self._searches = surely, 0
        most = SEARCHES if gone.readings else 1  # the index may have to learn of a file first
        if session is None or not surely or self._searches >= most:
            return
        self._searches += 1
        if self._seekers is None:
            self._seekers = Serial("moves", self, self.failed)
        root = session.root

        def seek(cancelled: Callable[[], bool]) -> list[Move]:
            from reader.resettling import whereabouts

            return whereabouts(root, gone, digests=known_digests(session), cancelled=cancelled)

        self._seekers.run(seek, self._found, kind="moves")

    def _found(self, moves: list[Move]) -> None:
        session = self.session
        if session is None or not moves:
            return

        def follow(_: Callable[[], bool]) -> Seen:
            from reader.resettling import resettle

            said = resettle(session, moves)
            keys = {key for move in moves for key in (move.old, move.new)}
            went = moved_to(session, self.worked, keys)
            renewed = self._renewed(session, keys)
            return Seen(marks_of(session, keys), renewed, said, session.trouble, went=went)

        self.store.run(follow, self._looked)

    def on_unmount(self) -> None:
        """Look for nothing any more."""
        if self._seekers is not None:
            self._seekers.close(wait=False)

    # Leaving

    def leave_safely(self, leave: Callable[[], None]) -> None:
        """Call ``leave``; while notes are in memory alone, or outside of the library, ask first."""
        session = self.session
        if session is None:
            leave()
            return

        def asked(status: Status) -> None:
            from reader.tui.dialogs.prompt import Prompt

            self.alarm(status.message)
            if status.safety not in (Safety.EMERGENCY, Safety.UNSAFE):
                leave()
                return
            question = "Your newest notes are not saved. Type yes to leave all the same"

            def answered(line: str | None) -> None:
                if line is not None and line.strip().casefold() in {"yes", "y"}:
                    leave()

            self.app.push_screen(Prompt(question, hint=sanitise(status.message)), answered)

        def failed(error: Exception) -> None:
            self.failed(error)
            leave()  # a mistake of ours keeps nobody in

        self.store.run(lambda _: session.store.retry(), asked, failed=failed)


def moved_to(session: Session, article: OpenArticle | None, changed: Collection[str]) -> str:
    """The key to which the notes of an article went whose file is gone; "" when it stays."""
    if article is None or article.key not in changed or article.path.exists():
        return ""
    digest = article.document.digest
    there = (key for key in sorted(changed) if session.store.page(key).facts.digest == digest)
    return next((key for key in there if key != article.key), "")


def known_digests(session: Session) -> dict[str, str]:
    """The digests of the articles that the index knows, by key."""
    from reader.indexing import all_facts, index_of
    from reader.library.index import IndexUnavailableError

    try:
        return {facts.key: facts.digest for facts in all_facts(index_of(session.root))}
    except IndexUnavailableError:
        return {}
