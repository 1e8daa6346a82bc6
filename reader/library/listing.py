"""The rows of a library in memory: columns to filter and sort, small enough for 100,000 rows."""

from __future__ import annotations

from array import array
from bisect import insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from time import gmtime, strftime
from typing import NamedTuple

from reader.library.columns import Choices, Keys, Texts
from reader.library.facts import Facts
from reader.library.match import SEPARATOR, line_of
from reader.library.narrowing import MARKS, Narrowing
from reader.library.query import Query
from reader.library.scan import Entry, place_of
from reader.pace import minutes

DAY = len("2025-07-04")
_FEW = 50
"""So few new rows are put in their places one by one."""


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


class Listing:
    """Rows by number: a row keeps its number for good, a removed one is only never shown again.

    Titles are kept folded, for matching; what a row shows comes from ``Index.facts_of`` for the
    rows on the screen. Not safe to change from two threads at once.
    """

    def __init__(self) -> None:
        self.keys = Keys()
        self.lines = Texts()
        """Title and path of each row, folded."""
        self.languages = Choices()
        self.sites = Choices()
        self.days = Choices()
        self.times = Choices()
        """What stands behind the day in a date."""
        self.words = array("I")
        self.modified = array("q")
        self.marks = bytearray()
        self.stars = bytearray()
        self.alive = bytearray()
        self.notes: dict[int, int] = {}
        self.tags: dict[int, frozenset[str]] = {}
        self.problems: dict[int, str] = {}
        self._shut: set[int] = set()
        """Rows whose problem the folder tells; of others only reading the file again tells."""
        self.worded = 0
        """How many titles were taken in."""
        self.narrowing = Narrowing(self)
        self._by_path = array("I")
        """Rows in the order of their paths, also those out of sight; the newest may be missing."""
        self._gone = 0
        self._version = 0
        self._shape = 0

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
        number = self.keys.number(key)
        return number if number is not None and self.alive[number] else None

    def extend(self, entries: Iterable[Entry]) -> None:
        """Add rows, or renew those that are there; titles come later, with ``learn``."""
        self._version += 1
        for key, _, mtime_ns, problem in entries:
            number = self.keys.number(key)
            if number is None:
                number = self._append(key)
            elif not self.alive[number]:
                self.alive[number] = 1
                self._gone -= 1
                self._shape += 1
            known = self.modified[number]
            self.modified[number] = mtime_ns
            if problem:
                self.problems[number] = problem
                self._shut.add(number)
            elif number in self._shut or (known and known != mtime_ns):
                self.problems.pop(number, None)
                self._shut.discard(number)

    def _append(self, key: str) -> int:
        number = len(self.keys)
        self.worded += 1
        self._shape += 1
        self.keys.append(key)
        self.lines.append(line_of(key.rpartition("/")[2].rpartition(".")[0], key))
        for column in (self.languages, self.sites, self.days, self.times):
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
            number = self.keys.number(fact.key)
            if number is None:
                number = self._append(fact.key)
            if fact.title:
                self.worded += 1
                self.lines[number] = line_of(fact.title, fact.key)
            self.languages[number] = fact.language
            self.sites[number] = fact.site
            self.days[number], self.times[number] = fact.date[:DAY], fact.date[DAY:]
            self.words[number] = fact.words
            if fact.problem:
                self.problems[number] = fact.problem
            elif number not in self._shut:
                self.problems.pop(number, None)

    def remove(self, keys: Iterable[str]) -> None:
        """Take rows out of sight; their numbers stay theirs, should they come back."""
        self._version += 1
        for key in keys:
            number = self.keys.number(key)
            if number is not None and self.alive[number]:
                self.alive[number] = 0
                self._gone += 1
                self._shape += 1

    def mark(self, key: str, mark: str) -> None:
        """Set the read mark of a row: unread, reading or read."""
        self._version += 1
        number = self.keys.number(key)
        if number is not None:
            self.marks[number] = MARKS.index(mark)

    def star(self, key: str, starred: bool) -> None:
        """Set or take away the star of a row."""
        self._version += 1
        number = self.keys.number(key)
        if number is not None:
            self.stars[number] = starred

    def annotate(self, key: str, count: int, tags: Iterable[str] = ()) -> None:
        """Say how many notes a row has, and their tags."""
        self._version += 1
        number = self.keys.number(key)
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
            minutes=minutes(words, self.languages[number]),
            date=self.days[number] + self.times[number],
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
            "lang": sorted(self.languages.used() - {""}),
            "site": sorted(self.sites.used() - {""}, key=str.casefold),
            "tag": sorted(tags, key=str.casefold),
        }

    def order(self, sort: Sort = Sort.PATH, *, reverse: bool = False) -> Sequence[int]:
        """All rows in an order; equal ones stay in the order of their paths.

        Newest, longest, unread and most annotated come first; ``reverse`` turns that round.
        Rows without a language come last either way; without a date, that of the file counts.
        """
        rows = [row for row in self._in_order() if self.alive[row]]
        match sort:
            case Sort.PATH:
                if reverse:
                    rows.reverse()
            case Sort.TITLE:
                rows.sort(key=self.lines.encoded, reverse=reverse)
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
        return array("I", rows)

    def _in_order(self) -> Sequence[int]:
        first = len(self._by_path)
        fresh = range(first, len(self.keys))
        if len(fresh) > _FEW:
            places = [place_of(key) for key in self.keys]
            self._by_path = array("I", sorted(range(len(places)), key=places.__getitem__))
        else:
            for row in fresh:
                insort(self._by_path, row, key=lambda row: place_of(self.keys[row]))
        return self._by_path

    def _date(self, row: int) -> str:
        date = self.days[row] + self.times[row]
        return date or strftime("%Y-%m-%dT%H:%M:%S", gmtime(max(self.modified[row], 0) // 10**9))

    def filter(self, query: Query, order: Sequence[int]) -> Sequence[int]:
        """The rows of ``order`` that fit: best matches of the words first, else in that order.

        While the same list is given as ``order``, only what was typed since the last call is
        worked out again; ``order`` must not be changed in place between calls.
        """
        rows = self.narrowing.rows(query, order)
        return array("I", [row for row in rows if self.alive[row]]) if self._gone else rows
