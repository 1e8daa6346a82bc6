"""Search in the article: the state, and the commands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.opened import OpenArticle
from reader.text import Span
from reader.tui.article import messages
from reader.tui.article.looking import Looking

if TYPE_CHECKING:
    from reader.tui.article.find import Finder

MOST_HISTORY = 100
AT_ONCE = 400_000
"""Code points that are searched without a thread."""


@dataclass(slots=True)
class Search:
    """A query and where it was found."""

    query: str
    hits: list[Span] = field(default_factory=list)
    """Where it is shown, in order."""
    hidden: int = 0
    """Hits in what the view does not show."""
    problem: str = ""
    pending: bool = False
    """It is still being searched for, behind the screen."""

    def number_at(self, caret: int) -> int:
        """The number (from 1) of the hit at the caret; 0 for none."""
        index = bisect_right(self.hits, caret, key=lambda span: span.start)
        return index if index and caret < self.hits[index - 1].end else 0

    def painted(self, start: int, end: int, caret: int) -> Iterator[tuple[int, int, str]]:
        """Styles of the hits within ``start:end``."""
        first = bisect_right(self.hits, start, key=lambda span: span.end)
        last = bisect_left(self.hits, end, key=lambda span: span.start)
        for hit in self.hits[first:last]:
            yield hit.start, hit.end, "hit-current" if caret in hit else "hit"

    def following(self, caret: int, count: int) -> Span:
        """The ``count``-th hit after the caret (before, when negative), round the ends."""
        after = bisect_right(self.hits, caret, key=lambda span: span.start)
        before = bisect_left(self.hits, caret, key=lambda span: span.start)
        index = after + count - 1 if count > 0 else before + count
        return self.hits[index % len(self.hits)]


def _attempt(
    finder: Finder, query: str, cancelled: Callable[[], bool] = lambda: False
) -> tuple[list[Span], str]:
    """The hits, and the sentence when there can be none."""
    from reader.tui.article.find import FindError

    try:
        return finder.find(query, cancelled), ""
    except FindError as error:
        return [], str(error)


class Searching(Looking):
    """``/``, ``n``, ``N`` and what they find."""

    _finder: Finder | None = None
    _seeking: int | None = None
    """Where a search that is being typed, or that is not done yet, began."""
    _landing = False
    """Whether the query was typed and its first hit is waited for."""
    history: list[str]

    def watch_article(self, old: OpenArticle | None, new: OpenArticle | None) -> None:
        """Another text: search it anew when it is the same article after a change."""
        query = self.search.query if self.search is not None else ""
        if old is None or new is None or old.document is not new.document:
            self._finder = None
        super().watch_article(old, new)
        if query and new is not None and new.continues(old):
            self.show_hits(query)
        elif query:
            self._tell_search()

    def rewrap(self, *, keep_place: bool = True) -> None:
        """Set the column again; another view shows other hits."""
        before = self.ground
        super().rewrap(keep_place=keep_place)
        if self.search is not None and self.ground is not before:
            self._search_for(self.search.query)

    def _search_for(self, query: str) -> None:
        self.workers.cancel_group(self, "find")
        if not query or self.article is None or self.ground is None:
            self.search = None
        else:
            if self._finder is None:
                from reader.tui.article.find import Finder

                self._finder = Finder(self.article.document.text)
            self.search = search = Search(query)
            if self._is_quick(query):
                self._found(search, *_attempt(self._finder, query))
            else:
                search.pending = True
                seek = partial(self._search_apart, self._finder, search)
                self.run_worker(seek, thread=True, group="find")
        self._repaint(places=False)

    def _is_quick(self, query: str) -> bool:
        """Whether a search is done before a key is missed; a pattern may take its whole time."""
        from reader.tui.article.find import REGEX_MARK

        assert self.article is not None
        long = len(self.article.document.text) > AT_ONCE
        return not (long or query.startswith(REGEX_MARK))

    def _search_apart(self, finder: Finder, search: Search) -> None:
        """In a thread of its own: search a long text, or for a pattern."""
        worker = get_current_worker()
        found, problem = _attempt(finder, search.query, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, search, found, problem)

    def _found(self, search: Search, found: list[Span], problem: str) -> None:
        """Mark what was found, unless something else is searched for by now."""
        if search is not self.search or self.ground is None:
            return
        from reader.tui.article.find import within

        search.pending = False
        search.hits = within(found, self.ground.blocks)
        search.hidden, search.problem = len(found) - len(search.hits), problem
        if self._landing and self.caret != self._seeking:
            self._seeking = None  # the reader went on meanwhile
        if self._seeking is not None:
            target = search.following(self._seeking - 1, 1).start if search.hits else self._seeking
            self.move_caret(target)
        if self._landing:
            self._seeking, self._landing = None, False
        self._repaint(places=False)
        self._tell_search()

    def show_hits(self, query: str) -> Search | None:
        """Mark all hits of ``query`` ("" clears them) without moving the caret."""
        self._search_for(query)
        self._tell_search()
        return self.search

    def _tell_search(self) -> None:
        search = self.search
        if search is None:
            self.post_message(messages.SearchChanged("", 0, 0))
        else:
            number, total = search.number_at(self.caret), len(search.hits)
            self.post_message(messages.SearchChanged(search.query, number, total, search.problem))

    def counter(self) -> str:
        """Where the search stands, in a few words."""
        from reader.tui.article.find import MOST_HITS

        search = self.search
        if search is None:
            return ""
        if search.pending or search.problem:
            return search.problem or "searching …"
        hidden = f" · {search.hidden} hidden (x)" if search.hidden else ""
        if not search.hits:
            return f"no hits{hidden}"
        number = search.number_at(self.caret)
        more = "+" if len(search.hits) + search.hidden >= MOST_HITS else ""
        return f"{number or '–'}/{len(search.hits)}{more}{hidden}"

    def seek(self, origin: int, query: str) -> None:
        """Search while the query is typed: show the first hit from ``origin`` on."""
        self._seeking, self._landing = origin, False
        self.show_hits(query)
        if self.search is None:
            self.move_caret(origin)

    def end_seeking(self) -> None:
        """The query was typed; hits found later move the caret only where it still waits there."""
        self._landing = self.search is not None and self.search.pending
        if not self._landing:
            self._seeking = None

    def keep_query(self, query: str) -> None:
        """Put a query into the history, newest last."""
        if query in self.history:
            self.history.remove(query)
        self.history.append(query)
        del self.history[:-MOST_HISTORY]

    def command_find(self, _count: int | None = None, _argument: str = "") -> None:
        """``/``"""
        from reader.tui.article.prompt import SearchPrompt

        if self.rows:
            self.app.push_screen(SearchPrompt(self))

    def _to_hit(self, count: int) -> None:
        assert self.search is not None
        if not self.search.hits:
            self.post_message(messages.Noticed(f"“{self.search.query}”: {self.counter()}."))
            return
        self.remember_jump()
        self.move_caret(self.search.following(self.caret, count).start)
        self._repaint(places=False)
        self._tell_search()

    def go_to_hit(self, around: Span) -> None:
        """Go to the first hit within ``around``, now or when it is found; until then there."""
        self.go_to(around, flash=True)
        search = self.search
        if search is None:
            return
        if search.pending:
            self._seeking, self._landing = self.caret, True
            return
        first = next((hit for hit in search.hits if hit.start in around), None)
        if first is not None:
            self.move_caret(first.start)
        self._repaint(places=False)
        self._tell_search()

    def command_find_next(self, count: int | None = None, _argument: str = "") -> None:
        """``n``"""
        if self.search is None:
            self.post_message(messages.NextUnreadRequested())
        else:
            self._to_hit(count or 1)

    def command_find_previous(self, count: int | None = None, _argument: str = "") -> None:
        """``N``"""
        if self.search is None:
            self.post_message(messages.Noticed("No search is active: / begins one."))
        else:
            self._to_hit(-(count or 1))

    def cancel(self) -> bool:
        """Clear the selection, else the search, else focus mode; True when there was one."""
        if self.select_from is not None:
            self.drop_selection()
        elif self.search is not None:
            self.show_hits("")
        elif self.focus_mode:
            self.focus_mode = ""
            self._repaint()
        else:
            return False
        return True

    def command_escape(self, _count: int | None = None, _argument: str = "") -> None:
        """Escape"""
        if not self.cancel():
            self.post_message(messages.LeaveRequested())
