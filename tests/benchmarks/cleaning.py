"""Score the cleaner on a data set beside other cleaners, in one run.

    python tests/benchmarks/cleaning.py text_full.jsonl.gz
    python tests/benchmarks/cleaning.py html.jsonl.gz --by lang,source
    python tests/benchmarks/cleaning.py text_full.jsonl.gz text_light.jsonl.gz --five-fold FOLDER

Rows hold ``text`` and ``labels`` (one a line: 1 article, 0 not, -1 not scored), or ``html`` and
``gold_text``. The shipped model has learnt from some public sets: on those, ``--five-fold DATA…``
(the files or folders it was trained on; a quarter of an hour on one core) gives its honest
figures for text, every document judged by what was learnt from other sites. Without a value it
takes the folder of the first set. Cleaners that are not installed are left out; install them
with ``pip install trafilatura resiliparse justext``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader.cleaning import judge, kept_text
from reader.cleaning.judging import kept_lines
from reader.documents.model import Block, Document
from reader.text import Span

Row = dict[str, Any]
Lines = list[str]
LineCleaner = Callable[[Lines], set[int]]
_DENSE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u1000-\u109f"
_TOKEN = re.compile(rf"[{_DENSE}]|[^\W_{_DENSE}]+")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_STOPS = (".", "!", "?", '"', "”", "。", "！", "？", "…")
_COUNTER = re.compile(r"[\d.,]+[km]?\s+(likes?|shares?|comments?|retweets?|reposts?|views?)", re.I)


def rows_of(path: Path) -> Iterator[Row]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


# Cleaners of flattened text: the numbers of the lines they keep.


def ours(lines: Lines) -> set[int]:
    document, numbers = document_of(lines)
    return {n for n, v in zip(numbers, judge(document), strict=True) if v.kept}


def document_of(lines: Lines) -> tuple[Document, list[int]]:
    blocks, numbers, start = [], [], 0
    for number, line in enumerate(lines):
        if line.strip():
            blocks.append(Block(Span(start, start + len(line))))
            numbers.append(number)
        start += len(line) + 1
    return Document("\n".join(lines), tuple(blocks)), numbers


def keep_all(lines: Lines) -> set[int]:
    return set(range(len(lines)))


def c4(lines: Lines) -> set[int]:
    """Raffel et al. 2020: lines that end with a stop and have five words, no "javascript"."""
    return {
        n
        for n, line in enumerate(lines)
        if line.rstrip().endswith(_STOPS)
        and (len(line.split()) >= 5 or not line.isascii())
        and "javascript" not in line.lower()
    }


def fineweb(lines: Lines) -> set[int]:
    """The line-wise corrections of RefinedWeb (Penedo et al. 2023), which FineWeb took over."""
    kept = set()
    for n, line in enumerate(lines):
        text = line.strip()
        letters = [c for c in text if c.isalpha()]
        shouted = letters and sum(c.isupper() for c in letters) > 0.5 * len(letters)
        one_word = len(text.split()) == 1 and text.isascii()
        if not (not letters or shouted or one_word or _COUNTER.fullmatch(text)):
            kept.add(n)
    return kept


def justext_lines(lines: Lines) -> set[int]:
    import html

    import justext

    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    languages = [justext.get_stoplist(name) for name in ("English", "German", "French", "Spanish")]
    found = justext.justext(f"<html><body>{body}</body></html>", frozenset().union(*languages))
    good = {" ".join(p.text.split()) for p in found if not p.is_boilerplate}
    return {n for n, line in enumerate(lines) if " ".join(line.split()) in good}


# Cleaners of pages: the article's text.


def our_page(source: str) -> str:
    from reader.documents.html import page

    document = page(source, judged=True)
    return kept_text(document, judge(document))


def keep_page(source: str) -> str:
    from reader.documents.html import page

    return page(source, judged=False).text


def trafilatura_page(source: str) -> str:
    import trafilatura

    return trafilatura.extract(source, favor_recall=True, include_comments=False) or ""


def resiliparse_page(source: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    return extract_plain_text(HTMLTree.parse(source), main_content=True, alt_texts=False)


def justext_page(source: str) -> str:
    import justext

    languages = [justext.get_stoplist(name) for name in ("English", "German", "French", "Spanish")]
    found = justext.justext(source.encode(), frozenset().union(*languages))
    return "\n".join(p.text for p in found if not p.is_boilerplate)


TEXT = {
    "keep all": keep_all, "FineWeb line rules": fineweb, "C4 line rule": c4,
    "jusText on lines": justext_lines, "glosse": ours,
}  # fmt: skip
HTML = {
    "keep all": keep_page, "jusText": justext_page, "resiliparse": resiliparse_page,
    "trafilatura": trafilatura_page, "glosse": our_page,
}  # fmt: skip


def score_text(row: Row, kept: set[int]) -> dict[str, float]:
    """Characters of scored lines: what was kept of the article and of the rest."""
    size: Counter[tuple[int, bool]] = Counter()
    for n, (line, label) in enumerate(zip(row["text"].split("\n"), row["labels"], strict=True)):
        size[label, n in kept] += len(line.strip())
    article, rest = size[1, True] + size[1, False], size[0, True] + size[0, False]
    out = size[1, True] + size[0, True]
    found: dict[str, float] = {}
    if article:
        precision, recall = size[1, True] / (out or 1), size[1, True] / article
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        found |= {"F1": f1, "loss": 1 - recall}
        found["perfect"] = float(recall >= 0.98 and out > 0 and precision >= 0.98)
        if not rest:
            found["clean harmed"] = float(recall < 0.98)
    if rest:
        found["left"] = size[0, True] / rest
    return found


def seen(text: str) -> str:
    """A text's words as they are read: a soft hyphen is no end of a word."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()


def score_page(row: Row, text: str) -> dict[str, float]:
    gold, found = (Counter(_TOKEN.findall(seen(each))) for each in (row["gold_text"], text))
    shared = (gold & found).total()
    precision, recall = shared / (found.total() or 1), shared / (gold.total() or 1)
    f1 = 2 * precision * recall / (precision + recall) if shared else 0.0
    return {"precision": precision, "recall": recall, "F1": f1}


def held_out(paths: list[Path], keep: Path | None) -> Callable[[Lines], set[int]]:
    """Our cleaner by five-fold: each document judged by what other sites taught.

    The log-odds are written to ``keep``, or read from it where it is there already.
    """
    from reader.cleaning.opinion import with_cues
    from reader.cleaning.training_data import examples
    from reader.cleaning.vocabulary import Vocabulary

    data = list(examples(paths))
    if keep is not None and keep.exists():
        known = [json.loads(row) for row in keep.read_text("utf-8").splitlines()]
    else:
        known = fitted_odds(data)
        if keep is not None:
            keep.write_text("".join(json.dumps(row) + "\n" for row in known), "utf-8")
    odds = {tuple(each.lines): found for each, found in zip(data, known, strict=True)}
    vocabulary = Vocabulary()

    def cleaner(lines: Lines) -> set[int]:
        numbers = [n for n, line in enumerate(lines) if line.strip()]
        trimmed = tuple(lines[n].strip() for n in numbers)
        told = with_cues(vocabulary, trimmed, list(map(vocabulary.measure, trimmed)), odds[trimmed])
        return {n for n, kept in zip(numbers, kept_lines(trimmed, told), strict=True) if kept}

    return cleaner


def fitted_odds(data: list[Any]) -> list[list[float]]:
    """For each example the log-odds of its lines from fits without its fold."""
    from reader.cleaning import train
    from reader.cleaning.training_data import variants

    train.trained([*data, *variants(data)], every_fold=True)
    return [[round(float(value), 6) for value in each.odds] for each in data]


def table(rows: list[Row], name: str, clean: Callable[[Any], Any], by: list[str]) -> None:
    groups: dict[str, list[dict[str, float]]] = defaultdict(list)
    spent, size = 0.0, 0
    for row in rows:
        page = "html" in row
        source = row["html"] if page else row["text"].split("\n")
        started = time.perf_counter()
        found = clean(source)
        spent += time.perf_counter() - started
        size += len((row["html"] if page else row["text"]).encode())
        scores = score_page(row, found) if page else score_text(row, found)
        groups_of = ["all", *(f"{key}={row.get(key)}" for key in by)]
        if row.get("tier") != "old":
            groups_of.append("without tier old")
        for group in groups_of:
            groups[group].append(scores)
    for group, scores in groups.items():
        keys = list(dict.fromkeys(key for each in scores for key in each))
        figures = []
        for key in keys:
            values = [each[key] for each in scores if key in each]
            figures.append(f"{key} {sum(values) / len(values):.4f}")
        speed = f"  {size / spent / 1e6:.2f} MB/s" if group == "all" else ""
        print(f"{name:20} {group:22} {len(scores):5}  {'  '.join(figures)}{speed}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path, help="files of rows to score")
    parser.add_argument("--by", default="", help="fields to group by, as lang,source")
    parser.add_argument("--only", default="", help="names of cleaners, as glosse,trafilatura")
    parser.add_argument("--five-fold", nargs="*", type=Path, metavar="DATA")
    parser.add_argument(
        "--odds", type=Path, help="keep held-out log-odds here, to score them again"
    )
    chosen = parser.parse_args()
    only = [name for name in chosen.only.split(",") if name]
    by = [key for key in chosen.by.split(",") if key]
    fair = None
    if chosen.five_fold is not None:
        fair = held_out(chosen.five_fold or [chosen.data[0].resolve().parent], chosen.odds)
    for path in chosen.data:
        rows = list(rows_of(path))
        pages = "html" in rows[0]
        cleaners: dict[str, Callable[[Any], Any]] = dict(HTML if pages else TEXT)
        if fair and not pages:
            cleaners["glosse five-fold"] = fair
        print(path.name)
        for name, clean in cleaners.items():
            if not only or name in only:
                compare(rows, name, clean, by, "<p>A line.</p>" if pages else ["A line."])
    return 0


def compare(
    rows: list[Row], name: str, clean: Callable[[Any], Any], by: list[str], trial: Any
) -> None:
    try:
        if name != "glosse five-fold":
            clean(trial)
    except ImportError:
        print(f"{name:20} not installed")
        return
    table(rows, name, clean, by)


if __name__ == "__main__":
    sys.exit(main())
