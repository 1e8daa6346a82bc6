"""What a filter line leaves over of a listing, worked out condition by condition as it is typed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.library.columns import Choices
from reader.library.fold import fold
from reader.library.match import SEPARATOR, Vocabulary, is_fuzzy, rank
from reader.library.query import Query, Term
from reader.pace import minutes

if TYPE_CHECKING:
    from reader.library.listing import Listing

T = TypeVar("T")

MARKS = ("unread", "reading", "read")
"""Read marks, by the number that stands for each in a column."""
RANKED = 5_000
"""More matches than this keep the order of the list: nobody reads them for the best one."""
_FEW = 500
"""So few rows are asked one by one; a whole column at once takes longer."""
_SEPARATOR = SEPARATOR.encode()


class _Stage(NamedTuple):
    """What one condition left over; the next keystroke goes on from here."""

    term: Term
    exact: Sequence[int]
    """Rows that hold the word itself."""
    rows: Sequence[int]

    def grows_into(self, term: Term) -> bool:
        """Whether rows that hold ``term``'s word all hold this one's."""
        old, new = self.term, term
        return (
            not (old.field or old.negated or new.field or new.negated)
            and len(old.forms) == 1
            and all(old.forms[0] in form for form in new.forms)
        )


class Narrowing:
    """Filters a listing; what is typed on goes on from what was found for what was typed."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._stages: list[_Stage] = []
        self._stages_of = (0, -1)
        self._vocabulary: tuple[int, Vocabulary] | None = None
        self._building = Lock()
        self.looked_too_early = False
        """Whether a filter went without near words: it is to be done anew when they are known."""

    def vocabulary(self) -> Vocabulary:
        """The words of all rows; the first call, and one after many changes, takes 3 µs a row.

        Call it from a thread when the filter line opens, and no keystroke has to wait for it.
        """
        with self._building:
            built, listing = self._vocabulary, self._listing
            if built is None or listing.worded - built[0] > max(1000, len(listing.keys) // 20):
                self._vocabulary = built = listing.worded, Vocabulary(listing.lines)
            return built[1]

    def forget(self) -> None:
        """Work the next filter out from the beginning."""
        self.looked_too_early = False
        self._stages = []

    def rows(self, query: Query, order: Sequence[int]) -> Sequence[int]:
        """The rows of ``order`` that fit: see ``Listing.filter``."""
        state = (id(order), self._listing.version)
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
        words, lines = query.words, self._listing.lines
        if words and len(rows) <= RANKED:
            ranks = {row: rank(words, lines[row]) for row in rows}
            rows = sorted(rows, key=ranks.__getitem__)
        return rows

    def _stage(self, term: Term, rows: Sequence[int], before: _Stage | None) -> _Stage:
        if term.field or term.negated:
            kept = self._kept(term, rows)
            return _Stage(term, kept, kept)
        within = rows
        if before is not None and before.grows_into(term):
            within = before.exact
        exact = self._kept(term, within)
        if not is_fuzzy(term, len(exact)):
            return _Stage(term, exact, exact)
        near = self._near(term.forms[0])
        if not near:
            return _Stage(term, exact, _of_order(rows, exact))
        marks = self._listing.lines.holding(near)
        for row in exact:
            marks[row] = 1
        return _Stage(term, exact, _kept_by(marks, rows))

    def _near(self, form: str) -> list[str]:
        """Words near a typed one; none while another thread is still collecting the words."""
        if self._building.locked():
            self.looked_too_early = True
            return []
        return self.vocabulary().near(form)

    def _kept(self, term: Term, rows: Sequence[int]) -> Sequence[int]:
        """The rows that meet one condition."""
        listing = self._listing
        if len(rows) > _FEW:
            return _kept_by(marks_of(term, listing), rows, negated=term.negated)
        if not term.field:
            lines = listing.lines
            return [row for row in rows if term.in_text(lines[row]) != term.negated]
        return [row for row in rows if term.holds(listing.row(row))]


def _kept_by(marks: Sequence[int], rows: Sequence[int], *, negated: bool = False) -> Sequence[int]:
    if negated:
        return array("I", [row for row in rows if not marks[row]])
    return array("I", [row for row in rows if marks[row]])


def _of_order(rows: Sequence[int], some: Sequence[int]) -> Sequence[int]:
    """``some`` of the rows, in their order."""
    chosen = set(some)
    return [row for row in rows if row in chosen] if chosen else []


def marks_of(term: Term, listing: Listing) -> Sequence[int]:  # noqa: PLR0911 - one line a field
    """For each row of a listing 1 if it meets a condition, its negation left aside, else 0."""
    match term.field:
        case "title":
            return listing.lines.holding(term.forms, _title_of)
        case "path":
            return listing.lines.holding(term.forms, _path_of)
        case "site":
            return _chosen(listing.sites, lambda site: term.in_text(fold(site)))
        case "lang":
            return _chosen(listing.languages, term.is_language)
        case "date":
            return _chosen(listing.days, term.in_dates)
        case "words":
            return _met(listing.words, term.in_range)
        case "minutes":
            return _lasting(listing, term.in_range)
        case "tag":
            return _some(
                listing, listing.tags, lambda tags: any(term.in_text(fold(t)) for t in tags)
            )
        case "is":
            return _in_state(listing, term.value)
        case "has":
            return _with(listing, term.value)
        case "":
            return listing.lines.holding(term.forms)


def _title_of(line: bytes) -> bytes:
    return line[: line.index(_SEPARATOR)]


def _path_of(line: bytes) -> bytes:
    return line[line.index(_SEPARATOR) :]


def _in_state(listing: Listing, value: str) -> Sequence[int]:
    if value == "starred":
        return listing.stars
    if value == "unreadable":
        return _some(listing, listing.problems)
    number = MARKS.index(value)
    return bytes([mark == number for mark in listing.marks])


def _with(listing: Listing, value: str) -> Sequence[int]:
    if value == "date":
        return _chosen(listing.days, bool)
    return _some(listing, listing.notes if value == "notes" else listing.tags)


def _chosen(column: Choices, met: Callable[[str], bool]) -> bytearray:
    """By a column of few values: each is asked once."""
    fits = [met(value) for value in column.values]
    return bytearray(map(fits.__getitem__, column.codes))


def _met(column: Sequence[int], met: Callable[[int], bool]) -> bytearray:
    fits = {value: met(value) for value in set(column)}
    return bytearray(map(fits.__getitem__, column))


def _lasting(listing: Listing, met: Callable[[int], bool]) -> bytearray:
    """By reading time: each pair of a length and a language is asked once."""
    languages = listing.languages
    pairs = list(zip(listing.words, languages.codes, strict=True))
    fits = {pair: met(minutes(pair[0], languages.values[pair[1]])) for pair in set(pairs)}
    return bytearray(map(fits.__getitem__, pairs))


def _some(
    listing: Listing, found: Mapping[int, T], met: Callable[[T], bool] = lambda value: True
) -> bytearray:
    """By what only some rows have."""
    marks = bytearray(len(listing.keys))
    for row, value in found.items():
        marks[row] = met(value)
    return marks
