"""The library pane: a list of articles that costs the same for a hundred rows and for 100,000."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region, Size
from textual.message import Message

from reader.library.facts import Facts
from reader.library.listing import Listing, Sort
from reader.library.query import Query, parse
from reader.library.scan import Entry
from reader.tui.commands import Scope
from reader.tui.hints import WITH_A_FILTER
from reader.tui.library.copy_folds import Copies
from reader.tui.library.drawing import LINES, LibraryDrawing
from reader.tui.library.rows import grouped

BREATHS = 10
"""So many times what it takes to arrange the rows passes until it is done again in a scan."""
AHEAD = 40
"""Rows beyond the screen whose facts are asked for as well."""
_ON_AN_ARTICLE = frozenset(
    ("library-open", "library-sort", "read-mark", "unread-next", "article-next")
)


class LibraryView(LibraryDrawing, can_focus=True, inherit_bindings=False):
    """The list itself. Rows are numbers of a :class:`Listing`; folder headings are negative."""

    scopes = (Scope.LIBRARY,)

    class FactsWanted(Message):
        """Rows come into view of which only the name is known."""

        def __init__(self, keys: list[str]) -> None:
            super().__init__()
            self.keys = keys

    class Changed(Message):
        """The number or the order of the rows changed: titles are to be written anew."""

    @dataclass
    class Arranged(Message):
        """Another order was chosen, or folders: worth keeping."""

        sort: Sort
        reverse: bool
        grouped: bool

    def __init__(self) -> None:
        super().__init__()
        self.listing = Listing()
        self.sort = Sort.PATH
        self.reverse = False
        self.grouped = False
        self.query_text = ""
        self.scanning = False
        self._query = Query()
        self._order: Sequence[int] = array("I")
        self._arranged: tuple[Sort, bool, int] | None = None
        """What ``_order`` was worked out for: a filter goes on from it at every keystroke."""
        self._rows = array("i")
        self._folders: list[tuple[str, int]] = []
        self._facts: dict[str, Facts] = {}
        self._asked: set[str] = set()
        self.copies = Copies()
        self._hidden = 0
        """Rows that fit but are folded under a copy of theirs."""
        self._cursor = 0
        self._wanted: str | None = None
        self._arrange_from = 0.0  # when rows of a running scan are next, by the monotonic clock

    # What is listed

    @property
    def current(self) -> str | None:
        """The key of the selected row; None when nothing is listed."""
        if 0 <= self._cursor < len(self._rows) and self._rows[self._cursor] >= 0:
            return self.listing.keys[self._rows[self._cursor]]
        return None

    @property
    def idle(self) -> frozenset[str]:
        """The commands that need a filter or an article, where there is none."""
        without_filter: frozenset[str] = frozenset() if self.query_text else WITH_A_FILTER
        if self._rows or self.scanning:
            return without_filter
        found = _ON_AN_ARTICLE | without_filter
        return found if self.query_text else found | {"library-filter"}

    @property
    def shown(self) -> int:
        """How many articles fit the filter."""
        return len(self._rows) - len(self._folders) + self._hidden

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the filter was not understood."""
        return self._query.problems

    def add(self, entries: Sequence[Entry]) -> None:
        """Take in rows of a running scan, below what is there already until it is complete."""
        before = len(self.listing.keys)
        self.listing.extend(entries)
        fresh = range(before, len(self.listing.keys))
        if self._query or self.grouped or len(fresh) < len(entries):
            self._arrange_now_and_then()
            return
        self._arranged = None
        self._rows.extend(fresh)
        self._resized()

    def _arrange_now_and_then(self) -> None:
        """Take the rows of a running scan in, as long as that leaves time for keys.

        Folders and filters arrange all rows anew; whoever ends the scan does so for good.
        """
        begun = time.monotonic()
        if not self.scanning or begun >= self._arrange_from:
            self.rearrange()
            now = time.monotonic()
            self._arrange_from = now + BREATHS * (now - begun)

    def drop(self, keys: Iterable[str]) -> None:
        """Take rows away."""
        self.listing.remove(keys)
        self.rearrange()

    def learn(self, facts: Iterable[Facts]) -> None:
        """Take over titles and the like; rows on the screen show them at once."""
        known = list(facts)
        self.listing.learn(known)
        for fact in known:
            self._facts[fact.key] = fact
        self.refresh()

    def know(self, facts: Sequence[Facts]) -> None:
        """Take over facts of any rows, also far from the screen: only those shown are held."""
        self.listing.learn(facts)
        for fact in facts:
            if fact.key in self._facts:
                self._facts[fact.key] = fact
            elif fact.key in self._asked:
                self._asked.discard(fact.key)
        self._ask()
        self.refresh()

    @property
    def depends_on_facts(self) -> bool:
        """Whether what is listed, or its order, may change by what becomes known."""
        return self.sort is not Sort.PATH or bool(self._query)

    def facts_of(self, key: str) -> Facts | None:
        """What is known of an article; None while that is only its name."""
        return self._facts.get(key)

    @property
    def known(self) -> list[Facts]:
        """What is known of the articles that were in or near the view."""
        return list(self._facts.values())

    def forget(self, key: str) -> None:
        """The file changed: its facts are to be asked for again."""
        self._facts.pop(key, None)
        self._asked.discard(key)
        self.refresh()

    def rearrange(self) -> None:
        """Sort and filter anew; the selected article stays selected and in its place."""
        key = self._wanted or self.current
        offset = self._cursor * LINES - self.scroll_offset.y
        arranged = (self.sort, self.reverse, self.listing.order_version(self.sort))
        if self._arranged != arranged:
            self._order = self.listing.order(self.sort, reverse=self.reverse)
            self._arranged = arranged
        rows = self.listing.filter(self._query, self._order)
        rows, self._hidden = self.copies.folded(rows)
        self._folders = []
        if self.grouped:
            rows, self._folders = grouped(rows, self.listing.keys)
        self._rows = array("i", rows)
        self._resized()
        if key is None or not self._select_key(key, top=offset):
            self._cursor = self._nearest(min(self._cursor, max(0, len(self._rows) - 1)))
            self.scroll_to(y=max(0, self._cursor * LINES - offset), animate=False)
        self._styles.clear()
        self.refresh()

    def _resized(self) -> None:
        self.virtual_size = Size(1, len(self._rows) * LINES)
        if self._wanted is not None:
            self._select_key(self._wanted)
        elif self._rows and self._rows[self._cursor if self._cursor < len(self._rows) else 0] < 0:
            self._cursor = self._nearest(self._cursor)
        self.post_message(self.Changed())
        self._ask()

    def fold(self, copies: Mapping[str, Sequence[str]]) -> None:
        """Near-identical articles take one row together, until they are unfolded."""
        self.copies = Copies.of(copies, self.listing.number, self.copies.open)
        self.rearrange()

    def command_library_copies(self, count: int | None, argument: str) -> None:
        """Show the copies under a row, or fold them again."""
        if not 0 <= self._cursor < len(self._rows):
            return
        first = self.copies.turn(self._rows[self._cursor])
        if first is None:
            self.notify("No other article here is a copy of this one.", timeout=3)
            return
        if first not in self.copies.open:
            self._wanted = self.listing.keys[self.copies.shown_for(first, self._rows)]
        before = self.current
        self.rearrange()
        if self.current is not None and self.current != before:
            self.post_message(self.Moved(self.current))

    # Selection

    def select(self, key: str, *, announce: bool = True) -> bool:
        """Move to an article by its key, now or as soon as it is listed."""
        self._wanted = key
        found = self._select_key(key)
        if found and announce:
            self.post_message(self.Moved(key))
        return found

    def select_first(self) -> None:
        """Give up waiting for an article that does not come."""
        self._wanted = None
        self._cursor = self._nearest(0)
        self.refresh()

    def _select_key(self, key: str, *, top: int | None = None) -> bool:
        number = self.listing.number(key)
        if number is None:
            return False
        if self.copies.unfold(number):
            self._wanted = key
            self.rearrange()
        try:
            self._cursor = self._rows.index(number)
        except ValueError:
            return False
        self._wanted = None
        if top is None:
            self._into_view()
        else:
            self.scroll_to(y=max(0, self._cursor * LINES - top), animate=False)
        self.refresh()
        return True

    def _nearest(self, index: int, step: int = 1) -> int:
        """The article row at ``index`` or next to it; headings are passed over."""
        if not self._rows:
            return 0
        index = max(0, min(index, len(self._rows) - 1))
        for way in (step, -step):
            at = index
            while 0 <= at < len(self._rows):
                if self._rows[at] >= 0:
                    return at
                at += way
        return index

    def _into_view(self) -> None:
        height = self.scrollable_content_region.height
        if not height:
            return
        top, y = self.scroll_offset.y, self._cursor * LINES
        margin = LINES if height > 4 * LINES else 0
        if y - margin < top:
            top = max(0, y - margin)
        elif y + LINES + margin > top + height:
            top = y + LINES + margin - height
        self.scroll_to(y=top, animate=False)
        self._ask()

    def move(self, by: int) -> None:
        """Move the selection by so many rows."""
        self.go(self._cursor + by, 1 if by > 0 else -1)

    def go(self, index: int, step: int) -> None:
        """Select a row, or the next one in the direction of ``step`` that is an article."""
        target = self._nearest(index, step)
        if target == self._cursor or not self._rows:
            return
        self._wanted = None
        left, self._cursor = self._cursor, target
        self._into_view()
        width, top = self.size.width, self.scroll_offset.y
        self.refresh(*(Region(0, row * LINES - top, width, LINES) for row in (left, target)))
        if self.current is not None:
            self.post_message(self.Moved(self.current))

    @property
    def listed(self) -> list[str]:
        """The keys of all articles that fit the filter, copies that are folded among them."""
        return [self.listing.keys[row] for row in self.listing.filter(self._query, self._order)]

    def selected(self, count: int) -> list[str]:
        """The keys of the selected article and of those after it, ``count`` in all."""
        rows = [row for row in self._rows[self._cursor :] if row >= 0]
        return [self.listing.keys[row] for row in rows[:count]]

    def next_unread(self) -> str | None:
        """The key of the next unread article after the selection, round the end."""
        marks, count = self.listing.marks, len(self._rows)
        for step in range(1, count + 1):
            row = self._rows[(self._cursor + step) % count]
            if row >= 0 and marks[row] == 0:
                return self.listing.keys[row]
        return None

    # Drawing

    def on_resize(self) -> None:
        """Keep the selection in view."""
        self.virtual_size = Size(1, len(self._rows) * LINES)
        self._into_view()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def _ask(self) -> None:
        """Ask for the facts of rows in and near the view."""
        first = self.scroll_offset.y // LINES
        last = first + self.size.height // LINES + AHEAD
        near = self._rows[max(0, first - AHEAD) : last]
        keys = [self.listing.keys[row] for row in near if row >= 0]
        wanted = [key for key in keys if key not in self._facts and key not in self._asked]
        here = self.current
        if here in wanted:
            at = wanted.index(here)
            wanted = [*wanted[at:], *wanted[:at]]
        if wanted:
            self._asked.update(wanted)
            self.post_message(self.FactsWanted(wanted))

    def on_click(self, event: events.Click) -> None:
        """Select by mouse; a double click opens."""
        index = (self.scroll_offset.y + event.y) // LINES
        if 0 <= index < len(self._rows):
            self.go(index, 1)
            if event.chain == 2 and self.current is not None:
                self.post_message(self.Entered(self.current))

    # Commands

    def set_filter(self, text: str) -> None:
        """Show only what fits; the best match is selected while words are typed."""
        self.query_text = text
        self._query = parse(text)
        key = self.current
        self.rearrange()
        if self._query.words and self._rows:
            self._cursor = self._nearest(0)
            self._into_view()
        if self.current is not None and self.current != key:
            self.post_message(self.Moved(self.current))

    @property
    def page(self) -> int:
        """Rows that are shown at once."""
        return max(1, self.scrollable_content_region.height // LINES)

    @property
    def last_row(self) -> int:
        """The number of the last row."""
        return len(self._rows) - 1

    def command_library_sort(self, count: int | None, argument: str) -> None:
        """The next order of the list."""
        orders = list(Sort)
        self.sort = orders[(orders.index(self.sort) + 1) % len(orders)]
        self.reverse = False
        self._arrange()

    def command_library_reverse(self, count: int | None, argument: str) -> None:
        """The last first; the next order of the list begins the usual way again."""
        self.reverse = not self.reverse
        self._arrange()

    def command_library_group(self, count: int | None, argument: str) -> None:
        """Folder headings on or off."""
        self.grouped = not self.grouped
        self._arrange()

    def _arrange(self) -> None:
        self.rearrange()
        self.post_message(self.Arranged(self.sort, self.reverse, self.grouped))
