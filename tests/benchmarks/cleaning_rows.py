"""Make rows to train the cleaner on from pages with a gold text.

    cleaning_rows.py html.jsonl.gz --labelled text_full.jsonl.gz --out rows.jsonl.gz

Every page gives a row of its blocks with what the markup says (``machine``, ``links``, ``tags``),
a row of its gold text, and a row of what one extractor leaves of it (resiliparse, readability,
jusText or trafilatura, in turn, where installed). A line is article when four fifths of its words
stand in runs of four in the gold text, and not when less than a fifth do; ``--labelled`` (rows
with ``id``, ``text``, ``labels``) decides where it knows the line.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader.cleaning.features import tag_of
from reader.cleaning.judging import link_shares
from reader.documents.html import page
from tests.benchmarks.cleaning import _TOKEN, resiliparse_page, rows_of, trafilatura_page

Known = dict[tuple[str, ...], set[int]]
_RUN = 4


def words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.casefold()))


def labels(lines: list[str], gold: str, known: Known) -> list[int]:
    tokens = words(gold)
    runs = {tokens[at : at + _RUN] for at in range(len(tokens) - _RUN + 1)}
    gold_lines = {words(line) for line in gold.split("\n")}
    joined = f" {' '.join(tokens)} "
    return [_label(words(line), runs, gold_lines, joined, known) for line in lines]


def _label(
    line: tuple[str, ...],
    runs: set[tuple[str, ...]],
    gold_lines: set[tuple[str, ...]],
    joined: str,
    known: Known,
) -> int:
    if not line:
        return -1
    told = known.get(line, set())
    if len(told) == 1:
        return next(iter(told))
    if len(line) < _RUN:
        if line in gold_lines:
            return 1
        return -1 if f" {' '.join(line)} " in joined else 0
    covered = {
        at + step
        for at in range(len(line) - _RUN + 1)
        if line[at : at + _RUN] in runs
        for step in range(_RUN)
    }
    share = len(covered) / len(line)
    return 1 if share >= 0.8 else 0 if share <= 0.2 else -1


def readability_page(source: str) -> str:
    from readability import Document as Readability
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    summary = HTMLTree.parse(Readability(source).summary())
    return re.sub(r"\n\s*\n+", "\n", extract_plain_text(summary, alt_texts=False, links=False))


def justext_page(source: str) -> str:
    import justext

    found = justext.justext(
        source.encode(), frozenset(), max_link_density=0.6, length_low=30, length_high=100,
        stopwords_low=0, stopwords_high=0,
    )  # fmt: skip
    return "\n".join(p.text for p in found if not p.is_boilerplate)


VIEWS: tuple[Callable[[str], str], ...] = (
    resiliparse_page, readability_page, justext_page, trafilatura_page,
)  # fmt: skip


def rows(row: dict[str, Any], number: int, known: Known) -> list[dict[str, Any]]:
    document = page(row["html"], judged=True)
    blocks = [" ".join(b.span.of(document.text).split("\n")) for b in document.blocks]
    same = {key: row[key] for key in ("id", "domain", "tier", "lang", "source") if key in row}
    made = []
    if document.machine:
        markup = {
            "machine": list(document.machine),
            "links": list(link_shares(document)),
            "tags": [tag_of(block) for block in document.blocks],
        }
        made.append(_row(same, blocks, labels(blocks, row["gold_text"], known), 0.7, markup))
    if row.get("tier") == "old":
        return made
    gold = row["gold_text"].split("\n")
    made.append(_row(same, gold, [1 if line.strip() else -1 for line in gold], 0.3, {}))
    try:
        view = VIEWS[number % len(VIEWS)](row["html"]).split("\n")
    except Exception as error:  # foreign code on foreign pages: a page without a view is no loss
        print(f"{row['id']}: no view ({error!r})", file=sys.stderr)
        return made
    return [*made, _row(same, view, labels(view, row["gold_text"], known), 0.3, {})]


def _row(
    same: dict[str, Any],
    lines: list[str],
    marks: list[int],
    weight: float,
    markup: dict[str, list[Any]],
) -> dict[str, Any]:
    text = "\n".join(lines)
    return {**same, "text": text, "labels": marks, "weight": weight, "view": True, **markup}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--labelled", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    known: dict[str, Known] = defaultdict(lambda: defaultdict(set))
    for row in rows_of(chosen.labelled) if chosen.labelled else ():
        for line, label in zip(row["text"].split("\n"), row["labels"], strict=True):
            known[row["id"]][words(line)].add(label)
    with gzip.open(chosen.out, "wt", encoding="utf-8") as file:
        for number, row in enumerate(rows_of(chosen.pages)):
            for made in rows(row, number, known[row["id"]]):
                file.write(json.dumps(made) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
