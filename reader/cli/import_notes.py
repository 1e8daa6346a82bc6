"""Take over notes from a file: our own JSON, Hypothesis' JSON, Readwise's CSV.

examples:
  glosse import hypothesis.json                 into this folder's library
  glosse import readwise.csv --library articles/ --dry-run
  curl … | glosse import - --format hypothesis

Each note goes to the article of the same key, address or title, else to the only one in which its
quote stands, and is anchored there. What finds no article here is reported and not taken over.
Importing a file twice makes no note twice. All of it is one step for undo; ended by ctrl+c it
changes nothing.
"""

from __future__ import annotations

import argparse
import codecs
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.arriving import Taken, print_report, take_over
from reader.cli.console import Failure, complain
from reader.cli.forms import Imported
from reader.cli.library import Library, add_library_arguments, open_library
from reader.cli.noted import line_of
from reader.cli.progress import Progress

if TYPE_CHECKING:
    from reader.notes.exchange.arrival import Incoming, Report

FORM = Imported
LARGEST = 256_000_000
"""Bytes."""
MOST_WORDS = 12
"""Words of a quote that the index is asked for."""
FEW = 20
"""Articles with these words that are looked into: of a quote in more nobody knows which."""
_READABLE = (
    "What can be read: JSON as `glosse export --format json` writes it, W3C annotations, JSON of "
    "Hypothesis, CSV of Readwise (with a column named Highlight). Markdown: `glosse notes edit`."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse import` takes."""
    parser.add_argument("file", metavar="FILE", help="a file of notes, or - for stdin")
    parser.add_argument("--format", choices=("json", "hypothesis", "csv"), help="default: by look")
    parser.add_argument("--dry-run", action="store_true", help="report only, change nothing")
    add_library_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Import; 1 when a note was not read or found no article."""
    from reader.notes.exchange import read
    from reader.notes.exchange.arrival import told_already
    from reader.notes.page import Page

    incoming = read(_content(options.file), options.format or "")
    if not incoming.notes and not options.json:
        for problem in incoming.problems:
            complain(problem)
        raise Failure(f"There are no notes in {options.file}. {_READABLE}")
    library = open_library([], named=options.library, quiet=options.quiet)
    try:
        report = _landed(library, incoming, update=not options.no_index)
        pages: dict[str, Page] = {}
        for item in report.landed:
            if told_already(item.note, library.notes.get(item.key, ())):
                continue
            page = pages.get(item.key, Page(item.key))
            pages[item.key] = Page(item.key, notes=(*page.notes, item.note))
        taken = Taken() if options.dry_run else take_over(library, pages)
    finally:
        library.close()
    for problem in report.problems:
        complain(problem)
    for arrived in report.homeless:
        where = arrived.title or arrived.url or arrived.key or "no title"
        complain(f"No article here for “{line_of(arrived.note.exact)}” ({line_of(where)}).")
    statuses = [item.anchor.status for item in report.landed]
    row: Imported = {
        "placed": statuses.count("placed"),
        "uncertain": statuses.count("uncertain"),
        "orphan": statuses.count("orphan"),
        "homeless": len(report.homeless),
        "added": taken.added,
        "changed": taken.changed,
        "problems": list(report.problems),
    }
    print_report(row, as_json=options.json, dry=options.dry_run)
    return 0 if incoming.notes and not report.homeless and not report.problems else 1


def _content(name: str) -> str:
    from reader.documents import Refused
    from reader.documents.opening import read_bytes

    if name != "-" and Path(name).is_dir():
        raise Failure(
            f"{name} is a folder, and import takes a file of notes. The notes of another library "
            "are joined by `glosse merge`."
        )
    try:
        data = sys.stdin.buffer.read() if name == "-" else read_bytes(Path(name), LARGEST)
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return data.decode("utf-16" if wide else "utf-8-sig")
    except Refused as refused:
        raise Failure(str(refused)) from None
    except UnicodeDecodeError:
        raise Failure(f"{name} is not UTF-8 text. {_READABLE}") from None


def _landed(library: Library, incoming: Incoming, *, update: bool) -> Report:
    from reader.notes.exchange.arrival import Arrived, by_key_url_or_title, by_quote, land

    rows = [(row.key, row.facts.url, row.facts.title) for row in library.rows(update=update)]
    known = {key for key, _, _ in rows}
    rows += [(key, "", "") for key in library.notes if key not in known]
    texts: dict[str, str | None] = {}

    def text_of(key: str) -> str | None:
        if key not in texts:
            document = library.document(key)
            texts[key] = document.text if document else None
        return texts[key]

    named = by_key_url_or_title(rows)
    quoted = by_quote(partial(_holding, library), text_of)

    count = len(incoming.notes)
    with Progress("placing", total=count, quiet=library.quiet, beside_output=False) as progress:

        def find(arrived: Arrived) -> str | None:
            progress.step()
            return named(arrived) or quoted(arrived)

        return land(incoming, find=find, text_of=text_of)


def _holding(library: Library, words: Sequence[str]) -> list[str]:
    """The articles that have these words one behind the other, by the index; a few at most."""
    from reader.library.search import search

    phrase = '"' + " ".join(words[:MOST_WORDS]) + '"'
    return [hit.key for hit in search(library.index, phrase, limit=FEW) if not hit.note]
