"""Print the article of each file without what does not belong to it.

examples:
  glosse clean page.html                      the article as plain text
  curl … | glosse clean -                     from a pipe
  glosse clean --removed page.html            what went, and why
  glosse clean --json --jobs 2 corpus.jsonl.gz > clean.jsonl
  glosse clean --corpus articles/             what many of them share counts against it
  glosse clean --rules articles/              what you taught the cleaner in a library

Folders are gone through; each record of a .jsonl, .jsonl.gz or .jsonl.zst is a document, its text
in the field text, content, body or html, or the one named with --text-field.

With --json, one object a document: source, id (a record's own, else its number), title, language,
text (what is kept, a block a line) and blocks (start, end, kind, kept, reason, confidence;
positions are code points of the decoded text). A file or record that cannot be read is reported
on stderr and skipped; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from reader.cli.cleaning import Cleaned, Task, clean, lost, lost_survey, survey
from reader.cli.console import Failure, complain, emit
from reader.cli.forms import CleanedDocument
from reader.cli.progress import Progress
from reader.cli.sources import STDIN, Unit, units

FORM = CleanedDocument


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse clean` takes."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="files, folders, or - for stdin")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--removed", action="store_true", help="print what is removed, with reasons")
    shape.add_argument("--json", action="store_true", help="one JSON object a document and line")
    shape.add_argument("--rules", action="store_true", help="list the rules of the library instead")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default 1)")
    parser.add_argument(
        "--corpus",
        action="store_true",
        help="read everything twice: what many documents of one site or folder share goes",
    )
    parser.add_argument("--text-field", metavar="NAME", help="field of a record that has the text")
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")


def run(options: argparse.Namespace) -> int:
    """Clean every document named; 1 when one of them could not be read."""
    if options.rules:
        return _print_rules(options.paths)
    if not options.paths:
        raise Failure("Nothing to clean. Name a file or folder, or - for stdin.", status=2)
    if options.jobs < 1:
        raise Failure("--jobs takes a number from 1.", status=2)
    if options.paths.count(STDIN) > 1:
        raise Failure("- can be given once: stdin is read to its end.", status=2)
    from reader.cli.parallel import in_order

    cleaned = broken = 0
    work = _surveyed(options) if options.corpus else _tasks(options)
    with Progress("cleaning", quiet=options.quiet) as progress:
        for outcome in in_order(clean, work, options.jobs, lost):
            if outcome.document is None:
                broken += 1
                complain(outcome.problem)
                continue
            if cleaned and not options.json:
                emit("")
            cleaned += 1
            _print(outcome, options)
            progress.step()
    if not options.quiet and cleaned + broken > 1 and (broken or sys.stderr.isatty()):
        print(f"{cleaned:,} cleaned, {broken:,} skipped", file=sys.stderr)
    if not cleaned + broken:
        complain("There is nothing to clean in what you named.")
    return 1 if broken or not cleaned else 0


def _tasks(options: argparse.Namespace) -> Iterator[Task]:
    for unit in units(options.paths, options.text_field):
        yield Task(unit, language=options.json)


def _surveyed(options: argparse.Namespace) -> Iterator[Task]:
    """The same tasks, each with what repeats on its site, after a first pass over all of them."""
    from reader.cli.parallel import in_order
    from reader.library.repeats import Repeats

    def again() -> Iterator[Unit]:
        return units(options.paths, options.text_field)

    held = list(again()) if STDIN in options.paths else None
    repeats, groups = Repeats(), []
    with Progress("comparing", quiet=options.quiet) as progress:
        for found in in_order(survey, held or again(), options.jobs, lost_survey):
            groups.append(found.group)
            if found.group:
                repeats.add(found.group, found.prints, found.sketch)
            progress.step()
    for number, unit in enumerate(held or again()):
        group = groups[number] if number < len(groups) else ""
        yield Task(unit, repeats.shared(group), language=options.json)


def _print(outcome: Cleaned, options: argparse.Namespace) -> None:
    assert outcome.document is not None
    if options.json:
        # ASCII keeps lone surrogates and terminals out of trouble; JSON readers see no difference.
        sys.stdout.write(json.dumps(outcome.document, ensure_ascii=True) + "\n")
    elif options.removed:
        for text, reason, confidence in outcome.removed:
            emit(f"[{reason}, {confidence:.0%}] {' '.join(text.split())}")
    else:
        emit(outcome.document["text"])


def _print_rules(paths: list[str]) -> int:
    from reader.cleaning.rules_file import RulesFile
    from reader.library.root import find_root
    from reader.storage import home

    file = RulesFile(home(find_root(Path(paths[0] if paths else "."))).path / "cleaning.json")
    for problem in file.problems:
        complain(problem)
    count = 0
    for site, site_rules in sorted(file.rules.sites.items()):
        for rule in site_rules:
            count += 1
            emit(f"{site}: {'keep' if rule.kept else 'remove'} ({rule.match}) {rule.text}")
    for key, overrides in sorted(file.rules.documents.items()):
        for override in overrides:
            count += 1
            emit(f"{key}: {'kept' if override.kept else 'removed'} by you: {override.text}")
    if not count:
        complain("No rules yet. R in the reader restores or removes a block.")
    return 0 if count else 1
