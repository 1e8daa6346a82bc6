"""Print the article of each file without what does not belong to it.

examples:
  glosse clean page.html                      the article as plain text
  curl … | glosse clean -                     from a pipe
  glosse clean --removed page.html            what went, and why
  glosse clean --json --jobs 2 corpus.jsonl.gz > clean.jsonl
  glosse clean --rules articles/              what you taught the cleaner in a library

With --json, one object a document: source, id, title, language, text (what is kept, a block a
line) and blocks (start, end, kind, kept, reason, confidence; positions are code points of the
decoded text). A file that cannot be read is reported on stderr and skipped; the exit status is
then 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reader.cli.console import Failure, complain, emit
from reader.cli.progress import Progress
from reader.cli.sources import Unit, units


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse clean` takes."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="files, folders, or - for stdin")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--removed", action="store_true", help="print what is removed, with reasons")
    shape.add_argument("--json", action="store_true", help="one JSON object a document and line")
    shape.add_argument("--rules", action="store_true", help="list the rules of the library instead")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default 1)")
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
    cleaned = broken = 0
    with Progress("cleaning", quiet=options.quiet) as progress:
        for outcome in _outcomes(units(options.paths, options.text_field), options.jobs):
            if "problem" in outcome:
                broken += 1
                complain(outcome["problem"])
                continue
            if cleaned and not options.json:
                emit("")
            cleaned += 1
            _print(outcome, options)
            progress.step()
    if not options.quiet and cleaned + broken > 1 and sys.stderr.isatty():
        print(f"{cleaned} cleaned, {broken} skipped", file=sys.stderr)
    return 1 if broken or not cleaned else 0


def _outcomes(work: Iterable[Unit], jobs: int) -> Iterator[dict[str, Any]]:
    if jobs == 1:
        yield from map(clean_unit, work)
        return
    from reader.cli.parallel import in_order

    yield from in_order(clean_unit, work, jobs)


def clean_unit(unit: Unit) -> dict[str, Any]:
    """One document as `--json` prints it, or {"problem": sentence}. A pure function of bytes."""
    from reader.analysis import judged, language_of
    from reader.cleaning import kept_text
    from reader.documents import Refused

    try:
        document = unit.document()
    except Refused as refused:
        return {"problem": str(refused)}
    found = judged(document)
    verdicts = found.verdicts
    return {
        "source": unit.source,
        "id": unit.id,
        "title": document.metadata.title,
        "language": language_of(document, verdicts).code or document.metadata.language,
        "text": kept_text(document, verdicts),
        "blocks": [
            {
                "start": block.span.start,
                "end": block.span.end,
                "kind": str(block.kind),
                "kept": verdict.kept,
                "reason": verdict.reason,
                "confidence": round(verdict.confidence, 4),
            }
            for block, verdict in zip(document.blocks, verdicts, strict=True)
        ],
        "removed": [
            (block.span.of(document.text), verdict.reason, verdict.confidence)
            for block, verdict in zip(document.blocks, verdicts, strict=True)
            if not verdict.kept
        ],
    }


def _print(outcome: dict[str, Any], options: argparse.Namespace) -> None:
    removed = outcome.pop("removed")
    if options.json:
        # ASCII keeps lone surrogates and terminals out of trouble; JSON readers see no difference.
        sys.stdout.write(json.dumps(outcome, ensure_ascii=True) + "\n")
    elif options.removed:
        for text, reason, confidence in removed:
            emit(f"[{reason}, {confidence:.0%}] {' '.join(text.split())}")
    else:
        emit(outcome["text"])


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
