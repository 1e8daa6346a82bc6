"""The library on the main screen: scanning, moving between articles, read marks, stars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from textual import on

from reader.config import Config
from reader.library.contents import record_beside
from reader.library.facts import Facts
from reader.library.listing import Sort
from reader.library.root import remember_library, remember_opened, was_opened
from reader.library.scan import Entry, is_corpus_name, split_key
from reader.library.state import Mark
from reader.opened import facts_from
from reader.session import Session
from reader.tui.commands import Command
from reader.tui.footer import FooterBar
from reader.tui.layout import Pane
from reader.tui.library.drawing import LINES
from reader.tui.library.pane import LibraryView
from reader.tui.main.asking import Marks, marks_of
from reader.tui.main.indexed import Indexed
from reader.tui.main.opening import Opening
from reader.tui.start.first_keys import FirstKeys
from reader.tui.start.target import Known, Start
from reader.tui.theme import variables
from reader.wording import counted

POLL = 0.5
"""Seconds between looks for what others changed."""
KEEP = 1.0
"""Seconds after a movement until the place is kept."""
SETTLED = 2.0
"""Seconds after the list is complete until a picture of the screen is kept."""
MOST_MARKED = 2_000
"""Articles that are marked with one key."""
AT_ONCE = 4
"""Files looked into before their titles are shown."""
NO_ARTICLES = (
    "There are no articles in this folder yet.",
    "",
    "Copy some into it, drop a file onto this window, or save a page:",
    "glosse add URL",
)


class Shelf(Opening):
    """What the library pane asks for."""

    _entries_seen = 0
    _steps = 0
    """Records to go on or back that were asked for and are on their way."""

    def __init__(self, start: Start, config: Config, commands: Sequence[Command]) -> None:
        super().__init__(start, config, commands)
        self.indexed = Indexed(self)

    def begin(self) -> None:
        """Open the library; called once, when the panes stand."""
        start, creator = self.start, self.config.notes.creator
        known = start.known
        if known is not None and known.session is not None:
            self._show_known(known, known.session)
            return

        def open_session(_: Callable[[], bool]) -> tuple[Session, str, bool]:
            fresh = not was_opened(start.root)
            session = start.open_session(start.root, creator=creator)
            return session, start.key or session.state.last[0], fresh

        self.store.run(open_session, self._begun)

    def _begun(self, found: tuple[Session, str, bool]) -> None:
        self.session, key, fresh = found
        if fresh and self.config.look.hints:
            self.query_one(FirstKeys).display = True
        self.set_interval(POLL, self._poll)
        self.side.run(lambda _: self._remember(fresh))
        if key and self._asked_for != key:
            self.open(key, failed=self._not_opened if self.start.key else self._open_first)
        if self.start.key is not None:
            if is_corpus_name(self.start.key):
                self.notify("A file of many articles: J opens the next, K the previous one.")
            return
        view = self.library
        if key:
            view.select(key, announce=False)
        self.began(self.session)
        view.sort = Sort(self.config.library.sort)
        view.reverse = self.config.library.reversed
        view.grouped = self.config.library.folders
        view.scanning = True
        self.call_after_refresh(self.side.run, self._scan(self.session), self._scanned, kind="scan")

    def _show_known(self, known: Known, session: Session) -> None:
        """Show what was read before the screen stood; what is missing is read as ever."""
        if known.article is not None:
            article = known.article
            self.session, self._asked_for, self.worked = session, article.key, article
            self._opened(article)
        elif known.head is not None:
            self.article = known.head  # until the whole is read
        self._begun((session, known.key, not was_opened(self.start.root)))
        if known.moved:
            self.drop_hint()
        rows = self.app.size.height - 3  # of the list, above the footer and within its frame
        self.library.show_vertical_scrollbar = len(known.entries) * LINES > rows
        self.library.add(known.entries)
        facts = {fact.key: fact for fact in known.facts}
        if known.article is not None:
            facts[known.key] = facts_from(known.article)
        self.library.learn(facts.values())
        self.learn_marks(marks_of(session, facts))

    def _remember(self, fresh: bool) -> None:
        """Keep that this library was opened; where that cannot be kept, nothing is lost by it."""
        with suppress(OSError):
            if fresh:
                remember_opened(self.start.root)
            if self.start.key is None:
                remember_library(self.start.root)

    def _open_first(self, error: Exception) -> None:
        """What was read last is gone: show the first article there is."""
        self._asked_for = self._awaited = None
        self.library.select_first()
        self._open_selected()

    def _scan(self, session: Session) -> Callable[[Callable[[], bool]], int]:
        def scan(cancelled: Callable[[], bool]) -> int:
            count = 0
            for batch in session.entries(cancelled=cancelled):
                count += len(batch)
                self.side.post(lambda entries=batch: self._arrived(entries))  # type: ignore[misc]
                if cancelled():
                    break
            return count

        return scan

    def _arrived(self, entries: Sequence[Entry]) -> None:
        view = self.library
        view.add(entries)
        if self._entries_seen == 0:
            self._open_selected()
        self._entries_seen += len(entries)
        self.query_one(FooterBar).note = f"{counted(self._entries_seen, 'article')} …"

    def _open_selected(self) -> None:
        """Show the selected article, unless another one was asked for."""
        if self._asked_for is None and self.library.current is not None:
            self.open(self.library.current)

    def _scanned(self, count: int) -> None:
        view = self.library
        view.scanning = False
        self.query_one(FooterBar).note = ""
        view.rearrange()
        if not count:
            self._nothing_there()
        self._open_selected()
        self.ready = self.ready or self._asked_for is None
        self.retitle()
        session = self.session
        if session is not None:
            self.store.run(lambda _: marks_of(session), self.learn_marks, kind="marks")

        self.set_timer(SETTLED, self.remember)

    def _nothing_there(self) -> None:
        """Say how articles get here, and nothing about keys to choose one."""
        self.drop_hint()
        if self.article is None:
            self.reading.refused = NO_ARTICLES
            self.reading.refresh()

    def remember(self, then: Callable[[], None] = lambda: None) -> None:
        """Keep a picture of what the reader begins with the next time, then do ``then``."""
        from reader.tui.start.remembering import Look, remember

        session, start, config = self.session, self.start, self.config
        found = variables(self.app.current_theme).items()
        colours = {name: colour[1:] for name, colour in found if colour.startswith("#")}
        if session is None or self.app.is_headless or not colours:
            then()
            return
        look = Look(*self.app.size, colours)
        facts = self.library.known

        def job(_: Callable[[], bool]) -> None:
            remember(session, start, config, facts, look)

        # Without a picture the next start is slower, and that is all.
        self.store.run(job, lambda _: then(), failed=lambda _: then())

    def learn_marks(self, marks: Sequence[Marks]) -> None:
        """Take over read marks, stars and numbers of notes."""
        listing = self.library.listing
        for key, mark, starred, count, tags in marks:
            listing.mark(key, mark)
            listing.star(key, starred)
            listing.annotate(key, count, tags)
        self.library.rearrange()

    def _poll(self) -> None:
        """Look for what others changed; done in the class that knows how."""

    # What the list says

    @on(LibraryView.Moved)
    def _moved(self, event: LibraryView.Moved) -> None:
        self.open(event.key)
        self.retitle()

    @on(LibraryView.Entered)
    def _entered(self, event: LibraryView.Entered) -> None:
        self._enter(event.key)

    def _enter(self, key: str) -> None:
        if self._asked_for != key:
            self.open(key)
        self.go_to_pane(Pane.ARTICLE)

    def command_library_open(self, count: int | None, argument: str) -> None:
        """Go into the selected article, at once: the next key is the article's already."""
        if self.library.current is not None:
            self._enter(self.library.current)

    @on(LibraryView.Changed)
    def _changed(self) -> None:
        self.refresh_footer()
        self.retitle()

    @on(LibraryView.Arranged)
    def _arranged(self, event: LibraryView.Arranged) -> None:
        """Keep the order for the next start."""
        from reader.config import set_value

        def keep(_: object) -> None:
            set_value("library", "sort", str(event.sort))
            set_value("library", "reversed", event.reverse)
            set_value("library", "folders", event.grouped)

        self.side.run(keep, kind="arrangement")

    @on(LibraryView.FactsWanted)
    def _facts_wanted(self, event: LibraryView.FactsWanted) -> None:
        session = self.session
        if session is None:
            return
        keys = event.keys
        titles = self.titles

        def look(_: Callable[[], bool]) -> None:
            for at in range(0, len(keys), AT_ONCE):
                if titles.closed:
                    return
                some = self.indexed.look_up(session, keys[at : at + AT_ONCE], lambda: titles.closed)
                titles.post(lambda facts=some: self._learn(facts))  # type: ignore[misc]

        self.call_after_refresh(titles.run, look)

    def _learn(self, facts: Sequence[Facts]) -> None:
        self.library.learn(facts)

    # Commands

    def command_library_filter(self, count: int | None, argument: str) -> None:
        """Open the filter line, and make ready what near words are looked up in."""
        listing = self.library.listing
        self.side.run(lambda _: listing.narrowing.vocabulary(), lambda _: self._words_known())
        self.library_pane.open_filter()

    def _words_known(self) -> None:
        """Filter again where that was done without near words."""
        listing = self.library.listing
        if listing.narrowing.looked_too_early:
            listing.narrowing.forget()
            self.library.rearrange()

    def _step(self, by: int) -> None:
        if self.layout_state.has_library:
            self.library.move(by)
        elif self._asked_for is not None and split_key(self._asked_for)[1]:
            self._steps += by
            self._step_records(self._asked_for, self._steps)

    def _step_records(self, key: str, by: int) -> None:
        """Of a corpus that was opened alone, another record; steps on their way are counted in."""
        root = self.start.root

        def found(new: str) -> None:
            self._steps = 0
            if new != key:
                self.open(new)
            else:
                self.notify(f"This is the {'last' if by > 0 else 'first'} record of the file.")

        self.store.run(lambda _: record_beside(root, key, by), found, kind="step")

    def command_article_next(self, count: int | None, argument: str) -> None:
        """Open the next article of the list."""
        self._step(count or 1)

    def command_article_previous(self, count: int | None, argument: str) -> None:
        """Open the previous article of the list."""
        self._step(-(count or 1))

    def command_unread_next(self, count: int | None, argument: str) -> None:
        """Open the next unread article of the list."""
        key = self.library.next_unread()
        if key is None:
            self.notify("Every article here is read.")
        else:
            self.library.select(key)

    def _acted_on(self) -> str | None:
        """The article that a mark is for: the selected one, or the open one."""
        if self.layout_state.focus is Pane.LIBRARY:
            return self.library.current
        return self.article.key if self.article is not None else None

    def command_read_mark_all(self, count: int | None, argument: str) -> None:
        """Mark all articles that fit the filter as read, or as unread where all are."""
        self._mark_all(self.library.listed)

    def _mark_all(self, keys: Sequence[str]) -> None:
        session = self.session
        if session is None or not keys:
            return
        if len(keys) > MOST_MARKED:
            self.notify(f"At most {MOST_MARKED:,} are marked at once: / narrows the list.")
            return

        def mark(_: Callable[[], bool]) -> tuple[list[str], str]:
            unread = any(session.reading(key).mark != "read" for key in keys)
            value: Mark = "read" if unread else "unread"
            return session.set_all_read(keys, value, self.indexed.digests_of(keys)), value

        def marked(done: tuple[list[str], str]) -> None:
            changed, value = done
            for key in changed:
                self.library.listing.mark(key, value)
            self.library.rearrange()
            self.retitle()
            self.notify(f"{counted(len(changed), 'article')} marked as {value}; u takes it back.")

        self.store.run(mark, marked)

    def command_read_mark(self, count: int | None, argument: str) -> None:
        """Mark the article as read, or as unread; with a count, it and those after it."""
        if count and count > 1 and self.layout_state.focus is Pane.LIBRARY:
            self._mark_all(self.library.selected(count))
            return
        key, session = self._acted_on(), self.session
        if key is not None and session is not None:

            def toggle(_: Callable[[], bool]) -> str:
                session.set_read(key, "unread" if session.reading(key).mark == "read" else "read")
                return session.reading(key).mark

            self.store.run(toggle, lambda mark: self._mark(key, mark))

    def command_star(self, count: int | None, argument: str) -> None:
        """Star the article, or take the star away."""
        key, session = self._acted_on(), self.session
        if key is None or session is None:
            return

        def starred(star: bool) -> None:
            self.library.listing.star(key, star)
            self.library.refresh()
            if self.layout_state.focus is not Pane.LIBRARY:
                self.notify("Starred." if star else "The star is gone.")

        self.store.run(lambda _: session.toggle_star(key), starred)
