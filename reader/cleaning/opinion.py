"""The model's opinion of a document's lines: log-odds that each is article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from reader.cleaning import context, features
from reader.cleaning.model import Forest, Model, quantised
from reader.cleaning.vocabulary import Measure

FIRST_EACH = (
    "ngram", "mean_weight", "size", "words", "word_size", "ending", "beginning", "capital",
    "digits", "punctuation", "commas", "function", "cues", "kind", "address", "repeats",
    "cohesion", "spread", "ngram-1", "ngram+1", "ngram-2", "ngram+2", "size-1", "size+1",
    "size-2", "ending-1", "ending+1", "cues-1", "ngram~2", "ngram~5", "cohesion~3", "prose~5",
    "prose_back", "prose_on", "prose_before", "prose_after", "open_run", "open_place",
    "position", "from_start",
)  # fmt: skip
SECOND_EACH = (
    "ngram", "size", "words", "word_size", "ending", "capital", "punctuation", "commas",
    "function", "cohesion", "cohesion~3", "ngram+1", "kind", "size-1", "open_run",
)  # fmt: skip
FIRST = (*FIRST_EACH, *features.WHOLE)
"""The features of the first trees, in their order."""
SECOND = (*context.NAMES, *SECOND_EACH, *features.WHOLE)
"""The features of the second trees for plain text, in their order."""
PAGES = (*context.NAMES, *SECOND_EACH, *features.WHOLE, *features.MARKUP)
"""The features of the second trees for pages with markup, in their order."""


_PLACE = {name: place for place, name in enumerate((*context.NAMES, *features.NAMES))}
FIRST_PLACES = [_PLACE[name] - len(context.NAMES) for name in FIRST]
"""Where the values of ``FIRST`` stand in a row of ``features.NAMES``."""
SECOND_PLACES = [_PLACE[name] for name in SECOND]
"""Where the values of ``SECOND`` stand in a row of ``context.NAMES`` and ``features.NAMES``."""
PAGE_PLACES = [_PLACE[name] for name in PAGES]
"""The same for ``PAGES``."""
_PLACES = {FIRST: FIRST_PLACES, SECOND: SECOND_PLACES, PAGES: PAGE_PLACES}
_SHARED = frozenset((*context.WHOLE, *features.WHOLE))
"""Features that are equal in all rows of a document."""


def seen_together(
    margins: Sequence[float],
    lines: Sequence[str],
    topics: Sequence[Sequence[int]],
    kinds: Sequence[int],
) -> list[list[int]]:
    """First log-odds as rows of ``context.NAMES``."""
    levels = [quantised(margin) for margin in margins]
    sizes = [len(line) for line in lines]
    return context.rows([m for m, _ in levels], [c for _, c in levels], sizes, topics, kinds)


def log_odds(
    model: Model,
    lines: Sequence[str],
    machine: Sequence[bool | None] = (),
    links: Sequence[int] = (),
    tags: Sequence[int] = (),
) -> tuple[list[float], list[Measure]]:
    """Log-odds of every line (not empty, trimmed), and what its words measure."""
    if not lines:
        return [], []
    rows, measures = features.rows(lines, model.vocabulary, machine, links, tags)
    margins = _margins(model.first, rows, FIRST)
    seen = seen_together(margins, lines, [m.topics for m in measures], [m.kind for m in measures])
    both = [a + b for a, b in zip(seen, rows, strict=True)]
    if machine and model.pages:
        return _margins(model.pages, both, PAGES), measures
    return _margins(model.second, both, SECOND), measures


def _margins(forest: Forest, rows: Sequence[Sequence[int]], names: tuple[str, ...]) -> list[float]:
    """Log-odds from one set of trees, whose features are ``names``."""
    places = _PLACES[names]
    common = [number for number, name in enumerate(names) if name in _SHARED]
    each = [number for number, name in enumerate(names) if name not in _SHARED]
    trees = forest.trees
    left = trees.common([rows[0][places[number]] for number in common], common)
    pick: Callable[[Sequence[int]], Sequence[int]] = itemgetter(*(places[n] for n in each))
    return [forest.margin(total) for total in trees.sums(map(pick, rows), each, left)]
