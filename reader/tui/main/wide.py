"""The whole library on the main screen: searching all articles, and going through all notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.opened import OpenArticle
from reader.text import Span
from reader.tui.layout import Pane
from reader.tui.main.asking import notes_by_key, notes_of, states_of
from reader.tui.main.tracking import Tracking

if TYPE_CHECKING:
    from reader.library.search import Hit as Found
    from reader.notes.query import Noted
    from reader.tui.dialogs.search import Hit


class Wide(Tracking):
    """What is looked for in all articles at once."""

    _query = ""
    _marked = ("", "")
    """What marks the hits of the library's search in the article, and what was typed for it."""

    # Search

    def command_library_search(self, count: int | None, argument: str) -> None:
        """Search all articles and notes."""
        from reader.tui.dialogs.search import LibrarySearch

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

        self.store.run(
            lambda _: notes_by_key(session),
            lambda notes: self.side.run(lambda _: index_notes(index, notes)),
            kind="collect",
        )

    def _search_for(self, typed: str, found: Callable[[Sequence[Hit], str], None]) -> None:
        from reader.library.search import all_begun, begun, parse_search, search

        index = self.index
        if index is None:
            return
        self._query = typed
        listing = self.library.listing

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
                self._query = line
            number = "100 or more" if len(hits) >= 100 else str(len(hits))
            found(hits, f"{number} found" + (f" for {line}" if hits and line != typed else ""))

        self.side.run(look, show, kind="search")

    def _at_hit(self, article: OpenArticle, quote: str) -> None:
        from reader.tui.dialogs.search import article_query

        self.go_to_pane(Pane.ARTICLE)
        start = article.document.text.find(quote) if quote else -1
        if start >= 0:
            marking = article_query(self._query)
            self._marked = marking, self._query
            self.reading.show_hits(marking)
            span = Span(start, start + len(quote))
            self.call_after_refresh(self.reading.go_to_hit, span)

    def said_of(self, query: str) -> str:
        """How a search of the article is shown: as it was typed, also where it was the library's.

        What marks the hits of several words is a pattern that nobody typed.
        """
        pattern, typed = self._marked
        return typed if query and query == pattern else query

    # All notes

    def command_all_notes(self, count: int | None, argument: str) -> None:
        """All notes of the library."""
        from reader.tui.dialogs.all_notes import AllNotes

        session = self.session
        if session is None:
            return

        screen = AllNotes()

        def chosen(found: Noted | None) -> None:
            self.side.drop("states")
            if found is not None:
                self.go_to_note(found.key, found.note.id)

        def told(states: dict[str, str]) -> None:
            self.side.post(lambda: screen.learn(states))

        def show(notes: list[Noted]) -> None:
            screen.fill(notes)
            if screen in self.app.screen_stack:  # perhaps not built yet
                self.side.run(
                    lambda cancelled: states_of(session, notes, told, cancelled), kind="states"
                )

        self.app.push_screen(screen, chosen)  # at once: what is typed now is meant for it
        self.store.run(lambda _: notes_of(session), show)

    def go_to_note(self, key: str, note_id: str) -> None:
        """Open an article at a note."""
        self.library.select(key, announce=False)
        self.open(key, then=lambda _: self._at_note(note_id), kept=True)

    def _at_note(self, note_id: str) -> None:
        placed = self.note(note_id)
        if placed is None or placed.anchor.span is None:
            self.go_to_pane(Pane.NOTES)
            self.notes.select(note_id)
            return
        self.go_to_pane(Pane.ARTICLE)
        self.notes.select(note_id)
        self.call_after_refresh(self._show_passage, note_id, flash=True)


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
