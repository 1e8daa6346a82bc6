"""The library is opened: its session, the article read last, then the list of its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.library.listing import Sort
from reader.library.root import remember_library, remember_opened, was_opened
from reader.library.scan import Entry, is_corpus_name
from reader.opened import facts_from
from reader.session import Session
from reader.tui.library.drawing import LINES
from reader.tui.main.asking import marks_of
from reader.tui.main.host import Host
from reader.tui.theme import variables
from reader.wording import counted

if TYPE_CHECKING:
    from reader.config import Config
    from reader.tui.footer import FooterBar
    from reader.tui.library.pane import LibraryView
    from reader.tui.main.opening import Opening
    from reader.tui.main.shelf import Shelf
    from reader.tui.start.first_keys import FirstKeys
    from reader.tui.start.target import Known, Start

SETTLED = 2.0
"""Seconds after the list is complete until a picture of the screen is kept."""
NO_ARTICLES = (
    "There are no articles in this folder yet.",
    "",
    "Copy some into it, drop a file onto this window, or save a page:",
    "glosse add URL",
)


class Beginning:
    """Brings the library onto the screen once, and keeps what the next start begins with."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        shelf: Shelf,
        start: Start,
        config: Config,
        *,
        library: LibraryView,
        footer: FooterBar,
        first_keys: FirstKeys,
        began: Callable[[Session], None],
        scanned: Callable[[int], None],
    ) -> None:
        self._host, self._opening, self._shelf = host, opening, shelf
        self._start, self._config = start, config
        self._library = library
        self._footer, self._first_keys = footer, first_keys
        self._began, self._told = began, scanned
        """Called when the library is open, and with the number of its files when it is listed."""
        self._seen = 0
        """Entries that were listed so far."""

    def begin(self) -> None:
        """Open the library; called once, when the panes stand."""
        start, creator = self._start, self._config.notes.creator
        known = start.known
        if known is not None and known.session is not None:
            self._show_known(known, known.session)
            return

        def open_session(_: Callable[[], bool]) -> tuple[Session, str, bool]:
            fresh = not was_opened(start.root)
            session = start.open_session(start.root, creator=creator)
            return session, start.key or session.state.last[0], fresh

        self._opening.store.run(open_session, lambda found: self._begun(*found))

    def _begun(self, session: Session, key: str, fresh: bool) -> None:
        opening, start, view = self._opening, self._start, self._library
        opening.session = session
        if fresh and self._config.look.hints:
            self._first_keys.display = True
        self._began(session)
        self._opening.side.run(lambda _: self._remember_opened(fresh))
        if key and opening.asked_for != key:
            opening.open(key, failed=opening.refuse if start.key else opening.open_first)
        if start.key is not None:
            if is_corpus_name(start.key):
                self._host.notify("A file of many articles: J opens the next, K the previous one.")
            return
        if key:
            view.select(key, announce=False)
        view.sort = Sort(self._config.library.sort)
        view.reverse = self._config.library.reversed
        view.grouped = self._config.library.folders
        view.scanning = True
        scan = self._scan(session)
        self._host.call_after_refresh(self._opening.side.run, scan, self._scanned, kind="scan")

    def _show_known(self, known: Known, session: Session) -> None:
        """Show what was read before the screen stood; what is missing is read as ever."""
        opening, view = self._opening, self._library
        if known.article is not None:
            opening.begin(session, known.article)
        elif known.head is not None:
            opening.article = known.head  # until the whole is read
        self._begun(session, known.key, not was_opened(self._start.root))
        if known.moved:
            self._host.drop_hint()
        rows = self._host.app.size.height - 3  # of the list, above the footer and within its frame
        view.show_vertical_scrollbar = len(known.entries) * LINES > rows
        view.add(known.entries)
        facts = {fact.key: fact for fact in known.facts}
        if known.article is not None:
            facts[known.key] = facts_from(known.article)
        view.learn(facts.values())
        self._shelf.learn_marks(marks_of(session, facts))

    def _remember_opened(self, fresh: bool) -> None:
        """Keep that this library was opened; where that cannot be kept, nothing is lost by it."""
        with suppress(OSError):
            if fresh:
                remember_opened(self._start.root)
            if self._start.key is None:
                remember_library(self._start.root)

    # The list of files

    def _scan(self, session: Session) -> Callable[[Callable[[], bool]], int]:
        def scan(cancelled: Callable[[], bool]) -> int:
            count = 0
            for batch in session.entries(cancelled=cancelled):
                count += len(batch)
                self._opening.side.post(lambda entries=batch: self._arrived(entries))  # type: ignore[misc]
                if cancelled():
                    break
            return count

        return scan

    def _arrived(self, entries: Sequence[Entry]) -> None:
        self._library.add(entries)
        if self._seen == 0:
            self._opening.open_selected()
        self._seen += len(entries)
        self._footer.note = f"{counted(self._seen, 'article')} …"

    def _scanned(self, count: int) -> None:
        opening, view = self._opening, self._library
        view.scanning = False
        self._footer.note = ""
        view.rearrange()
        if not count:
            self._host.drop_hint()  # there is nothing to choose with the keys it names
            if opening.article is None:
                opening.tell_instead(*NO_ARTICLES)
        opening.open_selected()
        opening.ready = opening.ready or opening.asked_for is None
        self._host.retitle()
        self._shelf.mark_again()
        self._host.set_timer(SETTLED, self.remember)
        self._told(count)

    # The next start

    def remember(self, then: Callable[[], None] = lambda: None) -> None:
        """Keep a picture of what the reader begins with the next time, then do ``then``."""
        from reader.tui.start.remembering import Look, remember

        session, start, config = self._opening.session, self._start, self._config
        app = self._host.app
        found = variables(app.current_theme).items()
        colours = {name: colour[1:] for name, colour in found if colour.startswith("#")}
        if session is None or app.is_headless or not colours:
            then()
            return
        look = Look(*app.size, colours)
        facts = self._library.known

        def job(_: Callable[[], bool]) -> None:
            remember(session, start, config, facts, look)

        # Without a picture the next start is slower, and that is all.
        self._opening.store.run(job, lambda _: then(), failed=lambda _: then())
