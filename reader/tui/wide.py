"""The library as a whole on the main screen: its index, search, related articles, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.facts import Facts
from reader.session import OpenArticle
from reader.text import Span
from reader.tui.footer import FooterBar
from reader.tui.layout import Pane
from reader.tui.note_keeping import NoteKeeping
from reader.tui.picker import Choice
from reader.tui.prompt import Prompt
from reader.tui.work import Serial

if TYPE_CHECKING:
    from reader.library.build import Background, Outcome
    from reader.library.index import Index
    from reader.library.watch import Changes
    from reader.tui.search import Hit

DELAY = 1.0
"""Seconds after the list is complete until the index is brought up to date."""
SMALL = 200
"""Articles that one worker process reads quickly enough."""


class Wide(NoteKeeping):
    """What is asked of all articles at once."""

    index: Index | None = None
    _background: Background | None = None
    _watching: Serial | None = None
    _query = ""

    def _scanned(self, count: int) -> None:
        super()._scanned(count)
        self.set_timer(DELAY, lambda: self._start_index(count))

    def _start_index(self, count: int) -> None:
        """Show what the index knows, then bring it up to date, then follow the folder."""
        import platformdirs

        from reader.library.index import Index

        session = self.session
        if session is None or self.store.closed:
            return
        self.index = index = Index(
            Path(platformdirs.user_cache_dir("glosse", appauthor=False)), session.root
        )

        def known(cancelled: Callable[[], bool]) -> None:
            for facts in index.stream_facts():
                if cancelled():
                    break
                self.side.post(lambda some=facts: self.library.learn(some))  # type: ignore[misc]

        self.side.run(known, lambda _: self._build(index, count), failed=self._no_index)

    def _no_index(self, error: Exception) -> None:
        self.index = None
        self.failed(error)

    def _build(self, index: Index, count: int) -> None:
        from reader.library.build import Background

        def changed(keys: list[str]) -> None:
            facts = list(index.facts_of(keys).values())
            self.side.post(lambda: self.library.learn(facts))

        def finished(outcome: Outcome | OSError) -> None:
            self.side.post(lambda: self._built(outcome))

        processes = 1 if count <= SMALL else 2
        self._background = Background(
            index, processes=processes, changed=changed, finished=finished
        ).start()
        self._progress()

    def _progress(self) -> None:
        background = self._background
        if background is not None and background.running:
            done, total = background.progress.done, background.progress.total
            self.query_one(FooterBar).note = f"index {done} of {total}" if total else ""
            self.set_timer(0.5, self._progress)

    def _built(self, outcome: Outcome | OSError) -> None:
        self.query_one(FooterBar).note = ""
        if isinstance(outcome, OSError):
            self.failed(outcome)
        elif self._watching is None and not outcome.cancelled:
            self._watch()

    # Following the folder

    def _watch(self) -> None:
        from reader.library.watch import watch

        session = self.session
        if session is None:
            return
        self._watching = watching = Serial("watch", self, self._not_watching)
        root = session.root

        def follow(cancelled: Callable[[], bool]) -> None:
            for changes in watch(root, cancelled=cancelled):
                watching.post(lambda found=changes: self._folder_changed(found))  # type: ignore[misc]

        watching.run(follow, kind="watch")

    def _not_watching(self, error: Exception) -> None:
        """The folder cannot be followed (too many watches, a network share): nothing is lost."""
        self.notify(f"Changes of the folder are not followed: {error}", severity="warning")

    def _folder_changed(self, changes: Changes) -> None:
        from reader.library.scan import entry_of

        session = self.session
        if session is None:
            return
        if changes.rescan:
            self.side.run(self._scan(session), lambda _: self.library.rearrange(), kind="scan")
            return
        self.library.drop(changes.removed)
        touched = (*changes.added, *changes.changed)
        entries = [entry for key in touched if (entry := entry_of(session.root, key)) is not None]
        for key in touched:
            self.library.forget(key)
        self.library.add(entries)
        index = self.index
        if index is not None:
            from reader.library.build import update

            everything = [*touched, *changes.removed]
            self.side.run(lambda _: update(index, everything))
        if self.article is not None and self.article.key in touched:
            self.open(self.article.key)

    def leave(self) -> None:
        """End the work on the whole library."""
        if self._background is not None:
            self._background.cancel(timeout=1.0)
        if self._watching is not None:
            self._watching.close(wait=False)

    def on_unmount(self) -> None:
        """However the screen went: no thread may keep the program from ending."""
        self.leave()
        self.side.close(wait=False)
        self.titles.close(wait=False)
        self.store.close(wait=False)

    # Search

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
        session, index = self.session, self.index
        if session is None or index is None:
            return

        def collect(_: Callable[[], bool]) -> dict[str, list[tuple[str, str]]]:
            found: dict[str, list[tuple[str, str]]] = {}
            for key, note in session.store.all_notes():
                words = "\n".join((note.exact, note.comment, " ".join(note.tags)))
                found.setdefault(key, []).append((note.id, words))
            return found

        self.store.run(
            collect,
            lambda notes: self.side.run(lambda _: index.put_notes(notes, whole=True)),
            kind="collect",
        )

    def _search_for(self, typed: str, found: Callable[[Sequence[Hit], str], None]) -> None:
        from reader.library.search import search

        index = self.index
        if index is None:
            return
        self._query = typed

        def look(cancelled: Callable[[], bool]) -> list[Hit]:
            return list(_hits(search(index, typed, limit=100, cancelled=cancelled)))

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

    # Related articles, copies, figures, rules

    def _list(self, title: str, choices: Sequence[Choice[str]], empty: str) -> None:
        from reader.tui.lists import ListScreen

        def chosen(key: str | None) -> None:
            if key:
                self.library.select(key, announce=False)
                self.open(key)

        footer = "Enter opens · Esc leaves"
        self.app.push_screen(ListScreen(title, choices, footer, empty), chosen)

    def command_related(self, count: int | None, argument: str) -> None:
        """Articles on the same story, and what they share."""
        from reader.library.related import related

        article, index = self.article, self.index
        if article is None or index is None:
            self.notify("The index is not ready yet; try again in a moment.")
            return

        def show(found: Sequence[tuple[Facts, str]]) -> None:
            rows = [
                Choice(facts.key, facts.title or facts.key, detail=facts.date[:10], more=reason)
                for facts, reason in found
            ]
            self._list("On the same story", rows, "No other article here shares enough names.")

        self.side.run(
            lambda _: [(one.facts, one.reason) for one in related(index, article.key)], show
        )

    def command_copies(self, count: int | None, argument: str) -> None:
        """The near-identical copies of the article."""
        article, index = self.article, self.index
        if article is None or index is None:
            self.notify("The index is not ready yet; try again in a moment.")
            return
        key = article.key

        def look(_: Callable[[], bool]) -> list[str]:
            for first, others in index.copies().items():
                if key == first or key in others:
                    return [other for other in (first, *others) if other != key]
            return []

        def show(keys: list[str]) -> None:
            rows = [Choice(other, self.title_of(other), more=other) for other in keys]
            self._list("Near-identical copies", rows, "No other article here is a copy of this.")

        self.side.run(look, show)

    def command_statistics(self, count: int | None, argument: str) -> None:
        """The figures of the library."""
        from reader.library.stats import statistics
        from reader.tui.lists import figure_choices

        session, index = self.session, self.index
        if session is None or index is None:
            self.notify("The index is not ready yet; try again in a moment.")
            return
        notes = {key: session.store.notes(key) for key in [*session.store.keys()]}
        state = session.state

        def look(_: Callable[[], bool]) -> list[Choice[str]]:
            facts = [fact for some in index.stream_facts() for fact in some]
            return figure_choices(statistics(facts, state, notes, index.copies()))

        self.side.run(look, lambda rows: self._list("Figures", rows, "Nothing to count yet."))

    def command_rules(self, count: int | None, argument: str) -> None:
        """What the cleaner was taught in this library."""
        from reader.tui.lists import rule_choices

        session = self.session
        if session is not None:
            self.store.run(
                lambda _: rule_choices(session.rules),
                lambda rows: self._list(
                    "Cleaning rules", rows, "None yet: R on a block restores or removes it."
                ),
            )

    def command_encoding(self, count: int | None, argument: str) -> None:
        """Read the file in another encoding."""
        article, session = self.article, self.session
        if article is None or session is None:
            return

        def answered(line: str | None) -> None:
            if line is None:
                return
            name = line.strip()
            if name and not _is_encoding(name):
                self.notify(f"There is no encoding {name}.", severity="warning")
                return
            self.store.run(
                lambda _: session.set_encoding(article.key, name), lambda _: self.open(article.key)
            )

        hint = "utf-8, cp1252, koi8-r …; empty: as found"
        self.app.push_screen(
            Prompt("Encoding", article.document.encoding.name, hint=hint), answered
        )

    def title_of(self, key: str) -> str:
        """What the list calls an article."""
        raise NotImplementedError


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


def _is_encoding(name: str) -> bool:
    import codecs

    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False
