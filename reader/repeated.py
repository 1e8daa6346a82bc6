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
FEW, AMONG_FEW = 2, (3, 10)
"""Articles that are enough for a block the cleaner doubts, where at least and at most so many of
the site are known. On whole pages of 53 sites that takes a further 8% of the boilerplate left, and
0.01% of the articles; blocks not doubted would cost 0.35%: paragraphs that a story is told again
with."""
SURE = 0.75
"""The cleaner doubts what it keeps with less confidence."""
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
    DOUBTED = 3
    """Alone, and where few articles are known two are enough."""


class Heard(IntEnum):
    """How much the counts of a block tell."""

    NOTHING = 0
    TWICE = 1
    """Enough where the cleaner doubts."""
    OFTEN = 2


def heard(held: int, looked_at: int) -> Heard:
    """What it tells that ``held`` of ``looked_at`` articles hold a block."""
    if held >= LEAST and held >= LEAST_SHARE * looked_at:
        return Heard.OFTEN
    least, most = AMONG_FEW
    return Heard.TWICE if held >= FEW and least <= looked_at <= most else Heard.NOTHING


def says(
    blocks: Sequence[str],
    kept: Sequence[bool],
    ruled: Sequence[bool],
    confidence: Sequence[float],
) -> list[Say]:
    """What the counts have to say of each block of a document; parallel to ``blocks``.

    ``kept``: whether it stands in the article so far; ``ruled``: whether it was decided by hand;
    ``confidence``: how sure the cleaner is of that.
    """
    last = len(blocks) - 1
    found = []
    for number, block in enumerate(blocks):
        if not kept[number] or ruled[number]:
            found.append(Say.NONE)
            continue
        at_edge = number in (0, last) or not (kept[number - 1] and kept[number + 1])
        long = sum(map(str.isalpha, block[: 4 * SHORT])) >= SHORT
        alone = Say.ALONE if confidence[number] >= SURE else Say.DOUBTED
        found.append(alone if at_edge or long else Say.BESIDE)
    return found


def repeating(say: Sequence[int], counts: Mapping[int, tuple[int, int]]) -> list[int]:
    """The blocks that go, by number: ``counts`` tells for some in how many of how many they stand.

    For kept blocks alone it is the same as for all: one that asks for a neighbour has both.
    """
    told = {number: heard(held, of) for number, (held, of) in counts.items()}
    often = {number for number, much in told.items() if much == Heard.OFTEN}
    return [
        number
        for number in sorted(told)
        if (say[number] == Say.DOUBTED and told[number] != Heard.NOTHING)
        or (say[number] == Say.ALONE and number in often)
        or (say[number] == Say.BESIDE and {number - 1, number, number + 1} & often > {number})
    ]
