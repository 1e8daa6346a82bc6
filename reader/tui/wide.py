"""Search of the whole library on the main screen: asking the index, and going to a hit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.notes.model import Note
from reader.session import OpenArticle
from reader.text import Span
from reader.tui.layout import Pane
from reader.tui.tracking import Tracking

if TYPE_CHECKING:
    from reader.tui.search import Hit


class Wide(Tracking):
    """What is searched in all articles at once."""

    _query = ""

    def command_library_search(self, count: int | None, argument: str) -> None:
        """Search all articles and notes."""
        from reader.tui.search import LibrarySearch

        if self.index is None:
            self.notify("The index is not ready yet; try again in a moment.")
            return
        self._index_notes()

        def chosen(found: tuple[str, str] | None) -> None:
            if found is not None:
                key, quote = found
                self.library.select(key, announce=False)
                self.open(key, then=lambda article: self._at_hit(article, quote))

        self.app.push_screen(LibrarySearch(self._search_for, self._query), chosen)

    def _index_notes(self) -> None:
        """Make the notes as they are now searchable."""
        from reader.indexing import index_notes

        session, index = self.session, self.index
        if session is None or index is None:
            return

        def collect(_: Callable[[], bool]) -> dict[str, list[Note]]:
            found: dict[str, list[Note]] = {}
            for key, note in session.store.all_notes():
                found.setdefault(key, []).append(note)
            return found

        self.store.run(
            collect,
            lambda notes: self.side.run(lambda _: index_notes(index, notes)),
            kind="collect",
        )

    def _search_for(self, typed: str, found: Callable[[Sequence[Hit], str], None]) -> None:
        from reader.library.search import parse_search, search

        index = self.index
        if index is None:
            return
        self._query = typed
        query, listing = parse_search(typed), self.library.listing
        own = [term for term in query.conditions.terms if term.field in ("has", "is", "tag")]

        def accept(key: str) -> bool:
            """Read marks, notes and tags are known to the list alone."""
            number = listing.number(key)
            return number is None or all(term.holds(listing.row(number)) for term in own)

        def look(cancelled: Callable[[], bool]) -> list[Hit]:
            return list(_hits(search(index, query, limit=100, cancelled=cancelled, accept=accept)))

        def show(hits: list[Hit]) -> None:
            number = "100 or more" if len(hits) >= 100 else str(len(hits))
            found(hits, f"{number} found")

        self.side.run(look, show, kind="search")

    def _at_hit(self, article: OpenArticle, quote: str) -> None:
        from reader.tui.search import article_query

        self.go_to_pane(Pane.ARTICLE)
        start = article.document.text.find(quote) if quote else -1
        if start >= 0:
            self.reading.show_hits(article_query(self._query))
            span = Span(start, start + len(quote))
            self.call_after_refresh(self.reading.go_to, span, flash=True)


def _hits(found: Sequence[object]) -> Iterator[Hit]:
    from reader.library.search import Hit as Found
    from reader.tui.search import Hit

    for one in found:
        assert isinstance(one, Found)
        first = one.snippets[0] if one.snippets else None
        yield Hit(
            one.key,
            one.title or one.key,
            first.text if first else "",
            first.spans if first else (),
            detail="note" if one.note else "",
            quote=first.quote if first else "",
        )
