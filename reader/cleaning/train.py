"""Train the cleaner: ``python -m reader.cleaning.train DATA… --out FILE``.

DATA are files of rows, or folders of them, as ``reader.cleaning.training_data`` describes. The
same data give the same bytes. Needs scikit-learn (``pip install glosse[train]``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from reader.cleaning import features, fitting
from reader.cleaning.model import Kind, Model, read
from reader.cleaning.model_file import write
from reader.cleaning.opinion import FIRST, SECOND, doubtful, kind_of, seen_together
from reader.cleaning.tables import LEVELS, SCALE, Tables
from reader.cleaning.tables import pack as pack_tables
from reader.cleaning.training_data import FOLDS, Example, Known, examples, forgotten, variants
from reader.cleaning.trees import pack
from reader.cleaning.vocabulary import SLOTS_LOG2, Vocabulary, slots

_SLOTS = 1 << SLOTS_LOG2
_WEIGHT_SCALE = 32
_TOLD = 0
"""The fold by which log-odds are calibrated."""
_REGULARISATION = 1.0
_DOCUMENT_WEIGHT = 20.0
_SIZE_POWER = 0.7
_FIRST = {"max_iter": 200, "max_leaf_nodes": 2, "learning_rate": 0.25}
_SECOND = {"max_iter": 90, "max_leaf_nodes": 31, "learning_rate": 0.1}
_NO_PAGE_WEIGHT, _STRANGE_WEIGHT = 0.2, 4.0
"""How much other documents count for the forest of whole pages, and documents whose words are
hardly known: there the first opinion is worth least."""
_NAMES = tuple(dict.fromkeys(chain(FIRST, *SECOND.values())))
_AT = {name: place for place, name in enumerate(_NAMES)}

_Shape = Mapping[str, float]
_Rows = Callable[[Example], Any]


class Trainer:
    """Fits a model in whose data no line was judged by what was learnt from its own site.

    The n-gram scores that the trees learn from, and the first opinions that the second trees
    learn from, come from fits without the line's fold. ``Example.odds`` is then what a model
    learnt from the other folds says, and tells how well the shipped one will do elsewhere.
    """

    def __init__(self, data: Sequence[Example]) -> None:
        self.data = data
        self.learnt = [each for each in data if each.learn]

    def prepare(self) -> None:
        """Give every example its features, from n-grams learnt without its fold."""
        table = _Ngrams([each for each in self.learnt if not each.view])
        self.weights = table.weights()
        for fold in range(FOLDS):
            weights = table.weights(without=fold)
            words = {known: _vocabulary(forgotten(weights, known)) for known in Known}
            for each in self.data:
                if each.fold == fold:
                    _measure(each, words[each.known])

    def fit(self, *, every_fold: bool = False) -> bytes:
        """A model file. The examples' features must be prepared.

        One fold is enough to tell how far log-odds can be trusted; to measure, ``odds`` of
        every fold are worth the time. The file is the same.
        """
        import numpy as np

        for each, margins in _held_out(self.data, _FIRST, _rows(FIRST), _line_weights):
            each.margins = margins
            _look_again(each)
        folds = range(FOLDS) if every_fold else [_TOLD]
        first = _boosted(self.learnt, _FIRST, _rows(FIRST), _line_weights)
        parts = {"weights": self.weights, "first": pack_tables(_tables(first, len(FIRST)))}
        scales = {}
        for kind in Kind:
            rows, weights = _rows(SECOND[kind]), _WEIGHTS[kind]
            for each, margins in _held_out(self.data, _SECOND, rows, weights, folds):
                doubts = doubtful(each.margins)
                if kind_of(doubts) is kind:
                    each.odds = np.where(doubts, margins, each.margins)
            grown = _boosted(self.learnt, _SECOND, rows, weights)
            trees, scales[kind.value] = fitting.converted(grown)
            parts[kind.value] = pack(trees)
        header = {
            "version": 3,
            "scales": scales,
            "calibration": _calibration(self.learnt),
            "documents": sum(not each.view for each in self.learnt),
            "lines": sum(sum(y >= 0 for y in each.labels) for each in self.learnt),
        }
        return write(header, parts)


def _measure(each: Example, vocabulary: Vocabulary) -> None:
    import numpy as np

    found, each.measures = features.columns(each.lines, vocabulary)
    each.columns = np.zeros((len(each.lines), len(_NAMES)), dtype=np.uint8)
    _fill(each, found)


def _look_again(each: Example) -> None:
    known = {name: each.columns[:, at].tolist() for name, at in _AT.items()}
    _fill(each, seen_together(Kind.PAGE, known, each.margins, each.lines, each.measures))


def _fill(each: Example, found: features.Columns) -> None:
    for name, values in found.items():
        if name in _AT:
            each.columns[:, _AT[name]] = values


def _rows(names: Sequence[str]) -> _Rows:
    places = [_AT[name] for name in names]
    return lambda each: each.columns[:, places]


def _held_out(
    data: Sequence[Example],
    shape: _Shape,
    rows: _Rows,
    weights: _Rows,
    folds: Iterable[int] = range(FOLDS),
) -> Iterator[tuple[Example, Any]]:
    """Each example with its log-odds from trees learnt without its fold."""
    import numpy as np

    for fold in folds:
        learnt = [each for each in data if each.learn and each.fold != fold]
        judged = [each for each in data if each.fold == fold]
        if not learnt or not judged:
            continue
        fitted = _boosted(learnt, shape, rows, weights)
        ends = np.cumsum([len(each.lines) for each in judged])
        found = fitted.decision_function(np.concatenate([rows(each) for each in judged]))
        yield from zip(judged, np.split(found, ends[:-1]), strict=True)


def _vocabulary(weights: bytes) -> Vocabulary:
    return Vocabulary(memoryview(weights).cast("b"))


class _Ngrams:
    """The n-grams of labelled lines, and the weights learnt from them."""

    def __init__(self, data: Sequence[Example]) -> None:
        import numpy as np
        from scipy import sparse  # type: ignore[import-untyped, unused-ignore]

        told = [
            (slots(line), label, each.weight * min(len(line), 400) ** 0.5 / 10, each.fold)
            for each in data
            for line, label in zip(each.lines, each.labels, strict=True)
            if label >= 0
        ]
        told = [each for each in told if each[0]]
        sizes = np.array([len(found) for found, *_ in told])
        self._table = sparse.csr_matrix(
            (
                np.repeat(sizes**-0.5, sizes),
                np.fromiter(chain.from_iterable(each[0] for each in told), np.int32),
                np.concatenate([[0], np.cumsum(sizes)]),
            ),
            shape=(len(told), _SLOTS),
        )
        self._table.sum_duplicates()
        self._labels, self._weights, self._folds = (
            np.array([each[place] for each in told]) for place in (1, 2, 3)
        )

    def weights(self, *, without: int = -1) -> bytes:
        """Signed bytes: log-odds that an n-gram's line is article, ``_WEIGHT_SCALE`` a unit."""
        import numpy as np

        chosen = np.flatnonzero(self._folds != without)
        return fitting.linear(
            self._table[chosen], self._labels[chosen], self._weights[chosen],
            regularisation=_REGULARISATION, scale=_WEIGHT_SCALE,
        )  # fmt: skip


def _boosted(data: Sequence[Example], shape: _Shape, rows: _Rows, weights: _Rows) -> Any:
    """Boosted trees over the examples' rows, which weigh as ``weights`` says."""
    import numpy as np

    return fitting.boosted(
        np.concatenate([rows(each) for each in data]),
        np.concatenate([each.labels for each in data]),
        np.concatenate([weights(each) for each in data]),
        shape,
    )


def _line_weights(each: Example) -> Any:
    """A document's weight, spread over the characters of its lines."""
    import numpy as np

    own = np.array([
        len(line) ** _SIZE_POWER if label >= 0 else 0.0
        for line, label in zip(each.lines, each.labels, strict=True)
    ])  # fmt: skip
    return own * each.weight * _DOCUMENT_WEIGHT / (own.sum() or 1.0)


def _page_weights(each: Example) -> Any:
    """Only doubtful lines count, and in documents that are no pages for less."""
    doubts = doubtful(each.margins)
    found = _line_weights(each) * doubts
    if kind_of(doubts) is not Kind.PAGE:
        found = found * _NO_PAGE_WEIGHT
    return found if each.known is Known.WELL else found * _STRANGE_WEIGHT


_WEIGHTS: Mapping[Kind, _Rows] = {Kind.EXTRACT: _line_weights, Kind.PAGE: _page_weights}


def _calibration(data: Sequence[Example]) -> tuple[float, float]:
    plain = [each for each in data if not each.view and each.fold == _TOLD]
    return fitting.calibration([(each.odds, each.labels) for each in plain])


def _tables(fitted: Any, features: int) -> Tables:
    """Trees of one split each as a table a feature."""
    found = [[0.0] * LEVELS for _ in range(features)]
    for stage in fitted._predictors:
        root, *children = stage[0].nodes
        if not root["is_leaf"]:
            left, right = (children[root[side] - 1]["value"] for side in ("left", "right"))
            table = found[int(root["feature_idx"])]
            for value in range(LEVELS):
                table[value] += left if value <= root["num_threshold"] else right
    rounded = [[round(entry * SCALE) for entry in table] for table in found]
    return Tables(rounded, round(float(fitted._baseline_prediction[0, 0]) * SCALE))


def trained(data: Sequence[Example], *, every_fold: bool = False) -> bytes:
    """The model file of examples, whose ``odds`` are held out then if ``every_fold`` is asked."""
    trainer = Trainer(data)
    trainer.prepare()
    return trainer.fit(every_fold=every_fold)


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
    if not any(each.learn for each in data):
        print("no labelled rows in the data: see reader/cleaning/training_data.py for their form",
              file=sys.stderr)  # fmt: skip
        return 1
    written = trained(data)
    model: Model = read(written)
    chosen.out.write_bytes(written)
    header = model.header
    print(f"{chosen.out}: {len(written)} bytes from {header['documents']} documents, "
          f"{header['lines']} lines")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
