"""Join the notes of another person's copy of a library into this one, by id, losing neither's.

examples:
  glosse merge ../anna/articles               into this folder's library
  glosse merge ../anna/articles --as anna     names her in notes that carry no name
  glosse merge usb/articles --library articles/ --dry-run

Articles are recognised by their path, their content or their address; notes whose article is not
here are kept under the path they had. Two different edits of one note are both kept. The other
library is only read. All of it is one step for undo.
"""

from __future__ import annotations

import argparse

from reader.cli.arriving import Taken, print_report, take_over
from reader.cli.forms import Imported
from reader.cli.library import add_library_arguments, open_library
from reader.cli.others import in_place, pages_of

FORM = Imported


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse merge` takes."""
    parser.add_argument("other", metavar="OTHER", help="the other library's folder, or its .glosse")
    parser.add_argument("--as", dest="name", metavar="NAME", help="who made notes without a name")
    parser.add_argument("--dry-run", action="store_true", help="report only, change nothing")
    add_library_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Merge; 0 also when all of it was here already."""
    from reader.notes.verify import Source, verify

    theirs = pages_of(options.other, options.name)
    library = open_library([], named=options.library, quiet=options.quiet)
    try:
        pages = in_place(library, theirs, update=not options.no_index)

        def source(key: str) -> Source | None:
            document = library.document(key)
            return Source(document.text, document.digest) if document else None

        findings = [row.finding for row in verify(pages.values(), source)]
        taken = Taken() if options.dry_run else take_over(library, pages)
    finally:
        library.close()
    row: Imported = {
        "placed": findings.count("placed") + findings.count("moved"),
        "uncertain": findings.count("uncertain"),
        "orphan": findings.count("orphan"),
        "homeless": findings.count("source missing"),
        "added": taken.added,
        "changed": taken.changed,
        "problems": [],
    }
    print_report(row, as_json=options.json, dry=options.dry_run)
    return 0
