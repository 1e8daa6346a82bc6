"""The page model's opinion of each block: log-odds that it is article."""

from __future__ import annotations

from reader.cleaning.pages import features
from reader.cleaning.pages.features import Seen
from reader.cleaning.pages.forest import PageForest

_PLACE = {name: place for place, name in enumerate(features.NAMES)}
_WHOLE = [_PLACE[name] for name in features.WHOLE]
_EACH = [place for name, place in _PLACE.items() if name not in features.WHOLE]


def log_odds(seen: Seen, forest: PageForest) -> list[float]:
    """Log-odds of every block of a page that has some."""
    columns = seen.columns
    whole = [columns[features.NAMES[place]][0] for place in _WHOLE]
    rows = list(zip(*(columns[features.NAMES[place]] for place in _EACH), strict=True))
    return forest.margins(rows, _EACH, whole, _WHOLE)
