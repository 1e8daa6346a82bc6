"""Train the cleaner: ``python -m reader.cleaning.train DATA… --out FILE``.

DATA are ``.jsonl`` or ``.jsonl.gz`` files, or folders of them. A row is a document::

    {"text": "…", "labels": [1, 0, -1, …], "domain": "example.org",
     "tier": "news", "weight": 1.0, "view": false}

``labels[i]`` speaks of line i of the text: 1 article, 0 not, -1 unknown. Rows without ``labels``
and rows of tier "old" (licence in doubt) are passed over. ``view`` marks another rendering of a
page that is in the data already: it trains the trees, not the n-grams. Rows may hold
``machine`` (an extractor's opinion of each line: 1, 0 or -1) and ``links`` (0-63).

Needs scikit-learn (``pip install glosse[train]``). The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO
from zlib import crc32

from reader.cleaning import context, features
from reader.cleaning.model import Model, quantised, read, write
from reader.cleaning.trees import FIELD, Tree, pack
from reader.cleaning.vocabulary import SLOTS_LOG2, Vocabulary, slots

FOLDS = 5
_SLOTS = 1 << SLOTS_LOG2
_WEIGHT_SCALE = 32
_REGULARISATION = 1.0
_DOCUMENT_WEIGHT = 20.0
_SIZE_POWER = 0.7
_FIRST = {"max_iter": 120, "max_leaf_nodes": 24}
_SECOND = {"max_iter": 120, "max_leaf_nodes": 24}


@dataclass(slots=True)
class Example:
    """One labelled document, its lines that are not blank."""

    lines: list[str]
    labels: list[int]
    fold: int
    weight: float
    view: bool
    machine: list[bool | None] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    slots: list[list[int]] = field(default_factory=list)
    rows: Any = None
    margins: Any = None


def example(row: dict[str, Any]) -> Example | None:
    """The example a row holds; None where it has no labels or must not be trained on."""
    labels = row.get("labels")
    if not labels or row.get("tier") == "old" or row.get("source") == "seed":
        return None
    machine, links = row.get("machine") or [], row.get("links") or []
    opinion = {1: True, 0: False}
    found = Example([], [], crc32(row["domain"].encode()) % FOLDS, row.get("weight", 1.0),
                    bool(row.get("view")))  # fmt: skip
    for at, (line, label) in enumerate(zip(row["text"].split("\n"), labels, strict=True)):
        if line.strip():
            found.lines.append(line.strip())
            found.labels.append(label)
            if machine:
                found.machine.append(opinion.get(machine[at]))
                found.links.append(links[at] if links else 0)
    return found if found.lines else None


def examples(paths: Sequence[Path]) -> Iterator[Example]:
    """The examples of files and folders, in the order of names and rows."""
    for path in paths:
        for file in sorted(path.glob("*.jsonl*")) if path.is_dir() else [path]:
            with _text_of(file) as rows:
                for row in rows:
                    found = example(json.loads(row))
                    if found:
                        yield found


def _text_of(file: Path) -> TextIO:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8")
    return file.open(encoding="utf-8")


class Trainer:
    """Fits a model in which no example is judged by what was learnt from its own site.

    The n-gram scores the trees learn from, and the first opinions the second trees learn from,
    come from fits without the example's fold.
    """

    def __init__(self, data: Sequence[Example]) -> None:
        self._data = data
        self._vocabularies: dict[frozenset[int], Vocabulary] = {}
        self._weights: dict[frozenset[int], bytes] = {}
        for each in data:
            if not each.view:
                each.slots = [slots(line) for line in each.lines]

    def fit(self, held_out: int | None = None) -> bytes:
        """A model file; learnt without fold ``held_out`` where one is given."""
        out = frozenset() if held_out is None else frozenset({held_out})
        used = [each for each in self._data if each.fold not in out]
        for each in used:
            each.rows = self._rows(each, out | {each.fold})
        for fold in sorted({each.fold for each in used}):
            part = _boosted([each for each in used if each.fold != fold], _FIRST)
            for each in used:
                if each.fold == fold:
                    each.margins = part.decision_function(each.rows)
        first = _boosted(used, _FIRST)
        for each in used:
            each.rows = _second_rows(each)
        second = _boosted(used, _SECOND)
        first_trees, first_scale = _converted(first)
        second_trees, second_scale = _converted(second)
        header = {
            "version": 1,
            "first": first_scale,
            "second": second_scale,
            "documents": sum(not each.view for each in used),
            "lines": sum(sum(y >= 0 for y in each.labels) for each in used),
        }
        self._vocabulary(out)
        return write(header, self._weights[out], pack(first_trees), pack(second_trees))

    def _vocabulary(self, out: frozenset[int]) -> Vocabulary:
        if out not in self._vocabularies:
            weights = _ngram_weights([each for each in self._data if each.fold not in out])
            self._weights[out] = weights
            self._vocabularies[out] = Vocabulary(memoryview(weights).cast("b"))
        return self._vocabularies[out]

    def _rows(self, each: Example, out: frozenset[int]) -> Any:
        import numpy as np

        rows, _ = features.rows(each.lines, self._vocabulary(out), each.machine, each.links)
        return np.array(rows, dtype=np.uint8)


def _ngram_weights(data: Sequence[Example]) -> bytes:
    """Signed bytes: log-odds that an n-gram's line is article, ``_WEIGHT_SCALE`` a unit."""
    import numpy as np
    from scipy import sparse
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


def _boosted(data: Sequence[Example], shape: dict[str, int]) -> Any:
    """Boosted trees over the examples' rows; a document's weight is spread over its characters."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows, labels, weights = [], [], []
    for each in data:
        own = np.array([
            len(line) ** _SIZE_POWER if label >= 0 else 0.0
            for line, label in zip(each.lines, each.labels, strict=True)
        ])  # fmt: skip
        if own.sum():
            rows.append(each.rows)
            labels.append(each.labels)
            weights.append(own * each.weight * _DOCUMENT_WEIGHT / own.sum())
    weight = np.concatenate(weights)
    known = weight > 0
    fitted = HistGradientBoostingClassifier(
        **shape, learning_rate=0.1, max_bins=64, l2_regularization=1.0, min_samples_leaf=40,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    return fitted.fit(
        np.concatenate(rows)[known], np.concatenate(labels)[known], sample_weight=weight[known]
    )


def _second_rows(each: Example) -> Any:
    import numpy as np

    levels = [quantised(margin) for margin in each.margins]
    sizes = [len(line) for line in each.lines]
    seen = context.rows([m for m, _ in levels], [c for _, c in levels], sizes)
    return np.concatenate([np.array(seen, dtype=np.uint8), each.rows], axis=1)


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
    if not data:
        print("no labelled rows in the data: see --help for their form", file=sys.stderr)
        return 1
    written = Trainer(data).fit()
    model: Model = read(written)
    chosen.out.write_bytes(written)
    header = model.header
    print(f"{chosen.out}: {len(written)} bytes from {header['documents']} documents, "
          f"{header['lines']} lines")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
