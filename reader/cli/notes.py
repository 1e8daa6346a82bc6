"""List the notes of a library, or edit them as one Markdown text in $EDITOR.

examples:
  glosse notes                                  all notes of this folder's library
  glosse notes articles/2025 --tag patriot      those with a tag
  glosse notes --status orphan                  those whose passage is gone
  glosse notes --text "press office" --date 2025-07.. --lang de
  glosse notes --json | jq -r 'select(.colour == "pink") | .quote'
  glosse ls is:read --paths | glosse notes -
  glosse notes edit report.txt                  comments, tags, new and deleted notes, undoable

Into a pipe: path, status, quote, comment, tags, separated by tabs. A folder called edit: ./edit.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.cli.console import complain, emit_json, painted, table
from reader.cli.forms import Annotation
from reader.cli.library import Library, add_library_arguments
from reader.cli.noted import add_filter_arguments, chosen_pages, library_of
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from reader.notes.model import Note
    from reader.notes.page import Page

FORM = Annotation
STATUSES = ("placed", "uncertain", "orphan", "missing")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse notes` takes."""
    parser.add_argument(
        "paths", nargs="*", metavar="[edit] PATH", help="files or folders; - reads paths from stdin"
    )
    add_filter_arguments(parser)
    parser.add_argument("--status", choices=STATUSES, help="how the passage is found now")
    add_library_arguments(parser, indexed=False)


def run(options: argparse.Namespace) -> int:
    """Print the notes; 1 when there is none."""
    if options.paths[:1] == ["edit"]:
        from reader.cli.editing import edit

        options.paths = options.paths[1:]
        return edit(options)
    library = library_of(options)
    count = 0
    try:
        for row in _rows(library, options):
            count += 1
            _print(library, row, as_json=options.json)
    finally:
        library.close()
    if not count:
        complain("There are no such notes.")
    return 0 if count else 1


def _rows(library: Library, options: argparse.Namespace) -> Iterator[Annotation]:
    for page in chosen_pages(library, options):
        for row in _of_page(library, page):
            if options.status in (None, row["status"]):
                yield row


def _of_page(library: Library, page: Page) -> Iterator[Annotation]:
    from reader.opened import placed

    document = library.document(page.key)
    title = document.metadata.title if document else page.facts.title
    if document is None:
        for note in page.notes:
            yield _row(library, page.key, title, note, "missing")
        return
    for pair in placed(document.text, page.notes):
        row = _row(library, page.key, title, pair.note, pair.anchor.status)
        row["start"], row["end"] = pair.anchor.start, pair.anchor.end
        row["confidence"] = round(pair.anchor.confidence, 4)
        yield row


def _row(library: Library, key: str, title: str, note: Note, status: str) -> Annotation:
    return {
        "id": note.id,
        "key": key,
        "path": os.path.join(library.root, *key.split("/")),
        "title": title,
        "quote": note.exact,
        "comment": note.comment,
        "tags": list(note.tags),
        "colour": note.colour.value,
        "created": note.created,
        "modified": note.modified,
        "creator": note.creator,
        "status": status,  # type: ignore[typeddict-item] # a Status, or "missing"
        "start": None,
        "end": None,
        "confidence": 0.0,
    }


def _print(library: Library, row: Annotation, *, as_json: bool) -> None:
    if as_json:
        emit_json(row)
        return
    tags = " ".join(f"#{tag}" for tag in row["tags"])
    path = library.path(row["key"])
    if not sys.stdout.isatty():
        table([""] * 5, [[path, row["status"], row["quote"], row["comment"], tags]])
        return
    status = "" if row["status"] == "placed" else painted(f" {row['status']}", "red")
    print(painted(sanitise(f"{row['title']} — {path}"), "dim") + status)
    print(f"  “{sanitise(' '.join(row['quote'].split()))}”")
    for line in row["comment"].split("\n") if row["comment"] else ():
        print(f"  {sanitise(line)}")
    if tags:
        print("  " + painted(sanitise(tags), "cyan"))
    print()
