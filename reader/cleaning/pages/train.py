"""Train the cleaner of web pages: ``python -m reader.cleaning.pages.train PAGES --out FILE``.

PAGES is a ``.jsonl`` or ``.jsonl.gz`` file of rows with ``html``, ``gold_text``, ``domain`` and
``id``; ``--labelled`` files hold rows with ``text``, ``labels`` (one a line: 1 article, 0 not, -1
unknown), ``domain`` and ``id``, which teach words, and decide the labels of pages of that id.
Rows of tier "old" (licence in doubt) and of source "seed" are judged, not learnt from.

Needs scikit-learn (``pip install glosse[train]``). The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

from reader.cleaning.fitting import calibration, converted
from reader.cleaning.model_file import write
from reader.cleaning.pages import features, fitting
from reader.cleaning.pages.boxes import Boxes
from reader.cleaning.pages.judging import chosen, second_copies
from reader.cleaning.pages.labels import Known, label, words
from reader.cleaning.pages.texts import lines_of
from reader.cleaning.pages.titles import title_block
from reader.cleaning.pages.words import (
    NAME_SLOTS,
    WORD_SLOTS,
    Names,
    Words,
    name_slots,
    word_slots,
    words_of,
)  # fmt: skip
from reader.cleaning.training_data import FOLDS, fold_of, forgotten, may_learn, rows_of
from reader.cleaning.training_data import Known as Language
from reader.cleaning.trees import pack
from reader.cleaning.unseen import seen
from reader.documents.html import page
from reader.documents.markers import BULLET
from reader.documents.model import Document, Element, Markup

_NEAR = 3
"""Boxes around a block whose names are weighed as close to it; as in ``features``."""
_VARIANT_WEIGHT = 0.15
_FORGOTTEN_WEIGHT = 0.4
_SHORT_LINE = 120
CUT = 0.0
"""Log-odds below which a block goes. Cuts fitted on the other folds did no better."""


@dataclass(slots=True)
class Lines:
    """Labelled lines that teach words."""

    lines: list[str]
    labels: list[int]
    fold: int
    slots: list[list[int]]


@dataclass(slots=True)
class Page:
    """A page to learn from, or to judge only."""

    row: dict[str, Any]
    """Its row without the source."""
    document: Document
    markup: Markup
    lines: list[str]
    labels: list[int]
    fold: int
    learn: bool
    words: list[Counter[str]]
    """The words of each block, to score by."""
    gold: Counter[str]
    rows: Any = None
    odds: Any = None
    weight: float = 1.0
    variant: bool = False
    """Made of another page: it trains the trees, and is not counted."""
    slots: list[list[int]] = field(default_factory=list)
    name_slots: list[list[int]] = field(default_factory=list)
    language: Language = Language.WELL
    """How its words are to look: as if little or nothing had been learnt of their language."""


def read_lines(files: Sequence[Path]) -> tuple[list[Lines], dict[str, Known]]:
    """The lines that teach words, and what is known of lines by the ids of their pages."""
    found, known = [], defaultdict[str, Known](lambda: defaultdict(set))
    for file in files:
        for row in rows_of(file):
            pairs = list(zip(row["text"].split("\n"), row["labels"], strict=True))
            for line, mark in pairs:
                known[row["id"]].setdefault(words(seen(line)), set()).add(mark)  # type: ignore[attr-defined]
            pairs = [(line.strip(), mark) for line, mark in pairs if line.strip() and mark >= 0]
            if pairs and may_learn(row):
                lines = [line for line, _ in pairs]
                marks = [mark for _, mark in pairs]
                found.append(Lines(lines, marks, fold_of(row), list(map(word_slots, lines))))
    return found, known


def read_pages(file: Path, known: dict[str, Known]) -> Iterator[Page]:
    """The pages of a file that have blocks."""
    for row in rows_of(file):
        document = page(row.pop("html"), judged=True)
        if not document.blocks or document.markup is None:
            continue
        lines = lines_of(document)
        row["gold_text"] = seen(row["gold_text"])
        marks = label(document, lines, row["gold_text"], known.get(row["id"], {}))
        yield Page(
            row, document, document.markup, lines, marks, fold_of(row), may_learn(row),
            [Counter(words_of(line.casefold())) for line in lines],
            Counter(words_of(row["gold_text"].casefold())),
            slots=[word_slots(line) for line in lines],
            name_slots=block_name_slots(document.markup),
        )  # fmt: skip


def variant_of(number: int, one: Page) -> Page | None:
    """A small, plain page of the beginning of a page's article, by turns with its menu and foot.

    Without these, a note of three paragraphs would look like nothing the model has seen.
    """
    article = [line for line in one.row["gold_text"].split("\n") if line.strip()]
    article = article[: 2 + number % 13]
    rest = [line for line, mark in zip(one.lines, one.labels, strict=True) if mark == 0]
    top, foot = (rest[:6], rest[-3:]) if number % 2 else ([], [])
    if not article or sum(map(len, top + foot)) > 2_000:
        return None
    tag = ("article", "div", "main", "body")[number // 2 % 4]
    items = "".join(f"<li><a href='/'>{escape(line)}</a></li>" for line in top)
    source = (
        f"<html><head><title>{escape(one.document.metadata.title)}</title></head><body>"
        f"<nav><ul>{items}</ul></nav><{tag}><h1>{escape(one.document.metadata.title)}</h1>"
        + "".join(_shown(line, number, at) for at, line in enumerate(article))
        + f"</{tag}><footer>{''.join(f'<p>{escape(line)}</p>' for line in foot)}</footer></body>"
    )
    found = page(source, judged=True)
    if not found.blocks or found.markup is None:
        return None
    lines = lines_of(found)
    kept = {" ".join(line.split()) for line in article}
    marks = [1 if " ".join(line.removeprefix(BULLET).split()) in kept else 0 for line in lines]
    title = title_block(found)
    if title is not None:
        marks[title] = -1
    return Page(
        one.row, found, found.markup, lines, marks, one.fold, one.learn, [], Counter(),
        weight=_VARIANT_WEIGHT, variant=True,
    )  # fmt: skip


def forgotten_page(number: int, one: Page) -> Page:
    """The page in a language of which little or nothing was learnt: its markup must tell more."""
    language = Language.NOTHING if number % 2 else Language.LITTLE
    return replace(one, language=language, weight=one.weight * _FORGOTTEN_WEIGHT, variant=True)


def _shown(line: str, number: int, at: int) -> str:
    """A line of an article as an element, of one kind or another where it is short."""
    text = escape(line)
    if len(line) > _SHORT_LINE or number % 3 == 0:
        return f"<p>{text}</p>"
    if number % 3 == 1:
        return f"<ul><li>{text}</li></ul>"
    return f"<dl><dt>{text}</dt></dl>" if at % 2 else f"<address>{text}</address>"


def block_name_slots(markup: Markup) -> list[list[int]]:
    """The places in the table of names that ``features`` sums for each block."""
    boxes = Boxes(markup)
    near: dict[int, list[int]] = {}
    far: dict[int, list[int]] = {}

    def slots(number: int, known: dict[int, list[int]], *, close: bool) -> list[int]:
        if number not in known:
            element: Element = markup.elements[number - 1]
            known[number] = name_slots(element, near=close)
        return known[number]

    found = []
    for holder in boxes.holders:
        own: list[int] = []
        at, left = holder, _NEAR
        while at:
            if left:
                own += slots(at, near, close=True)
                left -= boxes.box_of[at] == at
            own += slots(at, far, close=False)
            at = boxes.parents[at]
        found.append(own)
    return found


class Trainer:
    """Fits a model in whose data no block was judged by what was learnt from its own site."""

    def __init__(self, pages: Sequence[Page], lines: Sequence[Lines]) -> None:
        self.pages = pages
        self.learnt = [one for one in pages if one.learn]
        self.lines = lines

    def tables(self, fold: int | None = None) -> tuple[bytes, bytes]:
        """Weights of words and of names, learnt from all folds but one."""
        pages = [one for one in self.learnt if one.fold != fold and not one.variant]
        texts = [(one.lines, one.labels, one.slots) for one in pages]
        texts += [(one.lines, one.labels, one.slots) for one in self.lines if one.fold != fold]
        marked = [(one.lines, one.labels, one.name_slots) for one in pages]
        return fitting.word_weights(texts, WORD_SLOTS), fitting.name_weights(marked, NAME_SLOTS)

    def prepare(self) -> None:
        """Give every page its rows, from words and names learnt without its fold."""
        import numpy as np

        for fold in range(FOLDS):
            tables = self.tables(fold)
            names = Names(memoryview(tables[1]).cast("b"))
            words = {
                language: Words(memoryview(forgotten(tables[0], language)).cast("b"))
                for language in Language
            }
            for one in self.pages:
                if one.fold == fold:
                    found = features.look(one.document, one.markup, words[one.language], names)
                    told = [found.columns[name] for name in features.NAMES]
                    one.rows = np.array(told, dtype=np.uint8).T.copy()

    def fit(self) -> bytes:
        """A model file; every page gets the odds that the other folds give it."""
        for fold in range(FOLDS):
            fitted = fitting.boosted([_rowed(one) for one in self.learnt if one.fold != fold])
            for one in self.pages:
                if one.fold == fold:
                    one.odds = fitted.decision_function(one.rows)
        trees, scale = converted(fitting.boosted([_rowed(one) for one in self.learnt]))
        whole = [one for one in self.learnt if not one.variant]
        header = {
            "version": 1,
            "scale": scale,
            "stop": fitting.stopping(trees, scale, (one.rows for one in self.learnt)),
            "calibration": calibration([(one.odds, one.labels) for one in whole]),
            "cut": CUT,
            "pages": len(whole),
            "blocks": sum(sum(mark >= 0 for mark in one.labels) for one in whole),
        }
        words, names = self.tables()
        return write(header, {"words": words, "names": names, "trees": pack(trees)})


def _rowed(one: Page) -> fitting.Rowed:
    return one.lines, one.labels, one.rows, one.weight


def kept_by(one: Page) -> list[bool]:
    """What held-out odds keep of a page, its title left out."""
    title = title_block(one.document)
    kept = chosen(one.lines, one.odds, CUT, title)
    for number in (*second_copies(one.lines, kept), *([] if title is None else [title])):
        kept[number] = False
    return kept


def f1(one: Page) -> float:
    """F1 over words of what is kept."""
    found: Counter[str] = Counter()
    for own, kept in zip(one.words, kept_by(one), strict=True):
        if kept:
            found += own
    shared = (found & one.gold).total()
    return 2 * shared / (found.total() + one.gold.total()) if shared else 0.0


def article(one: Page) -> str:
    """What is kept, a block a line."""
    return "\n".join(line for line, kept in zip(one.lines, kept_by(one), strict=True) if kept)


def report(pages: Sequence[Page]) -> None:
    """Print held-out F1: of all, by tier, by language and by source."""
    scores: dict[str, list[float]] = defaultdict(list)
    for one in pages:
        tier = "learnt" if one.learn else "measured only"
        groups = ("all", tier, f"language {one.row['lang']}", f"source {one.row['source']}")
        for group in groups:
            scores[group].append(f1(one))
    for group, values in sorted(scores.items()):
        print(f"{group:32} {len(values):5}  F1 {sum(values) / len(values):.4f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the data, fit, write the file, say how well it does on sites it has not seen."""
    parser = argparse.ArgumentParser(
        prog="python -m reader.cleaning.pages.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--labelled", nargs="*", type=Path, default=[])
    parser.add_argument("--out", required=True, type=Path, help="the model file to write")
    parser.add_argument("--articles", type=Path, help="write the held-out articles here, as rows")
    chosen = parser.parse_args(arguments)
    lines, known = read_lines(chosen.labelled)
    pages = list(read_pages(chosen.pages, known))
    if not any(one.learn for one in pages):
        print("no pages to learn from in the data: see --help for their form", file=sys.stderr)
        return 1
    made = (variant_of(number, one) for number, one in enumerate(pages) if one.learn)
    foreign = [forgotten_page(number, one) for number, one in enumerate(pages) if one.learn]
    trainer = Trainer([*pages, *(one for one in made if one is not None), *foreign], lines)
    trainer.prepare()
    written = trainer.fit()
    chosen.out.write_bytes(written)
    report(pages)
    if chosen.articles:
        rows = ({"id": one.row["id"], "text": article(one)} for one in pages)
        text = "".join(json.dumps(row) + "\n" for row in rows)
        chosen.articles.write_text(text, "utf-8")
    print(f"{chosen.out}: {len(written)} bytes from {sum(one.learn for one in pages)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
