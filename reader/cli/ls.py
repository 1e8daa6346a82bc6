"""List the articles of a library, filtered and sorted.

examples:
  glosse ls                                   all articles below this folder's library
  glosse ls articles/2025 lang:de is:unread   what is left to read there, in German
  glosse ls 'words:<500' -site:example has:notes
  glosse ls date:2025-07.. --sort date
  glosse ls --json is:starred | jq -r .title
  glosse ls --paths -0 tag:kiev | xargs -0 cp -t /tmp/kiev

A query is made of words (in title or path) and fields, each with - before it to turn it round:
lang: is:unread|reading|read|starred|unreadable has:notes|tags|date tag: path: site: title:
words: minutes: date: with ranges such as words:<500, words:200..500, date:2025-07, date:2025-07..
Into a pipe: path, title, site, language, minutes, date, notes, mark, separated by tabs.
"""

from __future__ import annotations

import argparse
import os
import sys
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.cli.console import complain, emit_json, positive, table
from reader.cli.forms import Article
from reader.cli.library import (
    Library,
    add_library_arguments,
    is_path,
    no_articles,
    open_library,
)
from reader.cli.query import spoken

if TYPE_CHECKING:
    from reader.indexing import Row

FORM = Article
QUERY = True
SORTS = ("path", "title", "date", "length", "language", "unread", "notes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse ls` takes."""
    parser.add_argument("words", nargs="*", metavar="PATH|QUERY", help="paths, then a query")
    parser.add_argument("--sort", choices=SORTS, default="path", help="order (default: path)")
    parser.add_argument("--reverse", action="store_true", help="turn the order round")
    parser.add_argument("--limit", type=positive, metavar="N", help="no more than the first N")
    parser.add_argument("--paths", action="store_true", help="print paths only")
    parser.add_argument(
        "-0", "--null", action="store_true", help="end paths with NUL, for xargs -0"
    )
    add_library_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the rows; 1 when there is none."""
    from reader.library.query import parse

    paths = list(takewhile(is_path, options.words))
    query = parse(spoken(options.words[len(paths) :]))
    for problem in query.problems:
        complain(problem)
    if query.problems:
        return 2
    library = open_library(paths, named=options.library, quiet=options.quiet)
    try:
        rows = [row for row in library.rows(update=not options.no_index) if query.matches(row)]
        rows = ordered(rows, options.sort, options.reverse)[: options.limit]
        _print(library, rows, options)
    finally:
        library.close()
    if not rows:
        complain(_nothing(options.words[len(paths) :], library))
    return 0 if rows else 1


def _nothing(query: list[str], library: Library) -> str:
    """Why nothing is listed; a word that looks like a path may be a misspelt one."""
    if not query:
        return no_articles(library)
    word = query[0]
    meant = ":" not in word and (os.sep in word or os.path.splitext(word)[1] != "")
    return f"No article fits, and {word} does not exist." if meant else "No article fits."


def ordered(rows: list[Row], sort: str, reverse: bool) -> list[Row]:
    """The rows in an order; newest, longest, unread and most annotated first, unknown ones last."""
    from reader.library.fold import fold
    from reader.library.scan import place_of
    from reader.library.state import MARKS

    match sort:
        case "path":
            rows = sorted(rows, key=lambda row: place_of(row.key))
        case "title":
            rows = sorted(rows, key=lambda row: fold(row.title))
        case "date":
            known = sorted((r for r in rows if r.date), key=lambda row: row.date, reverse=True)
            rows = known + [row for row in rows if not row.date]
        case "length":
            rows = sorted(rows, key=lambda row: -row.words)
        case "language":
            rows = sorted(rows, key=lambda row: (not row.language, row.language))
        case "unread":
            marks: tuple[str, ...] = MARKS
            rows = sorted(rows, key=lambda row: marks.index(row.mark))
        case "notes":
            rows = sorted(rows, key=lambda row: -row.notes)
    return rows[::-1] if reverse else rows


def article(library: Library, row: Row) -> Article:
    """A row as ``--json`` prints it."""
    return {
        "key": row.key,
        "path": os.path.join(library.root, *row.key.split("/")),
        "title": row.title,
        "site": row.site,
        "url": row.facts.url,
        "author": row.facts.author,
        "language": row.language,
        "words": row.words,
        "minutes": row.minutes,
        "date": row.date,
        "notes": row.notes,
        "tags": sorted(row.tags),
        "mark": row.reading.mark,
        "starred": row.starred,
        "progress": round(row.reading.progress, 4),
        "problem": row.problem,
    }


def _print(library: Library, rows: list[Row], options: argparse.Namespace) -> None:
    if options.json:
        for row in rows:
            emit_json(article(library, row))
    elif options.null or (options.paths and not sys.stdout.isatty()):
        end = b"\0" if options.null else b"\n"
        for row in rows:
            sys.stdout.buffer.write(os.fsencode(library.path(row.key)) + end)
        sys.stdout.buffer.flush()
    elif options.paths:
        table([""], [[library.path(row.key)] for row in rows])
    else:
        table(
            ["path", "title", "site", "lang", "min", "date", "notes", "mark"],
            [_cells(library, row) for row in rows],
            right=(4, 6),
        )


def _cells(library: Library, row: Row) -> list[str]:
    mark = row.mark + (" *" if row.starred else "")
    return [
        library.path(row.key),
        f"{row.title} ({row.problem})" if row.problem else row.title,
        row.site,
        row.language,
        str(row.minutes),
        row.date[:10],
        str(row.notes),
        mark,
    ]
