"""What scikit-learn fits, in the form in which the models of lines and of pages run it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reader.cleaning.trees import FIELD, Tree


def linear(table: Any, labels: Any, weights: Any, *, regularisation: float, scale: float) -> bytes:
    """Signed bytes: ``scale`` times the log-odds of each column of a sparse table (logistic
    regression, of which a greater ``regularisation`` binds less)."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(solver="liblinear", C=regularisation, tol=0.02, random_state=0)
    fitted.fit(table, labels, sample_weight=weights)
    levels = np.clip(np.rint(fitted.coef_[0] * scale), -127, 127)
    return bytes(levels.astype(np.int8).tobytes())


def boosted(rows: Any, labels: Any, weights: Any, shape: Mapping[str, float]) -> Any:
    """Boosted trees of a shape over rows of integers 0-63; rows without weight teach nothing."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    known = weights > 0
    fitted = HistGradientBoostingClassifier(
        **shape, max_bins=64, l2_regularization=1.0, min_samples_leaf=40,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    # In one thread: a sum of floats that threads share comes out differently from run to run.
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
