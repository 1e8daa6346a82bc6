"""Print the article of each file without what does not belong to it.

examples:
  glosse clean page.html                      the article as plain text
  curl … | glosse clean -                     from a pipe
  glosse clean --removed page.html            what went, and why
  glosse clean 'news.jsonl#17'                one record of a corpus
  glosse clean --json --jobs 2 corpus.jsonl.gz > clean.jsonl
  glosse clean --corpus articles/             what many of them share counts against it
  glosse clean --rules articles/              what you taught the cleaner in a library
  glosse clean --jobs 2 --out cleaned/ shards/    a file a shard; goes on where it ended
  glosse clean --engine dask --scheduler tcp://node1:8786 --out cleaned/ shards/*.parquet

Folders are gone through; each record of a .jsonl, .jsonl.gz or .jsonl.zst and each row of a
.parquet is a document, its text in the field text, content, body or html, or the one named with
--text-field.

With --out, the documents of each file are written to a file of its own in the folder, as --json
prints them. A file appears there when it is whole. Run the same command again after it was ended:
what is finished is passed over, unless its source, the settings or Glosse changed. With --engine
dask, the workers of a cluster clean what this machine reads and writes; they need the same Glosse
and no files. The output is the same, byte for byte, whoever does the work.

With --json, one object a document: source, id (a record's own, else its number), title, language,
text (what is kept, a block a line; of a web page without its title) and blocks (start, end, kind,
kept, reason, confidence; positions are code points of the decoded text). A file or record that
cannot be read is reported on stderr and skipped; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.console import STDIN, Failure, complain, emit, emit_json, positive
from reader.cli.forms import CleanedDocument
from reader.cli.progress import Progress
from reader.cli.sources import units

if TYPE_CHECKING:
    from reader.cli.cleaning import Cleaned
    from reader.cli.parallel import Pool

FORM = CleanedDocument


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse clean` takes."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="files, folders, or - for stdin")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--removed", action="store_true", help="print what is removed, with reasons")
    shape.add_argument("--json", action="store_true", help="one JSON object a document and line")
    shape.add_argument("--rules", action="store_true", help="list the rules of the library instead")
    parser.add_argument(
        "--jobs", type=positive, default=1, metavar="N", help="processes (default 1)"
    )
    parser.add_argument(
        "--corpus",
        action="store_true",
        help="read everything twice: what many documents of one site or folder share goes",
    )
    parser.add_argument("--text-field", metavar="NAME", help="field of a record that has the text")
    parser.add_argument(
        "--out", metavar="FOLDER", help="write a .jsonl for each file; what is done is not redone"
    )
    parser.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="who does the work"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster")
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")


def run(options: argparse.Namespace) -> int:
    """Clean every document named; 1 when one of them could not be read."""
    if options.rules:
        return _print_rules(options.paths)
    if not options.paths:
        raise Failure("Nothing to clean. Name a file or folder, or - for stdin.", status=2)
    if options.paths.count(STDIN) > 1:
        raise Failure("- can be given once: stdin is read to its end.", status=2)
    if (options.engine == "dask") != bool(options.scheduler):
        raise Failure("--engine dask and --scheduler ADDRESS go together.", status=2)
    if options.engine == "dask" and options.jobs != 1:
        raise Failure("--jobs is for this machine; a cluster has its own workers.", status=2)
    if options.out and options.removed:
        raise Failure("--out writes JSON, which tells what was removed and why.", status=2)
    with _pool(options) as pool:
        if options.out:
            from reader.cli.into_folder import clean_into

            return clean_into(Path(options.out), options, pool)
        return _to_stdout(options, pool)


@contextmanager
def _pool(options: argparse.Namespace) -> Iterator[Pool | None]:
    """The processes that do the work; None for this one."""
    pool: Pool | None = None
    if options.engine == "dask":
        from reader.cli.cluster import Cluster

        pool = Cluster(options.scheduler)
    elif options.jobs > 1:
        from reader.cli.parallel import Processes

        pool = Processes(options.jobs)
    try:
        yield pool
    finally:
        if pool is not None:
            pool.close()


def _to_stdout(options: argparse.Namespace, pool: Pool | None) -> int:
    from reader.cli.batches import Batch, Work

    held = None
    if options.corpus and STDIN in options.paths:
        held = list(units(options.paths, options.text_field))  # read twice
    everything = Batch("", lambda: held or units(options.paths, options.text_field))
    work = Work([everything], options, pool)
    cleaned = broken = letters = taken = 0
    with Progress("cleaning", quiet=options.quiet) as progress:
        for _, outcome in work.outcomes([everything]):
            progress.step()
            if outcome.document is None:
                broken += 1
                progress.clear()
                complain(outcome.problem)
                continue
            if cleaned and not options.json:
                emit("")
            cleaned += 1
            letters += len(outcome.document["text"].strip())
            taken += len(outcome.removed)
            _print(outcome, options)
    if not options.quiet and cleaned + broken > 1 and (broken or sys.stderr.isatty()):
        print(f"{cleaned:,} cleaned, {broken:,} skipped", file=sys.stderr)
    if not cleaned + broken:
        complain("There is nothing to clean in what you named.")
    elif cleaned and not (letters or options.json or options.removed):
        said = "left: --removed prints what was taken out" if taken else "in what you named"
        complain(f"There is no text {said}.")
        return 1
    return 1 if broken or not cleaned else 0


def _print(outcome: Cleaned, options: argparse.Namespace) -> None:
    assert outcome.document is not None
    if options.json:
        emit_json(outcome.document)
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
