"""Figures of a library as plain data; drawing them is for the screen and the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from reader.library.facts import Facts
from reader.library.state import Reading, State

LONGEST = 366 * 20
"""Days a row of days may have; of a longer time only the last ones are counted."""


class Annotated(Protocol):
    """What is asked of a note."""

    @property
    def tags(self) -> tuple[str, ...]: ...  # noqa: D102 - the fields of notes.Note
    @property
    def colour(self) -> str: ...  # noqa: D102
    @property
    def created(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts, each mapping ordered from the most frequent; ties by name."""

    articles: int = 0
    words: int = 0
    minutes: int = 0
    unreadable: int = 0
    copies: int = 0
    """Articles that are near-identical to another one."""
    languages: Mapping[str, int] = field(default_factory=dict)
    """"" stands for unknown."""
    sites: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    """Articles by month of publication, YYYY-MM, in order; months without one are missing."""
    marks: Mapping[str, int] = field(default_factory=dict)
    """unread, reading, read, in this order."""
    starred: int = 0
    words_read: int = 0
    read_by_day: tuple[tuple[date, int], ...] = ()
    """Articles marked as read, for every day from the first to the last, days without one too."""
    notes: int = 0
    annotated: int = 0
    """Articles with notes."""
    tags: Mapping[str, int] = field(default_factory=dict)
    colours: Mapping[str, int] = field(default_factory=dict)


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _days(stamps: Iterable[str]) -> tuple[tuple[date, int], ...]:
    counts: Counter[date] = Counter()
    for stamp in stamps:
        try:
            counts[date.fromisoformat(stamp[:10])] += 1
        except ValueError:  # a time somebody else wrote
            continue
    if not counts:
        return ()
    last = max(counts)
    first = max(min(counts), last - timedelta(days=LONGEST))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple((day, counts[day]) for day in days)


@dataclass
class _Tally:
    """What is counted article by article."""

    articles: int = 0
    words: int = 0
    minutes: int = 0
    unreadable: int = 0
    starred: int = 0
    words_read: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    read_at: list[str] = field(default_factory=list)

    def add(self, article: Facts, reading: Reading) -> None:
        self.articles += 1
        self.words += article.words
        self.minutes += article.minutes
        self.unreadable += bool(article.problem)
        self.languages[article.language] += 1
        self.sites[article.site] += bool(article.site)
        self.months[article.date[:7]] += len(article.date) >= 7
        self.marks[reading.mark] += 1
        self.starred += reading.starred
        if reading.mark == "read":
            self.words_read += article.words
            self.read_at.append(reading.read_at)


def statistics(
    facts: Iterable[Facts],
    state: State,
    notes: Mapping[str, Iterable[Annotated]],
    copies: Mapping[str, Iterable[str]] | None = None,
) -> Statistics:
    """The figures of a library: facts of the index, reading state, notes by key."""
    tally = _Tally()
    for article in facts:
        tally.add(article, state.of(article.key))
    every = [note for some in notes.values() for note in some]
    return Statistics(
        articles=tally.articles,
        words=tally.words,
        minutes=tally.minutes,
        unreadable=tally.unreadable,
        copies=sum(len(list(others)) for others in (copies or {}).values()),
        languages=_ranked(tally.languages),
        sites=_ranked(+tally.sites),
        months=dict(sorted((+tally.months).items())),
        marks={mark: tally.marks[mark] for mark in ("unread", "reading", "read")},
        starred=tally.starred,
        words_read=tally.words_read,
        read_by_day=_days(tally.read_at),
        notes=len(every),
        annotated=sum(1 for some in notes.values() if list(some)),
        tags=_ranked(Counter(tag for note in every for tag in note.tags)),
        colours=_ranked(Counter(str(note.colour) for note in every)),
    )
