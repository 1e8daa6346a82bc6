"""Articles on the same story: those that share rare names, under whatever spelling.

Names are compared by ``names.key_of``. How much one tells is measured in the library itself: a
name in every second article says nothing, one in four of a thousand says much. Dates that are
close count for a story, dates far apart against it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

from reader.library.facts import Facts
from reader.library.hiding import shown_text
from reader.library.index import Index, facts_of_row
from reader.library.keys import storable
from reader.library.names import in_pairs, names

PROBES = 24
"""Of an article's names so many are looked up, the most telling ones."""
READ_PER_NAME = 400
"""Of a name in more articles than this only the latest are weighed."""
CONSIDERED = 60
"""Of the articles found so many are compared name by name."""
LEAST = 0.15
"""Least share of the weight of an article's names that another must have in common."""
FEW = 3
"""So many names at least must be shared: a first name and an office are a coincidence."""
COMMON = 0.1
"""A name in a larger part of the library is no reason by itself to call two articles related."""
MOST_READ = 200_000
"""Code points of an article in which names are looked for: a book tells its story early, too."""
STORY = 100
"""Articles of one story that a person may well have collected: a name in so many is not common in
a library of a few hundred, as long as most of it is on something else."""
BACKGROUND = 50
"""Articles imagined beside those of the library: in one of two, every name would be common."""
DAYS = 45.0
"""After so many days a story's articles count about a third less."""


@dataclass(frozen=True, slots=True)
class Related:
    """An article on the same story."""

    facts: Facts
    score: float
    """The share of the telling names in common, 0-1, weighed by how close the dates are."""
    shares: tuple[str, ...]
    """What both have in common, the most telling first, spelt as in the article asked about."""

    @property
    def reason(self) -> str:
        """Words for the reader: ``shares: Patriot, Jermak``."""
        return "shares: " + ", ".join(self.shares[:5])


def related(
    index: Index,
    key: str,
    *,
    limit: int = 20,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Related]:
    """The articles most likely on the story of ``key``, best first; [] when it is not indexed.

    Near-identical copies of the article are left out: they are the article. What was found so
    far when ``cancelled``.
    """
    text = index.text_of(key)
    if text is None or cancelled():
        return []
    return index.run(lambda c: _related(c, key, text[:MOST_READ], limit, cancelled))


def timeline(articles: Iterable[Facts]) -> list[Facts]:
    """Articles by their dates, earliest first; those without a date at the end, by title."""
    return sorted(articles, key=lambda facts: (not facts.date, facts.date, facts.title, facts.key))


class _Stories:
    """Weighs names by how rare they are in one library."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.total: int = connection.execute("SELECT count(*) FROM bodies").fetchone()[0]
        self.most: int = max(3, int(COMMON * self.total), min(STORY, self.total // 3))
        self._articles: dict[str, int] = {}

    def articles(self, name: str) -> int:
        """In how many articles a name stands; of a common one only that it is common."""
        if name not in self._articles:
            (count,) = self.connection.execute(
                "SELECT count(*) FROM (SELECT rowid FROM named WHERE named MATCH ? LIMIT ?)",
                (f'"{name}"', self.most + 1),
            ).fetchone()
            self._articles[name] = count if count <= self.most else self.total
        return self._articles[name]

    def weights(self, text: str, found: Iterable[str]) -> dict[str, float]:
        """How telling each name of a text is: the square of its rarity, more for parts of names.

        Names that no other article has cannot be shared and count for little.
        """
        pairs = in_pairs(text)
        weights = {}
        for name in found:
            articles = self.articles(name)
            rarity = log((self.total + BACKGROUND) / (articles + 0.5))
            weights[name] = (
                max(rarity, 0.1) ** 2 * (2 if name in pairs else 1) * (0.3 if articles < 2 else 1)
            )
        return weights

    def is_common(self, name: str) -> bool:
        """Whether so many articles have the name that it tells nothing."""
        return self.articles(name) > self.most

    def candidates(self, weights: dict[str, float]) -> dict[int, float]:
        """Articles that share some of the most telling names, with the weight of those."""
        scores: dict[int, float] = defaultdict(float)
        for name in sorted(weights, key=lambda name: (-weights[name], name))[:PROBES]:
            rows = self.connection.execute(
                "SELECT rowid FROM named WHERE named MATCH ? ORDER BY rowid DESC LIMIT ?",
                (f'"{name}"', READ_PER_NAME),
            )
            for (doc,) in rows:
                scores[doc] += weights[name]
        return scores


def _related(
    connection: sqlite3.Connection, key: str, text: str, limit: int, cancelled: Callable[[], bool]
) -> list[Related]:
    row = connection.execute(
        "SELECT coalesce(copy_of, id), date FROM docs WHERE key = ?", (storable(key),)
    ).fetchone()
    if row is None:
        return []
    leader, day = row
    stories = _Stories(connection)
    own = names(text)
    weights = stories.weights(text, own)
    telling = {
        name: weight
        for name, weight in weights.items()
        if stories.articles(name) > 1 and not stories.is_common(name)
    }
    candidates = stories.candidates(telling)
    nearest = sorted(candidates, key=lambda other: (-candidates[other], other))[:CONSIDERED]
    columns = ", ".join(f"docs.{name}" for name in Facts._fields)
    query = (
        f"SELECT {columns}, coalesce(copy_of, docs.id), text, kept, hidden"  # noqa: S608 - our own names
        " FROM docs JOIN bodies USING (id) WHERE docs.id = ?"
    )
    found: list[Related] = []
    seen = {leader}
    for other in nearest:
        if cancelled():
            break
        *fields, first, data, kept, hidden = connection.execute(query, (other,)).fetchone()
        if first in seen:  # another copy of what is already there
            continue
        seen.add(first)
        share, shared = _shared(stories, weights, shown_text(data, kept, hidden)[:MOST_READ])
        facts = facts_of_row(fields)
        score = share * _closeness(day, facts.date)
        if score >= LEAST:
            found.append(Related(facts, score, tuple(own[name] for name in shared)))
    found.sort(key=lambda one: (-one.score, one.facts.key))
    return found[:limit]


def _shared(stories: _Stories, weights: dict[str, float], text: str) -> tuple[float, list[str]]:
    """Which share of the weight of its names an article has in common with another, and which."""
    theirs = stories.weights(text, names(text))
    shared = _told_apart(name for name in weights if name in theirs)
    if len(shared) < FEW or all(map(stories.is_common, shared)):
        return 0.0, []
    heavier = {name: max(weights[name], theirs[name]) for name in shared}
    shared.sort(key=lambda name: (-heavier[name], name))
    smaller = min(sum(weights.values()), sum(theirs.values()))
    return min(1.0, sum(heavier.values()) / smaller), shared


def _told_apart(keys: Iterable[str]) -> list[str]:
    """Without the longer forms of a name: ``Präsidenten`` beside ``Präsident`` says no more."""
    apart: list[str] = []
    for key in sorted(keys):
        if not apart or not key.startswith(apart[-1]):
            apart.append(key)
    return apart


def _closeness(one: str, other: str) -> float:
    """1 for the same day, towards 0.4 for years apart; 0.9 where a date is missing."""
    first, second = _day(one), _day(other)
    if first is None or second is None:
        return 0.9
    return 0.4 + 0.6 * exp(-abs((first - second).days) / (DAYS * 3))


def _day(text: str) -> date | None:
    parts: Sequence[str] = text[:10].split("-")
    try:
        return date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        return None
