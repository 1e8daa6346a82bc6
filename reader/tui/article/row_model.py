"""What the rows of an article are made of: units, rows, places, the geometry of a row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.tui.article.headline import NO_HEADLINE, Headline


class ViewMode(StrEnum):
    """What is shown of the document."""

    CLEAN = "clean"
    REMOVED = "removed"
    RAW = "raw"


class RowKind(StrEnum):
    """What a row is."""

    TEXT = "text"
    SPACER = "spacer"
    FOLD = "fold"
    """A removed block in one row: why, how sure, and how it begins."""
    REASON = "reason"
    """Above a removed block that is unfolded."""
    KICKER = "kicker"
    """Above the article: author, site, date."""
    HEADLINE = "headline"
    """Above the article, where its text lacks it."""


class Row(NamedTuple):
    """One row of the screen. Rows of a unit follow each other without gap or overlap."""

    kind: RowKind
    start: int
    end: int
    indent: int = 0
    """Cells before the text."""
    first: bool = False
    """Whether it begins its block."""
    last: bool = False
    """Whether it ends its block or, where breaks are kept, its line."""
    tail: str = ""
    """A hyphen drawn after the text, or nothing."""

    @property
    def has_text(self) -> bool:
        """Whether a caret can stand here."""
        return self.kind in (RowKind.TEXT, RowKind.FOLD)


class Unit(NamedTuple):
    """What is wrapped at once."""

    start: int
    end: int
    block: int
    """Index in ``document.blocks``; -1 between blocks (raw view)."""
    begins: bool = True
    ends: bool = True


class Place(NamedTuple):
    """A row, by its unit and its number within."""

    unit: int
    row: int


class Line(NamedTuple):
    """The geometry of one row: parallel lists, one entry a cluster."""

    starts: Sequence[int]
    cells: Sequence[int]
    """Left edge of each cluster, in cells from the left edge of the column; one more at the end."""
    shown: Sequence[str]
    end: int
    lead: str = ""
    """Drawn before the first cluster (bullet, bar of a quote), as wide as the first cell."""
    tail: str = ""

    def index_of(self, position: int) -> int:
        """The number of the cluster that holds ``position`` (clamped)."""
        return max(0, min(bisect_right(self.starts, position) - 1, len(self.starts) - 1))

    def index_at(self, cell: int) -> int:
        """The number of the cluster drawn at ``cell`` (clamped)."""
        index = bisect_right(self.cells, cell) - 1
        return max(0, min(index, len(self.starts) - 1))


class Setting(NamedTuple):
    """How the column is set."""

    width: int = 72
    mode: ViewMode = ViewMode.CLEAN
    justify: bool = False
    language: str = ""
    """BCP 47, for hyphenation (only when justified)."""
    unfolded: frozenset[int] = frozenset()
    """Removed blocks shown in full (removed view)."""
    headline: Headline = NO_HEADLINE
    """Set above the article, except in raw view."""
    hyphenate: bool = True
    """Part words where the column is justified and the language has patterns."""
