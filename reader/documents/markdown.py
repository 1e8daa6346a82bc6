"""Markdown: readable text without its marks, structure as blocks, front matter as metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.documents import text as plain_text
from reader.documents.decoding import decode
from reader.documents.flow import RULE_TEXT
from reader.documents.html_meta import iso_date
from reader.documents.model import BlockKind, Document, Inline, Metadata, Style
from reader.documents.reading import Builder, Wish
from reader.documents.tables import Cell, aligned
from reader.text import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

LARGEST = 3_000_000
"""Code points. A longer text is read as plain text: parsing it would keep the reader waiting."""

MOST_WORK = 1_000_000
"""Microseconds, about, that parsing may take: see ``work_of``."""
_MARKS = {
    "[": 40, "|": 22, "*": 12, "_": 12, "~": 12, "`": 8, "<": 8, ">": 10, "&": 8, "\\": 6, "\n": 15,
}  # fmt: skip
"""What the parser takes for each of these, in microseconds."""
_MARKED_LINE = re.compile(r"^[ \t]*(?:[-+*>#:]|\d{1,9}[.)])", re.MULTILINE)
_MARKED = 35
_AUTOLINK = re.compile(r"<[a-zA-Z][\w+.-]*[:@]")
_LINKED = 45
DEEPEST = 100
"""Quotes and lists in one another; the parser passes over what stands in more."""

_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_FIELD = re.compile(r"^([A-Za-z][\w-]*):[ \t]*(.*)$", re.MULTILINE)
_STYLES = {"em_open": Style.EMPHASIS, "strong_open": Style.STRONG, "s_open": Style.STRIKE}
_FIELDS = {
    "title": ("title",),
    "author": ("author", "authors", "by", "creator"),
    "date": ("date", "published", "created"),
    "site": ("site", "source_name", "publication", "website"),
    "url": ("url", "source", "link", "canonical"),
    "language": ("lang", "language"),
    "description": ("description", "summary", "excerpt"),
}


def read(data: bytes, wish: Wish) -> Document:
    """Markdown (CommonMark with tables and strikethrough); HTML in it is shown, not obeyed."""
    source, encoding = decode(data, encoding=wish.encoding)
    size = "is longer than 3 MB" if len(source) > LARGEST else ""
    if not size and work_of(source) > MOST_WORK:
        size = "holds too many lines and marks to be laid out"
    metadata, body = front_matter(source)
    document = None if size else rendered(body)
    if document is None:
        document = plain_text.read(data, wish)
        size = size or "holds quotes and lists too deep in one another"
        notice = f"This Markdown {size} and is shown as plain text, with its marks."
        return replace(document, notices=(notice, *document.notices))
    return replace(document, metadata=metadata, encoding=encoding)


def work_of(source: str) -> int:
    """How many microseconds, about, the parser takes for a text: by its lines and its marks."""
    work = sum(each * source.count(mark) for mark, each in _MARKS.items())
    work += _LINKED * len(_AUTOLINK.findall(source))
    if work > MOST_WORK or work + _MARKED * source.count("\n") <= MOST_WORK:
        return work
    return work + _MARKED * len(_MARKED_LINE.findall(source))


def front_matter(source: str) -> tuple[Metadata, str]:
    """What the YAML block at the beginning says (plain ``key: value`` lines), and the rest."""
    match = _FRONT_MATTER.match(source)
    if match is None or not _FIELD.search(match.group("fields")):
        return Metadata(), source
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(match.group("fields")):
        stripped = value.strip().strip("[]").strip("\"'").strip()
        if stripped:
            fields.setdefault(name.lower(), stripped)
    found = {
        name: next((fields[key] for key in keys if key in fields), "")
        for name, keys in _FIELDS.items()
    }
    found["date"] = iso_date(found["date"])
    if not found["url"].startswith(("http://", "https://")):
        found["url"] = ""
    return Metadata(**found), source[match.end() :]


def rendered(source: str) -> Document | None:
    """The document of a piece of Markdown without front matter; None where it is too deep."""
    from markdown_it import MarkdownIt

    options = {"html": False, "maxNesting": DEEPEST}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    writer = _Writer()
    for token in parser.parse(source):
        if token.level >= DEEPEST - 2:
            return None
        writer.take(token)
    return writer.builder.document("markdown")


@dataclass(slots=True)
class _Writer:
    """Takes the parser's tokens in order and writes blocks."""

    builder: Builder = field(default_factory=Builder)
    _lists: list[int] = field(default_factory=list)
    _quotes: int = 0
    _heading: int = 0
    _marker: str = ""
    _rows: list[list[Cell]] = field(default_factory=list)
    _in_table: bool = False

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self._inline(token)
        elif kind in ("fence", "code_block", "html_block"):
            shown = BlockKind.PARAGRAPH if kind == "html_block" else BlockKind.CODE
            self.builder.add(token.content.strip("\n"), shown, hard_breaks=True)
        elif kind == "hr":
            self.builder.add(RULE_TEXT, BlockKind.RULE)
        elif kind == "heading_open":
            self._heading = int(token.tag[1])
        elif kind == "heading_close":
            self._heading = 0
        elif kind in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
        elif kind == "bullet_list_open":
            self._lists.append(-1)
        elif kind == "ordered_list_open":
            self._lists.append(int(token.attrs.get("start", 1)))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._marker = self._next_marker()
        else:
            self._table(kind)

    def _table(self, kind: str) -> None:
        if kind == "table_open":
            self._rows, self._in_table = [], True
        elif kind == "tr_open":
            self._rows.append([])
        elif kind == "table_close":
            self._in_table = False
            text, inlines = aligned(self._rows)
            self.builder.add(text, BlockKind.TABLE, hard_breaks=True, inlines=inlines)

    def _next_marker(self) -> str:
        if self._lists[-1] < 0:
            return "• "
        self._lists[-1] += 1
        return f"{self._lists[-1] - 1}. "

    def _inline(self, token: Token) -> None:
        text, inlines, hard = flat_inline(
            token.children or (), "" if self._in_table else self._marker
        )
        if self._in_table:
            whole = [i for i in inlines if i.style is Style.LINK and len(i.span) == len(text)]
            self._rows[-1].append((text.replace("\n", " "), whole[0].target if whole else ""))
            return
        kind, level = BlockKind.PARAGRAPH, 0
        if self._heading:
            kind, level = BlockKind.HEADING, self._heading
        elif self._marker:
            kind, level = BlockKind.LIST_ITEM, min(len(self._lists) - 1, 8)
        elif self._quotes:
            kind, level = BlockKind.QUOTE, min(self._quotes - 1, 8)
        self._marker = ""
        self.builder.add(text, kind, level, hard_breaks=hard, inlines=inlines)


def flat_inline(tokens: Sequence[Token], lead: str = "") -> tuple[str, list[Inline], bool]:
    """The text of inline tokens after ``lead``, its typography, and whether it has hard breaks."""
    parts, length, hard = [lead], len(lead), False
    opened: list[tuple[Style, int, str]] = []
    inlines: list[Inline] = []
    for token in tokens:
        piece = ""
        if token.type in ("text", "html_inline", "code_inline", "text_special"):
            piece = token.content
            if token.type == "code_inline" and piece:
                inlines.append(Inline(Span(length, length + len(piece)), Style.CODE))
        elif token.type in ("softbreak", "hardbreak"):
            piece = " " if token.type == "softbreak" else "\n"
            hard = hard or piece == "\n"
        elif token.type == "image":
            piece = f"[{token.content or 'image'}]"
            target = str(token.attrs.get("src", ""))
            inlines.append(Inline(Span(length, length + len(piece)), Style.LINK, target))
        elif token.nesting == 1:
            style = _STYLES.get(token.type, Style.LINK)
            opened.append((style, length, str(token.attrs.get("href", ""))))
        elif token.nesting == -1 and opened:
            style, start, target = opened.pop()
            if start < length:
                inlines.append(Inline(Span(start, length), style, target))
        parts.append(piece)
        length += len(piece)
    return "".join(parts), inlines, hard
