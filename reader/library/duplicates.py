"""Near-identical articles: when two texts are copies of one, which are, and how they differ."""

from __future__ import annotations

from reader.library.sketch import LEAST_WORDS, in_order, shingles

SHARED = 0.6
"""Of the smaller text's shingles, this part must stand in the larger one in the same order."""
ALIKE = 0.38
"""And of all shingles of both this part must be shared, else one is only quoted in the other."""


def are_copies(one: str, other: str) -> bool:
    """Whether two cleaned texts are the same article: edited, retitled, with other boilerplate.

    With every tenth word changed 73% of the shingles of three words survive; two reports on one
    story share a few percent.
    """
    mine, theirs = shingles(one), shingles(other)
    smaller, larger = sorted((len(mine), len(theirs)))
    if smaller < LEAST_WORDS - 2:
        return mine == theirs and one.split() == other.split()
    if ALIKE * (smaller + larger) > (1 + ALIKE) * smaller:  # not even if all of it were shared
        return False
    shared = in_order(mine, theirs)
    return shared >= SHARED * smaller and shared >= ALIKE * (smaller + larger - shared)
