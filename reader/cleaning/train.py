"""Train the cleaner: ``python -m reader.cleaning.train DATA… --out FILE``.

DATA are ``.jsonl`` or ``.jsonl.gz`` files, or folders of them. A row is a document::

    {"text": "…", "labels": [1, 0, -1, …], "domain": "example.org",
     "tier": "news", "weight": 1.0, "view": false}

``labels[i]`` speaks of line i of the text: 1 article, 0 not, -1 unknown. Rows without ``labels``
and rows of tier "old" (licence in doubt) are passed over. ``view`` marks another rendering of a
page that is in the data already: it trains the trees, not the n-grams. Rows may hold
``machine`` (an extractor's opinion of each line: true, false or null), ``links`` (0-63) and
``tags`` (``reader.cleaning.features.tag_of``), one value a line.

Needs scikit-learn (``pip install glosse[train]``). The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO
from zlib import crc32

from reader.cleaning import features
from reader.cleaning.model import Model, read, write
from reader.cleaning.opinion import FIRST_PLACES, PAGE_PLACES, SECOND_PLACES, seen_together
from reader.cleaning.trees import FIELD, Tree, pack
from reader.cleaning.vocabulary import SLOTS_LOG2, Vocabulary, slots

FOLDS = 5
_SLOTS = 1 << SLOTS_LOG2
_WEIGHT_SCALE = 32
_REGULARISATION = 1.0
_DOCUMENT_WEIGHT = 20.0
_SIZE_POWER = 0.7
_FIRST = {"max_iter": 110, "max_leaf_nodes": 31}
_SECOND = {"max_iter": 64, "max_leaf_nodes": 24}
_PAGES = {"max_iter": 80, "max_leaf_nodes": 24}
_FOREIGN_WEIGHT, _CROP_WEIGHT = 0.3, 0.3
_FOREIGN_SHIFT = 40_503
"""By how much the table of weights is turned, so that known words look like unknown ones."""


@dataclass(slots=True)
class Example:
    """One labelled document, its lines that are not blank."""

    lines: list[str]
    labels: list[int]
    fold: int
    weight: float
    view: bool
    machine: list[Any] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    slots: list[list[int]] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    learn: bool = True
    foreign: bool = False
    """Its words are to look like words of an unknown language."""
    rows: Any = None
    topics: Any = None
    kinds: Any = None
    margins: Any = None
    odds: Any = None
    key: Any = None
    """Whatever the caller knows the document by."""


_Rows = Callable[[Example], Any]


def example(row: dict[str, Any], *, everything: bool = False) -> Example | None:
    """The example a row holds; None where it has no labels or must not be learnt from.

    With ``everything`` the latter come too, marked not to be learnt from, to be judged only.
    """
    labels = row.get("labels")
    barred = row.get("tier") == "old" or row.get("source") == "seed"
    if not labels or (barred and not everything):
        return None
    found = Example(
        [], [], crc32(row["domain"].encode()) % FOLDS, row.get("weight", 1.0), bool(row.get("view"))
    )
    found.key, found.learn = row.get("id"), not barred
    markup = [row.get(name) or [] for name in ("machine", "links", "tags")]
    into = (found.machine, found.links, found.tags)
    for at, (line, label) in enumerate(zip(row["text"].split("\n"), labels, strict=True)):
        if line.strip():
            found.lines.append(line.strip())
            found.labels.append(label)
            for values, known in zip(into, markup, strict=True):
                if known:
                    values.append(known[at])
    return found if found.lines else None


def examples(paths: Sequence[Path], *, everything: bool = False) -> Iterator[Example]:
    """The examples of files and folders, in the order of names and rows."""
    for path in paths:
        for file in sorted(path.glob("*.jsonl*")) if path.is_dir() else [path]:
            with _text_of(file) as rows:
                for row in rows:
                    found = example(json.loads(row), everything=everything)
                    if found:
                        yield found


def _text_of(file: Path) -> TextIO:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8")
    return file.open(encoding="utf-8")


class Trainer:
    """Fits a model in whose data no line was judged by what was learnt from its own site.

    The n-gram scores that the trees learn from, and the first opinions that the second trees
    learn from, come from fits without the line's fold. ``Example.odds`` is then what a model
    learnt from the other folds says, and tells how well the shipped one will do elsewhere.
    """

    def __init__(self, data: Sequence[Example]) -> None:
        self.data = data
        self.learnt = [each for each in data if each.learn]
        for each in self.learnt:
            if not each.view and not each.slots:
                each.slots = [slots(line) for line in each.lines]

    def prepare(self) -> None:
        """Give every example its rows, from n-grams learnt without its fold."""
        import numpy as np

        for fold in range(FOLDS):
            weights = _ngram_weights([each for each in self.learnt if each.fold != fold])
            known, unknown = _vocabulary(weights), _vocabulary(_turned(weights))
            for each in self.data:
                if each.fold == fold:
                    rows, measures = features.rows(
                        each.lines,
                        unknown if each.foreign else known,
                        each.machine,
                        each.links,
                        each.tags,
                    )
                    each.rows = np.array(rows, dtype=np.uint8)
                    each.topics = [array("I", measure.topics) for measure in measures]
                    each.kinds = [measure.kind for measure in measures]

    def fit(self) -> bytes:
        """A model file. The examples' rows must be prepared."""
        plain = [each for each in self.learnt if not each.machine]
        pages = [each for each in self.learnt if each.machine]
        for each, margins in self._held_out(plain, self.data, _FIRST, _first_rows):
            each.margins = margins
        read_plain = [each for each in self.data if not each.machine]
        for each, margins in self._held_out(plain, read_plain, _SECOND, _second_rows):
            each.odds = margins
        read_pages = [each for each in self.data if each.machine]
        for each, margins in self._held_out(pages, read_pages, _PAGES, _page_rows):
            each.odds = margins
        parts = {
            "first": _converted(_boosted(plain, _FIRST, _first_rows)),
            "second": _converted(_boosted(plain, _SECOND, _second_rows)),
        }
        if pages:
            parts["pages"] = _converted(_boosted(pages, _PAGES, _page_rows))
        header = {
            "version": 1,
            "scales": {name: scale for name, (_, scale) in parts.items()},
            "calibration": _calibration(plain),
            "documents": sum(not each.view for each in self.learnt),
            "pages": len(pages),
            "lines": sum(sum(y >= 0 for y in each.labels) for each in self.learnt),
        }
        packed = {name: pack(trees) for name, (trees, _) in parts.items()}
        return write(header, {"weights": _ngram_weights(self.learnt), **packed})

    def _held_out(
        self,
        learnt: Sequence[Example],
        judged: Sequence[Example],
        shape: dict[str, int],
        rows: _Rows,
    ) -> Iterator[tuple[Example, Any]]:
        found = []
        for fold in range(FOLDS if judged and learnt else 0):
            fitted = _boosted([each for each in learnt if each.fold != fold], shape, rows)
            found += [
                (each, fitted.decision_function(rows(each))) for each in judged if each.fold == fold
            ]
        return iter(found)


def variants(data: Sequence[Example]) -> Iterator[Example]:
    """More examples of the same lines: in an unknown language, and cut to a few lines.

    A language of which the data have nothing must be told by shape and cues alone, and a short
    document has little around a line to tell by.
    """
    for number, each in enumerate(data):
        if not each.learn or each.machine:
            continue
        if number % 2 and not each.view:
            yield replace(
                each, foreign=True, view=True, weight=each.weight * _FOREIGN_WEIGHT, slots=[]
            )
        count = len(each.lines)
        size = 3 + number % 13
        start = crc32(each.lines[0].encode("utf-8", "replace")) % max(count - size, 1)
        part = slice(start, start + size)
        if _mostly_article(each.lines[part], each.labels[part]):
            yield replace(
                each, lines=each.lines[part], labels=each.labels[part], view=True, slots=[],
                foreign=number % 3 == 0, weight=_CROP_WEIGHT,
            )  # fmt: skip


def _mostly_article(lines: Sequence[str], labels: Sequence[int]) -> bool:
    """Whether what is cut out could be a document of its own."""
    sizes = [0, 0]
    for line, label in zip(lines, labels, strict=True):
        if label >= 0:
            sizes[label] += len(line)
    return sizes[1] > sizes[0]


def _vocabulary(weights: bytes) -> Vocabulary:
    return Vocabulary(memoryview(weights).cast("b"))


def _turned(weights: bytes) -> bytes:
    return weights[_FOREIGN_SHIFT:] + weights[:_FOREIGN_SHIFT]


def _ngram_weights(data: Sequence[Example]) -> bytes:
    """Signed bytes: log-odds that an n-gram's line is article, ``_WEIGHT_SCALE`` a unit."""
    import numpy as np
    from scipy import sparse  # type: ignore[import-untyped, unused-ignore]
    from sklearn.linear_model import LogisticRegression

    starts, places, values, labels, weights = [0], [], [], [], []
    for each in data:
        for line, found, label in zip(each.lines, each.slots, each.labels, strict=False):
            if label < 0 or not found:
                continue
            places.append(np.array(found, dtype=np.int32))
            values.append(np.full(len(found), len(found) ** -0.5))
            starts.append(starts[-1] + len(found))
            labels.append(label)
            weights.append(each.weight * min(len(line), 400) ** 0.5 / 10)
    table = sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(places), np.array(starts)),
        shape=(len(labels), _SLOTS),
    )
    table.sum_duplicates()
    fitted = LogisticRegression(solver="liblinear", C=_REGULARISATION, tol=0.02, random_state=0)
    fitted.fit(table, labels, sample_weight=weights)
    levels = np.clip(np.rint(fitted.coef_[0] * _WEIGHT_SCALE), -127, 127)
    return bytes(levels.astype(np.int8).tobytes())


def _boosted(data: Sequence[Example], shape: dict[str, int], rows: _Rows) -> Any:
    """Boosted trees over the examples' rows; a document's weight is spread over its characters."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    weights = [_line_weights(each) for each in data]
    known = np.concatenate(weights) > 0
    fitted = HistGradientBoostingClassifier(
        **shape, learning_rate=0.1, max_bins=64, l2_regularization=1.0, min_samples_leaf=40,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    return fitted.fit(
        np.concatenate([rows(each) for each in data])[known],
        np.concatenate([each.labels for each in data])[known],
        sample_weight=np.concatenate(weights)[known],
    )


def _line_weights(each: Example) -> Any:
    import numpy as np

    own = np.array([
        len(line) ** _SIZE_POWER if label >= 0 else 0.0
        for line, label in zip(each.lines, each.labels, strict=True)
    ])  # fmt: skip
    return own * each.weight * _DOCUMENT_WEIGHT / (own.sum() or 1.0)


def _first_rows(each: Example) -> Any:
    return each.rows[:, FIRST_PLACES]


def _second_rows(each: Example) -> Any:
    return _seen_and_rows(each)[:, SECOND_PLACES]


def _page_rows(each: Example) -> Any:
    return _seen_and_rows(each)[:, PAGE_PLACES]


def _seen_and_rows(each: Example) -> Any:
    import numpy as np

    seen = seen_together(each.margins, each.lines, each.topics, each.kinds)
    return np.concatenate([np.array(seen, dtype=np.uint8), each.rows], axis=1)


def _calibration(data: Sequence[Example]) -> tuple[float, float]:
    """(slope, shift) by which held-out log-odds become those of the lines' labels (Platt)."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    plain = [each for each in data if not each.view]
    odds = np.concatenate([each.odds for each in plain])
    labels = np.concatenate([each.labels for each in plain])
    fitted = LogisticRegression(C=1e6).fit(odds[labels >= 0, None], labels[labels >= 0])
    return round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)


def _converted(fitted: Any) -> tuple[list[Tree], tuple[float, float]]:
    """Trees with leaf values as bytes, and the (base, step) that turn sums into log-odds."""
    grown = [stage[0].nodes for stage in fitted._predictors]
    values = [node["value"] for nodes in grown for node in nodes if node["is_leaf"]]
    low, high = min(values), max(values)
    step = (high - low) / 255
    trees = [_tree(nodes, low, step) for nodes in grown]
    base = float(fitted._baseline_prediction[0, 0]) + low * len(trees)
    return trees, (round(base, 9), round(step, 12))


def _tree(nodes: Any, low: float, step: float) -> Tree:
    leaves: list[int] = []
    found: list[tuple[int, int, int, int]] = []

    def walk(at: int) -> None:
        node = nodes[at]
        if node["is_leaf"]:
            leaves.append(round((node["value"] - low) / step))
            return
        first = len(leaves)
        place = len(found)
        found.append((0, 0, 0, 0))
        walk(int(node["left"]))
        found[place] = (int(node["feature_idx"]), int(node["num_threshold"]), first, len(leaves))
        walk(int(node["right"]))

    walk(0)
    assert len(leaves) <= FIELD
    return Tree(tuple(found), tuple(leaves))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the data, fit, write the file, say what it is."""
    parser = argparse.ArgumentParser(
        prog="python -m reader.cleaning.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", nargs="+", type=Path, help=".jsonl(.gz) files or folders of them")
    parser.add_argument("--out", required=True, type=Path, help="the model file to write")
    chosen = parser.parse_args(arguments)
    data = list(examples(chosen.data))
    data += list(variants(data))
    if not data:
        print("no labelled rows in the data: see --help for their form", file=sys.stderr)
        return 1
    trainer = Trainer(data)
    trainer.prepare()
    written = trainer.fit()
    model: Model = read(written)
    chosen.out.write_bytes(written)
    header = model.header
    print(f"{chosen.out}: {len(written)} bytes from {header['documents']} documents, "
          f"{header['lines']} lines")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
