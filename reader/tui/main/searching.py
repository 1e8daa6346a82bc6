"""The search of the whole library: what is typed, what is found, and the hit in the article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.opened import OpenArticle
from reader.text import Span
from reader.tui.layout import Pane
from reader.tui.main.asking import notes_by_key
from reader.tui.main.host import Commands, Host

if TYPE_CHECKING:
    from reader.library.listing import Listing
    from reader.library.search import Hit as Found
    from reader.tui.article.view import ArticleView
    from reader.tui.dialogs.search import Hit
    from reader.tui.main.indexed import Indexed
    from reader.tui.main.opening import Opening


class Searching:
    """Looks for words in all articles and notes."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        indexed: Indexed,
        *,
        listing: Listing,
        reading: ArticleView,
    ) -> None:
        self._host, self._opening, self._indexed = host, opening, indexed
        self._listing, self._reading = listing, reading
        self.query = ""
        """What was searched for last."""
        self._marked = ("", "")
        """What marks the hits in the article, and what was typed for it."""
        self.commands: Commands = {"library-search": self.ask}

    def ask(self) -> None:
        """Search all articles and notes."""
        from reader.tui.dialogs.search import LibrarySearch

        if self._indexed.index is None:
            self._host.notify("The index is not ready yet; try again in a moment.")
            return
        self._index_notes()

        def chosen(found: tuple[str, str] | None) -> None:
            if found is not None:
                key, quote = found
                self._opening.show(key, then=lambda article: self._at_hit(article, quote))

        values = self._listing.values()
        self._host.app.push_screen(LibrarySearch(self._search_for, self.query, values), chosen)

    def _index_notes(self) -> None:
        """Make the notes as they are now searchable."""
        from reader.indexing import index_notes

        session, index = self._opening.session, self._indexed.index
        if session is None or index is None:
            return

        self._opening.store.run(
            lambda _: notes_by_key(session),
            lambda notes: self._opening.side.run(lambda _: index_notes(index, notes)),
            kind="collect",
        )

    def _search_for(self, typed: str, found: Callable[[Sequence[Hit], str], None]) -> None:
        from reader.library.search import all_begun, begun, parse_search, search

        index = self._indexed.index
        if index is None:
            return
        self.query = typed
        listing = self._listing

        def hits(line: str, cancelled: Callable[[], bool]) -> list[Hit]:
            query = parse_search(line)
            own = [term for term in query.conditions.terms if term.field in ("has", "is", "tag")]

            def accept(key: str) -> bool:
                """Read marks, notes and tags are known to the list alone."""
                number = listing.number(key)
                return number is None or all(term.holds(listing.row(number)) for term in own)

            return list(_hits(search(index, query, limit=100, cancelled=cancelled, accept=accept)))

        def look(cancelled: Callable[[], bool]) -> tuple[str, list[Hit]]:
            for line in (typed, begun(typed), all_begun(typed)):
                if line and not cancelled() and (some := hits(line, cancelled)):
                    return line, some
            return typed, []

        def show(result: tuple[str, list[Hit]]) -> None:
            line, hits = result
            if hits:
                self.query = line
            number = "100 or more" if len(hits) >= 100 else str(len(hits))
            found(hits, f"{number} found" + (f" for {line}" if hits and line != typed else ""))

        self._opening.side.run(look, show, kind="search")

    def _at_hit(self, article: OpenArticle, quote: str) -> None:
        from reader.tui.dialogs.search import article_query

        self._host.go_to_pane(Pane.ARTICLE)
        start = article.document.text.find(quote) if quote else -1
        if start >= 0:
            marking = article_query(self.query)
            self._marked = marking, self.query
            self._reading.show_hits(marking)
            span = Span(start, start + len(quote))
            self._host.call_after_refresh(self._reading.go_to_hit, span)

    def said_of(self, query: str) -> str:
        """How a search of the article is shown: as it was typed, also where it was the library's.

        What marks the hits of several words is a pattern that nobody typed.
        """
        pattern, typed = self._marked
        return typed if query and query == pattern else query


def _hits(found: Sequence[Found]) -> Iterator[Hit]:
    from reader.tui.dialogs.search import Hit

    for one in found:
        first = one.snippets[0] if one.snippets else None
        yield Hit(
            one.key,
            one.title or one.key,
            first.text if first else "",
            first.spans if first else (),
            detail="note" if one.note else "",
            quote=first.quote if first else "",
        )
