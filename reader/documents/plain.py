"""Plain text to blocks: paragraphs, headings, lists, quotes, verse, tables, code, by their look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from reader.documents import lines as look
from reader.documents.model import Block, BlockKind
from reader.documents.wrapping import is_full, is_verse, wrap_width
from reader.text import Span

RAW_ABOVE = 20_000_000
"""Code points. A longer text is cut into plain pieces at line breaks and not looked at further."""
RAW_LINES = 200_000
"""Lines; a text of more is taken for data, and treated as one that is too long."""
_PIECE = 4_000


def is_raw(text: str) -> bool:
    """Whether a text is too long, or has too many lines, to be looked into."""
    return len(text) > RAW_ABOVE or text.count("\n") > RAW_LINES


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order; only white space stands between them."""
    if is_raw(text):
        return tuple(pieces(text))
    runs = _runs(text)
    width = wrap_width([[text[start:end] for start, end in run] for run in runs])
    blocks: list[Block] = []
    for position, run in enumerate(runs):
        blocks.extend(_Run(text, run, width, position == 0).blocks())
    return tuple(blocks)


_Line = tuple[int, int]


def _runs(text: str) -> list[list[_Line]]:
    """Groups of consecutive lines that are not blank, each line as (start, end)."""
    runs: list[list[_Line]] = []
    run: list[_Line] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            run.append((start, end))
        elif run:
            runs.append(run)
            run = []
        start = end + 1
    if run:
        runs.append(run)
    return runs


class _Run:
    """One group of lines between blank lines, on its way to blocks."""

    def __init__(self, text: str, run: list[_Line], width: int | None, first: bool) -> None:
        self.text = text
        self.run = run
        self.lines = [text[start:end] for start, end in run]
        self.width = width
        self.first = first

    def blocks(self) -> Iterator[Block]:
        whole = self._whole()
        if whole is not None:
            yield whole
            return
        at = 0
        while at < len(self.run):
            taken, block = self._next(at)
            yield block
            at += taken

    def _whole(self) -> Block | None:
        """The run as one block, where it is code or verse from its first line to its last."""
        if len(self.run) >= 2 and all(look.indent(line) >= 4 for line in self.lines):
            if is_verse(self.lines) or self.width is not None:
                return self._block(0, len(self.run), hard=True)
            if not any(look.is_list_item(line) for line in self.lines):
                return self._block(0, len(self.run), BlockKind.CODE, hard=True)
        if self.width is None and is_verse(self.lines) and not self._has_marks():
            return self._block(0, len(self.run), hard=True)
        return None

    def _has_marks(self) -> bool:
        return any(
            look.LIST_MARKER.match(line) or look.RULE.fullmatch(line) or line.lstrip()[0] == ">"
            for line in self.lines
        )

    def _next(self, at: int) -> tuple[int, Block]:
        """How many lines the block that begins at line ``at`` takes, and the block."""
        line = self.lines[at]
        for recognise in (self._fenced, self._quoted, self._underlined, self._table):
            taken, block = recognise(at)
            if block is not None:
                return taken, block
        if look.RULE.fullmatch(line):
            return 1, self._block(at, at + 1, BlockKind.RULE)
        if look.is_list_item(line):
            taken = self._continued(at, item=True)
            level = min(look.indent(line) // 2, 8) if self._nested else 0
            return taken, self._block(at, at + taken, BlockKind.LIST_ITEM, level)
        level = self._heading_level(at)
        if level:
            return 1, self._block(at, at + 1, BlockKind.HEADING, level)
        taken = self._continued(at, item=False)
        return taken, self._block(at, at + taken)

    @cached_property
    def _nested(self) -> bool:
        return any(look.indent(line) == 0 for line in self.lines if look.is_list_item(line))

    def _fenced(self, at: int) -> tuple[int, Block | None]:
        match = look.FENCE.fullmatch(self.lines[at])
        if match is None or match.group(1)[0] == "~":
            return 0, None
        ends = self._fences.get(match.group(1), [])
        number = bisect_right(ends, at)
        if number == len(ends):
            return 0, None
        end = ends[number] + 1
        return end - at, self._block(at, end, BlockKind.CODE, hard=True)

    @cached_property
    def _fences(self) -> dict[str, list[int]]:
        """The lines of nothing but backticks, by what stands on them."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines):
            fence = line.strip()
            if fence[:3] == "```" and not fence.strip("`"):
                found.setdefault(fence, []).append(number)
        return found

    def _quoted(self, at: int) -> tuple[int, Block | None]:
        match = look.QUOTE.match(self.lines[at])
        if match is None or match.end() == len(self.lines[at]):
            return 0, None
        level = match.group(1).count(">") - 1
        end = at + 1
        while end < len(self.lines) and (more := look.QUOTE.match(self.lines[end])):
            if more.group(1).count(">") - 1 != level:
                break
            end += 1
        hard = end - at > 1
        return end - at, self._block(at, end, BlockKind.QUOTE, min(level, 8), hard=hard)

    def _underlined(self, at: int) -> tuple[int, Block | None]:
        if at + 1 >= len(self.lines) or look.UNDERLINE.fullmatch(self.lines[at + 1]) is None:
            return 0, None
        line = self.lines[at].strip()
        if len(line) > 100 or look.RULE.fullmatch(line) or look.is_list_item(line):
            return 0, None
        if abs(len(line) - len(self.lines[at + 1].strip())) > max(3, len(line) // 2):
            return 0, None
        level = 1 if self.lines[at + 1].strip()[0] in "=*" else 2
        return 1, self._block(at, at + 1, BlockKind.HEADING, level)

    def _table(self, at: int) -> tuple[int, Block | None]:
        shape = look.row_shape(self.lines[at])
        if shape is None:
            return 0, None
        end = at + 1
        while end < len(self.lines) and look.row_shape(self.lines[end]) == shape:
            end += 1
        if end - at < 3:
            return 0, None
        return end - at, self._block(at, end, BlockKind.TABLE, hard=True)

    def _heading_level(self, at: int) -> int:
        """1-6 when the line reads as a heading where it stands, else 0."""
        line = self.lines[at]
        if not look.may_be_heading(line):
            return 0
        alone = len(self.lines) == 1
        before = self.lines[at - 1] if at else ""
        after = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        if look.is_capitals(line) and (alone or at == 0) and len(line) <= 80:
            return 1 if self.first and at == 0 else 2
        if self.width is not None:
            return (1 if self.first else 2) if alone else 0
        if alone:
            return 1 if self.first else 2
        if after and look.is_prose(after) and (not before or look.is_prose(before)):
            return 1 if self.first and at == 0 else 2
        return 0

    def _continued(self, at: int, *, item: bool) -> int:
        """How many lines the paragraph or list item that begins at ``at`` runs on for."""
        end = at + 1
        hanging = item and self.width is None
        while end < len(self.lines) and self._joins(end, hanging):
            end += 1
        return end - at

    def _joins(self, at: int, hanging: bool) -> bool:
        line, before = self.lines[at], self.lines[at - 1]
        if look.is_list_item(line) or look.RULE.fullmatch(line) or look.QUOTE.match(line):
            return False
        if self.width is not None:
            return is_full(before, line, self.width) or self._mostly_full
        return hanging and look.indent(line) >= 2 and look.indent(line) > look.indent(before) - 1

    @cached_property
    def _mostly_full(self) -> bool:
        """A paragraph may hold a line that broke early; a list of short lines is no paragraph."""
        pairs = list(zip(self.lines, self.lines[1:], strict=False))
        full = sum(is_full(line, following, self.width or 0) for line, following in pairs)
        return full >= 0.7 * len(pairs)

    def _block(
        self,
        start: int,
        end: int,
        kind: BlockKind = BlockKind.PARAGRAPH,
        level: int = 0,
        *,
        hard: bool = False,
    ) -> Block:
        span = Span(self.run[start][0], self.run[end - 1][1]).trimmed(self.text)
        return Block(span, kind, level, hard_breaks=hard)


def pieces(text: str) -> Iterator[Block]:
    """The text cut at line breaks into pieces of some thousand code points, trimmed."""
    start, length = 0, len(text)
    while start < length:
        end = text.rfind("\n", start, start + _PIECE) + 1
        if end <= start:
            end = text.find("\n", start + _PIECE) + 1 or length
        if start + _PIECE >= length:
            end = length
        span = Span(start, end).trimmed(text)
        if span:
            yield Block(span, hard_breaks=True)
        start = end
