"""How often the title found in a plain text is the article's, on labelled pages.

usage: python tests/benchmarks/titles.py DATA [--fit]

DATA is a folder with text_full.jsonl.gz and text_light.jsonl.gz (rows with id, text, title, domain,
tier) and html.jsonl.gz, whose <h1> and og:title tell what is right. A title counts as right when
its words and those of a right one agree (F1 of the sets of words at least 0.6). ``--fit`` fits the
weights of reader/documents/title_line.py (needs SciPy), prints them, and scores them on the sites
that a fit has not seen (five folds). Rows of the tier "old" are measured, never learnt.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.documents.body import body_start
from reader.documents.plain import blocks_of
from reader.documents.title import find_title
from reader.documents.title_line import Candidate, candidates

_WORD = re.compile(r"\w+")
_OG = re.compile(r"<meta[^>]+og:title[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"content=(?:\"([^\"]*)\"|'([^']*)')")
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_PARTS = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def headlines(page: str) -> list[str]:
    """What a page itself calls its title."""
    found = []
    if (tag := _OG.search(page)) and (content := _CONTENT.search(tag.group(0))):
        found.append(content.group(1) or content.group(2) or "")
    found += [re.sub("<[^>]+>", " ", heading) for heading in _H1.findall(page)]
    return [html.unescape(title).strip() for title in found]


def right_titles(row: dict[str, Any], pages: dict[str, list[str]]) -> list[str]:
    """The page's own titles, and its <title> with and without the name of the site."""
    found = list(pages.get(row["id"].removesuffix("#L"), []))
    if row.get("title"):
        longest = max(_PARTS.split(row["title"]), key=len)
        found += [row["title"], longest if len(_WORD.findall(longest)) >= 3 else ""]
    return [title for title in found if len(_WORD.findall(title)) >= 2 or not title.isascii()]


def agreement(one: str, other: str) -> float:
    """F1 of the two sets of words, 0-1."""
    left = set(_WORD.findall(one.casefold()))
    right = set(_WORD.findall(other.casefold()))
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def agrees(title: str, right: list[str], least: float = 0.6) -> bool:
    return any(agreement(title, other) >= least for other in right)


def score(data: Path, name: str, pages: dict[str, list[str]]) -> None:
    """Print the share of right titles, over all texts and those that hold their title."""
    counts = dict.fromkeys(("all", "right", "there", "right there"), 0)
    for row in rows(data / name):
        right = right_titles(row, pages)
        if not right:
            continue
        text = row["text"]
        there = any(agrees(line, right, 0.7) for line in text.split("\n") if len(line) < 250)
        good = agrees(find_title(text, blocks_of(text)), right)
        counts["all"] += 1
        counts["right"] += good
        counts["there"] += there
        counts["right there"] += good and there
    print(
        f"{name:24} {counts['all']:5} texts, right {counts['right'] / counts['all']:.3f};"
        f" {counts['there']:5} hold it, right {counts['right there'] / counts['there']:.3f}"
    )


def fit(data: Path, pages: dict[str, list[str]]) -> None:
    """Fit the weights, print them, and score each fifth of the sites by the other four."""
    import numpy as np
    from scipy.optimize import minimize

    texts: list[tuple[dict[str, Any], list[Candidate]]] = []
    for name in ("text_full.jsonl.gz", "text_light.jsonl.gz"):
        for row in rows(data / name):
            blocks = blocks_of(row["text"])
            row["right"] = right_titles(row, pages)
            row["set"] = name
            found = list(candidates(row["text"], blocks, body_start(row["text"], blocks[:2_000])))
            if row["right"] and found:
                texts.append((row, found))
    names = list(texts[0][1][0].features)
    tables = [np.array([[*c.features.values(), 1.0] for c in found]) for _, found in texts]
    answers = [np.array([agrees(c.line, row["right"], 0.7) for c in found]) for row, found in texts]

    def fitted(chosen: list[int]) -> Any:
        def loss(weights: Any) -> tuple[float, Any]:
            total, slope = 0.5 * weights @ weights, weights.copy()
            for at in chosen:
                scores = np.append(tables[at] @ weights, 0.0)
                chance = np.exp(scores - scores.max())
                chance /= chance.sum()
                good = chance * np.append(answers[at], not answers[at].any())
                total -= np.log(good.sum() + 1e-12)
                slope += tables[at].T @ (chance - good / (good.sum() + 1e-12))[:-1]
            return total, slope

        start = np.zeros(len(names) + 1)
        return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x

    learnt = [at for at, (row, _) in enumerate(texts) if row["tier"] != "old"]
    fold = [zlib.crc32((row["domain"] or row["id"]).encode()) % 5 for row, _ in texts]
    right = {"text_full.jsonl.gz": [0, 0], "text_light.jsonl.gz": [0, 0]}
    for part in range(5):
        weights = fitted([at for at in learnt if fold[at] != part])
        for at in (at for at in learnt if fold[at] == part and answers[at].any()):
            scores = tables[at] @ weights
            tally = right[texts[at][0]["set"]]
            tally[0] += bool(scores.max() > 0 and answers[at][scores.argmax()])
            tally[1] += 1
    for name, (good, count) in right.items():
        print(f"{name:24} other sites, of {count} that hold their title right {good / count:.3f}")
    for name, weight in zip([*names, "_BIAS"], fitted(learnt), strict=True):
        print(f'    "{name}": {weight:.2f},')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true", help="fit the weights and print them")
    wish = parser.parse_args()
    pages = {row["id"]: headlines(row["html"]) for row in rows(wish.data / "html.jsonl.gz")}
    if wish.fit:
        fit(wish.data, pages)
    else:
        for name in ("text_full.jsonl.gz", "text_light.jsonl.gz"):
            score(wish.data, name, pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
