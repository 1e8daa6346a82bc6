"""OpenDocument texts: headings, lists, tables, links and notes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from reader.documents.archive import Archive
from reader.documents.decoding import without_surrogates
from reader.documents.html_meta import iso_date
from reader.documents.markup import (
    all_text,
    child_text,
    children,
    local,
    optional_xml,
    parse_xml,
)
from reader.documents.model import BlockKind, Document, Inline, Metadata, Style
from reader.documents.reading import Builder, Wish
from reader.documents.refused import Refused
from reader.documents.tables import Cell, aligned
from reader.text import Span

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_MOST_SPACES = 100


def read(data: bytes, wish: Wish) -> Document:
    """The body of a text, its notes after it."""
    archive = Archive(data, wish.shown)
    content = archive.read("content.xml")
    if content is None:
        raise Refused(f"{wish.shown} is no OpenDocument text: it has no text in it.")
    writer = _Writer()
    for element in parse_xml(content, wish.shown).iter():
        if local(element) == "text" and element.tag != f"{_TEXT}text":
            writer.blocks(element, 0)
            break
    for number, note in enumerate(writer.notes, 1):
        writer.builder.add(f"[{number}] {note}")
    return replace(writer.builder.document("odt"), metadata=_metadata(archive))


def _metadata(archive: Archive) -> Metadata:
    root = optional_xml(archive, "meta.xml")
    for meta in children(root, "meta") if root is not None else ():
        return Metadata(
            title=child_text(meta, "title"),
            author=child_text(meta, "initial-creator") or child_text(meta, "creator"),
            date=iso_date(child_text(meta, "creation-date")),
            language=child_text(meta, "language")[:20],
            description=child_text(meta, "description"),
        )
    return Metadata()


@dataclass(slots=True)
class _Paragraph:
    """The pieces of one paragraph, and how long they are so far."""

    parts: list[str] = field(default_factory=list)
    inlines: list[Inline] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


@dataclass(slots=True)
class _Writer:
    builder: Builder = field(default_factory=Builder)
    notes: list[str] = field(default_factory=list)
    _marker: str = ""

    def blocks(self, element: Any, depth: int) -> None:
        """Headings, paragraphs, lists and tables below ``element``, in order."""
        for child in element:
            name = local(child)
            if name == "h":
                level = child.get(f"{_TEXT}outline-level") or "1"
                number = int(level) if level.isdecimal() and len(level) < 3 else 1
                self._block(child, BlockKind.HEADING, min(max(number, 1), 6))
            elif name == "p":
                kind = BlockKind.LIST_ITEM if self._marker else BlockKind.PARAGRAPH
                self._block(child, kind, min(max(depth - 1, 0), 8) if self._marker else 0)
            elif name == "list":
                self.blocks(child, depth + 1)
            elif name in ("list-item", "list-header"):
                self._marker = "• " if name == "list-item" else ""
                self.blocks(child, depth)
                self._marker = ""
            elif name == "table":
                self._table(child)
            elif name in ("section", "index-body", "table-of-content", "frame", "text-box"):
                self.blocks(child, depth)

    def _block(self, element: Any, kind: BlockKind, level: int) -> None:
        paragraph = _Paragraph()
        paragraph.add(self._marker if kind is BlockKind.LIST_ITEM else "")
        self._inline(element, paragraph)
        text, inlines = "".join(paragraph.parts), paragraph.inlines
        if text.strip() and text.strip() != self._marker.strip():
            self.builder.add(text, kind, level, hard_breaks="\n" in text, inlines=inlines)
            self._marker = ""

    def _inline(self, element: Any, paragraph: _Paragraph) -> None:
        paragraph.add(_collapsed(element.text))
        for child in element:
            name = local(child)
            if name == "s":
                count = child.get(f"{_TEXT}c") or "1"
                spaces = int(count[:6]) if count.isdecimal() else 1
                paragraph.add(" " * min(spaces, _MOST_SPACES))
            elif name in ("tab", "line-break"):
                paragraph.add("\t" if name == "tab" else "\n")
            elif name == "note":
                self._note(child, paragraph)
            elif name == "a":
                start = paragraph.length
                self._inline(child, paragraph)
                if start < paragraph.length:
                    span, target = Span(start, paragraph.length), child.get(f"{_XLINK}href") or ""
                    paragraph.inlines.append(Inline(span, Style.LINK, target))
            elif name not in ("annotation", "tracked-changes", "frame"):
                self._inline(child, paragraph)
            paragraph.add(_collapsed(child.tail))

    def _note(self, note: Any, paragraph: _Paragraph) -> None:
        for body in children(note, "note-body"):
            self.notes.append(without_surrogates(" ".join(all_text(body).split())))
            paragraph.add(f"[{len(self.notes)}]")

    def _table(self, table: Any) -> None:
        rows: list[list[Cell]] = []
        for row in (one for one in table.iter() if local(one) == "table-row"):
            texts = [" ".join(all_text(cell).split()) for cell in children(row, "table-cell")]
            if any(texts):
                rows.append([(without_surrogates(text), "") for text in texts])
        if rows and max(len(cell[0]) for row in rows for cell in row) <= 160:
            self.builder.add(aligned(rows)[0], BlockKind.TABLE, hard_breaks=True)
            return
        for row in rows:
            for text, _ in row:
                self.builder.add(text)


def _collapsed(text: str | None) -> str:
    """White space as OpenDocument reads it: every run is one space."""
    if not text:
        return ""
    lead = " " if text[0].isspace() else ""
    tail = " " if text[-1].isspace() and text.strip() else ""
    return without_surrogates(lead + " ".join(text.split()) + tail)
