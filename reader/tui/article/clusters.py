"""Text cut into what a terminal shows as one thing: grapheme clusters with their cells.

Every cluster knows the code points it stands for, so a place on the screen is always a true
offset into the document. Widths are those of :func:`rich.cells.cell_len`, which Textual measures
with; what is shown has passed :func:`reader.sanitise.sanitise`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size, set_cell_size

from reader.patterns import late
from reader.sanitise import TAG_MARK, sanitise
from reader.tui.article.plain_rows import NARROW

SPACES = " \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f"
"""White space a row may be broken at, as a character class; no-break spaces are not among it."""

_RUNS = late(f"([{SPACES}]+)|([{NARROW}]+)|(.)", re.DOTALL)
_QUOTED_RUNS = late(f"((?:\\n[ \\t]*(?:>[ \\t]?)+|[{SPACES}])+)|([{NARROW}]+)|(.)", re.DOTALL)
QUOTE_MARK = late(r"[ \t]*(?:>[ \t]?)+")
JOINER = "\u200d"
TAB = "    "


class Clusters(NamedTuple):
    """Parallel lists, one entry a cluster."""

    starts: Sequence[int]
    """Offset of the first code point."""
    widths: Sequence[int]
    """Cells."""
    shown: Sequence[str]
    """What goes to the screen."""
    end: int
    """Offset after the last code point of the last cluster."""


@lru_cache(8192)
def _look(character: str) -> tuple[str, int, bool]:
    """What is shown of a character, its cells, and whether it belongs to the one before."""
    shown = sanitise(character)
    joins = get_character_cell_size(character) == 0 and shown in ("", character)
    return shown, cell_len(shown), joins


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


class _Builder:
    def __init__(self, limit: int) -> None:
        self.starts: list[int] = []
        self.widths: list[int] = []
        self.shown: list[str] = []
        self.limit = limit
        self.joining = False
        self.flag = False

    def add(self, at: int, shown: str, width: int) -> None:
        if width > self.limit:
            shown, width = set_cell_size(shown, self.limit), self.limit
        self.starts.append(at)
        self.shown.append(shown)
        self.widths.append(width)
        self.joining = self.flag = False

    def extend(self, character: str) -> None:
        """Join a character to the last cluster."""
        shown = sanitise(self.shown[-1] + character)
        width = cell_len(shown.rstrip(JOINER))
        if width > self.limit:
            shown, width = set_cell_size(shown.rstrip(JOINER), self.limit), self.limit
        self.shown[-1], self.widths[-1] = shown, width
        self.joining = character == JOINER
        self.flag = False

    def character(self, at: int, character: str) -> None:
        shown, width, joins = _look(character)
        if self.starts and shown == self.shown[-1] == TAG_MARK and character != TAG_MARK:
            return  # a run of tags, as behind a flag, shows as one
        if self.starts and (joins or self.joining or (self.flag and _is_flag_letter(character))):
            self.extend(character)
            return
        self.add(at, shown, width)
        self.joining = character == JOINER
        self.flag = _is_flag_letter(character)

    def narrow(self, at: int, run: str) -> None:
        if self.joining and self.starts:
            self.extend(run[0])
            at, run = at + 1, run[1:]
        if run:
            self.starts.extend(range(at, at + len(run)))
            self.widths.extend([1] * len(run))
            self.shown.extend(run)
            self.joining = self.flag = False

    def verbatim_spaces(self, at: int, run: str) -> None:
        for offset, character in enumerate(run, at):
            shown = {"\t": TAB, "\n": ""}.get(character, " ")
            self.add(offset, shown, len(shown))

    def result(self, end: int) -> Clusters:
        for index, shown in enumerate(self.shown):
            if shown.endswith(JOINER):
                self.shown[index] = shown.rstrip(JOINER)
        return Clusters(self.starts, self.widths, self.shown, end)


def clusters(
    text: str,
    start: int,
    end: int,
    *,
    verbatim: bool = False,
    quoted: bool = False,
    limit: int = 1_000,
) -> Clusters:
    """The clusters of ``text[start:end]``, which must begin at a cluster.

    A run of white space is one cluster of one cell; with ``verbatim`` each of its characters is
    one (a tab has four cells, a line break none). ``quoted``: the ``>`` after a line break belong
    to the white space. No cluster is wider than ``limit`` cells.
    """
    built = _Builder(max(2, limit))
    runs = _QUOTED_RUNS if quoted and not verbatim else _RUNS
    for match in runs.finditer(text, start, end):
        at, kind = match.start(), match.lastindex
        if kind == 2:
            built.narrow(at, match[2])
        elif kind == 3:
            built.character(at, match[3])
        elif verbatim:
            built.verbatim_spaces(at, match[1])
        else:
            built.add(at, " ", 1)
    return built.result(end)
