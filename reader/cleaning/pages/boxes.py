"""The boxes of a page: which block stands in which, and what each box holds in all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.documents.model import Element, Markup

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
_TELLING = frozenset(["article", "main", "header", "aside", "nav", "footer", "form", "dialog"])


class Boxes:
    """A page's elements as numbers: ``chains[h]`` are the boxes around holder ``h``, inner first.

    Elements that stand within running text (``a``, ``b``, ``span``) are not boxes. Number 0 is a
    box around everything; element n of the markup is n + 1.
    """

    def __init__(self, markup: Markup) -> None:
        elements = markup.elements
        self.parents = [0, *(one.parent + 1 for one in elements)]
        self.depths = [0] * len(self.parents)
        self.zones = [0] * len(self.parents)
        self.within = [0] * len(self.parents)
        """How many telling elements (article, nav, …) stand around, as bits."""
        self.box_of = [0] * len(self.parents)
        for number, (one, parent) in enumerate(zip(elements, self.parents[1:], strict=True), 1):
            tag = one.tag
            self.depths[number] = self.depths[parent] + 1
            self.zones[number] = _ZONES.get(tag) or self.zones[parent]
            self.within[number] = self.within[parent]
            if tag in _TELLING:
                self.within[number] |= 1 << _ZONES[tag]
            self.box_of[number] = self.box_of[parent] if tag in _WITHIN_TEXT else number
        self.holders = [holder + 1 for holder in markup.holders]
        self.boxes = [self.box_of[holder] for holder in self.holders]
        self.plain_names = [
            "",
            *(_DIGITS.sub("", one.names) if one.names else "" for one in elements),
        ]
        """What each element is called, without numbers."""
        self.kin = _kin(elements, self.plain_names, self.boxes, self.parents)

    def outer(self, boxes: Sequence[int]) -> list[int]:
        """The box around each of ``boxes``."""
        parents, box_of = self.parents, self.box_of
        return [box_of[parents[box]] for box in boxes]

    def sums(self, column: Sequence[int]) -> list[int]:
        """For each element the sum of a column over all blocks in it, at any depth."""
        found = [0] * len(self.parents)
        for holder, value in zip(self.holders, column, strict=True):
            found[holder] += value
        parents = self.parents
        for number in range(len(found) - 1, 0, -1):
            found[parents[number]] += found[number]
        return found

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
        found: dict[int, int] = {}
        for kin, value in zip(self.kin, column, strict=True):
            found[kin] = found.get(kin, 0) + value
        return [found[kin] for kin in self.kin]


def _kin(
    elements: Sequence[Element],
    plain: Sequence[str],
    boxes: Sequence[int],
    parents: Sequence[int],
) -> list[int]:
    """For each block the number of its kind of box: boxes with like names in boxes with like."""
    names = ["", *map(_joined, elements, plain[1:])]
    numbers: dict[str, int] = {}
    found = []
    for box in boxes:
        outer = parents[box]
        name = f"{names[box]} < {names[outer]} < {names[parents[outer]]}"
        found.append(numbers.setdefault(name, len(numbers)))
    return found


def _joined(element: Element, plain: str) -> str:
    return f"{element.tag} {plain}" if element.names else element.tag
