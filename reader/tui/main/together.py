"""Others at the same notes: windows, editors, sync tools; and what is not safe on disk yet."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from reader.opened import OpenArticle
from reader.session import Session
from reader.storage import Stamp, stamp
from reader.tui.main.asking import Marks, marks_of
from reader.tui.main.host import Host

if TYPE_CHECKING:
    from reader.notes.moves import Move
    from reader.resettling import Lost
    from reader.tui.main.opening import Opening
    from reader.tui.main.shelf import Shelf
    from reader.tui.work import Serial

POLL = 0.5
"""Seconds between looks for what others changed."""
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
    edited: str = ""
    """The open article, when its file was written and nothing else follows the folder."""


class Together:
    """What changes without a key being pressed."""

    def __init__(
        self, host: Host, opening: Opening, shelf: Shelf, *, seekers: Serial, alone: bool = False
    ) -> None:
        """``alone``: one file was opened, and its folder is followed by nobody."""
        self._host, self._opening, self._shelf = host, opening, shelf
        self._alone = alone
        self._file: tuple[str, Stamp | None, Stamp | None] = ("", None, None)
        """The open article, its file as it was read, and as it was at the last look."""
        self._seekers = seekers
        """Where files that moved are looked for, which may take long."""
        self._looks = 0
        self._looking = False
        self._missed: frozenset[str] = frozenset()
        """Lost at the last look: a file may be away for the moment of being written."""
        self._sought: frozenset[str] = frozenset()
        self._searches = 0

    def begin(self) -> None:
        """Look now and then for what others changed."""
        self._host.set_interval(POLL, self._poll)

    def _poll(self) -> None:
        session = self._opening.session
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
            went = moved_to(session, self._opening.worked, changed)
            return Seen(
                marks_of(session, changed | session.reading_changed()),
                self._renewed(session, changed),
                session.announcements(),
                session.trouble,
                lost(session) if beat % SEEK == 0 else None,
                went,
                self._edited() if self._alone else "",
            )

        def failed(error: Exception) -> None:
            self._looking = False
            self._host.failed(error)

        def done(seen: Seen) -> None:
            self._looking = False
            self._looked(seen)

        self._opening.store.run(look, done, failed=failed)

    def _looked(self, seen: Seen) -> None:
        for sentence in seen.announcements:
            self._host.notify(sentence, severity="warning", timeout=10)
        self._host.alarm(seen.trouble)
        if seen.changed:
            self._shelf.learn_marks(seen.changed)
        if seen.went:
            self._opening.show(seen.went)
        elif seen.edited:
            self._opening.open(seen.edited)
        elif seen.article is not None:
            self._opening.took(seen.article)
        if seen.gone is not None:
            self._seek(seen.gone)

    def _renewed(self, session: Session, changed: Collection[str]) -> OpenArticle | None:
        """The open article with its notes as they are now, when they changed."""
        article = self._opening.worked
        if article is None or article.key not in changed:
            return None
        self._opening.worked = renewed = session.with_notes(article)
        return renewed

    def _edited(self) -> str:
        """The open article, when its file was written and is as it was at the look before."""
        article = self._opening.worked
        if article is None:
            return ""
        now = stamp(article.path)
        key, read, before = self._file
        if key != article.key:
            self._file = (article.key, now, now)
            return ""
        done = now is not None and before == now != read
        self._file = (key, now if done else read, now)
        return key if done else ""

    # Files that moved

    def _seek(self, gone: Lost) -> None:
        """Look for files that are gone twice in a row, or were when the library was opened."""
        session, missing = self._opening.session, frozenset((*gone.missing, *gone.readings))
        surely = missing if self._looks <= 1 else missing & self._missed
        self._missed = missing
        if surely != self._sought:
            self._sought, self._searches = surely, 0
        most = SEARCHES if gone.readings else 1  # the index may have to learn of a file first
        if session is None or not surely or self._searches >= most:
            return
        self._searches += 1
        root = session.root

        def seek(cancelled: Callable[[], bool]) -> list[Move]:
            from reader.resettling import whereabouts

            return whereabouts(root, gone, digests=known_digests(session), cancelled=cancelled)

        self._seekers.run(seek, self._found, kind="moves")

    def _found(self, moves: list[Move]) -> None:
        session = self._opening.session
        if session is None or not moves:
            return

        def follow(_: Callable[[], bool]) -> Seen:
            from reader.resettling import resettle

            said = resettle(session, moves)
            keys = {key for move in moves for key in (move.old, move.new)}
            went = moved_to(session, self._opening.worked, keys)
            renewed = self._renewed(session, keys)
            return Seen(marks_of(session, keys), renewed, said, session.trouble, went=went)

        self._opening.store.run(follow, self._looked)


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
