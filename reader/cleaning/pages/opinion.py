"""The page model's opinion of each block: log-odds that it is article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from reader.cleaning.model_file import Forest
from reader.cleaning.pages import features
from reader.cleaning.pages.features import Seen

TOLD = tuple(
    name
    for name in features.NAMES
    if name not in ("number", "words", "size-2", "size+2", "tag-1", "tag+1")
)
"""The features of the trees, in their order."""
PLACES = [features.NAMES.index(name) for name in TOLD]
"""Where their values stand in a row of ``features.NAMES``."""
_COMMON = [number for number, name in enumerate(TOLD) if name in features.WHOLE]
_EACH = [number for number, name in enumerate(TOLD) if name not in features.WHOLE]

Row = Sequence[int]


def log_odds(seen: Seen, forest: Forest) -> list[float]:
    """Log-odds of every block of a page that has some."""
    trees = forest.trees
    left = trees.common([seen.rows[0][PLACES[number]] for number in _COMMON], _COMMON)
    pick: Callable[[Row], Row] = itemgetter(*(PLACES[number] for number in _EACH))
    return [forest.margin(total) for total in trees.sums(map(pick, seen.rows), _EACH, left)]
