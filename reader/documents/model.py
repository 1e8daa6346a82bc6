"""What a document is: its text, never edited, and the blocks that stand in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from reader.text import Span


class BlockKind(StrEnum):
    """What a block is in the article."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    CAPTION = "caption"
    RULE = "rule"


class Style(StrEnum):
    """Inline typography of a part of a block."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, quote, … : a span of ``Document.text`` and a kind.

    Blocks are in order and do not overlap; between them stands white space only. A block may
    hold line breaks: they are soft (shown as a space) unless ``hard_breaks``.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    """Heading level 1-6, or the nesting depth (from 0) of a list item or quote."""
    hard_breaks: bool = False
    """Line breaks inside the block are the author's (verse, code, table): keep them."""


class Inline(NamedTuple):
    """Typography of a span inside a block; ``target`` is the address of a link, as written."""

    span: Span
    style: Style
    target: str = ""


class Encoding(NamedTuple):
    """How the bytes were read. ``guessed`` when neither a BOM, UTF-8 nor a declaration decided."""

    name: str = "utf-8"
    guessed: bool = False
    replaced: int = 0
    """How many bytes or code units had no meaning and stand as U+FFFD."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the source says of itself. Every field may be empty; nothing here is sanitised."""

    title: str = ""
    author: str = ""
    site: str = ""
    """A name for people ("IT BOLTWISE") or, failing that, a host."""
    date: str = ""
    """ISO 8601, as precise as the source is: YYYY, YYYY-MM, YYYY-MM-DD or with a time."""
    url: str = ""
    language: str = ""
    """Declared by the source, a BCP 47 tag; detection is ``reader.language``'s."""
    description: str = ""


class Element(NamedTuple):
    """An element of a page in which blocks stand."""

    parent: int
    """The number of the element around it, always smaller than its own; -1: none."""
    tag: str
    names: str = ""
    """Its classes, id, role and property, parted by spaces, as written."""


class Markup(NamedTuple):
    """How a page holds its blocks: what tells its article from the rest."""

    elements: tuple[Element, ...]
    holders: tuple[int, ...]
    """For each block the number of the innermost element in which it begins."""
    stated: str = ""
    """The article's text as the page's own data for search engines give it, or ""."""


MOST_JUDGED = 4_000_000
"""Code points; a longer document is not cleaned: that would take seconds."""
MOST_JUDGED_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class Document:
    """One article. ``text`` is never edited; every position is a code point offset into it."""

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    """``metadata.title`` is filled in for every document: see ``reader.documents.title``."""
    inlines: tuple[Inline, ...] = ()
    """Sorted by span; may nest."""
    format: str = "text"
    """The registry's name of the format: text, markdown, html, epub, …"""
    encoding: Encoding = field(default_factory=Encoding)
    digest: str = ""
    """SHA-256 of ``text`` as UTF-8 (surrogatepass), hexadecimal."""
    notices: tuple[str, ...] = ()
    """Sentences for the reader: what was left out, mended or refused, and why."""
    raw: bool = False
    """Too long to be looked into: shown as it stands, not cleaned and not annotated."""
    markup: Markup | None = None
    """For whole web pages, where their blocks stand."""

    @property
    def judgeable(self) -> bool:
        """Whether it is short enough to be cleaned while somebody waits for it."""
        short = len(self.text) <= MOST_JUDGED and len(self.blocks) <= MOST_JUDGED_BLOCKS
        return short and not self.raw
