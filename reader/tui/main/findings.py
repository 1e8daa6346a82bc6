"""What the index tells of the open article and of the library, each in a list of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.notes.model import Note
from reader.opened import OpenArticle
from reader.session import Session
from reader.tui.main.asking import notes_by_key
from reader.tui.main.host import Commands, Host
from reader.wording import counted

if TYPE_CHECKING:
    from reader.copies import Offer
    from reader.library.facts import Facts
    from reader.library.index import Index
    from reader.library.related import Related
    from reader.library.state import State
    from reader.library.stats import Statistics
    from reader.tui.dialogs.browser import Browser
    from reader.tui.dialogs.copy_list import Copy, Item
    from reader.tui.library.pane import LibraryView
    from reader.tui.main.indexed import Indexed
    from reader.tui.main.opening import Opening

MOST_COPIES = 20
"""Copies of one article that are compared with it; of more, the first ones."""


class Findings:
    """Related articles, copies, statistics."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        indexed: Indexed,
        library: LibraryView,
        *,
        caution: Callable[[], str],
    ) -> None:
        self._host, self._opening, self._indexed, self._library = host, opening, indexed, library
        self._caution = caution
        """What is to be said of answers while the index is not complete."""
        self.commands: Commands = {
            "related": self.related,
            "timeline": self.timeline,
            "copies": self.copies,
            "statistics": self.statistics,
        }

    def _asked(self) -> tuple[OpenArticle, Index] | None:
        """The open article and the index, or a word on what is missing."""
        article, index = self._opening.article, self._indexed.index
        if article is None or index is None:
            self._host.notify("Open an article first.", severity="warning")
            return None
        return article, index

    def _not_found(self, screen: Browser[Any], error: Exception) -> None:
        """What was looked for cannot be had: the reason takes its place in the list."""
        screen.empty = self._host.sentence(error)
        screen.found()

    # Related articles

    def timeline(self) -> None:
        """The articles on the same story by their dates."""
        self._show_related(by_date=True)

    def related(self) -> None:
        """The articles on the same story, and what they share."""
        self._show_related(by_date=False)

    def _show_related(self, *, by_date: bool) -> None:
        from reader.tui.dialogs.related import RelatedList

        asked = self._asked()
        if asked is None:
            return
        key, index = asked[0].key, asked[1]

        screen = RelatedList(by_date=by_date)

        def chosen(found: str | None) -> None:
            self._opening.side.drop("related")
            if found is not None and found != key:
                self._opening.go_to_article(found)

        def show(answer: tuple[list[Related], Facts | None]) -> None:
            screen.fill(*answer, self._caution())

        self._host.app.push_screen(screen, chosen)  # at once: what is typed now is meant for it
        self._opening.side.run(
            lambda cancelled: related_to(index, key, cancelled),
            show,
            kind="related",
            failed=lambda error: self._not_found(screen, error),
        )

    # Copies

    def copies(self) -> None:
        """The near-identical copies of the article, compared, and their notes."""
        from reader.tui.dialogs.copy_list import CopyList

        asked, session = self._asked(), self._opening.session
        if asked is None or session is None:
            return
        article, index = asked

        screen = CopyList(self._take_over)

        def chosen(found: Item | None) -> None:
            self._opening.store.drop("copies")
            if found is not None:
                self._opening.go_to_article(found.key)

        def show(answer: tuple[list[Copy], list[Offer]]) -> None:
            screen.fill(*answer, self._caution())

        self._host.app.push_screen(screen, chosen)
        self._opening.store.run(
            lambda cancelled: copies_and_notes(session, index, article, cancelled),
            show,
            kind="copies",
            failed=lambda error: self._not_found(screen, error),
        )

    def _take_over(self, offered: Sequence[Offer], done: Callable[[Sequence[Offer]], None]) -> None:
        from reader.copies import take_over

        def operation(session: Session, base: OpenArticle) -> OpenArticle:
            for offer in offered:
                base = take_over(session, base, offer)
            return base

        number = len(offered)
        said = f"{counted(number, 'note')} taken over; u takes back one by one."
        self._opening.change(operation, said, then=lambda _: done(offered))

    # Statistics

    def statistics(self) -> None:
        """The figures of the library."""
        from reader.tui.dialogs.figures import Figures

        session, index = self._opening.session, self._indexed.index
        if session is None or index is None:
            return

        screen = Figures()

        def left(_: None) -> None:
            self._opening.store.drop("statistics")
            self._opening.side.drop("statistics")

        def show(found: Statistics) -> None:
            screen.fill(found, self._caution(), listed=len(self._library.listing))

        def failed(error: Exception) -> None:
            self._not_found(screen, error)

        def counting(known: tuple[State, Mapping[str, Sequence[Note]]]) -> None:
            self._opening.side.run(
                lambda _: statistics_of(index, *known), show, kind="statistics", failed=failed
            )

        self._host.app.push_screen(screen, left)
        self._opening.store.run(
            lambda _: (session.state, notes_by_key(session)),
            counting,
            kind="statistics",
            failed=failed,
        )


def related_to(
    index: Index, key: str, cancelled: Callable[[], bool]
) -> tuple[list[Related], Facts | None]:
    """The articles on the story of one, and what is known of that one; None: not indexed."""
    from reader.library.related import related

    own = index.facts_of([key]).get(key)
    return related(index, key, cancelled=cancelled), own


def copies_and_notes(
    session: Session, index: Index, article: OpenArticle, cancelled: Callable[[], bool]
) -> tuple[list[Copy], list[Offer]]:
    """The copies of an article compared with it, and the notes on them that fit."""
    from reader.copies import compare, copies_of, offers
    from reader.documents import Refused
    from reader.tui.dialogs.copy_list import Copy

    found = []
    keys = copies_of(index.copies(), article.key)[:MOST_COPIES]
    for key in keys:
        if cancelled():
            break
        try:
            other = session.open(key)
        except Refused as refused:
            found.append(Copy(key, key, str(refused), None))
            continue
        metadata = other.document.metadata
        detail = " · ".join(part for part in (other.site, metadata.date[:10]) if part)
        found.append(Copy(key, other.title or key, detail, compare(article, other)))
    return found, offers(session, article, keys, cancelled=cancelled)


def statistics_of(index: Index, state: State, notes: Mapping[str, Sequence[Note]]) -> Statistics:
    """The figures of a library as far as it is indexed."""
    from reader.indexing import all_facts
    from reader.library.stats import statistics

    return statistics(all_facts(index), state, notes, index.copies())
