"""How much of a page is read: parsers take time by the elements, and by how deep they stand.

Looking for the element that a tag ends, a parser goes up through all that are open: a million
tags below twenty thousand open ones would take minutes. Elements below a bound are made flat, and
of what comes after too many of them only the words are taken, which is said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

MOST_ELEMENTS = 80_000
"""Of a page or a book, about a second. The longest articles of encyclopedias have 66,000."""
DEEPEST = 400
"""Elements in one another that are kept where a page has too many; browsers keep 512."""
_HEAVY = 60_000_000
"""The sum of the depths of all elements from which on a page is made flat."""
_FEW = 8_000
"""Tags that cannot be too heavy together."""

_OPENING = re.compile(r"<[a-zA-Z]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_WHOLE_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>?")
_BLOAT = 8_000
_BLOATED = re.compile(rf"<[a-zA-Z][^<>]{{{_BLOAT},}}>?")
_MOST_ATTRIBUTES = 400
_SHALLOW = frozenset(
    (
        *("p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup"),
        *("a", "button", "nobr", "h1", "h2", "h3", "h4", "h5", "h6", "rt", "rp", "rb", "rtc"),
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "body", "html", "head"),
    )
)
"""Elements that end the open one of their kind, or are empty."""
_INLINE = frozenset(
    (
        *("b", "i", "em", "strong", "span", "font", "u", "s", "sup", "sub", "q", "code", "small"),
        *("big", "cite", "kbd", "samp", "tt", "var", "abbr", "mark", "label", "bdo", "bdi", "ins"),
        *("del", "strike", "dfn", "time", "data", "ruby", "acronym"),
    )
)


@dataclass(slots=True)
class Budget:
    """How many elements may still be read, of one page or of all chapters of a book."""

    elements: int = MOST_ELEMENTS
    weight: int = _HEAVY
    cut: bool = field(default=False, init=False)
    """Whether there was more than may be read."""
    rest: str = field(default="", init=False)
    """Of the last source that was asked for, what comes after the part that may be read."""

    @property
    def spent(self) -> bool:
        """Whether nothing more is read."""
        return self.elements <= 0

    def within(self, source: str) -> str:
        """The part of a page's source that may be read, made flat where it is too deep."""
        self.rest = ""
        source = _without_bloat(source)
        tags = source.count("<")
        if tags > self.elements:
            source = self._shortened(source)
            tags = source.count("<")
        self.elements -= tags - source.count("</")
        if tags > _FEW:
            weight = _weight(source)
            if weight > self.weight:
                source = _flat(source)
                weight = min(weight, DEEPEST * source.count("<"))
            self.weight = max(0, self.weight - weight)
        return source

    def _shortened(self, source: str) -> str:
        over = next(islice(_OPENING.finditer(source), max(0, self.elements), None), None)
        if over is None:
            return source
        self.cut = True
        start = _after_data(source, over.start())
        self.rest = source[start:]
        return source[: over.start()]


def _after_data(source: str, at: int) -> int:
    """``at``, or the end of the script or style sheet in which it stands."""
    for name in ("script", "style"):
        opened = source.rfind(f"<{name}", 0, at)
        if opened > source.rfind(f"</{name}", 0, at):
            end = source.find(f"</{name}", at)
            return len(source) if end < 0 else end
    return at


def _without_bloat(source: str) -> str:
    """The source with its bloated tags made slim.

    Most pages have none, which jumping from bracket to bracket shows faster than the pattern.
    """
    at = 0
    while len(source) - at > _BLOAT:
        end = at + _BLOAT
        last = max(source.rfind("<", at, end), source.rfind(">", at, end))
        if last < 0 and at and source[at - 1] == "<":
            return _BLOATED.sub(_slimmed, source)
        at = end if last < 0 else last + 1
    return source


def _slimmed(tag: re.Match[str]) -> str:
    """A tag with thousands of attributes, which parsers take in quadratic time, without them."""
    source = tag.group()
    if source.count("=") <= _MOST_ATTRIBUTES:
        return source
    return re.split(r"[\s/]", source, maxsplit=1)[0] + ">"


def _weight(source: str) -> int:
    """The sum of the depths of all elements, about."""
    opened: Counter[str] = Counter()
    depth = total = 0
    for closing, name in _TAG.findall(source):
        tag = name.lower()
        if not closing:
            total += depth
            if tag not in _SHALLOW:
                opened[tag] += 1
                depth += 1
        elif opened[tag] > 0:
            opened[tag] -= 1
            depth -= 1
    return total


def _flat(source: str) -> str:
    """The source without the tags of elements that stand in more than ``DEEPEST`` others.

    A paragraph takes the place of one that would have parted its words from those before.
    """
    opened: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        tag = match[2].lower()
        if tag in _SHALLOW:
            return match.group()
        if not match[1]:
            if depth >= DEEPEST:
                left_out[tag] += 1
                return "" if tag in _INLINE else "<p>"
            opened[tag] += 1
            depth += 1
        elif left_out[tag] > 0:
            left_out[tag] -= 1
            return "" if tag in _INLINE else "</p>"
        elif opened[tag] > 0:
            opened[tag] -= 1
            depth -= 1
        return match.group()

    return _WHOLE_TAG.sub(kept, source)
