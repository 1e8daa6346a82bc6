"""What scikit-learn fits, in the form in which the page model runs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reader.cleaning import fitting
from reader.cleaning.pages.forest import FIRST
from reader.cleaning.trees import Tree, Trees

_WORD_SCALE, _NAME_SCALE = 32, 64
_NAME_VALUE = 0.3
_WORD_REGULARISATION, _NAME_REGULARISATION = 1.0, 0.3
_DOCUMENT_WEIGHT = 20.0
_SIZE_POWER = 0.7
_SHAPE = {"max_iter": 140, "max_leaf_nodes": 31, "learning_rate": 0.07, "max_features": 0.4}
"""Each split may choose from a part of the features: they say much the same."""
_HOPE = -1.0
"""Log-odds with which a block may still be kept, on a small page."""
_ONE_IN = 2_000
"""Of so many blocks with hope one may be given up by the first trees."""

Slotted = tuple[Sequence[str], Sequence[int], Sequence[Sequence[int]]]
"""The lines of a document, their labels and the places of their features."""
Rowed = tuple[Sequence[str], Sequence[int], Any, float]
"""The lines of a document, their labels, their rows (an array), and the document's weight."""


def word_weights(documents: Sequence[Slotted], size: int) -> bytes:
    """Signed bytes: log-odds that a word's line is article, each line scaled to unit length."""
    weighed = [
        (slots, label, min(len(line), 400) ** 0.5 / 10, len(slots) ** -0.5)
        for lines, labels, found in documents
        for line, label, slots in zip(lines, labels, found, strict=True)
        if label >= 0 and slots
    ]
    return _linear(weighed, size, _WORD_REGULARISATION, _WORD_SCALE)


def name_weights(documents: Sequence[Slotted], size: int) -> bytes:
    """Signed bytes: log-odds that a block in an element of such a name is article."""
    weighed = []
    for lines, labels, found in documents:
        weights = line_weights(lines, labels)
        weighed += [
            (slots, label, weight, _NAME_VALUE)
            for slots, label, weight in zip(found, labels, weights, strict=True)
            if label >= 0 and slots
        ]
    return _linear(weighed, size, _NAME_REGULARISATION, _NAME_SCALE * _NAME_VALUE)


def _linear(
    rows: Sequence[tuple[Sequence[int], int, float, float]],
    size: int,
    regularisation: float,
    scale: float,
) -> bytes:
    """Logistic regression over rows of (places, label, weight, value of each place)."""
    import numpy as np
    from scipy import sparse

    starts = np.cumsum([0] + [len(places) for places, _, _, _ in rows])
    places = np.concatenate([np.array(places, dtype=np.int32) for places, _, _, _ in rows])
    values = np.concatenate([np.full(len(places), value) for places, _, _, value in rows])
    table = sparse.csr_matrix((values, places, starts), shape=(len(rows), size))
    table.sum_duplicates()
    return fitting.linear(
        table,
        [label for _, label, _, _ in rows],
        [weight for _, _, weight, _ in rows],
        regularisation=regularisation,
        scale=scale,
    )


def line_weights(lines: Sequence[str], labels: Sequence[int]) -> list[float]:
    """A document's weight spread over the characters of its labelled lines."""
    own = [
        len(line) ** _SIZE_POWER if label >= 0 else 0.0
        for line, label in zip(lines, labels, strict=True)
    ]
    total = sum(own) or 1.0
    return [one * _DOCUMENT_WEIGHT / total for one in own]


def stopping(
    trees: Sequence[Tree], scale: tuple[float, float], tables: Iterable[Any]
) -> tuple[int, int]:
    """(doubt, remainder) of a ``PageForest``, from tables of rows (arrays): the sum of the first
    trees below which hardly any row is likely to be article in the end, and what the later trees
    then add on the average."""
    first, rest = Trees(trees[:FIRST]), Trees(trees[FIRST:])
    base, step = scale
    sums: list[tuple[int, int]] = []
    for rows in tables:
        pair = (part.sums(rows.tolist(), range(rows.shape[1]), part.common((), ()))
                for part in (first, rest))  # fmt: skip
        sums += zip(*pair, strict=True)
    hopeful = sorted(one for one, later in sums if base + step * (one + later) >= _HOPE)
    doubt = hopeful[len(hopeful) // _ONE_IN] if hopeful else 0
    remainders = [later for one, later in sums if one < doubt] or [0]
    return doubt, sum(remainders) // len(remainders)


def boosted(documents: Sequence[Rowed]) -> Any:
    """Boosted trees over the documents' rows."""
    import numpy as np

    weights = np.concatenate([
        np.array(line_weights(lines, labels)) * weight for lines, labels, _, weight in documents
    ])  # fmt: skip
    labels = np.concatenate([labels for _, labels, _, _ in documents])
    rows = np.concatenate([rows for _, _, rows, _ in documents])
    return fitting.boosted(rows, labels, weights, _SHAPE)
