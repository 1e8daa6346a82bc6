"""Two copies with the differences marked by word, laid out in rows: as one text, or side by side.

The marks of wdiff, so that nothing hangs on colour: ``[-only in the first-]``,
``{+only in the second+}``. What is alike for long is folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from rich.cells import cell_len

from reader.copies import Comparison
from reader.library.duplicates import Piece as Diff
from reader.sanitise import sanitise
from reader.tui.lines import clip
from reader.wording import counted

Piece = tuple[str, str]
"""Text and style: same, left, right, fold, between."""
CONTEXT = 240
"""Code points shown of what is alike before and after a difference."""
BETWEEN = "│"
"""Between the columns, a blank on either side of it."""
_TOKEN = re.compile(r"\n+|\S+")
_BREAKS = re.compile(r"(\n+)")


@dataclass(slots=True)
class Rows:
    """Rows of pieces, and in which of them each difference begins."""

    rows: list[list[Piece]] = field(default_factory=list)
    differences: list[int] = field(default_factory=list)


def laid_out(comparison: Comparison, width: int) -> Rows:
    """The rows of a comparison as one text, each at most ``width`` cells."""
    column = _Column(max(8, width))
    difference = -1
    for piece, left, right in _texts(comparison):
        if piece.kind == "same":
            for text, style in _alike(left, *_ends(comparison, piece)):
                column.put(text, style)
            continue
        difference += 1
        column.put(_only_first(left), "left", difference)
        column.put(_only_second(right), "right", difference)
        if _breaks_after(left) or _breaks_after(right):
            column.put("\n\n", "same")
    rows = column.finished()
    return Rows(rows, [column.begins[number] for number in sorted(column.begins)])


def side_by_side(comparison: Comparison, width: int) -> Rows:
    """The rows of a comparison in two columns, paragraphs that are alike beside each other."""
    both = _Both((max(20, width) - 3) // 2)
    difference = -1
    for piece, left, right in _texts(comparison):
        if piece.kind == "same":
            ends = _ends(comparison, piece)
            ours, theirs = list(_alike(left, *ends)), list(_alike(right, *ends))
            if len(ours) != len(theirs):  # white space alone differs, and one is just long enough
                theirs = ours
            for one, other in zip(ours, theirs, strict=True):
                both.put_alike(one, other)
            continue
        difference += 1
        both.left.put(_only_first(left), "left", difference)
        both.right.put(_only_second(right), "right", difference)
        if all(_breaks_after(text) for text in (left, right) if text.strip()):
            both.level()
    both.level()
    return both.found


class _Column:
    """Words put one after the other into rows of a width."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[list[Piece]] = []
        self.begins: dict[int, int] = {}
        """The row in which each difference begins."""
        self._row: list[Piece] = []
        self._used = 0

    def put(self, text: str, style: str, difference: int = -1) -> None:
        """Words of one style; line breaks end rows, several of them make one blank row."""
        for token in _TOKEN.findall(text):
            if token.startswith("\n"):
                self._break(blank=len(token) > 1)
                continue
            for word in _cut(token, self.width):
                self._put_word(word, style, difference)

    def _put_word(self, word: str, style: str, difference: int) -> None:
        size = cell_len(word)
        if self._row and self._used + 1 + size > self.width:
            self._end()
        if difference >= 0:
            self.begins.setdefault(difference, len(self.rows))
        if self._row:
            self._row.append((" ", style if self._row[-1][1] == style else "same"))
            self._used += 1
        self._row.append((word, style))
        self._used += size

    def _break(self, *, blank: bool) -> None:
        if self._row or (self.rows and self.rows[-1]):
            self._end()
        if blank and self.rows and self.rows[-1]:
            self._end()

    def _end(self) -> None:
        self.rows.append(self._row)
        self._row, self._used = [], 0

    def finished(self) -> list[list[Piece]]:
        """All rows; another one begins after them."""
        if self._row:
            self._end()
        return self.rows


class _Both:
    """Two columns that are brought level where a paragraph ends in both."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.found = Rows()
        self.left, self.right = _Column(width), _Column(width)

    def put_alike(self, ours: Piece, theirs: Piece) -> None:
        """What both have; each paragraph of it begins beside the other's."""
        mine, their = _BREAKS.split(ours[0]), _BREAKS.split(theirs[0])
        if len(mine) != len(their):  # white space alone differs
            mine, their = [ours[0]], [theirs[0]]
        for one, other in zip(mine, their, strict=True):
            if one.startswith("\n"):
                self.level(blank=len(one) > 1)
                continue
            self.left.put(one, ours[1])
            self.right.put(other, theirs[1])

    def level(self, *, blank: bool = True) -> None:
        """Join what the columns hold to rows, perhaps a blank one after them, and begin anew."""
        left, right, first = self.left.finished(), self.right.finished(), len(self.found.rows)
        nothing: list[Piece] = []
        for ours, theirs in zip_longest(left, right, fillvalue=nothing):
            if ours or theirs:
                self._add(ours, theirs)
        places = {**self.right.begins}
        for number, row in self.left.begins.items():
            places[number] = min(row, places.get(number, row))
        self.found.differences += [first + places[number] for number in sorted(places)]
        if blank and (left or right):
            self._add([], [])
        self.left, self.right = _Column(self.width), _Column(self.width)

    def _add(self, ours: list[Piece], theirs: list[Piece]) -> None:
        room = self.width - sum(cell_len(text) for text, _ in ours)
        middle = [(" " * (room + 1), "same"), (BETWEEN, "between"), (" ", "same")]
        self.found.rows.append([*ours, *middle, *theirs])


def _texts(comparison: Comparison) -> Iterator[tuple[Diff, str, str]]:
    """Each piece with what it covers in both texts."""
    for piece in comparison.pieces:
        yield piece, piece.left.of(comparison.left), piece.right.of(comparison.right)


def _ends(comparison: Comparison, piece: Diff) -> tuple[bool, bool]:
    return piece is comparison.pieces[0], piece is comparison.pieces[-1]


def _only_first(text: str) -> str:
    return f"[-{sanitise(text.strip(), multiline=True)}-]" if text.strip() else ""


def _only_second(text: str) -> str:
    return f"{{+{sanitise(text.strip(), multiline=True)}+}}" if text.strip() else ""


def _breaks_after(text: str) -> bool:
    return "\n" in text[len(text.rstrip()) :]


def _alike(text: str, first: bool, last: bool) -> Iterator[Piece]:
    """What is alike, the middle of a long stretch folded."""
    head = "" if first else text[:CONTEXT]
    tail = "" if last else text[-CONTEXT:]
    middle = text[len(head) : len(text) - len(tail)]
    if len(middle) < CONTEXT:
        yield sanitise(text, multiline=True), "same"
        return
    cut = head.rfind(" ") + 1 if head else 0
    begin = tail.find(" ") if tail else 0
    words = len(text[cut : len(text) - len(tail) + begin].split())
    yield sanitise(head[:cut], multiline=True), "same"
    yield f"\n⋯ {counted(words, 'word')} alike ⋯\n", "fold"
    yield sanitise(tail[begin:], multiline=True), "same"


def _cut(word: str, width: int) -> Iterator[str]:
    """A word in parts of at most ``width`` cells."""
    while cell_len(word) > width:
        head = clip(word, width)[:-1] or word[:1]
        yield head
        word = word[len(head) :]
    if word:
        yield word
