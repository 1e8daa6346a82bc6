"""Score the cleaning of web pages beside other extractors, page by page in turn, in one run.

    python tests/benchmarks/pages.py html.jsonl.gz --by lang,source
    python tests/benchmarks/pages.py html.jsonl.gz --articles held-out.jsonl

Rows hold ``html`` and ``gold_text``. The shipped model has learnt from some public sets: on those,
``--articles`` (rows of ``id`` and ``text``, as ``python -m reader.cleaning.pages.train --articles``
writes them) gives its honest figures, every page judged by what other sites taught. Speed is
processor time over the bytes of the pages. Extractors that are not installed are left out.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.cleaning import (
    Row,
    justext_page,
    keep_page,
    our_page,
    resiliparse_page,
    rows_of,
    score_page,
    trafilatura_page,
)  # fmt: skip


def readability_page(source: str) -> str:
    from lxml import html
    from readability import Document as Readability

    summary = html.fromstring(Readability(source).summary())
    for node in summary.iter("p", "div", "li", "br", "h1", "h2", "h3", "h4", "tr", "td", "pre"):
        node.tail = "\n" + (node.tail or "")
    return re.sub(r"\n\s*\n+", "\n", summary.text_content())


def newspaper_page(source: str) -> str:
    from newspaper import Article

    article = Article("https://page.example/", fetch_images=False)
    article.download(input_html=source)
    article.parse()
    return str(article.text)


EXTRACTORS: dict[str, Callable[[str], str]] = {
    "keep all": keep_page, "newspaper4k": newspaper_page, "jusText": justext_page,
    "resiliparse": resiliparse_page, "readability-lxml": readability_page,
    "trafilatura": trafilatura_page, "glosse": our_page,
}  # fmt: skip


def installed(names: list[str]) -> list[str]:
    """Those of the extractors that can be loaded; loading is not timed."""
    found = []
    for name, extract in EXTRACTORS.items():
        if names and name not in names:
            continue
        try:
            extract("<html><body><p>A line of text that says little.</p></body></html>")
        except ImportError:
            print(f"{name:18} not installed")
            continue
        except Exception:  # a page without an article is an error to some
            pass
        found.append(name)
    return found


def attempt(extract: Callable[[str], str], source: str) -> tuple[str, float]:
    started = time.process_time()
    try:
        text = extract(source)
    except Exception:  # foreign code on foreign pages: nothing found
        text = ""
    return text, time.process_time() - started


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--by", default="", help="fields to group by, as lang,source")
    parser.add_argument("--only", default="", help="names of extractors, as glosse,trafilatura")
    parser.add_argument("--articles", type=Path, help="held-out articles to score too")
    parser.add_argument("--each", type=int, default=1, help="take every n-th page only")
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    names = installed([name for name in chosen.only.split(",") if name])
    held_out: dict[str, str] = {}
    if chosen.articles:
        held_out = {row["id"]: row["text"] for row in rows_of(chosen.articles)}
    by = [key for key in chosen.by.split(",") if key]
    spent: dict[str, float] = defaultdict(float)
    scores: dict[tuple[str, str], list[dict[str, float]]] = defaultdict(list)
    size = 0
    for number, row in enumerate(rows_of(chosen.data)):
        if number % chosen.each:
            continue
        size += len(row["html"].encode("utf-8", "replace"))
        groups = ["all", *(f"{key}={row.get(key)}" for key in by)]
        if row.get("tier") != "old":
            groups.append("without tier old")
        _score(row, names, held_out, groups, spent, scores)
    for (name, group), found in sorted(
        scores.items(), key=lambda one: (one[0][1] != "all", one[0])
    ):
        means = (sum(each[key] for each in found) / len(found) for key in found[0])
        figures = "  ".join(f"{key} {mean:.4f}" for key, mean in zip(found[0], means, strict=True))
        fast = group == "all" and spent[name] > 0
        speed = f"  {size / spent[name] / 1e6:6.2f} MB/s" if fast else ""
        print(f"{name:18} {group:26} {len(found):5}  {figures}{speed}")
    return 0


def _score(
    row: Row,
    names: list[str],
    held_out: dict[str, str],
    groups: list[str],
    spent: dict[str, float],
    scores: dict[tuple[str, str], list[dict[str, float]]],
) -> None:
    for name in names:
        text, took = attempt(EXTRACTORS[name], row["html"])
        spent[name] += took
        for group in groups:
            scores[name, group].append(score_page(row, text))
    if held_out:
        for group in groups:
            found = score_page(row, held_out.get(row["id"], ""))
            scores["glosse, held out", group].append(found)


if __name__ == "__main__":
    sys.exit(main())
