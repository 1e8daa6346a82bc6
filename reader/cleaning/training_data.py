"""What the cleaner is trained on: labelled lines of documents, read from files of rows.

Two forms of rows are known, in ``.jsonl`` or ``.jsonl.gz`` files::

    {"id": "…", "domain": "example.org", "tier": "news", "text": "…", "labels": [1, 0, -1, …]}
    {"id": "…", "domain": "example.org", "tier": "news", "gold_text": "…"}

``labels[i]`` speaks of line i of the text: 1 article, 0 not, -1 unknown; a gold text is all
article. Rows of tier "old" (licence in doubt) and of source "seed" (the sample articles) are read
to be judged, not learnt from.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from reader.cleaning.hashing import PAIR

FOLDS = 5


class Known(Enum):
    """How much of a document's language has been learnt."""

    WELL = 0
    LITTLE = 1
    NOTHING = 2


_PARTLY_WEIGHT, _GOLD_WEIGHT = 0.5, 0.3
_FOREIGN_WEIGHT, _CROP_WEIGHT, _THIN_WEIGHT = 0.3, 0.3, 0.4
_TURN = 40_503
"""By how much a table of weights is turned, so that known words look like unknown ones."""
_LITTLE = (3, 1)
"""Eighths of the weights for and against an article that a little known language keeps."""
_KNOWN = (Known.NOTHING, Known.LITTLE, Known.NOTHING, Known.WELL)


@dataclass(slots=True)
class Example:
    """One labelled document, its lines that are not blank."""

    key: tuple[str, str]
    """The form it has ("text" or "gold") and the id of its row."""
    lines: list[str]
    labels: list[int]
    fold: int
    weight: float = 1.0
    learn: bool = True
    view: bool = False
    """Another rendering of a document in the data: it trains the trees, not the n-grams."""
    known: Known = Known.WELL
    """How its words are to look: as if little or nothing had been learnt of their language."""
    columns: Any = None
    """An array of uint8, a row a line; then the first and the second opinion."""
    measures: Any = None
    margins: Any = None
    odds: Any = None


def examples(paths: Sequence[Path]) -> Iterator[Example]:
    """The examples of files and folders, in the order of names and rows."""
    for path in paths:
        for file in _files(path) if path.is_dir() else [path]:
            for row in rows_of(file):
                found = _text_example(row) if row.get("labels") else _gold_example(row)
                if found.lines:
                    yield found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.jsonl*") if path.is_file())


def rows_of(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def fold_of(row: dict[str, Any]) -> int:
    """The fold of a row's site."""
    return crc32(row["domain"].encode()) % FOLDS


def may_learn(row: dict[str, Any]) -> bool:
    """Whether a row may be learnt from."""
    return row.get("tier") != "old" and row.get("source") != "seed"


def _text_example(row: dict[str, Any]) -> Example:
    told = [
        (line.strip(), label)
        for line, label in zip(row["text"].split("\n"), row["labels"], strict=True)
        if line.strip()
    ]
    partly = 2 * sum(label < 0 for _, label in told) > len(told)
    return Example(
        ("text", row.get("id", "")),
        [line for line, _ in told],
        [label for _, label in told],
        fold_of(row),
        weight=_PARTLY_WEIGHT if partly else 1.0,
        learn=may_learn(row),
    )


def _gold_example(row: dict[str, Any]) -> Example:
    """A page's gold text, which is all article."""
    lines = [line.strip() for line in row["gold_text"].split("\n") if line.strip()]
    return Example(
        ("gold", row.get("id", "")), lines, [1] * len(lines), fold_of(row), weight=_GOLD_WEIGHT,
        learn=may_learn(row), view=True,
    )  # fmt: skip


def variants(data: Sequence[Example]) -> Iterator[Example]:
    """More examples of the same lines: in an unknown language, cut to a few lines, and thinned.

    A language of which the data have nothing must be told by shape and cues alone; a short
    document has little around a line to tell by; and what an extractor leaves of a page holds
    little that is not article.
    """
    for number, each in enumerate(data):
        if not each.learn:
            continue
        chance = Random(crc32(each.lines[0].encode("utf-8", "replace")) + number)  # noqa: S311 - a seed
        known = _KNOWN[number % len(_KNOWN)]
        if known is not Known.WELL and not each.view:
            yield replace(each, known=known, view=True, weight=each.weight * _FOREIGN_WEIGHT)
        size = 3 + number % 13
        start = chance.randrange(max(len(each.lines) - size, 1))
        part = range(start, min(start + size, len(each.lines)))
        if _mostly_article(each, part):
            yield _part(each, part, _CROP_WEIGHT, Known.NOTHING if number % 3 == 0 else Known.WELL)
        if each.labels.count(0) > len(each.labels) // 2:
            yield _part(each, _thinned(each.labels, chance), _THIN_WEIGHT * each.weight)


def _mostly_article(each: Example, part: Iterable[int]) -> bool:
    """Whether what is cut out could be a document of its own."""
    sizes = [0, 0, 0]
    for at in part:
        sizes[each.labels[at]] += len(each.lines[at])
    return sizes[1] > sizes[0]


def _part(each: Example, part: Iterable[int], weight: float, known: Known = Known.WELL) -> Example:
    chosen = list(part)
    return replace(
        each, lines=[each.lines[at] for at in chosen], labels=[each.labels[at] for at in chosen],
        view=True, known=known, weight=weight,
    )  # fmt: skip


_STAY = 0.25


def _thinned(labels: Sequence[int], chance: Random) -> list[int]:
    """The lines left when most runs of boilerplate, and all but a part of the others, are gone."""
    left: list[int] = []
    stays = 0
    for at, label in enumerate(labels):
        if label != 0:
            left.append(at)
            stays = 0
        elif at == 0 or labels[at - 1] != 0:
            stays = chance.randrange(1, 12) if chance.random() < _STAY else 0
        if label == 0 and stays:
            left.append(at)
            stays -= 1
    return left


def forgotten(weights: bytes, known: Known) -> bytes:
    """The weights as words of a language see them of which little or nothing was learnt.

    Of a language with little to learn from, what was seen was mostly articles: more of the words
    that speak for an article are known than of those that speak against.
    """
    if known is Known.WELL:
        return weights
    import numpy as np

    own = np.frombuffer(weights, np.int8)
    turned = np.roll(own, -_TURN)
    if known is Known.NOTHING:
        return bytes(turned)
    part = (np.arange(len(own), dtype=np.uint32) * np.uint32(PAIR) >> np.uint32(24)) & 7
    return bytes(np.where(part < np.where(own > 0, *_LITTLE), own, turned))
