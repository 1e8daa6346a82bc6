"""`glosse clean --out FOLDER`: shard by shard, going on where an earlier run ended."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reader.cli.batches import Batch, Work
from reader.cli.cleaning import Cleaned
from reader.cli.console import complain
from reader.cli.edition import edition
from reader.cli.parallel import Pool
from reader.cli.progress import Progress
from reader.cli.shards import Count, Folder, Shard, corpus_state, folder, shards_of
from reader.cli.sources import of_file
from reader.wording import counted


def clean_into(out: Path, options: argparse.Namespace, pool: Pool | None) -> int:
    """Clean every shard that is not finished; 1 where a document, now or then, was skipped."""
    shards, missing = _there(shards_of(options.paths, out))
    if not shards:
        if not missing:
            complain("There is nothing to clean in what you named.")
        return 1
    settings = [edition(), options.text_field or "", ""]
    if options.corpus:
        settings[-1] = corpus_state(shards)
    with folder(out, settings) as target:
        known = [(shard, target.finished(shard)) for shard in shards]
        before = [count for _, count in known if count is not None]
        todo = [shard for shard, count in known if count is None]
        batches = {shard.target: _batch(shard, options) for shard in shards}
        made: list[Count] = []
        if todo:
            work = Work(list(batches.values()), options, pool)
            label = f"cleaning {len(todo):,} of {counted(len(shards), 'file')}"
            with Progress(label, quiet=options.quiet, beside_output=False) as progress:
                outcomes = _seen(work.outcomes(batches[s.target] for s in todo), progress)
                made = _written(target, todo, outcomes)
    skipped = sum(count.skipped for count in (*before, *made))
    if not options.quiet and (skipped or sys.stderr.isatty()):
        done = f"{sum(count.documents for count in made):,} cleaned in {counted(len(made), 'file')}"
        were = counted(len(before), "file was", "files were")
        passed = f", {were} finished before" if before else ""
        print(f"{done}{passed}, {counted(skipped, 'document')} skipped", file=sys.stderr)
    return 1 if skipped or missing else 0


def _there(shards: Sequence[Shard]) -> tuple[list[Shard], int]:
    """The shards that are files, and how many are not."""
    found = []
    for shard in shards:
        if Path(shard.source).is_file():
            found.append(shard)
        else:
            complain(f"{shard.source} is no file. Check the spelling.")
    return found, len(shards) - len(found)


def _batch(shard: Shard, options: argparse.Namespace) -> Batch:
    return Batch(shard.target, lambda: of_file(shard.source, options.text_field))


def _seen(
    outcomes: Iterable[tuple[Batch, Cleaned]], progress: Progress
) -> Iterator[tuple[str, Cleaned]]:
    """The outcomes by the names of their shards, counted and complained about."""
    for batch, outcome in outcomes:
        progress.step()
        if outcome.document is None:
            progress.clear()
            complain(outcome.problem)
        yield batch.name, outcome


def _written(
    target: Folder, todo: Sequence[Shard], outcomes: Iterator[tuple[str, Cleaned]]
) -> list[Count]:
    """Each shard written and finished, in order; one may hold no document at all."""
    made: list[Count] = []
    begun = {shard.target: target.made_of(shard) for shard in todo}  # before any is read
    following = next(outcomes, None)
    for shard in todo:
        count = Count()
        with target.part() as part:
            while following is not None and following[0] == shard.target:
                document = following[1].document
                if document is None:
                    count.skipped += 1
                else:
                    count.documents += 1
                    part.write(json.dumps(document, ensure_ascii=True).encode("ascii") + b"\n")
                following = next(outcomes, None)
            target.finish(shard, count, begun[shard.target], part)
        made.append(count)
    return made
