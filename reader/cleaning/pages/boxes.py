"""The boxes of a page: which block stands in which, and what each box holds in all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from reader.documents.model import Markup

_DIGITS = re.compile(r"\d+")
_WITHIN_TEXT = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    )
)
_ZONES = {
    "article": 1, "main": 2, "section": 3, "figure": 4, "blockquote": 5, "table": 6, "li": 7,
    "form": 8, "details": 9, "dl": 10, "header": 11, "aside": 12, "nav": 13, "footer": 14,
    "dialog": 15, "button": 16,
}  # fmt: skip
ARTICLE = 1 << _ZONES["article"]
_TELLING = frozenset(["article", "main", "header", "aside", "nav", "footer", "form", "dialog"])


Stretches = tuple[list[int], list[int]]
"""The numbers of the first blocks, and those past the last."""


class Kind(NamedTuple):
    """What all elements of one tag and one set of names have in common."""

    zone: int
    telling: int
    """The bit of an element that tells what it holds (article, nav, …), or 0."""
    is_box: bool
    plain: str
    """What it is called, without numbers."""
    called: str
    """Its tag and what it is called."""


@lru_cache(maxsize=20_000)
def kind_of(tag: str, names: str) -> Kind:
    """The kind of an element; sites and pages repeat theirs."""
    plain = _DIGITS.sub("", names) if names else ""
    zone = _ZONES.get(tag, 0)
    telling = 1 << zone if tag in _TELLING else 0
    return Kind(zone, telling, tag not in _WITHIN_TEXT, plain, f"{tag} {plain}" if names else tag)


class Boxes:
    """A page's elements as numbers: ``boxes`` are the innermost ones around its blocks.

    Elements that stand within running text (``a``, ``b``, ``span``) are not boxes. Number 0 is a
    box around everything; element n of the markup is n + 1. Elements come in the order in which
    they begin, so that each holds a stretch of the blocks.
    """

    def __init__(self, markup: Markup) -> None:
        elements = markup.elements
        self.kinds = [kind_of("", ""), *(kind_of(tag, names) for _, tag, names in elements)]
        self.parents = [0, *(parent + 1 for parent, _, _ in elements)]
        depths, zones, within, box_of = [0], [0], [0], [0]
        inner = zip(self.parents[1:], self.kinds[1:], strict=True)
        for number, (parent, (zone, telling, is_box, _, _)) in enumerate(inner, 1):
            depths.append(depths[parent] + 1)
            zones.append(zone or zones[parent])
            within.append(within[parent] | telling)
            box_of.append(number if is_box else box_of[parent])
        self.depths = depths
        self.zones = zones
        self.within = within
        """Which telling elements (article, nav, …) stand around, as bits."""
        self.box_of = box_of
        self.holders = [holder + 1 for holder in markup.holders]
        self.boxes = [box_of[holder] for holder in self.holders]
        self._stretches = _stretches(self.holders, self.parents)
        outer = self.outer(self.boxes)
        around = {"box": self.boxes, "outer": outer, "far": self.outer(outer)}
        self.rings = {name: self._ring(boxes) for name, boxes in around.items()}
        """For each block the stretch of its box, of the box around that, of the one around both."""
        self.kin = self._kin()

    def outer(self, boxes: Sequence[int]) -> list[int]:
        """The box around each of ``boxes``."""
        parents, box_of = self.parents, self.box_of
        return [box_of[parents[box]] for box in boxes]

    def _ring(self, boxes: Sequence[int]) -> Stretches:
        firsts, ends = self._stretches
        return list(map(firsts.__getitem__, boxes)), list(map(ends.__getitem__, boxes))

    def sums(self, column: Sequence[int], stretches: Stretches | None = None) -> list[int]:
        """For each element, or each of some stretches, the sum of a column over its blocks."""
        firsts, ends = stretches or self._stretches
        until = list(accumulate(column, initial=0)).__getitem__
        return list(map(sub, map(until, ends), map(until, firsts)))

    def holding_most(self, column: Sequence[int]) -> int:
        """The innermost element that holds more than half of a column over all blocks."""
        found = self.sums(column)
        half = found[0] // 2
        return max((number for number, held in enumerate(found) if held > half), default=0)

    def steps(self, start: int) -> tuple[list[int], list[int]]:
        """How many boxes lead up from an element, and then down, to each element of the page."""
        parents, box_of = self.parents, self.box_of
        up, down = [-1] * len(parents), [0] * len(parents)
        at, count = start, 0
        while at:
            up[at] = count
            count += box_of[at] == at
            at = parents[at]
        up[0] = count
        for number in range(1, len(parents)):
            if up[number] < 0:
                outer = parents[number]
                up[number] = up[outer]
                down[number] = down[outer] + (box_of[number] == number)
        return up, down

    def kin_sums(self, column: Sequence[int]) -> list[int]:
        """For each block the sum of a column over the blocks whose boxes are named alike."""
        found = [0] * len(self.kin)
        for kin, value in zip(self.kin, column, strict=True):
            found[kin] += value
        return [found[kin] for kin in self.kin]

    def _kin(self) -> list[int]:
        """For each block the number of its kind of box: like names in boxes with like names."""
        called = [kind.called for kind in self.kinds]
        parents = self.parents
        numbers: dict[tuple[str, str, str], int] = {}
        found = []
        for box in self.boxes:
            outer = parents[box]
            name = called[box], called[outer], called[parents[outer]]
            found.append(numbers.setdefault(name, len(numbers)))
        return found


def _stretches(holders: Sequence[int], parents: Sequence[int]) -> Stretches:
    """For each element the number of the first block in it, and the one past the last."""
    count = len(holders)
    firsts, ends = [count] * len(parents), [0] * len(parents)
    for number in range(count - 1, -1, -1):
        firsts[holders[number]] = number
    for number, holder in enumerate(holders, 1):
        ends[holder] = number
    for number in range(len(parents) - 1, 0, -1):
        parent, first, end = parents[number], firsts[number], ends[number]
        if first < firsts[parent]:  # noqa: PLR1730 - a call would take longer than the loop
            firsts[parent] = first
        if end > ends[parent]:  # noqa: PLR1730
            ends[parent] = end
    return [min(first, end) for first, end in zip(firsts, ends, strict=True)], ends
