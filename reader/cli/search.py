"""Search the articles and notes of a library by their words.

examples:
  glosse search patriot                       the best articles and notes, with where it stands
  glosse search '"air defence" OR drone*' lang:de -site:example
  glosse search zelensky title:kiev articles/2025/
  glosse search --json patriot | jq -r '.path' | sort -u

Words next to each other must all occur; OR binds the words beside it, - or NOT excludes, brackets
group, "…" is a phrase, word* a beginning. Fields narrow as in `glosse ls`. Paths before or behind
the words say where to look; one without a slash, which could be a word, goes behind --in. What
cleaning removed is not searched. Into a pipe: path, title and the first snippet, between tabs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.cli.console import Failure, complain, emit_json, painted, positive, table
from reader.cli.forms import Hit
from reader.cli.library import Library, add_library_arguments, is_path, open_library
from reader.cli.query import spoken
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from reader.library.search import Hit as Found
    from reader.library.snippets import Snippet

FORM = Hit
QUERY = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse search` takes."""
    parser.add_argument("words", nargs="+", metavar="QUERY|PATH",
                        help="words and fields; paths with a slash; - reads stdin")  # fmt: skip
    parser.add_argument("--in", dest="paths", action="append", default=[], metavar="PATH",
                        help="only there; may be given more than once")  # fmt: skip
    parser.add_argument(
        "--limit", type=positive, default=50, metavar="N", help="at most N (default 50)"
    )
    add_library_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the hits; 1 when there is none."""
    from reader.library.search import begun, parse_search

    words, places = parted(options.words)
    line = sys.stdin.readline() if words == ["-"] else spoken(words)
    query = parse_search(line)
    for problem in query.problems:
        complain(problem)
    if query.words is None and not query.conditions:
        raise Failure("There is nothing to search for. Give a word.", status=2)
    paths = [*options.paths, *places]
    library = open_library(paths, named=options.library, quiet=options.quiet)
    try:
        found = _found(library, line, options)
        for hit in found:
            _print(library, hit, as_json=options.json)
    finally:
        library.close()
    if not found:
        longer = begun(line)
        complain("Nothing was found." + (f" Words that begin so: {longer}" if longer else ""))
        for folder in filter(os.path.isdir, words):
            complain(f"{folder} was sought as a word; {folder}{os.sep} is the folder.")
    return 0 if found else 1


def parted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is sought, and the paths before and behind it: they exist, and have a separator.

    A name alone is a word, though a folder may be called so.
    """
    first = len(list(takewhile(_is_place, words)))
    last = len(words) - len(list(takewhile(_is_place, reversed(words[first:]))))
    return [*words[first:last]], [*words[:first], *words[last:]]


def _is_place(word: str) -> bool:
    separate = os.sep in word or "/" in word or word in {os.curdir, os.pardir}
    return separate and is_path(word)


def _found(library: Library, line: str, options: argparse.Namespace) -> list[Found]:
    from reader.indexing import Row
    from reader.library.facts import Facts
    from reader.library.search import parse_search, search

    index = library.index if options.no_index else library.updated_index()
    query = parse_search(line)
    state, notes = library.session.state, library.notes
    outside = [
        term
        for term in query.conditions.terms
        if term.field in {"has", "tag"} or (term.field == "is" and term.value != "unreadable")
    ]

    def accept(key: str) -> bool:
        if not library.holds(key):
            return False
        if not outside:
            return True
        facts = index.facts_of([key]).get(key) or Facts(key)
        row = Row(facts, state.of(key), notes.get(key, ()))
        return all(term.holds(row) for term in outside)

    return search(index, query, limit=options.limit, accept=accept)


def _print(library: Library, hit: Found, *, as_json: bool) -> None:
    path = library.path(hit.key)
    if as_json:
        row: Hit = {
            "key": hit.key,
            "path": os.path.join(library.root, *hit.key.split("/")),
            "title": hit.title,
            "score": round(hit.score, 4),
            "note": hit.note,
            "snippets": [
                {"text": s.text, "spans": [[p.start, p.end] for p in s.spans], "start": s.start}
                for s in hit.snippets
            ],
        }
        emit_json(row)
    elif sys.stdout.isatty():
        kind = painted(" note", "yellow") if hit.note else ""
        print(painted(sanitise(hit.title or hit.key), "bold") + kind)
        print(painted(sanitise(path), "dim"))
        for snippet in hit.snippets:
            print("  " + _marked(snippet))
        print()
    else:
        first = hit.snippets[0].text if hit.snippets else ""
        table(["", "", ""], [[path, hit.title, first]])


def _marked(snippet: Snippet) -> str:
    """The snippet in one line with its hits in colour."""
    parts, at = [], 0
    for span in snippet.spans:
        parts.append(sanitise(snippet.text[at : span.start].replace("\n", " ")))
        parts.append(painted(sanitise(span.of(snippet.text).replace("\n", " ")), "green"))
        at = span.end
    return "".join(parts) + sanitise(snippet.text[at:].replace("\n", " "))
