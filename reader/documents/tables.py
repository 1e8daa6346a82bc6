"""Tables of data as aligned text. Tables that only lay out a page are left to the flow."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from reader.documents.model import Inline, Style
from reader.text import Span

_LONGEST_CELL = 160
_MOST_CELLS = 20_000
_MOST_COLUMNS = 40
_WIDEST = 100
"""Cells of the terminal up to which columns are aligned; wider tables are parted by bars."""
_INSIDE = "table, form, article, section, h1, h2, h3, blockquote, ul, ol, textarea, iframe, nav"


Cell = tuple[str, str]
"""Its text on one line, and the target of its link if all of it is one."""


def table_text(table: Any) -> tuple[str, list[Inline]] | None:
    """The text of a data table and its links, or None where the table is layout."""
    if table.css_first(_INSIDE) is not None and _is_layout(table):
        return None
    rows = _rows(table)
    if rows is None or len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    caption = table.css_first("caption")
    title = " ".join((caption.text(deep=True) or "").split()) if caption is not None else ""
    return aligned(rows, title)


def _is_layout(table: Any) -> bool:
    """Something that does not belong into a table of data stands below ``table`` itself."""
    return any(node.mem_id != table.mem_id for node in table.css(_INSIDE)[:2])


def _rows(table: Any) -> list[list[Cell]] | None:
    rows: list[list[Cell]] = []
    total = 0
    for row in table.css("tr"):
        cells: list[Cell] = []
        for cell in row.css("td, th"):
            text = " ".join((cell.text(deep=True, separator=" ") or "").split())
            total += 1
            if len(text) > _LONGEST_CELL or total > _MOST_CELLS:
                return None
            cells.append((text, _only_link(cell, text)))
            cells += [("", "")] * (_columns(cell) - 1)
        if any(text for text, _ in cells):
            rows.append(cells)
    return rows


def _columns(cell: Any) -> int:
    """How many columns a cell goes over."""
    span = cell.attributes.get("colspan") or "1"
    return min(max(int(span), 1), _MOST_COLUMNS) if span.isdecimal() and len(span) < 4 else 1


def _only_link(cell: Any, text: str) -> str:
    link = cell.css_first("a[href]")
    if link is None or " ".join((link.text(deep=True, separator=" ") or "").split()) != text:
        return ""
    return link.attributes.get("href") or ""


def aligned(rows: Sequence[Sequence[Cell]], title: str = "") -> tuple[str, list[Inline]]:
    """Rows as lines, columns aligned by terminal cells where that fits, else parted by bars."""
    columns = max(map(len, rows))
    widths = [
        max((cells(row[i][0]) for row in rows if i < len(row)), default=0) for i in range(columns)
    ]
    fits = sum(widths) + 2 * (columns - 1) <= _WIDEST
    lines: list[str] = [title] if title else []
    inlines: list[Inline] = []
    position = len(title) + 1 if title else 0
    for row in rows:
        line = ""
        for i, (text, target) in enumerate(row):
            if i:
                line += "  " if fits else " | "
            if target and text:
                begin = position + len(line)
                inlines.append(Inline(Span(begin, begin + len(text)), Style.LINK, target))
            line += text
            if fits and i < len(row) - 1:
                line += " " * (widths[i] - cells(text))
        lines.append(line)
        position += len(line) + 1
    return "\n".join(lines), inlines


def cells(text: str) -> int:
    """About how many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )
