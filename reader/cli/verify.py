"""Check every note of a library against its source.

examples:
  glosse verify                               this folder's library
  glosse verify articles/2025 --all           also what is in order
  glosse verify --json | jq -r 'select(.finding == "orphan") | .quote'

A note is placed, moved (its passage stands elsewhere now), uncertain, an orphan, or its source is
missing. Exit status 1 when one is uncertain, an orphan or without its source. Into a pipe: path,
finding, quote, separated by tabs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from reader.cli.console import emit_json, remark, table
from reader.cli.forms import Verified
from reader.cli.library import Library, add_library_arguments
from reader.cli.noted import library_of, line_of
from reader.wording import counted

if TYPE_CHECKING:
    from reader.notes.verify import Row, Source

FORM = Verified


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse verify` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; - reads them")
    parser.add_argument("--all", action="store_true", help="list what is in order, too")
    add_library_arguments(parser, indexed=False)


def run(options: argparse.Namespace) -> int:
    """Print what is off (with --all or --json everything); 1 when something is."""
    from reader.notes.verify import verify

    library = library_of(options)
    try:
        rows = list(verify(library.pages(), lambda key: _source(library, key)))
        if options.json:
            for row in rows:
                emit_json(row.to_json())
        else:
            _print(library, [row for row in rows if row.off or options.all])
    finally:
        library.close()
    counts = Counter(row.finding for row in rows)
    found = ", ".join(f"{count} {finding}" for finding, count in counts.most_common())
    if not options.json and sys.stdout.isatty():
        print(f"{counted(len(rows), 'note')}: {found or 'nothing to check'}.")
    else:
        remark(f"{counted(len(rows), 'note')}: {found or 'nothing to check'}.", quiet=options.quiet)
    return 1 if any(row.off for row in rows) else 0


def _source(library: Library, key: str) -> Source | None:
    from reader.notes.verify import Source

    document = library.document(key)
    return Source(document.text, document.digest) if document else None


def _print(library: Library, rows: list[Row]) -> None:
    table(
        ["path", "finding", "quote"],
        [
            [
                library.path(row.key),
                f"{row.finding}{' (source changed)' if row.changed else ''}",
                line_of(row.note.exact),
            ]
            for row in rows
        ],
    )
