"""Lists of Word documents: which paragraphs are items, at what level, under what number.

A paragraph names its list itself or by its style (``numPr``); ``word/numbering.xml`` tells of each
level of a list whether it has bullets or numbers (ECMA-376, part 1, 17.9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reader.documents.archive import Archive
from reader.documents.markers import BULLET, Numbering
from reader.documents.markup import children, optional_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {"decimal": "1", "decimalZero": "1", "lowerLetter": "a", "upperLetter": "A",
          "lowerRoman": "i", "upperRoman": "I"}  # fmt: skip
_DEEPEST = 8
_NOT_A_LIST = "0"
"""The number of no list: it takes a paragraph out of the list of its style."""


class Item(NamedTuple):
    """A paragraph's place in a list."""

    number: str
    """Of the list, as Word gives it."""
    level: int


class Level(NamedTuple):
    """How the items of one level are marked."""

    kind: str
    """As HTML's ``type``; "" for bullets."""
    start: int = 1


def value(element: Any, name: str) -> str | None:
    """The ``val`` of the first child of that name; None where there is none."""
    for child in children(element, name):
        found: str | None = child.get(f"{W}val") or ""
        return found
    return None


def item_of(properties: Any, style: Item | None = None) -> Item | None:
    """The list item that these properties of a paragraph or style make it; ``style``: its own."""
    for numbering in children(properties, "numPr"):
        number = value(numbering, "numId")
        depth = value(numbering, "ilvl")
        if number == _NOT_A_LIST:
            return None
        known = depth is not None and depth.isdecimal() and len(depth) < 3
        level = min(int(depth or "0"), _DEEPEST) if known else style.level if style else 0
        return Item(number or (style.number if style else ""), level)
    return style


def styles_with_lists(styles: Any) -> dict[str, Item]:
    """The styles that make a paragraph a list item, by their ids.

    ``List Bullet 2`` is one level below ``List Bullet``, although its own list begins anew.
    """
    found: dict[str, Item] = {}
    for style in children(styles, "style"):
        name = (value(style, "name") or "").casefold()
        for properties in children(style, "pPr"):
            item = item_of(properties)
            if item is not None and not name.startswith("heading"):
                if name.startswith("list ") and name[-1:].isdecimal():
                    item = item._replace(level=max(item.level, int(name[-1]) - 1))
                found[style.get(f"{W}styleId") or ""] = item
    return found


def levels_of(archive: Archive) -> dict[str, dict[int, Level]]:
    """The levels of every list, by its number."""
    root = optional_xml(archive, "word/numbering.xml")
    if root is None:
        return {}
    shapes: dict[str, dict[int, Level]] = {}
    for shape in children(root, "abstractNum"):
        levels = {}
        for level in children(shape, "lvl"):
            depth = level.get(f"{W}ilvl") or "0"
            start = value(level, "start") or "1"
            begin = int(start) if start.isdecimal() and len(start) < 7 else 1
            if depth.isdecimal() and len(depth) < 3:
                levels[int(depth)] = Level(_KINDS.get(value(level, "numFmt") or "", ""), begin)
        shapes[shape.get(f"{W}abstractNumId") or ""] = levels
    return {
        number.get(f"{W}numId") or "": shapes.get(value(number, "abstractNumId") or "", {})
        for number in children(root, "num")
    }


@dataclass(slots=True)
class Lists:
    """The lists of a document on the way through it: which number comes next."""

    levels: Mapping[str, Mapping[int, Level]]
    _open: dict[Item, Numbering] = field(default_factory=dict)

    def marker(self, item: Item) -> str:
        """The marker of the next item; those below it begin anew."""
        level = self.levels.get(item.number, {}).get(item.level)
        if level is None:  # a style that stands deeper than its list has levels
            level = self.levels.get(item.number, {}).get(0, Level(""))
        for other in list(self._open):
            if other.number == item.number and other.level > item.level:
                del self._open[other]
        if not level.kind:
            return BULLET
        if item not in self._open:
            self._open[item] = Numbering(level.start, level.kind)
        return self._open[item].marker()
