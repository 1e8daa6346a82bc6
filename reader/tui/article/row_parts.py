"""The small steps of wrapping: parting what is huge, stretching, numbering, direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from reader.tui.article.clusters import JOINER, QUOTE_MARK, Clusters
from reader.tui.article.row_model import Unit

LONGEST_NUMBER = 6
"""Cells kept free for the number of a link."""
LONGEST_UNIT = 16_384
"""Code points wrapped at once; a longer block is parted, at the end of a sentence if it can."""
_PAUSES = tuple(map(re.compile, (r"\n", r"[.!?]+[\"”»]? |[。！？]", " ")))
_JOINED = frozenset({"Mn", "Mc", "Me", "Cf", "Sk"})
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(number: int) -> str:
    """A number in superscript digits."""
    return str(number)[-LONGEST_NUMBER:].translate(_RAISED)


def is_right_to_left(text: str, unit: Unit) -> bool:
    """Whether the first strong character of a unit is Hebrew, Arabic or the like (UAX #9, P2)."""
    if text[unit.start : unit.start + 200].isascii():
        return False
    for character in text[unit.start : min(unit.end, unit.start + 200)]:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def parted(text: str, start: int, end: int, block: int) -> Iterator[Unit]:
    """A long stretch as units, each but the last ending at the best place for a pause."""
    begins = True
    while end - start > LONGEST_UNIT:
        cut = _pause(text, start + LONGEST_UNIT // 2, start + LONGEST_UNIT)
        yield Unit(start, cut, block, begins, False)
        start, begins = cut, False
    yield Unit(start, end, block, begins, True)


def _pause(text: str, start: int, end: int) -> int:
    """The last line break, sentence end or space within ``start:end``; else ``end``."""
    for pause in _PAUSES:
        cut = max((match.end() for match in pause.finditer(text, start, end)), default=0)
        if cut:
            return cut
    while end < len(text) and (
        unicodedata.category(text[end]) in _JOINED or text[end - 1] == JOINER
    ):
        end += 1
    return end


def hide_quote_mark(text: str, found: Clusters, shown: list[str], widths: list[int]) -> None:
    """The bar stands for the ``>`` a quote begins with."""
    match = QUOTE_MARK.match(text, found.starts[0], found.end) if found.starts else None
    if match is not None:
        hide(match.end(), found, shown, widths)


def hide(end: int, found: Clusters, shown: list[str], widths: list[int]) -> None:
    """Show nothing of a row before ``end``."""
    for index, start in enumerate(found.starts[:-1]):
        if start >= end:
            break
        shown[index], widths[index] = "", 0


def hanging(shown: Sequence[str], widths: Sequence[int]) -> int:
    """Cells of the white space that hangs over the end of a row."""
    return widths[-1] if shown and shown[-1].isspace() else 0


def stretch(shown: list[str], widths: list[int], missing: int) -> None:
    """Widen the spaces of a row by ``missing`` cells, evenly, from the left."""
    gaps = [index for index, piece in enumerate(shown[:-1]) if piece == " "]
    if not gaps or not 0 < missing <= 2 * len(gaps):
        return
    each, more = divmod(missing, len(gaps))
    for number, index in enumerate(gaps):
        wider = each + (number * more % len(gaps) + more >= len(gaps) if more else 0)
        shown[index] += " " * wider
        widths[index] += wider
