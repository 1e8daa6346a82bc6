"""Full-text search over cleaned articles and notes: phrases, prefixes, AND OR NOT, fields, BM25.

``drone* OR uav lang:de -site:example title:kiew "air defence"``: words next to each other must all
occur; ``OR`` (or ``|``) binds the words beside it, ``NOT`` or ``-`` excludes, brackets group.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from reader.library.hiding import shown_text
from reader.library.index import Index
from reader.library.keys import as_named
from reader.library.query import FIELDS, Query, parse
from reader.library.snippets import Snippet, snippets
from reader.library.words import Node, all_begun, begun, expression, read
from reader.pace import minutes

__all__ = ["Hit", "Snippet", "all_begun", "begun", "parse_search", "search"]

WEIGHTS = (4.0, 1.0)
"""Of a hit in title and body."""
RANKED = 10_000
"""A query that more articles match is ranked among the newest of them: BM25 over all takes long,
and of a word in every other article no ranking makes much sense."""
MOST_ENDINGS = 100
"""Words that a prefix is replaced by."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found."""

    key: str
    title: str
    score: float
    """Higher is better; only comparable within one search."""
    snippets: tuple[Snippet, ...]
    """Parts of the cleaned text, or of a note, with the hits marked; best first."""
    note: str = ""
    """The id of the note that holds the hit, if it is one's."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for: words for the index, conditions on facts, and what was not understood."""

    words: Node | None
    conditions: Query
    problems: tuple[str, ...] = ()


def parse_search(text: str) -> SearchQuery:
    """Split a search line into words and fields; nothing raises, odd input becomes words."""
    words, rest, problems = read(text, FIELDS)
    conditions = parse(rest)
    return SearchQuery(words, conditions, (*problems, *conditions.problems))


def search(
    index: Index,
    query: str | SearchQuery,
    *,
    limit: int = 50,
    cancelled: Callable[[], bool] = lambda: False,
    accept: Callable[[str], bool] | None = None,
) -> list[Hit]:
    """The best articles and notes for a search line, at most ``limit``.

    ``accept`` decides on keys for conditions the index cannot know (read marks, notes, tags): a
    caller that keeps a ``Listing`` gives ``Query.matches`` of the row. Ends early, with what was
    found so far, when ``cancelled``.
    """
    wanted = parse_search(query) if isinstance(query, str) else query
    if wanted.words is None and not wanted.conditions:
        return []
    rows = index.run(lambda c: _articles(c, wanted, limit, cancelled, accept))
    hits = []
    found = wanted.words.positives() if wanted.words is not None else ()
    for key, title, score, stored in rows:
        if cancelled():
            break
        text = shown_text(*stored) if stored[0] else ""
        hits.append(Hit(as_named(key), title, score, snippets(text, found)))
    if wanted.words is not None and not cancelled():
        hits.extend(_notes(index, wanted, limit, accept))
    hits.sort(key=lambda hit: -hit.score)
    return hits[:limit]


def _articles(
    connection: sqlite3.Connection,
    wanted: SearchQuery,
    limit: int,
    cancelled: Callable[[], bool],
    accept: Callable[[str], bool] | None,
) -> list[tuple[str, str, float, tuple[bytes, bytes, bytes]]]:
    kept: list[tuple[str, str, float, tuple[bytes, bytes, bytes]]] = []
    connection.set_progress_handler(lambda: int(cancelled()), 20_000)
    try:
        for doc, score in _ranked(connection, wanted):
            row = connection.execute(_ROW, (doc,)).fetchone()
            if row is None or not _meets(row, wanted.conditions, accept):
                continue
            kept.append((row[0], row[1], score, row[-3:]))
            if len(kept) >= limit:
                break
    except sqlite3.OperationalError as error:
        if "interrupt" not in str(error):
            raise
    finally:
        connection.set_progress_handler(None, 0)
    return kept


_ROW = """
SELECT key, title, site, language, words, date, problem, text, kept, hidden
FROM docs LEFT JOIN bodies USING (id) WHERE docs.id = ?"""


def _ranked(connection: sqlite3.Connection, wanted: SearchQuery) -> Iterable[tuple[int, float]]:
    """Numbers of the articles that hold the words, best first, with scores."""
    if wanted.words is None:
        yield from (
            (doc, 0.0) for (doc,) in connection.execute("SELECT id FROM docs ORDER BY date DESC")
        )
        return
    match = expression(wanted.words, partial(_endings, connection))
    rows = connection.execute(
        "SELECT bm25(full, ?, ?), rowid FROM full WHERE full MATCH ? ORDER BY rowid DESC LIMIT ?",
        (*WEIGHTS, match, RANKED),
    ).fetchall()
    yield from ((doc, -score) for score, doc in sorted(rows))


def _endings(connection: sqlite3.Connection, beginning: str) -> list[str]:
    """The words that begin so, unless they are many.

    Their lists are read from the newest article on, as far as is needed; to follow a prefix, FTS5
    first reads those of all its words to the end.
    """
    found = connection.execute(
        "SELECT term FROM words WHERE term BETWEEN ? AND ? LIMIT ?",
        (beginning, beginning + "\U0010ffff", MOST_ENDINGS + 1),
    ).fetchall()
    return [row[0] for row in found] if len(found) <= MOST_ENDINGS else []


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as conditions see it; what the index cannot know is left to ``accept``."""

    key: str
    title: str
    site: str
    language: str
    words: int
    minutes: int
    date: str
    problem: str
    mark: str = "unread"
    starred: bool = False
    notes: int = 0
    tags: Sequence[str] = ()


_UNKNOWN = ("has", "tag")


def _meets(
    row: Sequence[Any],
    conditions: Query,
    accept: Callable[[str], bool] | None,
) -> bool:
    key, title, site, language, words, date, problem = row[:7]
    view = _Row(
        as_named(key), title, site, language, words, minutes(words, language), date, problem
    )
    for term in conditions.terms:
        outside = term.field in _UNKNOWN or (term.field == "is" and term.value != "unreadable")
        if outside and accept is not None:
            continue
        if not term.holds(view):
            return False
    return accept is None or accept(view.key)


def _notes(
    index: Index,
    wanted: SearchQuery,
    limit: int,
    accept: Callable[[str], bool] | None,
) -> list[Hit]:
    """Notes that hold the words, if no condition speaks against their article."""
    assert wanted.words is not None
    match = "{tokens} : (" + expression(wanted.words.without_columns()) + ")"
    found = wanted.words.positives()

    def work(connection: sqlite3.Connection) -> list[Hit]:
        hits = []
        rows = connection.execute(
            "SELECT key, note, text, bm25(notes) FROM notes WHERE notes MATCH ? ORDER BY 4",
            (match,),
        )
        for key, note, text, rank in rows:
            row = connection.execute(
                "SELECT key, title, site, language, words, date, problem FROM docs WHERE key = ?",
                (key,),
            ).fetchone()
            row = row or (str(key), str(key), "", "", 0, "", "")
            if _meets(row, wanted.conditions, accept):
                hits.append(Hit(as_named(key), row[1], -rank, snippets(text, found), note))
            if len(hits) >= limit:
                break
        return hits

    return index.run(work)
