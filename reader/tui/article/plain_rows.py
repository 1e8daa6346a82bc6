"""Rows of plain text: letters of one cell, broken greedily between words.

Nearly all text of the languages of Europe is plain, so this is what is loaded and run first; what
is not goes through :mod:`reader.tui.article.clusters`.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.patterns import late

TYPE_CHECKING = False  # as in typing, which takes longer to load than the painting does
if TYPE_CHECKING:
    from collections.abc import Callable

    Hyphenate = Callable[[str, int], int]
    """``(word, room)`` -> how many letters of the word go before the hyphen; 0 where none fit."""

NARROW = (
    "\u0021-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037b-\u037f\u0384-\u038a\u038c\u038e-\u03a1"
    "\u03a3-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
)
"""Letters of one cell everywhere, as a character class: Latin, Greek, Cyrillic, punctuation."""
_PLAIN = late(f"[ {NARROW}]*")
WORD = late(r"[^\W\d_]+")


class Break(NamedTuple):
    """Where a row ends: before this cluster, and what is drawn after it (a hyphen or nothing)."""

    at: int
    tail: str = ""


def break_plain(piece: str, first: int, room: int, hyphenate: Hyphenate | None) -> list[Break]:
    """Row ends of plain text (one cell a character); the first row has ``first`` cells.

    The last break is the length of the piece.
    """
    ends: list[Break] = []
    start, width, length = 0, first, len(piece)
    while length - start > width:
        limit = start + width
        cut = piece.rfind(" ", start, limit + 1)
        if cut == length - 1:
            break
        end = cut + 1
        compound = piece.rfind("-", max(end, start) + 2, limit)
        tail = ""
        if compound != -1 and piece[compound - 1].isalpha() and piece[compound + 1].isalpha():
            end = compound + 1
        if hyphenate is not None and (word := WORD.match(piece, max(end, start))) is not None:
            letters = hyphenate(word[0], limit - word.start() - 1)
            if letters:
                end, tail = word.start() + letters, "-"
        if end <= start:
            slash = piece.rfind("/", start + 1, limit - 1)
            end = slash + 1 if slash > start + width // 2 else limit
        ends.append(Break(end, tail))
        start, width = end, room
    ends.append(Break(length))
    return ends


def is_plain(piece: str) -> bool:
    """Whether each character is one cluster of one cell, shown as it is, with single spaces."""
    return _PLAIN.fullmatch(piece) is not None and "  " not in piece
