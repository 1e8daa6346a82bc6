"""One row of the article in pieces: gutter, margin, text in its layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.documents.model import BlockKind
from reader.tui.article.layers import COMMENT_MARK, InlineLayer, NoteLayer, colour_mark
from reader.tui.article.row_model import Line, Place, Row, RowKind, ViewMode
from reader.tui.article.rows import Rows
from reader.tui.layout import GUTTER

if TYPE_CHECKING:
    from reader.notes.model import PlacedNote
    from reader.text import Span
    from reader.tui.article.palette import Palette

BAR = "▎"
FURTHER = "▏"

Piece = tuple[str, Any]
"""Text and its style, as the palette has it."""
Run = tuple[int, int, str]
"""Offsets and the name of a style that lies over them; later ones on top."""


@dataclass(slots=True)
class Painter:
    """Everything the rows are painted with, except what changes with every key."""

    rows: Rows
    palette: Palette
    notes: NoteLayer
    inlines: InlineLayer
    margin: int
    """Cells left of the gutter."""
    width: int
    """Cells of the whole row."""

    def pieces(
        self,
        place: Place,
        *,
        runs: Iterable[Run] = (),
        caret: int | None = None,
        bar: bool = False,
        dim_outside: Span | None = None,
    ) -> list[Piece]:
        """The row at ``place``; ``runs`` are what lies above typography and highlights."""
        row, line, palette = self.rows.row(place), self.rows.line(place), self.palette
        base = self._base(place, row)
        pieces: list[Piece] = [(" " * self.margin, palette.base), *self._gutter(row, bar)]
        if line.cells[0]:
            pieces.append((_fit(line.lead, line.cells[0]), palette[(*base, "lead")]))
        spans = [*self._typography(row, line), *(runs if row.has_text else ())]
        if dim_outside is not None:
            spans.insert(0, (row.start, dim_outside.start, "dimmed"))
            spans.insert(0, (dim_outside.end, row.end, "dimmed"))
        if caret is not None:
            index = line.index_of(caret)
            after = line.starts[index + 1] if index + 1 < len(line.starts) else line.end
            spans.append((line.starts[index], max(after, line.starts[index] + 1), "caret"))
        pieces.extend(self._text(line, base, spans, caret is not None))
        used = self.margin + GUTTER + line.cells[-1]
        if line.tail:
            pieces.append((line.tail, palette[base]))
            used += len(line.tail)
        if used < self.width:
            pieces.append((" " * (self.width - used), palette.base))
        return pieces

    def _base(self, place: Place, row: Row) -> tuple[str, ...]:
        unit = self.rows.units[place.unit]
        block = self.rows.block_of(unit)
        if row.kind in (RowKind.FOLD, RowKind.REASON, RowKind.KICKER):
            return ("label",)
        if row.kind is RowKind.HEADLINE:
            return ("heading-1",)
        if block is None or self.rows.setting.mode is ViewMode.RAW:
            return ()
        names: tuple[str, ...] = () if self.rows.kept(unit.block) else ("removed",)
        if block.kind is BlockKind.HEADING:
            names += (f"heading-{min(max(block.level, 1), 3)}",)
        elif block.kind is BlockKind.CODE:
            names += ("code",)
        elif block.kind is BlockKind.CAPTION:
            names += ("emphasis",)
        return names

    def _typography(self, row: Row, line: Line) -> Iterator[Run]:
        if row.kind is not RowKind.TEXT:
            return
        if self.rows.setting.mode is not ViewMode.RAW:
            for inline in self.inlines.over(row.start, row.end):
                yield inline.span.start, inline.span.end, inline.style.value
        yield from self.notes.painted(row.start, row.end)

    def _text(
        self, line: Line, base: tuple[str, ...], spans: list[Run], with_caret: bool
    ) -> Iterator[Piece]:
        count, palette = len(line.starts), self.palette
        if not spans:
            yield ("".join(line.shown), palette[base])
            return
        filled = count
        while filled and not line.shown[filled - 1].strip():
            filled -= 1
        clipped: list[Run] = []
        cuts = {0, count}
        for start, end, name in spans:
            if end <= line.starts[0] or start >= max(line.end, line.starts[-1] + 1) or start >= end:
                continue
            first, last = line.index_of(start), line.index_of(end - 1) + 1
            if name != "caret":
                last = min(last, filled)
            if first >= last:
                continue
            clipped.append((first, last, name))
            cuts.update((first, last))
        edges = sorted(cuts)
        for begin, finish in pairwise(edges):
            names = tuple(n for first, last, n in clipped if first <= begin < last)
            piece = "".join(line.shown[begin:finish])
            if not piece and with_caret and "caret" in names:
                piece = " "
            if piece:
                yield (piece, palette[(*base, *names)])

    def _gutter(self, row: Row, bar: bool) -> Iterator[Piece]:
        palette = self.palette
        over = self.notes.over(row.start, row.end) if row.has_text else []
        if not over and not bar:
            yield (" " * GUTTER, palette.base)
            return
        lanes = [self._lane(row, span, note) for span, note in over[:2]]
        if len(over) > 2:
            lanes[1] = ("+", palette[("comment",)])
        elif len(over) == 1:
            span, note = over[0]
            commented = note.note.comment and span.start >= row.start
            lanes.append((COMMENT_MARK if commented else " ", palette[("comment",)]))
        yield from lanes or [("  ", palette.base)]
        yield (BAR if bar else " ", palette[("bar",)])
        yield (" ", palette.base)

    def _lane(self, row: Row, span: Span, note: PlacedNote) -> Piece:
        colour = note.note.colour
        if span.start < row.start:
            return (FURTHER, self.palette[(f"mark-{colour.value}",)])
        return (colour_mark(colour), self.palette[(f"highlight-{colour.value}",)])


def _fit(lead: str, cells: int) -> str:
    return lead[:cells].ljust(cells)
