"""The rows of a library in memory: columns to filter and sort, small enough for 100,000 rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from sys import intern
from threading import Lock
from time import gmtime, strftime
from typing import Any, NamedTuple

from reader.library.facts import WORDS_A_MINUTE, Facts
from reader.library.fold import fold
from reader.library.match import SEPARATOR, Vocabulary, is_fuzzy, line_of, rank, rows_with
from reader.library.query import Query, Term
from reader.library.scan import Entry, place_of

MARKS = ("unread", "reading", "read")
RANKED = 5_000
"""More matches than this keep the order of the list: nobody reads them for the best one."""


class Sort(StrEnum):
    """The orders of the list."""

    PATH = "path"
    TITLE = "title"
    DATE = "date"
    LENGTH = "length"
    LANGUAGE = "language"
    UNREAD = "unread"
    NOTES = "notes"


class RowView(NamedTuple):
    """One row as a filter sees it; ``title`` is folded."""

    key: str
    title: str
    site: str
    language: str
    words: int
    minutes: int
    date: str
    mark: str
    starred: bool
    notes: int
    tags: Collection[str]
    problem: str


class _Stage(NamedTuple):
    """What one condition left over; the next keystroke goes on from here."""

    term: Term
    exact: list[int]
    """Rows that hold the word itself."""
    rows: list[int]

    def grows_into(self, term: Term) -> bool:
        """Whether rows that hold ``term``'s word all hold this one's."""
        old, new = self.term, term
        return (
            not (old.field or old.negated or new.field or new.negated)
            and len(old.forms) == 1
            and all(old.forms[0] in form for form in new.forms)
        )


class Listing:
    """Rows by number: a row keeps its number for good, a removed one is only never shown again.

    Titles are kept folded, for matching; what a row shows comes from ``Index.facts_of`` for the
    rows on the screen. Not safe to change from two threads at once.
    """

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.places: list[str] = []
        """What the rows are ordered by where nothing else tells them apart."""
        self.lines: list[str] = []
        self.languages: list[str] = []
        self.sites: list[str] = []
        self.dates: list[str] = []
        self.words = array("L")
        self.modified = array("q")
        self.marks = bytearray()
        self.stars = bytearray()
        self.alive = bytearray()
        self.notes: dict[int, int] = {}
        self.tags: dict[int, frozenset[str]] = {}
        self.problems: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._gone = 0
        self._version = 0
        self._shape = 0
        self._worded = 0
        self._vocabulary: tuple[int, Vocabulary] | None = None
        self._building = Lock()
        self.looked_too_early = False
        """Whether a filter went without near words: it is to be done anew when they are known."""
        self._stages: list[_Stage] = []
        self._stages_of = (0, -1)

    def __len__(self) -> int:
        return len(self.keys) - self._gone

    @property
    def version(self) -> int:
        """Grows with every change; what was worked out for an older one is to be done anew."""
        return self._version

    def order_version(self, sort: Sort) -> int:
        """Grows with every change after which this order may be another one."""
        return self._shape if sort is Sort.PATH else self._version

    def number(self, key: str) -> int | None:
        """The row of a key; None when it is not listed."""
        number = self._numbers.get(key)
        return number if number is not None and self.alive[number] else None

    def extend(self, entries: Iterable[Entry]) -> None:
        """Add rows, or renew those that are there; titles come later, with ``learn``."""
        self._version += 1
        for key, _, mtime_ns, problem in entries:
            number = self._numbers.get(key)
            if number is None:
                number = self._append(key)
            elif not self.alive[number]:
                self.alive[number] = 1
                self._gone -= 1
                self._shape += 1
            self.modified[number] = mtime_ns
            if problem:
                self.problems[number] = problem
            else:
                self.problems.pop(number, None)

    def vocabulary(self) -> Vocabulary:
        """The words of all rows; the first call, and one after many changes, takes 3 µs a row.

        Call it from a thread when the filter line opens, and no keystroke has to wait for it.
        """
        with self._building:
            built = self._vocabulary
            if built is None or self._worded - built[0] > max(1000, len(self.keys) // 20):
                self._vocabulary = built = self._worded, Vocabulary(list(self.lines))
            return built[1]

    def forget_stages(self) -> None:
        """Work the next filter out from the beginning."""
        self.looked_too_early = False
        self._stages = []

    def _near(self, form: str) -> list[str]:
        """Words near a typed one; none while another thread is still collecting the words."""
        if self._building.locked():
            self.looked_too_early = True
            return []
        return self.vocabulary().near(form)

    def _append(self, key: str) -> int:
        number = len(self.keys)
        self._worded += 1
        self._shape += 1
        self._numbers[key] = number
        self.keys.append(key)
        self.places.append(place_of(key))
        self.lines.append(line_of(key.rpartition("/")[2].rpartition(".")[0], key))
        for column in (self.languages, self.sites, self.dates):
            column.append("")
        self.words.append(0)
        self.modified.append(0)
        self.marks.append(0)
        self.stars.append(0)
        self.alive.append(1)
        return number

    def learn(self, facts: Iterable[Facts]) -> None:
        """Take over titles, languages, sites, dates and lengths; unknown keys are added."""
        self._version += 1
        for fact in facts:
            number = self._numbers.get(fact.key)
            if number is None:
                number = self._append(fact.key)
            if fact.title:
                self._worded += 1
                self.lines[number] = line_of(fact.title, fact.key)
            self.languages[number] = intern(fact.language)
            self.sites[number] = intern(fact.site)
            self.dates[number] = intern(fact.date)
            self.words[number] = fact.words
            if fact.problem:
                self.problems[number] = fact.problem

    def remove(self, keys: Iterable[str]) -> None:
        """Take rows out of sight; their numbers stay theirs, should they come back."""
        self._version += 1
        for key in keys:
            number = self._numbers.get(key)
            if number is not None and self.alive[number]:
                self.alive[number] = 0
                self._gone += 1
                self._shape += 1

    def mark(self, key: str, mark: str) -> None:
        """Set the read mark of a row: unread, reading or read."""
        self._version += 1
        number = self._numbers.get(key)
        if number is not None:
            self.marks[number] = MARKS.index(mark)

    def star(self, key: str, starred: bool) -> None:
        """Set or take away the star of a row."""
        self._version += 1
        number = self._numbers.get(key)
        if number is not None:
            self.stars[number] = starred

    def annotate(self, key: str, count: int, tags: Iterable[str] = ()) -> None:
        """Say how many notes a row has, and their tags."""
        self._version += 1
        number = self._numbers.get(key)
        if number is None:
            return
        self.notes.pop(number, None)
        self.tags.pop(number, None)
        if count:
            self.notes[number] = count
        if chosen := frozenset(tags):
            self.tags[number] = chosen

    def row(self, number: int) -> RowView:
        """All columns of one row."""
        words = self.words[number]
        return RowView(
            key=self.keys[number],
            title=self.lines[number].partition(SEPARATOR)[0],
            site=self.sites[number],
            language=self.languages[number],
            words=words,
            minutes=-(-words // WORDS_A_MINUTE),
            date=self.dates[number],
            mark=MARKS[self.marks[number]],
            starred=bool(self.stars[number]),
            notes=self.notes.get(number, 0),
            tags=self.tags.get(number, frozenset()),
            problem=self.problems.get(number, ""),
        )

    def counts(self) -> Mapping[str, int]:
        """How many rows there are in all, and of each read mark."""
        alive = [mark for mark, alive in zip(self.marks, self.alive, strict=True) if alive]
        return {"all": len(alive)} | {
            name: alive.count(number) for number, name in enumerate(MARKS)
        }

    def values(self) -> dict[str, list[str]]:
        """The values that fields can be completed to: languages, sites, tags."""
        tags = set().union(*self.tags.values())
        return {
            "lang": sorted({*self.languages} - {""}),
            "site": sorted({*self.sites} - {""}, key=str.casefold),
            "tag": sorted(tags, key=str.casefold),
        }

    def order(self, sort: Sort = Sort.PATH, *, reverse: bool = False) -> list[int]:
        """All rows in an order; equal ones stay in the order of their paths.

        Newest, longest, unread and most annotated come first; ``reverse`` turns that round.
        Rows without the value (no date, no language) come last either way.
        """
        rows = [row for row in range(len(self.keys)) if self.alive[row]]
        rows.sort(key=self.places.__getitem__)
        match sort:
            case Sort.PATH:
                return rows[::-1] if reverse else rows
            case Sort.TITLE:
                rows.sort(key=self.lines.__getitem__, reverse=reverse)
            case Sort.DATE:
                rows.sort(key=self._date, reverse=not reverse)
            case Sort.LENGTH:
                rows.sort(key=self.words.__getitem__, reverse=not reverse)
            case Sort.LANGUAGE:
                rows.sort(key=self.languages.__getitem__, reverse=reverse)
                rows.sort(key=lambda row: not self.languages[row])
            case Sort.UNREAD:
                rows.sort(key=self.marks.__getitem__, reverse=reverse)
            case Sort.NOTES:
                rows.sort(key=lambda row: self.notes.get(row, 0), reverse=not reverse)
        return rows

    def _date(self, row: int) -> str:
        date = self.dates[row]
        return date or strftime("%Y-%m-%dT%H:%M:%S", gmtime(max(self.modified[row], 0) // 10**9))

    def filter(self, query: Query, order: list[int]) -> list[int]:
        """The rows of ``order`` that fit: best matches of the words first, else in that order.

        While the same list is given as ``order``, only what was typed since the last call is
        worked out again; ``order`` must not be changed in place between calls.
        """
        state = (id(order), self._version)
        if state != self._stages_of:
            self._stages_of, self._stages = state, []
        kept: list[_Stage] = []
        rows = order
        for number, term in enumerate(query.terms):
            before = self._stages[number] if number < len(self._stages) else None
            if before is not None and before.term == term:
                stage = before
            else:
                stage = self._stage(term, rows, before)
                self._stages = []
            kept.append(stage)
            rows = stage.rows
        self._stages = kept
        words = query.words
        if words and len(rows) <= RANKED:
            ranks = {row: rank(words, self.lines[row]) for row in rows}
            rows = sorted(rows, key=ranks.__getitem__)
        return [row for row in rows if self.alive[row]] if self._gone else list(rows)

    def _stage(self, term: Term, rows: list[int], before: _Stage | None) -> _Stage:
        if term.field or term.negated:
            kept = self._kept(term, rows)
            return _Stage(term, kept, kept)
        within = rows
        if before is not None and before.grows_into(term):
            within = before.exact
        exact = rows_with(term.forms, self.lines, within)
        if not is_fuzzy(term, len(exact)):
            return _Stage(term, exact, exact)
        near = set(exact)
        for word in self._near(term.forms[0]):
            near.update([row for row in rows if word in self.lines[row]])
        return _Stage(term, exact, [row for row in rows if row in near] if near else [])

    def _kept(self, term: Term, rows: list[int]) -> list[int]:
        """The rows that meet one condition; each different value of a column is asked once."""
        negated = term.negated
        if not term.field:
            lines = self.lines
            return [row for row in rows if term.in_text(lines[row]) != negated]
        column, met = self._column(term)
        if column is None:
            return [row for row in rows if term.holds(self.row(row))]
        good = {value for value in set(column) if met(value) != negated}
        return [row for row in rows if column[row] in good]

    def _column(self, term: Term) -> tuple[Sequence[Any] | None, Callable[[Any], bool]]:
        """The column a condition looks at alone, if there is one, and its test of a value."""
        match term.field:
            case "lang":
                return self.languages, term.is_language
            case "site":
                return self.sites, lambda site: term.in_text(fold(site))
            case "words":
                return self.words, term.in_range
            case "date":
                return self.dates, term.in_dates
            case "is" if term.value in MARKS:
                return self.marks, lambda mark: MARKS[mark] == term.value
            case _:
                return None, bool
