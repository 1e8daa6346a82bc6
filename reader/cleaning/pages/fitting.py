"""What scikit-learn fits, in the form in which the page model runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.cleaning.trees import FIELD, Tree, pack

_WORD_SCALE, _NAME_SCALE = 32, 64
_NAME_VALUE = 0.3
_WORD_REGULARISATION, _NAME_REGULARISATION = 1.0, 0.3
_DOCUMENT_WEIGHT = 20.0
_SIZE_POWER = 0.7
_FEATURE_SHARE = 0.4
"""Of the features, how many each split may choose from: they say much the same."""

Slotted = tuple[Sequence[str], Sequence[int], Sequence[Sequence[int]]]
"""The lines of a document, their labels and the places of their features."""
Rowed = tuple[Sequence[str], Sequence[int], Any, float]
"""The lines of a document, their labels, their rows (an array), and the document's weight."""

packed = pack


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
    from sklearn.linear_model import LogisticRegression

    starts = np.cumsum([0] + [len(places) for places, _, _, _ in rows])
    places = np.concatenate([np.array(places, dtype=np.int32) for places, _, _, _ in rows])
    values = np.concatenate([np.full(len(places), value) for places, _, _, value in rows])
    table = sparse.csr_matrix((values, places, starts), shape=(len(rows), size))
    table.sum_duplicates()
    fitted = LogisticRegression(solver="liblinear", C=regularisation, tol=0.02, random_state=0)
    fitted.fit(
        table,
        [label for _, label, _, _ in rows],
        sample_weight=[weight for _, _, weight, _ in rows],
    )
    levels = np.clip(np.rint(fitted.coef_[0] * scale), -127, 127)
    return bytes(levels.astype(np.int8).tobytes())


def line_weights(lines: Sequence[str], labels: Sequence[int]) -> list[float]:
    """A document's weight spread over the characters of its labelled lines."""
    own = [
        len(line) ** _SIZE_POWER if label >= 0 else 0.0
        for line, label in zip(lines, labels, strict=True)
    ]
    total = sum(own) or 1.0
    return [one * _DOCUMENT_WEIGHT / total for one in own]


def boosted(documents: Sequence[Rowed]) -> Any:
    """Boosted trees over rows of integers 0-63, in one thread: shared sums vary in their bits."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    weights = np.concatenate([
        np.array(line_weights(lines, labels)) * weight for lines, labels, _, weight in documents
    ])  # fmt: skip
    labels = np.concatenate([labels for _, labels, _, _ in documents])
    rows = np.concatenate([rows for _, _, rows, _ in documents])
    known = weights > 0
    fitted = HistGradientBoostingClassifier(
        max_iter=200, max_leaf_nodes=31, max_features=_FEATURE_SHARE, learning_rate=0.05,
        max_bins=64, l2_regularization=1.0, min_samples_leaf=40,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    with threadpool_limits(1):
        return fitted.fit(rows[known], labels[known], sample_weight=weights[known])


def calibration(judged: Sequence[tuple[Any, Sequence[int]]]) -> tuple[float, float]:
    """(slope, shift) by which held-out log-odds become those of the labels (Platt)."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    odds = np.concatenate([one for one, _ in judged])
    labels = np.concatenate([labels for _, labels in judged])
    fitted = LogisticRegression(C=1e6).fit(odds[labels >= 0, None], labels[labels >= 0])
    return round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)


def converted(fitted: Any) -> tuple[list[Tree], tuple[float, float]]:
    """Trees with leaf values as bytes, and the (base, step) that turn sums into log-odds."""
    grown = [stage[0].nodes for stage in fitted._predictors]
    values = [node["value"] for nodes in grown for node in nodes if node["is_leaf"]]
    low, high = min(values), max(values)
    step = (high - low) / 255
    base = float(fitted._baseline_prediction[0, 0]) + low * len(grown)
    return [_tree(nodes, low, step) for nodes in grown], (round(base, 9), round(step, 12))


def _tree(nodes: Any, low: float, step: float) -> Tree:
    leaves: list[int] = []
    found: list[tuple[int, int, int, int]] = []

    def walk(at: int) -> None:
        node = nodes[at]
        if node["is_leaf"]:
            leaves.append(round((node["value"] - low) / step))
            return
        first, place = len(leaves), len(found)
        found.append((0, 0, 0, 0))
        walk(int(node["left"]))
        found[place] = (int(node["feature_idx"]), int(node["num_threshold"]), first, len(leaves))
        walk(int(node["right"]))

    walk(0)
    if len(leaves) > FIELD:
        raise ValueError(f"a tree has {len(leaves)} leaves, {FIELD} at most are run")
    return Tree(tuple(found), tuple(leaves))
