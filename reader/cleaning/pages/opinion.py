"""The page model's opinion of each block: log-odds that it is article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from reader.cleaning.pages import context, features
from reader.cleaning.pages.features import Seen
from reader.cleaning.pages.model import Forest, quantised

FIRST = tuple(
    name
    for name in features.NAMES
    if name not in ("number", "words", "size-2", "size+2", "tag-1", "tag+1")
)
"""The features of the first trees, in their order."""
_AGAIN = (
    "ngram", "near", "path", "size", "words", "ending", "capital", "links", "tag", "stated",
    "copied",
    "title", "zone", "within", "inline", "kin_count", "kin_links", "box_links", "outer_links",
    "box_blocks", "outer_blocks", "cohesion", "repeats", "ngram+1", "path-1", "path+1", "size-1",
    "size+1", "tag-1", "tag+1", "since_title", "until_title", "prose_before",
)  # fmt: skip
SECOND = (*context.NAMES, *_AGAIN, *features.WHOLE)
"""The features of the second trees, in their order."""
SHARED = frozenset((*context.WHOLE, *features.WHOLE))
"""Features that are equal in all blocks of a page."""
_PLACE = {name: place for place, name in enumerate((*context.NAMES, *features.NAMES))}
FIRST_PLACES = [_PLACE[name] - len(context.NAMES) for name in FIRST]
"""Where the values of ``FIRST`` stand in a row of ``features.NAMES``."""
SECOND_PLACES = [_PLACE[name] for name in SECOND]
"""Where the values of ``SECOND`` stand in a row of ``context.NAMES`` and ``features.NAMES``."""

Row = Sequence[int]


def log_odds(seen: Seen, first: Forest, second: Forest) -> list[float]:
    """Log-odds of every block."""
    margins = _margins(first, seen.rows, FIRST, FIRST_PLACES)
    rows = [a + b for a, b in zip(together(seen, margins), seen.rows, strict=True)]
    return _margins(second, rows, SECOND, SECOND_PLACES)


def together(seen: Seen, margins: Sequence[float]) -> list[tuple[int, ...]]:
    """First log-odds as rows of ``context.NAMES``."""
    levels = [quantised(margin) for margin in margins]
    return context.look(seen, [m for m, _ in levels], [c for _, c in levels])


def _margins(
    forest: Forest, rows: Sequence[Row], names: tuple[str, ...], places: Sequence[int]
) -> list[float]:
    """Log-odds from one set of trees, whose features are ``names``."""
    common = [number for number, name in enumerate(names) if name in SHARED]
    each = [number for number, name in enumerate(names) if name not in SHARED]
    left = forest.trees.common([rows[0][places[number]] for number in common], common)
    pick: Callable[[Row], Row] = itemgetter(*(places[number] for number in each))
    return [forest.margin(total) for total in forest.trees.sums(map(pick, rows), each, left)]
