"""Whether the lines of a plain text were broken to a width, and what is verse."""

from __future__ import annotations

from collections.abc import Sequence

from reader.patterns import late
from reader.scripts import WITHOUT_SPACES, may_be_unspaced

_NARROWEST, _WIDEST = 30, 132
_UNSPACED = late(f"[{WITHOUT_SPACES}]")
_FIRST_WORD = late(r"\s*(\S+)")
_VERSE_END = tuple(",;:.!?—–…-\"'”“’»«)")
_STOP = (".", "!", "?", "。", "！", "？")
_ENOUGH_BREAKS = 3


def wrap_width(runs: Sequence[Sequence[str]]) -> int | None:
    """The width to which the text was broken, in code points; None when lines are paragraphs.

    ``runs`` are the groups of lines between blank lines. A text is wrapped when nearly every
    line that has a follower in its run is full (the follower's first word did not fit), and most
    do not end with a sentence.
    """
    inner = [(line, run[i + 1]) for run in runs for i, line in enumerate(run[:-1])]
    if len(inner) < _ENOUGH_BREAKS:
        return None
    lengths = sorted(len(line.rstrip()) for run in runs for line in run)
    width = lengths[min(len(lengths) - 1, int(0.99 * len(lengths)))]
    if not _NARROWEST <= width <= _WIDEST or lengths[-1] > width + 12:
        return None
    stops = sum(line.rstrip().endswith(_STOP) for line, _ in inner)
    if stops > 0.5 * len(inner):
        return None
    full = sum(is_full(line, following, width) for line, following in inner)
    return width if full >= 0.8 * len(inner) else None


def is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of ``following`` had no place left on ``line``."""
    match = _FIRST_WORD.match(following)
    if match is None:
        return False
    word = match.group(1)
    unspaced = may_be_unspaced(word[0]) and _UNSPACED.match(word)
    need = 1 if unspaced else 1 + len(word)
    length = len(line.rstrip())
    return length + need > width - 2 and length >= 0.6 * width


def is_verse(run: Sequence[str]) -> bool:
    """Whether a group of lines reads as a stanza: short lines of like length, most with a stop."""
    if not 3 <= len(run) <= 60:
        return False
    lengths = sorted(len(line.strip()) for line in run)
    middle = lengths[len(lengths) // 2]
    if not 16 <= middle <= 60 or lengths[-1] > 80 or lengths[-1] > 2.2 * middle:
        return False
    stops = sum(line.rstrip().endswith(_VERSE_END) for line in run)
    return stops >= 0.5 * len(run) and middle <= 3 * lengths[0]
