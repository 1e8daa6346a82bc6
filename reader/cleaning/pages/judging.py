"""A page's verdicts: which blocks belong to the article, and why the others do not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reader.cleaning.pages import features
from reader.cleaning.pages.model import shipped
from reader.cleaning.pages.opinion import log_odds
from reader.cleaning.pages.reasons import reasons
from reader.cleaning.verdict import Verdict
from reader.documents.model import Block, BlockKind, Document, Markup

_TITLE_CONFIDENCE = 0.95
_UNJUDGED = 0.5
_NEXT_TO_NOTHING, _AMONG_THE_BEST = 400, 1.5
_COPY = 40
_WHOLE, _MOST_WHOLE = 1_200, 10
_SAMPLES, _SAMPLE, _HELD = 8, 24, 7
"""A block of so many code points is looked for in the others by so many samples of such a size."""
_SHORT_PAGE, _SHORT_CREDIT = 2_000, 1.0
"""Where a page has little text (code points) to tell by, doubt keeps: so much more log-odds."""


_verdict = lru_cache(maxsize=4096)(Verdict)
"""Many blocks of many pages have equal verdicts, and a frozen one is slow to make."""


def judge_page(document: Document, markup: Markup) -> tuple[Verdict, ...]:
    """One verdict a block, parallel to ``document.blocks``; pure and deterministic.

    A page of which the places of its blocks are not known (it has too many) is kept whole.
    """
    if len(markup.holders) != len(document.blocks):
        return (Verdict(True, confidence=_UNJUDGED),) * len(document.blocks)
    if not document.blocks:
        return ()
    model = shipped()
    seen = features.look(document, markup, model.words, model.names)
    odds = log_odds(seen, model.forest)
    title = seen.title
    little = max(0.0, 1 - sum(seen.sizes) / _SHORT_PAGE)
    kept = chosen(seen.lines, odds, model.cut - _SHORT_CREDIT * little, title)
    _settle(document.blocks, seen.lines, kept)
    if title is not None:
        kept[title] = True
    why = reasons(document, markup, seen, kept)
    verdicts = [
        _verdict(stays, reason, _confidence(chance, stays))
        for chance, stays, reason in zip(model.chances(odds), kept, why, strict=True)
    ]
    if title is not None:
        verdicts[title] = Verdict(True, "", max(_TITLE_CONFIDENCE, verdicts[title].confidence))
    return tuple(verdicts)


def chosen(
    lines: Sequence[str], odds: Sequence[float], least: float, title: int | None
) -> list[bool]:
    """What the odds keep. Where that is next to nothing, what is most likely stays all the same:
    every page was saved for something."""
    kept = [each >= least for each in odds]
    others = [number for number in range(len(lines)) if number != title]
    if others and sum(len(lines[number]) for number in others if kept[number]) < _NEXT_TO_NOTHING:
        least = min(least, max(odds[number] for number in others) - _AMONG_THE_BEST)
        kept = [each >= least for each in odds]
    return kept


def second_copies(lines: Sequence[str], kept: Sequence[bool]) -> list[int]:
    """The numbers of long kept lines that were kept before, and of those that hold at one piece
    what other kept lines hold in several: a page may have its article once more for subscribers."""
    seen: set[str] = set()
    found = []
    for number, line in enumerate(lines):
        if kept[number] and len(line) >= _COPY:
            if line in seen:
                found.append(number)
            seen.add(line)
    left = {number for number, stays in enumerate(kept) if stays}.difference(found)
    long = [number for number in sorted(left) if len(lines[number]) >= _WHOLE]
    for number in sorted(long, key=lambda one: -len(lines[one]))[:_MOST_WHOLE]:
        others = "\n".join(lines[one] for one in sorted(left) if one != number)
        if _held(lines[number], others) >= _HELD:
            left.discard(number)
            found.append(number)
    return found


def _held(line: str, text: str) -> int:
    """How many samples of a line stand in a text."""
    step = (len(line) - _SAMPLE) // (_SAMPLES - 1)
    return sum(line[at * step : at * step + _SAMPLE] in text for at in range(_SAMPLES))


def _settle(blocks: Sequence[Block], lines: Sequence[str], kept: list[bool]) -> None:
    """Second copies go, verse excepted (a refrain); a rule goes with either neighbour."""
    for number in second_copies(lines, kept):
        kept[number] = blocks[number].hard_breaks
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.RULE:
            kept[number] = all(kept[max(number - 1, 0) : number] + kept[number + 1 : number + 2])


def _confidence(chance: float, kept: bool) -> float:
    right = chance if kept else 1 - chance
    return round(right, 3) if right > _UNJUDGED else _UNJUDGED
