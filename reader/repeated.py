"""When a block that stands in several articles of one site or folder belongs to none of them.

Shared by the cleaner, which judges one document, and by the index, which keeps the counts. What is
removed so must be removed by both, or a search would find what the reader does not show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

LEAST = 3
"""Articles; near-identical copies of one article count once."""
LEAST_SHARE = 0.02
"""Of a site's articles: among hundreds, a paragraph may come back in three on one story."""
SHORT = 30
"""Letters. A shorter line may come back by chance ("Yes," he said.) and goes only beside another
line that goes. On whole pages of 54 sites that spares 2% of what repeats."""


class Say(IntEnum):
    """What the counts have to say of a kept block."""

    NONE = 0
    """The reader decided, or the site's rules."""
    ALONE = 1
    BESIDE = 2
    """Only where a neighbour repeats as well."""


def is_repeated(held: int, looked_at: int) -> bool:
    """Whether a block that ``held`` of ``looked_at`` articles hold is none of theirs."""
    return held >= LEAST and held >= LEAST_SHARE * looked_at


def says(blocks: Sequence[str], kept: Sequence[bool], ruled: Sequence[bool]) -> list[Say]:
    """What the counts have to say of each block of a document; parallel to ``blocks``.

    ``kept``: whether it stands in the article so far; ``ruled``: whether it was decided by hand.
    """
    last = len(blocks) - 1
    found = []
    for number, block in enumerate(blocks):
        if not kept[number] or ruled[number]:
            found.append(Say.NONE)
            continue
        at_edge = number in (0, last) or not (kept[number - 1] and kept[number + 1])
        long = sum(map(str.isalpha, block[: 4 * SHORT])) >= SHORT
        found.append(Say.ALONE if at_edge or long else Say.BESIDE)
    return found


def repeating(say: Sequence[int], counts: Mapping[int, tuple[int, int]]) -> list[int]:
    """The blocks that go, by number: ``counts`` tells for some in how many of how many they stand.

    For kept blocks alone it is the same as for all: one that asks for a neighbour has both.
    """
    repeated = {number for number, (held, of) in counts.items() if is_repeated(held, of)}
    return [
        number
        for number in sorted(repeated)
        if say[number] == Say.ALONE
        or (say[number] == Say.BESIDE and (number - 1 in repeated or number + 1 in repeated))
    ]
