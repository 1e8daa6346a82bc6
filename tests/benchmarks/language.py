"""How large a sample language detection needs: agreement with a declared language, and time.

usage: python tests/benchmarks/language.py DATA.jsonl[.gz] [...] [--sizes 300 1000 3000]

Rows hold `text` and `lang`, and may hold `labels` (1: article) a line, so that only the article's
lines are looked at, as in the reader. The last line tells how often script and small words speak,
and how often they contradict langdetect.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from pathlib import Path

from reader import language

WHOLE = 10**9


def articles(path: Path, least: int) -> list[tuple[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    rows = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row["text"]
            if "labels" in row:
                pairs = zip(text.split("\n"), row["labels"], strict=True)
                text = "\n".join(part for part, label in pairs if label == 1)
            if len(text) >= least:
                rows.append((row["lang"], text))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[150, 300, 600, 1000, 3000, WHOLE])
    parser.add_argument("--least", type=int, default=200, help="shortest article, in code points")
    options = parser.parse_args()
    rows = [row for path in options.data for row in articles(path, options.least)]
    language.detect("The first call loads the profiles, so it is not timed.")
    print(f"{len(rows)} articles")
    for size in options.sizes:
        begun = time.perf_counter()
        found = [language.detect(text, size=size).code for _, text in rows]
        spent = 1000 * (time.perf_counter() - begun) / len(rows)
        wrong = Counter(
            (want, got) for (want, _), got in zip(rows, found, strict=True) if want != got
        )
        name = "whole" if size == WHOLE else f"{size:,}"
        agreed = 1 - wrong.total() / len(rows)
        print(f"{name:>6}  agree {agreed:.4f}  {spent:5.1f} ms a text  {wrong.most_common(4)}")
    compare(rows)


def compare(rows: list[tuple[str, str]]) -> None:
    spoke, other, spent = 0, Counter[tuple[str, str]](), 0.0
    for _, text in rows:
        piece = language.sample(text)
        begun = time.perf_counter()
        told = language.plain(piece).code
        spent += time.perf_counter() - begun
        if told:
            spoke += 1
            asked = language._by_grams(piece).code
            if asked != told:
                other[told, asked] += 1
    print(
        f" plain  spoke {spoke / len(rows):.4f}  {1000 * spent / len(rows):5.2f} ms a text"
        f"  contradicted {other.total() / max(1, spoke):.5f}  {other.most_common(4)}"
    )


if __name__ == "__main__":
    main()
