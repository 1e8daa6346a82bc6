"""How the units of an article become rows, and a row the clusters drawn in it.

A *unit* is what is wrapped at once: a block, a part of a huge block, or in raw view a line. It is
wrapped when it comes into view. Nothing here knows Textual.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import accumulate
from typing import Self

from rich.cells import cell_len, set_cell_size

from reader.cleaning.verdict import Verdict
from reader.documents.model import Block, BlockKind, Document, Inline
from reader.patterns import late
from reader.sanitise import sanitise
from reader.text import LineIndex
from reader.tui.article.breaking import break_clusters, hyphenator
from reader.tui.article.clusters import Clusters, clusters
from reader.tui.article.plain_rows import Break, break_plain, is_plain
from reader.tui.article.row_model import Line, Place, Row, RowKind, Setting, Unit, ViewMode
from reader.tui.article.row_parts import (
    LONGEST_NUMBER,
    LONGEST_UNIT,
    hanging,
    hide,
    hide_quote_mark,
    is_right_to_left,
    parted,
    raised,
    stretch,
)
from reader.tui.lines import clip
from reader.tui.lines import wrap as wrap_line

MOST_CACHED = 2_048
"""Units, and rows, that are kept. By the object itself: a cached method would tie it to itself, and
its article would stay in memory long after another one is open."""
DOUBTFUL = 0.75
"""Removals less sure than this are marked with a question mark."""
NARROWEST = 16
LONGEST_HEADLINE = 4
"""Rows; what is beyond is left out."""
_BULLET = late(r"[ \t]*(?:[-*+•‣·–◦▪]|\(?\d{1,4}[.)]|\(?[a-zA-Z][.)])[ \t]+")
_KEPT_SHAPE = frozenset({BlockKind.CODE, BlockKind.TABLE})


USUAL = Setting()


class Laid:
    """The units of one document in one setting, and their rows."""

    def __init__(
        self, document: Document, verdicts: Sequence[Verdict], setting: Setting = USUAL
    ) -> None:
        self.document, self.verdicts, self.setting = document, verdicts, setting
        self.units = self._raw_units() if setting.mode is ViewMode.RAW else self._block_units()
        self.starts = [unit.start for unit in self.units]
        self._block_starts = [block.span.start for block in document.blocks]
        self._link_ends, self._link_numbers = self._links()
        self._set(setting)

    def _set(self, setting: Setting) -> None:
        self.setting, self.width = setting, max(NARROWEST, setting.width)
        self.head = self._head_lines()
        self._wrapped: dict[int, list[Row]] = {}
        self._hyphenate = (
            hyphenator(setting.language) if setting.justify and setting.hyphenate else None
        )
        self._lines: dict[Place, Line] = {}

    def reset(
        self, document: Document, verdicts: Sequence[Verdict], setting: Setting
    ) -> Self | None:
        """The same units in another column, at no cost; None where other units are shown."""
        mine = self.setting.mode, self.setting.unfolded
        same = document is self.document and (setting.mode, setting.unfolded) == mine
        if not same or (verdicts is not self.verdicts and verdicts != self.verdicts):
            return None
        other = copy(self)
        other._set(setting)
        return other

    def __len__(self) -> int:
        """The number of units; 0 where there is nothing to show."""
        return len(self.units)

    def _head_lines(self) -> list[tuple[RowKind, str]]:
        """What stands above the text: the rows of the first unit before those of its text."""
        found, mode = self.setting.headline, self.setting.mode
        if mode is ViewMode.RAW:
            return []
        kicker = [found.kicker, *(found.notices if mode is ViewMode.REMOVED else ())]
        lines = [(RowKind.KICKER, clip(words, self.width)) for words in kicker if words]
        if not found.title:
            return lines  # right above the headline that the text has
        title = wrap_line(found.title, self.width, LONGEST_HEADLINE)
        return [*lines, *((RowKind.HEADLINE, line) for line in title), (RowKind.SPACER, "")]

    def _links(self) -> tuple[list[int], list[str]]:
        """Offsets of the last characters of links, in order, and the number drawn after each."""
        if self.setting.mode is ViewMode.RAW:
            return [], []
        links = [i for i in self.document.inlines if i.target and len(i.span)]
        numbers: dict[str, int] = {}
        for link in sorted(links, key=self._is_removed):  # the clean article counts from one
            numbers.setdefault(link.target, len(numbers) + 1)
        pairs = [(i.span.end - 1, numbers[i.target]) for i in links]
        pairs.sort()
        return [end for end, _ in pairs], [raised(number) for _, number in pairs]

    def _is_removed(self, inline: Inline) -> bool:
        block = bisect_right(self._block_starts, inline.span.start) - 1
        return 0 <= block < len(self.verdicts) and not self.verdicts[block].kept

    def _has_link_end(self, start: int, end: int) -> bool:
        return bisect_left(self._link_ends, start) < bisect_left(self._link_ends, end)

    def _raw_units(self) -> list[Unit]:
        text = self.document.text
        lines, blocks = LineIndex(text), self.document.blocks
        units: list[Unit] = []
        block = 0
        for number, start in enumerate(lines.starts):
            end = lines.starts[number + 1] if number + 1 < len(lines) else lines.length
            if start == end:
                continue
            while block < len(blocks) and blocks[block].span.end <= start:
                block += 1
            inside = block < len(blocks) and blocks[block].span.start < end
            units.extend(parted(text, start, end, block if inside else -1))
        return units

    def _block_units(self) -> list[Unit]:
        clean = self.setting.mode is ViewMode.CLEAN
        units: list[Unit] = []
        for index, block in enumerate(self.document.blocks):
            start, end = block.span.start, block.span.end
            if start == end or (clean and not self.kept(index)):
                continue
            if end - start <= LONGEST_UNIT or self._is_folded(index):
                units.append(Unit(start, end, index))
            else:
                units.extend(parted(self.document.text, start, end, index))
        return units

    def kept(self, block: int) -> bool:
        """Whether a block belongs to the article."""
        return block < 0 or block >= len(self.verdicts) or self.verdicts[block].kept

    def _is_folded(self, block: int) -> bool:
        hidden = self.setting.mode is ViewMode.REMOVED and not self.kept(block)
        return hidden and block not in self.setting.unfolded

    def block_of(self, unit: Unit) -> Block | None:
        """The block a unit is of; None between blocks."""
        return self.document.blocks[unit.block] if unit.block >= 0 else None

    # -- wrapping

    def unit_rows(self, number: int) -> list[Row]:
        """The rows of a unit, spacers before it included."""
        rows = self._wrapped.get(number)
        if rows is None:
            if len(self._wrapped) >= MOST_CACHED:
                for stale in list(self._wrapped)[: MOST_CACHED // 2]:
                    del self._wrapped[stale]
            rows = self._wrapped[number] = self._wrap(number)
        return rows

    def _wrap(self, number: int) -> list[Row]:
        unit = self.units[number]
        head = [] if number else [Row(kind, unit.start, unit.start) for kind, _ in self.head]
        rows = head + [Row(RowKind.SPACER, unit.start, unit.start)] * self._space_before(number)
        if self._is_folded(unit.block):
            return [*rows, Row(RowKind.FOLD, unit.start, unit.end, first=True, last=True)]
        if self.setting.mode is ViewMode.REMOVED and not self.kept(unit.block) and unit.begins:
            rows.append(Row(RowKind.REASON, unit.start, unit.start))
        first, hanging = self._indents(unit)
        text = self.document.text
        ends = self._breaks(unit, self.width - first, self.width - hanging)
        at, begins = unit.start, True
        for offset, tail in ends:
            kind, last = RowKind.TEXT, offset >= unit.end or text[offset - 1] == "\n"
            rows.append(
                Row(
                    kind,
                    at,
                    offset,
                    first if begins else hanging,
                    begins and unit.begins,
                    last,
                    tail,
                )
            )
            at, begins = offset, False
        return rows

    def _breaks(self, unit: Unit, first: int, room: int) -> Iterator[tuple[int, str]]:
        """Offsets where rows of a unit end, and the hyphen if any."""
        text, hyphenate = self.document.text, None if self._verbatim(unit) else self._hyphenate
        piece = unit_piece = text[unit.start : unit.end]
        if not self._verbatim(unit):
            piece = unit_piece.replace("\n", " ")
        elif piece.endswith("\n"):
            piece = piece[:-1]
        quoted = self._is_quote(unit) and "\n" in unit_piece
        if is_plain(piece) and not quoted and not self._has_link_end(unit.start, unit.end):
            ends: list[Break] = break_plain(piece, first, room, hyphenate)
            for index, tail in ends[:-1]:
                yield unit.start + index, tail
            yield unit.end, ""
            return
        cells = self._clusters(unit, unit.start, unit.end)
        for index, tail in break_clusters(text, cells, first, room, hyphenate):
            yield (cells.starts[index] if index < len(cells.starts) else unit.end), tail

    def _clusters(self, unit: Unit, start: int, end: int) -> Clusters:
        found = clusters(
            self.document.text,
            start,
            end,
            verbatim=self._verbatim(unit),
            quoted=self._is_quote(unit),
            limit=self.width - self._indents(unit)[1] - LONGEST_NUMBER,
        )
        if self._has_link_end(start, end):
            self._number_links(found, start)
        return found

    def _number_links(self, found: Clusters, start: int) -> None:
        """Draw the numbers of links, like those of footnotes, with their last character."""
        shown, widths = list(found.shown), list(found.widths)
        at = bisect_left(self._link_ends, start)
        for end, number in zip(self._link_ends[at:], self._link_numbers[at:], strict=True):
            if end >= found.end:
                break
            index = bisect_right(found.starts, end) - 1
            shown[index] += number
            widths[index] += len(number)
        found.shown[:], found.widths[:] = shown, widths  # type: ignore[index]

    def _verbatim(self, unit: Unit) -> bool:
        block = self.block_of(unit)
        raw = self.setting.mode is ViewMode.RAW
        return raw or (block is not None and (block.hard_breaks or block.kind in _KEPT_SHAPE))

    def _is_quote(self, unit: Unit) -> bool:
        block = self.block_of(unit)
        raw = self.setting.mode is ViewMode.RAW
        return block is not None and block.kind is BlockKind.QUOTE and not raw

    def _space_before(self, number: int) -> int:
        unit = self.units[number]
        if number == 0 or not unit.begins or self.setting.mode is ViewMode.RAW:
            return 0
        block, before = self.block_of(unit), self.block_of(self.units[number - 1])
        if block is None or before is None:
            return 0
        if self._is_folded(unit.block) and self._is_folded(self.units[number - 1].block):
            return 0
        tight = (BlockKind.LIST_ITEM, BlockKind.TABLE)
        if block.kind is before.kind and block.kind in tight:
            return 0
        return 2 if block.kind is BlockKind.HEADING and block.level in (1, 2) else 1

    def _indents(self, unit: Unit) -> tuple[int, int]:
        """Cells before the first row and before those that follow."""
        block = self.block_of(unit)
        if block is None or self.setting.mode is ViewMode.RAW:
            return 0, 0
        most = self.width // 3
        if block.kind is BlockKind.LIST_ITEM:
            depth = min(2 * block.level, most)
            marker = self._marker(unit)
            return (depth, min(depth + marker, most)) if marker else (depth + 2, depth + 2)
        if block.kind is BlockKind.QUOTE:
            indent = min(2 * (block.level + 1), most)
            return indent, indent
        indent = 2 if block.kind is BlockKind.CODE else 0
        return indent, indent

    def _marker(self, unit: Unit) -> int:
        """Cells of the bullet or number a list item brings along; 0 for none."""
        block = self.document.blocks[unit.block]
        match = _BULLET.match(self.document.text, block.span.start, block.span.end)
        return len(match[0]) if match else 0

    # -- geometry

    def row(self, place: Place) -> Row:
        """The row at a place."""
        return self.unit_rows(place.unit)[place.row]

    def line(self, place: Place) -> Line:
        """The geometry of a row; kept for the rows asked for lately."""
        found = self._lines.get(place)
        if found is None:
            if len(self._lines) >= MOST_CACHED:
                self._lines.clear()
            found = self._lines[place] = self._line(place)
        return found

    def _line(self, place: Place) -> Line:
        unit, row = self.units[place.unit], self.row(place)
        if row.kind in (RowKind.FOLD, RowKind.REASON):
            return self._label(unit, row)
        if row.kind is RowKind.SPACER:
            return Line((row.start,), (0, 0), ("",), row.end)
        if row.kind in (RowKind.KICKER, RowKind.HEADLINE):
            words = self.head[place.row][1]
            return Line((row.start,), (0, cell_len(words)), (words,), row.end)
        text = self.document.text
        piece, verbatim = text[row.start : row.end], self._verbatim(unit)
        stretched = self.setting.justify and not (row.last or verbatim)
        plain = piece if verbatim else piece.replace("\n", " ")
        lead = self._lead(unit, row)
        outdent = 0 if row.first else self._outdent(unit, row.start)
        special = stretched or self._is_quote(unit) or self._has_link_end(row.start, row.end)
        special = special or outdent > 0
        if is_plain(plain) and not special:
            count = len(plain)
            starts, cells = range(row.start, row.end), range(row.indent, row.indent + count + 1)
            return Line(starts, cells, plain, row.end, lead, row.tail)
        found = self._clusters(unit, row.start, row.end)
        shown, widths = list(found.shown), list(found.widths)
        if self._is_quote(unit) and (row.first or text[row.start - 1 : row.start] == "\n"):
            hide_quote_mark(text, found, shown, widths)
        hide(row.start + outdent, found, shown, widths)
        room = self.width - row.indent - len(row.tail)
        used = sum(widths) - hanging(shown, widths)
        indent = row.indent
        if is_right_to_left(text, unit):
            one_blank = max(used, sum(widths) - 1)  # a wide one, as of a tab, must not hang out
            indent += max(0, room - one_blank)
        elif stretched:
            stretch(shown, widths, room - used)
        edges = list(accumulate(widths, initial=indent))
        return Line(
            found.starts, edges, shown, row.end, lead + " " * (indent - row.indent), row.tail
        )

    def _outdent(self, unit: Unit, start: int) -> int:
        """How much of the white space at a line of code its first line has, too.

        A block begins with a letter: that line would stand to the left of the others.
        """
        block, text = self.block_of(unit), self.document.text
        if block is None or block.kind is not BlockKind.CODE or text[start - 1 : start] != "\n":
            return 0
        if self.setting.mode is ViewMode.RAW:
            return 0
        first = block.span.start
        lead = text[text.rfind("\n", 0, first) + 1 : first]
        return len(lead) if lead.isspace() and text.startswith(lead, start) else 0

    def _lead(self, unit: Unit, row: Row) -> str:
        block = self.block_of(unit)
        if block is None or not row.indent:
            return " " * row.indent
        if block.kind is BlockKind.QUOTE:
            return ("│ " * row.indent)[: row.indent]
        if block.kind is BlockKind.LIST_ITEM and row.first and not self._marker(unit):
            return " " * (row.indent - 2) + "• "
        return " " * row.indent

    def _label(self, unit: Unit, row: Row) -> Line:
        verdict = self.verdicts[unit.block]
        doubt = "?" if verdict.confidence < DOUBTFUL else ""
        reason = sanitise(verdict.reason) or "not the article"
        words = f"removed{doubt}: {reason} {verdict.confidence:.0%}"
        if row.kind is RowKind.FOLD:
            beginning = self.document.text[unit.start : min(unit.end, unit.start + self.width)]
            label = f"▸ {words} · {sanitise(' '.join(beginning.split()))}"
        else:
            label = f"▾ {words}"
        if cell_len(label) > self.width:
            label = set_cell_size(label, self.width - 1) + "…"
        return Line((row.start,), (0, cell_len(label)), (label,), row.end)
