"""The list of articles: read marks and stars, the way to the next one, what is known of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.contents import record_beside
from reader.library.scan import split_key
from reader.library.state import Mark
from reader.tui.layout import Pane
from reader.tui.main.asking import Marks, marks_of
from reader.tui.main.host import Commands, Counted, Host
from reader.wording import counted

if TYPE_CHECKING:
    from reader.tui.main.indexed import Indexed
    from reader.tui.main.opening import Opening
    from reader.tui.panes import LibraryPane
    from reader.tui.work import Serial

MOST_MARKED = 2_000
"""Articles that are marked with one key."""
AT_ONCE = 4
"""Files looked into before their titles are shown."""


class Shelf:
    """What the library pane asks for, and what it is told."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        indexed: Indexed,
        *,
        titles: Serial,
        pane: LibraryPane,
        root: Path,
    ) -> None:
        self._host, self._opening, self._indexed, self._root = host, opening, indexed, root
        self._titles = titles
        self._pane, self._library = pane, pane.view
        self._steps = 0
        """Records to go on or back that were asked for and are on their way."""
        self.commands: Commands = {
            "library-open": self.enter_selected,
            "library-filter": self.filter,
            "unread-next": self.go_to_unread,
            "read-mark-all": lambda: self._mark_all(self._library.listed),
            "star": self.star,
        }
        self.counted: Counted = {
            "article-next": lambda count: self._step(count or 1),
            "article-previous": lambda count: self._step(-(count or 1)),
            "read-mark": self.mark_read,
        }

    # What becomes known

    def learn_marks(self, marks: Sequence[Marks]) -> None:
        """Take over read marks, stars and numbers of notes."""
        listing = self._library.listing
        for key, mark, starred, count, tags in marks:
            listing.mark(key, mark)
            listing.star(key, starred)
            listing.annotate(key, count, tags)
        self._library.rearrange()

    def mark_again(self) -> None:
        """Take over the marks of all articles."""
        session = self._opening.session
        if session is not None:
            self._opening.store.run(lambda _: marks_of(session), self.learn_marks, kind="marks")

    def fill_in(self, keys: Sequence[str]) -> None:
        """Look up what rows in view are to show."""
        session = self._opening.session
        if session is None:
            return
        titles = self._titles

        def look(_: Callable[[], bool]) -> None:
            for at in range(0, len(keys), AT_ONCE):
                if titles.closed:
                    return
                some = self._indexed.look_up(
                    session, keys[at : at + AT_ONCE], lambda: titles.closed
                )
                titles.post(lambda facts=some: self._library.learn(facts))  # type: ignore[misc]

        self._host.call_after_refresh(titles.run, look)

    # From article to article

    def enter_selected(self) -> None:
        """Go into the selected article, at once: the next key is the article's already."""
        if self._library.current is not None:
            self._opening.enter(self._library.current)

    def filter(self) -> None:
        """Open the filter line, and make ready what near words are looked up in."""
        listing = self._library.listing
        self._opening.side.run(
            lambda _: listing.narrowing.vocabulary(), lambda _: self._words_known()
        )
        self._pane.open_filter()

    def _words_known(self) -> None:
        """Filter again where that was done without near words."""
        narrowing = self._library.listing.narrowing
        if narrowing.looked_too_early:
            narrowing.forget()
            self._library.rearrange()

    def _step(self, by: int) -> None:
        asked_for = self._opening.asked_for
        if self._host.layout_state.has_library:
            self._library.move(by)
        elif asked_for is not None and split_key(asked_for)[1]:
            self._steps += by
            self._step_records(asked_for, self._steps)

    def _step_records(self, key: str, by: int) -> None:
        """Of a corpus that was opened alone, another record; steps on their way are counted in."""
        root = self._root

        def found(new: str) -> None:
            self._steps = 0
            if new != key:
                self._opening.open(new)
            else:
                end = "last" if by > 0 else "first"
                self._host.notify(f"This is the {end} record of the file.")

        self._opening.store.run(lambda _: record_beside(root, key, by), found, kind="step")

    def go_to_unread(self) -> None:
        """Open the next unread article of the list."""
        key = self._library.next_unread()
        if key is None:
            self._host.notify("Every article here is read.")
        else:
            self._library.select(key)

    # Read marks and stars

    def _acted_on(self) -> str | None:
        """The article that a mark is for: the selected one, or the open one."""
        if self._host.layout_state.focus is Pane.LIBRARY:
            return self._library.current
        article = self._opening.article
        return article.key if article is not None else None

    def _mark_all(self, keys: Sequence[str]) -> None:
        """Mark articles as read, or as unread where all are."""
        session = self._opening.session
        if session is None or not keys:
            return
        if len(keys) > MOST_MARKED:
            self._host.notify(f"At most {MOST_MARKED:,} are marked at once: / narrows the list.")
            return

        def mark(_: Callable[[], bool]) -> tuple[list[str], str]:
            unread = any(session.reading(key).mark != "read" for key in keys)
            value: Mark = "read" if unread else "unread"
            return session.set_all_read(keys, value, self._indexed.digests_of(keys)), value

        def marked(done: tuple[list[str], str]) -> None:
            changed, value = done
            for key in changed:
                self._library.listing.mark(key, value)
            self._library.rearrange()
            self._host.retitle()
            number = counted(len(changed), "article")
            self._host.notify(f"{number} marked as {value}; u takes it back.")

        self._opening.store.run(mark, marked)

    def mark_read(self, count: int | None) -> None:
        """Mark the article as read, or as unread; with a count, it and those after it."""
        if count and count > 1 and self._host.layout_state.focus is Pane.LIBRARY:
            self._mark_all(self._library.selected(count))
            return
        key, session = self._acted_on(), self._opening.session
        if key is not None and session is not None:

            def toggle(_: Callable[[], bool]) -> str:
                session.set_read(key, "unread" if session.reading(key).mark == "read" else "read")
                return session.reading(key).mark

            self._opening.store.run(toggle, lambda mark: self._opening.show_mark(key, mark))

    def star(self) -> None:
        """Star the article, or take the star away."""
        key, session = self._acted_on(), self._opening.session
        if key is None or session is None:
            return

        def starred(star: bool) -> None:
            self._library.listing.star(key, star)
            self._library.refresh()
            if self._host.layout_state.focus is not Pane.LIBRARY:
                self._host.notify("Starred." if star else "The star is gone.")

        self._opening.store.run(lambda _: session.toggle_star(key), starred)
