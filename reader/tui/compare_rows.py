"""Two copies as one text with the differences marked, laid out in rows.

The marks of wdiff, so that nothing hangs on colour: ``[-only in the first-]``,
``{+only in the second+}``. What is alike for long is folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.cells import cell_len

from reader.copies import Comparison
from reader.sanitise import sanitise
from reader.tui.lines import clip

Piece = tuple[str, str]
"""Text and style: same, left, right, fold."""
CONTEXT = 240
"""Code points shown of what is alike before and after a difference."""
_TOKEN = re.compile(r"\n+|\S+")


@dataclass(slots=True)
class Rows:
    """Rows of pieces, and in which of them each difference begins."""

    rows: list[list[Piece]] = field(default_factory=list)
    differences: list[int] = field(default_factory=list)


def marked(comparison: Comparison) -> Iterator[Piece]:
    """The comparison as pieces of sanitised text; line breaks are kept."""
    last = len(comparison.pieces) - 1
    for number, piece in enumerate(comparison.pieces):
        left, right = piece.left.of(comparison.left), piece.right.of(comparison.right)
        if piece.kind == "same":
            yield from _alike(left, first=number == 0, last=number == last)
            continue
        if left.strip():
            yield f"[-{sanitise(left.strip(), multiline=True)}-]", "left"
        if right.strip():
            yield f"{{+{sanitise(right.strip(), multiline=True)}+}}", "right"
        if any("\n" in text[len(text.rstrip()) :] for text in (left, right)):
            yield "\n\n", "same"


def _alike(text: str, *, first: bool, last: bool) -> Iterator[Piece]:
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
    yield f"\n⋯ {words} words alike ⋯\n", "fold"
    yield sanitise(tail[begin:], multiline=True), "same"


def laid_out(comparison: Comparison, width: int) -> Rows:
    """The rows of a comparison, each at most ``width`` cells."""
    width = max(8, width)
    found = Rows()
    row: list[Piece] = []
    used = 0

    def end() -> None:
        nonlocal row, used
        found.rows.append(row)
        row, used = [], 0

    previous = "same"
    for text, style in marked(comparison):
        begins = style in ("left", "right") and previous not in ("left", "right")
        previous = style
        for token in _TOKEN.findall(text):
            if token.startswith("\n"):
                if row or (found.rows and found.rows[-1]):
                    end()
                if len(token) > 1 and found.rows and found.rows[-1]:
                    end()
                continue
            for word in _cut(token, width):
                size = cell_len(word)
                if row and used + 1 + size > width:
                    end()
                if begins:
                    found.differences.append(len(found.rows))
                    begins = False
                blank = " " if row else ""
                blank_style = style if row and row[-1][1] == style else "same"
                if blank:
                    row.append((blank, blank_style))
                row.append((word, style))
                used += size + len(blank)
    if row:
        end()
    return found


def _cut(word: str, width: int) -> Iterator[str]:
    """A word in parts of at most ``width`` cells."""
    while cell_len(word) > width:
        head = clip(word, width)[:-1] or word[:1]
        yield head
        word = word[len(head) :]
    if word:
        yield word
