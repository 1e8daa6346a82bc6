"""How well and how fast quotes are found again, per class of edit.

usage: python tests/benchmarks/anchoring.py CASES.jsonl[.gz] [--scorer score.py] [--misses N]
       python tests/benchmarks/anchoring.py --notes 1000

Rows hold `id`, `cls`, `text` (as it is now), `quote`, `prefix`, `suffix`, `start` (as they were),
and `new_start` and `new_end`, null where the passage is gone. A place counts as correct from an
overlap (intersection over union) of 0.7, as wrong below 0.3 or where nothing should be found.
With `--scorer`, the function `hypothesis` of that file, a reference of Hypothesis' algorithm, is
scored on the same cases.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.notes.anchoring import Quote, anchor, anchor_all
from reader.text import Span

Row = dict[str, Any]
Method = Callable[[Row], Span | None]
LONG = 20_000


@dataclass(frozen=True)
class Outcome:
    row: Row
    verdict: str
    exact: bool
    milliseconds: float


def cases(path: Path) -> Iterator[Row]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def ours(row: Row) -> Span | None:
    return anchor(
        row["text"],
        exact=row["quote"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        start=row["start"],
    ).span


def reference(scorer: Path) -> Method:
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def hypothesis(row: Row) -> Span | None:
        place = module.hypothesis(row)
        return Span(*place) if place else None

    return hypothesis


def judged(row: Row, place: Span | None) -> tuple[str, bool]:
    if row["new_start"] is None:
        return ("correct", True) if place is None else ("wrong", False)
    if place is None:
        return "lost", False
    expected = Span(row["new_start"], row["new_end"]).trimmed(row["text"])
    place = place.trimmed(row["text"])
    shared = expected.intersection(place)
    overlap = len(shared) if shared else 0
    share = overlap / max(1, len(expected) + len(place) - overlap)
    verdict = "correct" if share >= 0.7 or place == expected else "partial"
    return ("wrong" if share < 0.3 and verdict == "partial" else verdict), place == expected


def outcomes(path: Path, method: Method) -> list[Outcome]:
    results = []
    for row in cases(path):
        started = time.perf_counter()
        place = method(row)
        took = (time.perf_counter() - started) * 1000
        results.append(Outcome(row, *judged(row, place), took))
    return results


def line(name: str, results: list[Outcome]) -> str:
    share = Counter(result.verdict for result in results)
    exact = sum(result.exact for result in results)
    times = sorted(result.milliseconds for result in results)
    figures = [share["correct"], exact, share["wrong"], share["lost"]]
    percent = "".join(f"{100 * figure / len(results):9.1f}" for figure in figures)
    p95 = times[int(len(times) * 0.95)]
    return f"{name:18}{len(results):6}{percent}{statistics.median(times):10.2f}{p95:8.2f}"


def report(name: str, results: list[Outcome]) -> None:
    heads = ("correct%", "exact%", "wrong%", "lost%")
    print(f"\n{name:18}{'n':>6}" + "".join(f"{h:>9}" for h in heads) + f"{'ms':>10}{'p95':>8}")
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for result in results:
        groups[result.row["cls"]].append(result)
        gone = result.row["new_start"] is None
        groups["= gone" if gone else "= there"].append(result)
        groups["= long texts" if len(result.row["text"]) > LONG else "= others"].append(result)
    for group in sorted(groups, key=lambda g: (g.startswith("="), g)):
        print(line(group, groups[group]))
    print(line("= all", results))


def misses(results: list[Outcome], most: int) -> None:
    for result in [r for r in results if r.verdict != "correct"][:most]:
        print(result.verdict, result.row["id"])


def notes(count: int) -> None:
    """A text of its own making with many notes: as it was, and after three kinds of edit."""
    words = "the reader keeps a note beside each passage and finds it years later in changed pages"
    parts = [f"{word}{i * 7919 % 9973}" for i in range(3000) for word in words.split()[i % 5 :: 5]]
    text = " ".join(parts)[:60_000]
    step = (len(text) - 200) // count
    quotes = [
        Quote(text[at : at + 40], text[at - 32 : at], text[at + 40 : at + 72], at)
        for at in range(40, 40 + count * step, step)
    ]
    edits = {
        "unchanged": text,
        "inserted above": "New paragraph.\n\n" + text,
        "wrapped": text.replace(" ", "\n"),
        "capitals": text.upper(),
    }
    for name, edited in edits.items():
        started = time.perf_counter()
        anchors = anchor_all(edited, quotes)
        took = (time.perf_counter() - started) * 1000
        placed = sum(a.status == "placed" for a in anchors)
        print(f"{name:18}{count} notes, {len(edited)} characters: {took:8.1f} ms, {placed} placed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="*", type=Path)
    parser.add_argument("--scorer", type=Path, help="a file with a reference function `hypothesis`")
    parser.add_argument("--misses", type=int, default=0, help="list this many misses")
    parser.add_argument("--notes", type=int, help="time this many notes in one text")
    options = parser.parse_args()
    for path in options.data:
        results = outcomes(path, ours)
        report(path.name, results)
        misses(results, options.misses)
        if options.scorer:
            report("Hypothesis", outcomes(path, reference(options.scorer)))
    if options.notes:
        notes(options.notes)


if __name__ == "__main__":
    main()
