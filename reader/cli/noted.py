"""Which notes a command line speaks of, and the documents they stand in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.cli.console import Failure
from reader.cli.library import Library, is_path, open_library

if TYPE_CHECKING:
    from reader.documents.model import Document
    from reader.notes.model import DocumentFacts, Note
    from reader.notes.page import Page

_OPTIONS = {
    "tag": "tag", "colour": "colour", "color": "colour", "date": "date", "text": "text",
    "lang": "lang", "language": "lang", "by": "creator", "creator": "creator",
    "is": "status", "status": "status",
}  # fmt: skip
"""What the fields of the filter of all notes are called as options."""
COLOURS = ("yellow", "green", "blue", "pink", "purple")


def add_filter_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that choose among the notes of a library."""
    chosen = parser.add_argument_group("which notes")
    chosen.add_argument("--text", metavar="WORDS", help="all these words in quote or comment")
    chosen.add_argument("--tag", action="append", default=[], help="this tag; again for another")
    chosen.add_argument("--colour", choices=COLOURS, help="this colour")
    chosen.add_argument("--date", metavar="RANGE", help="made then: 2025-07, 2025-07.., <2025")
    chosen.add_argument(
        "--lang",
        action="append",
        default=[],
        metavar="LANG",
        help="of such articles: de, ? unknown",
    )
    chosen.add_argument("--creator", metavar="NAME", help="made by this person")


def library_of(options: argparse.Namespace) -> Library:
    """The library of the paths given; - reads paths from stdin, one a line or ended by NUL."""
    paths: list[str] = []
    for path in options.paths:
        if path == "-":
            text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
            paths += [line for line in text.split("\0" if "\0" in text else "\n") if line]
        else:
            paths.append(path)
    if options.paths and not paths:
        raise Failure("No paths came from stdin.")
    for path in options.paths:
        field, _, value = path.partition(":")
        option = _OPTIONS.get(field.lower(), "") if value else ""
        if option and hasattr(options, option) and not is_path(path):
            raise Failure(f"{path} does not exist. For a filter write --{option} {value}.")
    return open_library(paths, named=options.library, quiet=options.quiet)


def wanted(options: argparse.Namespace) -> Callable[[Note], bool]:
    """Whether a note is one of those the options choose. Raises Failure for a wrong date."""
    from reader.library.fold import fold
    from reader.library.query import parse

    dates = parse(f"date:{options.date}") if options.date else None
    if dates is not None and (dates.problems or not dates.terms):
        raise Failure(f"--date {options.date} is no date or range, such as 2025-07..", status=2)
    words = fold(options.text or "").split()
    tags = {fold(tag.removeprefix("#")) for tag in options.tag}

    def fits(note: Note) -> bool:
        text = fold(f"{note.exact}\n{note.comment}")
        return (
            all(word in text for word in words)
            and tags <= {fold(tag) for tag in note.tags}
            and (not options.colour or note.colour == options.colour)
            and (dates is None or all(term.in_dates(note.created) for term in dates.terms))
            and (options.creator is None or note.creator == options.creator)
        )

    return fits


def chosen_pages(library: Library, options: argparse.Namespace) -> Iterator[Page]:
    """The pages of notes with those notes left that were chosen; none of them empty."""
    fits = wanted(options)
    languages = {"" if lang == "?" else _primary(lang) for lang in options.lang}
    for page in library.pages():
        if languages and _language(library, page) not in languages:
            continue
        notes = tuple(note for note in page.notes if fits(note))
        if notes:
            yield replace(page, notes=notes)


def _language(library: Library, page: Page) -> str:
    """The language of an article: as its notes remember it, else as it is detected."""
    from reader.analysis import judged, language_of

    if page.facts.language:
        return _primary(page.facts.language)
    document = library.document(page.key)
    return language_of(document, judged(document).verdicts).code if document else ""


def _primary(language: str) -> str:
    """The language of a BCP 47 tag, without its region."""
    return language.casefold().replace("_", "-").partition("-")[0]


def facts_of(document: Document, language: str = "") -> DocumentFacts:
    """What a page of notes keeps of its document."""
    from reader.notes.model import DocumentFacts

    data = document.metadata
    return DocumentFacts(
        digest=document.digest,
        title=data.title,
        language=language or data.language,
        url=data.url,
        site=data.site,
        date=data.date,
    )


def safe(library: Library) -> None:
    """Raises Failure when a change is not safely on disk."""
    if library.session.trouble:
        raise Failure(library.session.trouble)


def line_of(text: str, width: int = 60) -> str:
    """A text as one short line."""
    from reader.described import shortened

    return shortened(text, width)


def listed(names: Sequence[str], most: int = 3) -> str:
    """Some names as words: "a, b and 4 more"."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
