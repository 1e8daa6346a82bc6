"""The page model's opinion of each block: log-odds that it is article."""

from __future__ import annotations

from reader.cleaning.model_file import Forest
from reader.cleaning.pages import features
from reader.cleaning.pages.features import Seen

TOLD = tuple(
    name
    for name in features.NAMES
    if name not in ("number", "words", "size-2", "size+2", "tag-1", "tag+1")
)
"""The features of the trees, in their order."""
_PLACE = {name: place for place, name in enumerate(TOLD)}
_WHOLE = [_PLACE[name] for name in features.WHOLE]
_EACH = [place for name, place in _PLACE.items() if name not in features.WHOLE]


def log_odds(seen: Seen, forest: Forest) -> list[float]:
    """Log-odds of every block of a page that has some."""
    columns, trees = seen.columns, forest.trees
    left = trees.common([columns[TOLD[place]][0] for place in _WHOLE], _WHOLE)
    rows = zip(*(columns[TOLD[place]] for place in _EACH), strict=True)
    return list(map(forest.margin, trees.sums(rows, _EACH, left)))
