"""Measure how far readers of the same articles agree, for each article and tag.

examples:
  glosse agree articles/                      the people whose notes are in one library
  glosse agree --with ../anna/articles        against another copy of it
  glosse agree --json | jq 'select(.alpha < 0.6)'

F1 is the share of marked characters that both marked; alpha is Krippendorff's unitised alpha of
1995, as in the 2nd edition (2004) of his "Content Analysis", section 11.6 (1: perfect, 0: chance).
It is not one of the later family of unitising alphas (2016).
Below each line stand the passages that only some of them marked. Into a pipe: path, tag, readers,
F1, alpha, separated by tabs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reader.cli.console import Failure, complain, emit_json, painted, table
from reader.cli.forms import Agreement
from reader.cli.library import Library, add_library_arguments
from reader.cli.noted import library_of, line_of
from reader.cli.others import in_place, pages_of
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from reader.notes.model import Note

FORM = Agreement
UNTAGGED = "(no tag)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse agree` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; - reads them")
    parser.add_argument("--with", dest="other", metavar="OTHER", help="another copy's folder")
    add_library_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures; 1 when no article has notes of two people."""
    library = library_of(options)
    count = 0
    try:
        others: dict[str, tuple[Note, ...]] = {}
        if options.other:
            pages = in_place(library, pages_of(options.other), update=not options.no_index)
            others = {key: page.notes for key, page in pages.items() if library.holds(key)}
        for row in _rows(library, others, options.other or ""):
            count += 1
            _print(library, row, as_json=options.json)
    finally:
        library.close()
    if not count:
        complain("No article here has notes of two people.")
    return 0 if count else 1


def _rows(
    library: Library, others: Mapping[str, tuple[Note, ...]], other: str
) -> Iterator[Agreement]:
    keys = sorted({*library.notes, *others})
    everybody = sorted({n.creator or "you" for k in keys for n in library.notes.get(k, ())})
    if not other and len(everybody) < 2:
        raise Failure(
            "All notes here are by one person. `glosse merge` brings in another's, "
            "--with OTHER compares without merging."
        )
    for key in filter(library.holds, keys):
        people: dict[str, list[Note]] = {}
        for note in library.notes.get(key, ()):
            people.setdefault(note.creator or "you", []).append(note)
        if other:
            own = {note.id for note in library.notes.get(key, ())}
            theirs = [note for note in others.get(key, ()) if note.id not in own]
            people = {"here": [n for some in people.values() for n in some], other: theirs}
        if sum(map(bool, people.values())) >= 2:
            yield from _of_document(library, key, people)


def _of_document(
    library: Library, key: str, people: Mapping[str, list[Note]]
) -> Iterator[Agreement]:
    from reader.notes.agreement import agreement
    from reader.opened import placed
    from reader.text import Span

    document = library.document(key)
    if document is None:
        complain(f"{library.path(key)} cannot be read; its notes are not compared.")
        return
    names = sorted(people)
    marks: list[dict[str, list[Span]]] = []
    for name in names:
        mine: dict[str, list[Span]] = {}
        for pair in placed(document.text, people[name]):
            if pair.anchor.span is not None:
                for tag in pair.note.tags or (UNTAGGED,):
                    mine.setdefault(tag, []).append(pair.anchor.span)
        marks.append(mine)
    for found in agreement(marks, len(document.text)):
        yield {
            "key": key,
            "tag": found.tag,
            "readers": names,
            "passages": list(found.passages),
            "f1": None if found.f1 is None else round(found.f1, 4),
            "alpha": None if found.alpha is None else round(found.alpha, 4),
            "differences": [
                {
                    "start": one.span.start,
                    "end": one.span.end,
                    "text": one.span.of(document.text),
                    "readers": list(one.readers),
                }
                for one in found.differences
            ],
        }


def _print(library: Library, row: Agreement, *, as_json: bool) -> None:
    if as_json:
        emit_json(row)
        return
    f1, alpha = (("–" if x is None else f"{x:.2f}") for x in (row["f1"], row["alpha"]))
    path, who = library.path(row["key"]), ", ".join(row["readers"])
    if not sys.stdout.isatty():
        table([""] * 5, [[path, row["tag"], who, f1, alpha]])
        return
    print(painted(sanitise(f"{path}  {row['tag']}"), "bold") + f"  F1 {f1}  alpha {alpha}")
    for one in row["differences"]:
        names = ", ".join(row["readers"][number] for number in one["readers"])
        print(f"  only {sanitise(names)}: “{sanitise(line_of(one['text']))}”")
