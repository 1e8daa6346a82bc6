"""Count the articles of a library: words, languages, sites, reading, notes.

examples:
  glosse stats                    this folder's library
  glosse stats articles/2025      a part of it
  glosse stats --json | jq .languages
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reader.cli.console import complain, emit_json, painted
from reader.cli.forms import Statistics
from reader.cli.library import Library, add_library_arguments, no_articles, open_library
from reader.sanitise import sanitise
from reader.wording import counted

if TYPE_CHECKING:
    from reader.library.stats import Statistics as Figures

FORM = Statistics
_SPARKS = "▁▂▃▄▅▆▇█"
_WIDTH, _MOST = 30, 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse stats` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a library, or parts of one")
    add_library_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures; 1 when there are no articles."""
    library = open_library(options.paths, named=options.library, quiet=options.quiet)
    try:
        figures = _figures(library, update=not options.no_index)
    finally:
        library.close()
    if options.json:
        emit_json(as_json(figures))
    else:
        _print(figures)
    if not figures.articles:
        complain(no_articles(library))
    return 0 if figures.articles else 1


def _figures(library: Library, *, update: bool) -> Figures:
    from reader.library.stats import statistics

    facts = [row.facts for row in library.rows(update=update)]
    notes = {key: some for key, some in library.notes.items() if library.holds(key)}
    copies = {
        leader: [key for key in others if library.holds(key)]
        for leader, others in library.index.copies().items()
    }
    return statistics(facts, library.session.state, notes, copies)


def as_json(figures: Figures) -> Statistics:
    """The figures as ``--json`` prints them; an unknown language is ""."""
    return {
        "articles": figures.articles,
        "words": figures.words,
        "minutes": figures.minutes,
        "unreadable": figures.unreadable,
        "copies": figures.copies,
        "languages": dict(figures.languages),
        "sites": dict(figures.sites),
        "months": dict(figures.months),
        "marks": dict(figures.marks),
        "starred": figures.starred,
        "words_read": figures.words_read,
        "read_by_day": {day.isoformat(): count for day, count in figures.read_by_day},
        "notes": figures.notes,
        "annotated": figures.annotated,
        "tags": dict(figures.tags),
        "colours": dict(figures.colours),
    }


def _print(figures: Figures) -> None:
    hours, minutes = divmod(figures.minutes, 60)
    print(f"articles  {figures.articles:,}")
    print(f"words     {figures.words:,} ({hours:,} h {minutes:02} min)")
    if figures.unreadable:
        print(f"unreadable {figures.unreadable:,}")
    if figures.copies:
        print(f"copies    {figures.copies:,}")
    print("read      " + ", ".join(f"{count:,} {mark}" for mark, count in figures.marks.items()))
    print(f"starred   {figures.starred:,}")
    print(f"notes     {figures.notes:,} on {counted(figures.annotated, 'article')}")
    languages = {code or "unknown": count for code, count in figures.languages.items()}
    for name, counts in (
        ("languages", languages), ("sites", figures.sites), ("tags", figures.tags),
        ("colours", figures.colours),
    ):  # fmt: skip
        _bars(name, counts)
    _sparks("published by month", [f"{month}" for month in figures.months], figures.months.values())
    days = [day.isoformat() for day, _ in figures.read_by_day]
    _sparks("read by day", days, [count for _, count in figures.read_by_day])


def _bars(name: str, counts: Mapping[str, int]) -> None:
    if not counts:
        return
    print("\n" + painted(name, "bold"))
    most = max(counts.values())
    for label, count in list(counts.items())[:_MOST]:
        line = f"  {sanitise(label)[:24]:<24} {count:>7,}"
        if sys.stdout.isatty():
            line += " " + painted("█" * max(1, round(count / most * _WIDTH)), "cyan")
        print(line)
    if len(counts) > _MOST:
        print(f"  and {len(counts) - _MOST:,} more")


def _sparks(name: str, labels: list[str], counts: Iterable[int]) -> None:
    values = list(counts)
    if not values or not sys.stdout.isatty():
        return
    values, labels = values[-60:], labels[-60:]
    most = max(values) or 1
    line = "".join(_SPARKS[round(value / most * (len(_SPARKS) - 1))] for value in values)
    print(f"\n{painted(name, 'bold')}\n  {labels[0]} {painted(line, 'cyan')} {labels[-1]}")
