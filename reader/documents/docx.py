"""Word documents (Office Open XML): headings, lists, tables, links and footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from reader.documents.archive import Archive
from reader.documents.decoding import without_surrogates
from reader.documents.docx_lists import (
    Item,
    Lists,
    item_of,
    levels_of,
    styles_with_lists,
    value,
)
from reader.documents.html_meta import iso_date
from reader.documents.markup import child_text, children, local, optional_xml, parse_xml
from reader.documents.model import BlockKind, Document, Inline, Metadata, Style
from reader.documents.reading import Builder, Wish
from reader.documents.refused import Refused
from reader.documents.tables import Cell, aligned
from reader.text import Span

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|заголовок)\s*([1-6])", re.IGNORECASE
)
_STYLES = {"b": Style.STRONG, "i": Style.EMPHASIS, "strike": Style.STRIKE}
_PARTING = ("p", "br", "cr", "tab")
"""Elements between words."""
_OFF = ("0", "false", "off")


def read(data: bytes, wish: Wish) -> Document:
    """The body of a document, its footnotes after it."""
    archive = Archive(data, wish.shown)
    body_xml = archive.read("word/document.xml")
    if body_xml is None:
        raise Refused(f"{wish.shown} is no Word document: it has no text in it.")
    styles = optional_xml(archive, "word/styles.xml")
    writer = _Writer(
        _targets(archive),
        _style_names(styles),
        {} if styles is None else styles_with_lists(styles),
        Lists(levels_of(archive)),
    )
    for body in children(parse_xml(body_xml, wish.shown), "body"):
        writer.body(body)
    notes = optional_xml(archive, "word/footnotes.xml") if writer.notes else None
    if notes is not None:
        writer.footnotes(notes)
    return replace(writer.builder.document("docx"), metadata=_metadata(archive))


def _targets(archive: Archive) -> dict[str, str]:
    root = optional_xml(archive, "word/_rels/document.xml.rels")
    if root is None:
        return {}
    return {one.get("Id") or "": one.get("Target") or "" for one in root}


def _style_names(root: Any) -> dict[str, str]:
    """The names of styles by their ids; ids are translated, names mostly are not."""
    if root is None:
        return {}
    names: dict[str, str] = {}
    for style in children(root, "style"):
        for name in children(style, "name"):
            names[style.get(f"{_W}styleId") or ""] = name.get(f"{_W}val") or ""
    return names


def _metadata(archive: Archive) -> Metadata:
    core = optional_xml(archive, "docProps/core.xml")
    if core is None:
        return Metadata()
    return Metadata(
        title=child_text(core, "title"),
        author=child_text(core, "creator"),
        date=iso_date(child_text(core, "created")),
        language=child_text(core, "language")[:20],
        description=child_text(core, "description"),
    )


@dataclass(slots=True)
class _Run:
    """The text of one paragraph in the making."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    inlines: list[Inline] = field(default_factory=list)

    def put(self, text: str) -> None:
        text = without_surrogates(text)
        self.parts.append(text)
        self.length += len(text)

    def mark(self, start: int, style: Style, target: str = "") -> None:
        if start < self.length:
            self.inlines.append(Inline(Span(start, self.length), style, target))


@dataclass(slots=True)
class _Writer:
    targets: dict[str, str]
    style_names: dict[str, str]
    style_items: dict[str, Item]
    lists: Lists
    builder: Builder = field(default_factory=Builder)
    notes: list[str] = field(default_factory=list)
    """The ids of footnotes in the order in which the text calls them."""

    def body(self, element: Any) -> None:
        """Paragraphs and tables, also those in content controls."""
        for child in element:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
                self.body(child)

    def footnotes(self, root: Any) -> None:
        """The footnotes that the text calls, each under its number."""
        texts = {one.get(f"{_W}id") or "": one for one in children(root, "footnote")}
        for number, key in enumerate(self.notes, 1):
            if key in texts:
                run = _Run()
                run.put(f"[{number}] ")
                for paragraph in children(texts[key], "p"):
                    self._inline(paragraph, run)
                    run.put(" ")
                self.builder.add("".join(run.parts), inlines=run.inlines)

    def _paragraph(self, paragraph: Any) -> None:
        kind, level, marker = self._kind(paragraph)
        run = _Run()
        run.put(marker)
        self._inline(paragraph, run)
        text = "".join(run.parts)
        if text.strip() != marker.strip() or not marker:
            self.builder.add(text, kind, level, hard_breaks="\n" in text, inlines=run.inlines)

    def _kind(self, paragraph: Any) -> tuple[BlockKind, int, str]:
        for properties in children(paragraph, "pPr"):
            for style in children(properties, "pStyle"):
                key = style.get(f"{_W}val") or ""
                name = self.style_names.get(key, key)
                match = _HEADING.search(name) or _HEADING.search(key)
                if match:
                    return BlockKind.HEADING, int(match.group(1)), ""
                if name.lower() == "title":
                    return BlockKind.HEADING, 1, ""
                if "quote" in name.lower():
                    return BlockKind.QUOTE, 0, ""
                if "caption" in name.lower():
                    return BlockKind.CAPTION, 0, ""
            style_id = value(properties, "pStyle") or ""
            item = item_of(properties, self.style_items.get(style_id))
            if item is not None:
                return BlockKind.LIST_ITEM, item.level, self.lists.marker(item)
        return BlockKind.PARAGRAPH, 0, ""

    def _inline(self, element: Any, run: _Run) -> None:
        for child in element:
            name = local(child)
            if name == "r":
                self._text(child, run)
            elif name == "hyperlink":
                start = run.length
                self._inline(child, run)
                target = self.targets.get(child.get(f"{_R}id") or "", "")
                if target:
                    run.mark(start, Style.LINK, target)
            elif name in ("ins", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"):
                self._inline(child, run)

    def _text(self, element: Any, run: _Run) -> None:
        start = run.length
        styles: list[Style] = []
        for child in element:
            name = local(child)
            if name == "rPr":
                styles = [
                    _STYLES[local(one)]
                    for one in child
                    if local(one) in _STYLES and one.get(f"{_W}val") not in _OFF
                ]
            elif name == "t":
                run.put(child.text or "")
            elif name in ("br", "cr"):
                run.put("\n")
            elif name == "tab":
                run.put("\t")
            elif name == "noBreakHyphen":
                run.put("\u2011")
            elif name == "footnoteReference":
                self.notes.append(child.get(f"{_W}id") or "")
                run.put(f"[{len(self.notes)}]")
        for style in styles:
            run.mark(start, style)

    def _table(self, table: Any) -> None:
        rows: list[list[Cell]] = []
        long = False
        for row in children(table, "tr"):
            cells = children(row, "tc")
            texts = [_words_in(cell) for cell in cells]
            long = long or any(len(text) > 160 for text in texts)
            if texts:
                rows.append([(without_surrogates(text), "") for text in texts])
        if long or len(rows) < 2 or max(map(len, rows)) < 2:
            for row in children(table, "tr"):
                for cell in children(row, "tc"):
                    self.body(cell)
        else:
            self.builder.add(aligned(rows)[0], BlockKind.TABLE, hard_breaks=True)


def _words_in(cell: Any) -> str:
    """What a table's cell says, on one line; not what was struck out, nor codes of fields."""
    words: list[str] = []
    for paragraph in children(cell, "p"):
        for one in paragraph.iter():
            name = local(one)
            words.append((one.text or "") if name == "t" else " " if name in _PARTING else "")
    return " ".join("".join(words).split())
