"""Where rows may end: greedy line breaking by cells, with hyphenation when it is wanted.

Sources: UAX #14 for the idea of break opportunities, of which the few that matter to a reader are
kept; JIS X 4051 for what must not begin or end a row of Chinese and Japanese.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.patterns import late
from reader.tui.article.clusters import SPACES, Clusters

Hyphenate = Callable[[str, int], int]
"""``(word, room)`` -> how many letters of the word go before the hyphen; 0 where none fit."""

NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー」』）］｝〉》】〕〗〙〟’”…‥ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}"
)
NOT_LAST = frozenset("「『（［｛〈《【〔〖〘〝‘“([{")
SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"
SHORTEST_HYPHENATED = 5
_SPACE = late(f"[{SPACES}\u3000]")
_WORD = late(r"[^\W\d_]+")


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
        if hyphenate is not None and (word := _WORD.match(piece, max(end, start))) is not None:
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


def break_clusters(
    text: str, cells: Clusters, first: int, room: int, hyphenate: Hyphenate | None
) -> list[Break]:
    """Row ends of any clusters; the first row has ``first`` cells. The last break is their number.

    White space at the end of a row hangs over and takes no room.
    """
    starts, widths, shown, end = cells
    count = len(starts)
    ends: list[Break] = []
    row, width, used, chance = 0, first, 0, Break(0)
    index = 0
    while index < count:
        raw = text[starts[index] : starts[index + 1] if index + 1 < count else end]
        if raw == "\n" and shown[index] == "":
            ends.append(Break(index + 1))
            row, width, used, chance = index + 1, room, 0, Break(index + 1)
        elif index > row and used + widths[index] > width and shown[index] != " ":
            if hyphenate is not None:
                chance = _hyphenated(
                    text, cells, chance, width - _used(widths, row, chance.at), hyphenate
                )
            if chance.at <= row:
                chance = Break(index)
            ends.append(chance)
            row, width = chance.at, room
            used = _used(widths, row, index)
            chance = Break(row)
            continue
        else:
            used += widths[index]
            opening = _opportunity(raw, text, starts[index + 1]) if index + 1 < count else None
            if opening is not None and used + len(opening) <= width + (raw.isspace()):
                chance = Break(index + 1, opening)
        index += 1
    if not ends or ends[-1].at < count:
        ends.append(Break(count))
    return ends


def _used(widths: Sequence[int], start: int, end: int) -> int:
    return sum(widths[start:end])


def _hyphenated(
    text: str, cells: Clusters, chance: Break, room: int, hyphenate: Hyphenate
) -> Break:
    """A later chance inside the word that does not fit, if the hyphenator knows one."""
    if chance.at >= len(cells.starts):
        return chance
    word = _WORD.match(text, cells.starts[chance.at], cells.end)
    if word is None:
        return chance
    letters = hyphenate(word[0], room - 1)
    if not letters:
        return chance
    target = word.start() + letters
    index = chance.at
    while index < len(cells.starts) and cells.starts[index] < target:
        index += 1
    fits = _used(cells.widths, chance.at, index) < room
    if index < len(cells.starts) and cells.starts[index] == target and fits:
        return Break(index, "-")
    return chance


def _opportunity(raw: str, text: str, following: int) -> str | None:
    """What a break after the cluster ``raw`` would draw ("" or a hyphen); None: no break here."""
    last, after = raw[-1], text[following]
    if _SPACE.match(raw) or last == ZERO_WIDTH_SPACE:
        return ""
    if last == SOFT_HYPHEN:
        return "-"
    if raw == "-":
        joined = after.isalpha() and following > 1 and text[following - 2].isalpha()
        return "" if joined else None
    ideographic = _is_ideographic(raw[0]) or _is_ideographic(after)
    forbidden = _SPACE.match(after) or after in NOT_FIRST or raw[0] in NOT_LAST
    return "" if ideographic and not forbidden else None


def _is_ideographic(character: str) -> bool:
    """Han, kana and full-width forms; Hangul is parted by spaces."""
    return (
        "\u2e80" <= character <= "\ua4cf"
        or "\uf900" <= character <= "\ufaff"
        or "\ufe30" <= character <= "\ufe4f"
        or "\uff00" <= character <= "\uff60"
        or "\U00020000" <= character <= "\U0003ffff"
    )


@lru_cache(8)
def hyphenator(language: str) -> Hyphenate | None:
    """Hyphenation for a BCP 47 tag, or None where no patterns are known."""
    import pyphen

    known = pyphen.language_fallback(language.replace("-", "_")) if language else None
    if known is None:
        return None
    patterns = pyphen.Pyphen(lang=known)

    def hyphenate(word: str, room: int) -> int:
        if room < 2 or len(word) < SHORTEST_HYPHENATED or word.isupper():
            return 0
        return max((int(at) for at in patterns.positions(word) if at <= room), default=0)

    return hyphenate
