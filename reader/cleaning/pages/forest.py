"""The trees of the page model in two parts: the first few tell most blocks of a page apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from reader.cleaning.trees import Tree, Trees

FIRST = 24
"""Trees that look at every block."""
_LEAST = 2.0
"""By how much log-odds blocks that go no further must fall behind the best of the page."""

Row = Sequence[int]


@dataclass(frozen=True, slots=True)
class PageForest:
    """Boosted trees of which the later ones are asked where the first leave a doubt.

    Log-odds are ``base + step * sum``. Blocks whose ``first`` trees sum up to less than ``doubt``
    are no article whatever the ``rest`` say, which gives them ``remainder`` on the average.
    """

    first: Trees
    rest: Trees
    base: float
    step: float
    doubt: int
    remainder: int

    def margins(
        self, rows: Sequence[Row], each: Sequence[int], values: Row, whole: Sequence[int]
    ) -> list[float]:
        """Log-odds of every row: of values of the features ``each``; ``values`` of the features
        ``whole`` are those of all rows."""
        sums = self.first.sums(rows, each, self.first.common(values, whole))
        doubt = min(self.doubt, max(sums) - int(_LEAST / self.step))
        doubted = [one >= doubt for one in sums]
        common = self.rest.common(values, whole)
        later = iter(self.rest.sums(compress(rows, doubted), each, common))
        return [
            self.base + self.step * (one + (next(later) if goes_on else self.remainder))
            for one, goes_on in zip(sums, doubted, strict=True)
        ]


def grown(trees: Sequence[Tree], scale: tuple[float, float], stop: tuple[int, int]) -> PageForest:
    """The forest of a model file: its trees, their scale, and where the first few are enough."""
    return PageForest(Trees(trees[:FIRST]), Trees(trees[FIRST:]), *scale, *stop)
