"""A page's elements flattened to blocks in the order of the document, boilerplate included."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

from reader.documents.decoding import normalise_newlines
from reader.documents.inlines import within
from reader.documents.markers import BULLET, Numbering
from reader.documents.model import BlockKind, Element, Inline, Style
from reader.documents.raised import RAISED, footnote_sign, raised
from reader.documents.reading import Builder
from reader.documents.tables import table_text
from reader.documents.unseen import described, is_hidden, template_words
from reader.text import Span

DROPPED = frozenset(
    (
        *("script", "style", "template", "svg", "head", "title", "iframe", "object"),
        *("embed", "canvas", "audio", "video", "map", "datalist", "param", "source", "track"),
        *("noframes", "annotation", "annotation-xml", "frameset", "metadata"),
    )
)
"""Elements whose content is not text for a reader."""

_BREAKING = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "button", "caption", "center"),
        *("dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html"),
        *("legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p"),
        *("plaintext", "pre", "search", "section", "select", "summary", "table", "tbody", "td"),
        *("textarea", "tfoot", "th", "thead", "tr", "ul", "xmp"),
    )
)
_STYLES = {
    "a": Style.LINK,
    "b": Style.STRONG, "strong": Style.STRONG,
    "i": Style.EMPHASIS, "em": Style.EMPHASIS, "cite": Style.EMPHASIS, "dfn": Style.EMPHASIS,
    "code": Style.CODE, "kbd": Style.CODE, "samp": Style.CODE, "tt": Style.CODE,
    "s": Style.STRIKE, "del": Style.STRIKE, "strike": Style.STRIKE,
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PREFORMATTED = frozenset(["pre", "textarea", "xmp", "listing", "plaintext"])
_LISTS = frozenset(["ul", "ol", "menu", "dir"])
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MOST_INLINES = 100_000
"""Typography beyond this many parts is left out: memory must not grow with the tags of a page."""
_MOST_TABLES = 12
"""Deeper ones are no tables of data: looking costs a search in each."""
_LONG_LINE = 80
"""Lines parted by <br> that are longer than this on average are paragraphs of their own."""

_NAMING = ("class", "id", "role", "itemprop")
_LONGEST_NAME = 200

RULE_TEXT = "* * *"


class _Open:
    """An element that is being walked, and what to undo when it ends."""

    __slots__ = ("attributes", "node", "number", "styled", "tag")

    def __init__(self, node: Any, tag: str, attributes: dict[str, str | None]) -> None:
        self.node = node
        self.tag = tag
        self.attributes = attributes
        self.styled = False
        self.number = -1
        """Its number among the elements that hold blocks, once it does."""


@dataclass(slots=True)
class Flow:
    """Walks elements and puts their blocks into ``builder``.

    ``hidden`` counts the words left out because the page hides them.
    """

    builder: Builder = field(default_factory=Builder)
    hidden: int = 0
    show_hidden: bool = False
    unstyled: bool = False
    """Whether typography and links were left out, for there are too many."""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _open_styles: list[tuple[Style, str, int]] = field(default_factory=list)
    _inlines: list[Inline] = field(default_factory=list)
    _contexts: list[tuple[str, int]] = field(default_factory=list)
    """Open (heading|li|quote|pre|caption, number) elements."""
    _lists: list[Numbering] = field(default_factory=list)
    _marker: str = ""
    _stack: list[_Open] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    """The elements in which blocks stand, outer ones first."""
    holders: list[int] = field(default_factory=list)
    """For each block of this flow the number of its innermost element."""
    _holder: int = -1
    _tables: int = 0
    """How many tables are open."""
    _raised: int = 0
    """How many open elements raise or lower the text."""

    def walk(self, root: Any) -> None:
        """Flatten ``root`` (a selectolax node) and all below it; no recursion at any depth."""
        stack = self._stack
        node = root
        while node is not None:
            tag = node.tag
            if tag == "-text":
                text = node.text_content or ""
                if self._parts or self._contexts or not text.isspace():
                    self._text(text)
            elif tag in DROPPED or not tag or tag[0] in "-_!":
                if tag == "template":
                    self.hidden += template_words(node.html or "")
            elif not self._hide(node, tag, attributes := node.attributes):
                opened = _Open(node, tag, attributes)
                stack.append(opened)
                child = self._enter(opened)
                if child is not None:
                    node = child
                    continue
                stack.pop()
                self._leave(opened)
            node = node.next if stack else None
            while node is None and stack:
                opened = stack.pop()
                self._leave(opened)
                node = opened.node.next if stack else None
        self._flush()

    def _hide(self, node: Any, tag: str, attributes: dict[str, str | None]) -> bool:
        """Whether an element is left out because the page hides it; its words are counted."""
        if self.show_hidden or not (tag == "noscript" or (attributes and is_hidden(attributes))):
            return False
        self.hidden += len((node.text(deep=True) or "").split())
        if tag in _BREAKING:
            self._flush()
        return True

    def _enter(self, opened: _Open) -> Any:
        """Take in what an element brings; its first child to go into."""
        node, tag, attributes = opened.node, opened.tag, opened.attributes
        if tag in _BREAKING:
            if self._parts:
                self._flush()
            return self._enter_special(opened) if tag in _SPECIAL else node.first_child
        style = _STYLES.get(tag)
        if style is not None:
            target = (attributes.get("href") or "") if tag == "a" else ""
            if tag != "a" or target:
                self._open_styles.append((style, target, self._length))
                opened.styled = True
        elif tag == "br":
            self._put("\n")
        elif tag in RAISED:
            self._raised += 1
        elif tag == "img":
            self._picture(attributes)
        elif tag == "q":
            self._put("“")
        elif tag == "wbr":
            return None
        return node.first_child

    def _enter_special(self, opened: _Open) -> Any:
        """Take in an element that says what kind of text its blocks are; its first child."""
        node, tag, attributes = opened.node, opened.tag, opened.attributes
        if tag == "hr":
            self._holder = self._here()
            self._added(self.builder.add(RULE_TEXT, BlockKind.RULE))
            return None
        if tag == "table":
            self._tables += 1
            found = table_text(node) if self._tables <= _MOST_TABLES else None
            if found is not None:
                self._table(found)
                return None
        elif tag in _LISTS:
            start = attributes.get("start") or "1"
            number = int(start) if start.isdecimal() and len(start) < 7 else 1
            self._lists.append(Numbering(number, attributes.get("type") or "1", tag == "ol"))
        elif tag == "li":
            self._contexts.append(("li", len(self._lists)))
            value = attributes.get("value") or ""
            self._marker = self._lists[-1].marker(value) if self._lists else BULLET
        elif tag == "blockquote":
            depth = sum(kind == "quote" for kind, _ in self._contexts[-40:])
            self._contexts.append(("quote", min(depth, 8)))
        else:
            self._contexts.append((_CONTEXT_OF[tag], _HEADINGS.get(tag, 0)))
        return node.first_child

    def _leave(self, opened: _Open) -> None:
        tag = opened.tag
        if tag in _BREAKING:
            if self._parts:
                self._flush()
            if tag in _SPECIAL:
                self._leave_special(tag)
        elif opened.styled:
            style, target, start = self._open_styles.pop()
            self._style(style, target, start)
        elif tag == "q":
            self._put("”")
        elif tag in RAISED:
            self._raised -= 1

    def _leave_special(self, tag: str) -> None:
        if tag == "table":
            self._tables -= 1
        elif tag in _LISTS:
            if self._lists:
                self._lists.pop()
        elif self._contexts and _CONTEXT_OF.get(tag) == self._contexts[-1][0]:
            self._contexts.pop()

    def _style(self, style: Style, target: str, start: int) -> None:
        """Note the typography of the text since ``start``, joined to its like before it."""
        if start >= self._length:
            return
        if len(self.builder.inlines) + len(self._inlines) > _MOST_INLINES:
            self.unstyled = True
            return
        if self._inlines:
            last = self._inlines[-1]
            if (last.span.end, last.style, last.target) == (start, style, target):
                self._inlines[-1] = Inline(Span(last.span.start, self._length), style, target)
                return
        self._inlines.append(Inline(Span(start, self._length), style, target))

    def _text(self, text: str) -> None:
        if self._contexts and self._contexts[-1][0] == "pre":
            self._put(normalise_newlines(text))
            return
        if not self._parts and text.isspace():
            return
        if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
            text = _SPACES.sub(" ", text)
        if text[:1] == " " and (not self._parts or self._parts[-1][-1] in " \n"):
            text = text[1:]
        self._put(self._in_raised(text) if self._raised else text)

    def _in_raised(self, text: str) -> str:
        """Figures above or below the line as such; the number of a footnote in brackets."""
        if any(style is Style.LINK and to[:1] == "#" for style, to, _ in self._open_styles):
            return footnote_sign(text)
        tag = next(one.tag for one in reversed(self._stack) if one.tag in RAISED)
        return raised(text, tag)

    def _picture(self, attributes: dict[str, str | None]) -> None:
        """What a picture shows, in its author's words, where it is not a link's or a button's.

        In running text it stands in its place, else it is a caption of its own.
        """
        text = described(attributes.get("alt") or "")
        if not text or any(style is Style.LINK for style, _, _ in self._open_styles):
            return
        if self._parts and self._length > 1:
            lead = "" if self._parts[-1][-1] in " \n" else " "
            self._put(f"{lead}[image: {text}] ")
        else:
            self._flush()
            self._contexts.append(("caption", 0))
            self._put(f"[image: {text}]")
            self._flush()
            self._contexts.pop()

    def _put(self, text: str) -> None:
        if text:
            if not self._parts:
                self._holder = self._here()
            self._parts.append(text)
            self._length += len(text)

    def _table(self, found: tuple[str, list[Inline]]) -> None:
        text, inlines = found
        self._holder = self._here()
        self._added(self.builder.add(text, BlockKind.TABLE, hard_breaks=True, inlines=inlines))

    def add_apart(self, text: str) -> None:
        """A block that stands in no element."""
        self._holder = -1
        self._added(self.builder.add(text))

    def _here(self) -> int:
        """The number of the innermost open element, given now where it has none."""
        stack, elements = self._stack, self.elements
        known = len(stack)
        while known and stack[known - 1].number < 0:
            known -= 1
        number = stack[known - 1].number if known else -1
        for opened in stack[known:]:
            names = names_of(opened.attributes) if opened.attributes else ""
            elements.append(Element(number, opened.tag, names))
            number = opened.number = len(elements) - 1
        return number

    def _added(self, block: int | None) -> None:
        if block is not None:
            self.holders.append(self._holder)

    def _flush(self) -> None:
        """End the block that is being gathered; open styles go on in the next one."""
        if not self._parts:
            return
        text = "".join(self._parts)
        inlines = self._inlines
        if self._open_styles:
            for style, target, start in self._open_styles:
                self._style(style, target, start)
            self._open_styles = [(style, target, 0) for style, target, _ in self._open_styles]
        self._parts, self._inlines, self._length = [], [], 0
        if text.isspace():
            return
        kind, level = self._kind()
        if kind is BlockKind.CODE:
            self._add_code(text, inlines)
        elif "\n" in text:
            self._add_broken(text, kind, level, inlines)
        else:
            self._add(text, kind, level, inlines, hard=False)

    def _add_code(self, text: str, inlines: list[Inline]) -> None:
        lines = text.strip("\n").rstrip()
        cut = len(text) - len(text.lstrip("\n"))
        flush = dedent(lines)
        kept = within(inlines, cut, cut + len(lines)) if flush == lines else []
        self._added(self.builder.add(flush, BlockKind.CODE, hard_breaks=True, inlines=kept))

    def _add_broken(self, text: str, kind: BlockKind, level: int, inlines: list[Inline]) -> None:
        """A block with <br>: cut at empty lines, and at every line where lines are paragraphs."""
        lines = [line.strip() for line in text.split("\n")]
        filled = [line for line in lines if line]
        long = sum(map(len, filled)) > _LONG_LINE * len(filled)
        separator = re.compile(r"\n\s*" if long else r"\n[ \t]*(?:\n\s*)+")
        start = 0
        for match in [*separator.finditer(text), None]:
            end = match.start() if match else len(text)
            piece = text[start:end]
            if piece.strip():
                hard = "\n" in piece.strip()
                self._add(piece, kind, level, within(inlines, start, end), hard=hard)
            start = match.end() if match else end

    def _add(
        self, text: str, kind: BlockKind, level: int, inlines: list[Inline], *, hard: bool
    ) -> None:
        marker = ""
        if kind is BlockKind.LIST_ITEM:
            marker, self._marker = self._marker, ""
        self._added(
            self.builder.add(text, kind, level, hard_breaks=hard, inlines=inlines, marker=marker)
        )

    def _kind(self) -> tuple[BlockKind, int]:
        """What the innermost telling element makes of the text, and its level."""
        for name, number in reversed(self._contexts[-12:]):
            kind = _KINDS.get(name)
            if kind is not None:
                return kind, number
            if name == "li":
                if self._marker:
                    return BlockKind.LIST_ITEM, min(max(number - 1, 0), 8)
                break
        return BlockKind.PARAGRAPH, 0


_KINDS = {
    "heading": BlockKind.HEADING,
    "pre": BlockKind.CODE,
    "caption": BlockKind.CAPTION,
    "quote": BlockKind.QUOTE,
}
_CONTEXT_OF = {
    "li": "li", "blockquote": "quote", "figcaption": "caption", "caption": "caption", "dd": "dd",
    **dict.fromkeys(_HEADINGS, "heading"),
    **dict.fromkeys(_PREFORMATTED, "pre"),
}  # fmt: skip
_SPECIAL = _LISTS.union(_CONTEXT_OF, ["hr", "table"])
"""Of the elements that break a text those that say more of it."""


def names_of(attributes: dict[str, str | None]) -> str:
    """What an element is called: its classes, id, role and property."""
    found = [name for key in _NAMING if (name := attributes.get(key))]
    if len(found) == 1:
        return found[0][:_LONGEST_NAME]
    return " ".join([name[:_LONGEST_NAME] for name in found])
