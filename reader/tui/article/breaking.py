"""Where rows may end: greedy line breaking by cells, with hyphenation when it is wanted.

Sources: UAX #14 for the idea of break opportunities, of which the few that matter to a reader are
kept; JIS X 4051 for what must not begin or end a row of Chinese and Japanese.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.patterns import late
from reader.tui.article.clusters import SPACES, Clusters
from reader.tui.article.plain_rows import WORD, Break

if TYPE_CHECKING:
    from reader.tui.article.plain_rows import Hyphenate

NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー」』）］｝〉》】〕〗〙〟’”…‥ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}"
)
NOT_LAST = frozenset("「『（［｛〈《【〔〖〘〝‘“([{")
SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"
SHORTEST_HYPHENATED = 5
_SPACE = late(f"[{SPACES}\u3000]")


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
    word = WORD.match(text, cells.starts[chance.at], cells.end)
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
