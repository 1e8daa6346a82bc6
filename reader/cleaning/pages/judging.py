"""A page's verdicts: which blocks belong to the article, and why the others do not."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning.pages import features
from reader.cleaning.pages.model import shipped
from reader.cleaning.pages.opinion import log_odds
from reader.cleaning.pages.reasons import reasons
from reader.cleaning.pages.titles import title_block
from reader.cleaning.verdict import Verdict
from reader.documents.model import Block, BlockKind, Document, Markup

_TITLE_CONFIDENCE = 0.95
_SHORT_PAGE, _SHORT_CREDIT = 2_000, 1.0
"""Where a page has little text (code points) to tell by, doubt keeps: so much more log-odds."""


def judge_page(document: Document, markup: Markup) -> tuple[Verdict, ...]:
    """One verdict a block, parallel to ``document.blocks``; pure and deterministic."""
    if not document.blocks:
        return ()
    model = shipped()
    seen = features.look(document, markup, model.words, model.names)
    odds = log_odds(seen, model.first, model.second)
    little = max(0.0, 1 - sum(seen.sizes) / _SHORT_PAGE)
    kept = _kept(document.blocks, odds, model.cut - _SHORT_CREDIT * little)
    title = title_block(document)
    if title is not None:
        kept[title] = True
    why = reasons(document, markup, seen.boxes, kept)
    verdicts = [
        Verdict(stays, reason, _confidence(model.chance(each), stays))
        for each, stays, reason in zip(odds, kept, why, strict=True)
    ]
    if title is not None:
        verdicts[title] = Verdict(True, "", max(_TITLE_CONFIDENCE, verdicts[title].confidence))
    return tuple(verdicts)


def _kept(blocks: Sequence[Block], odds: Sequence[float], least: float) -> list[bool]:
    """What the odds keep. A rule goes where one of its neighbours goes, and doubt keeps: a page
    of which nothing would be left stays whole."""
    kept = [each >= least for each in odds]
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.RULE:
            kept[number] = all(kept[max(number - 1, 0) : number] + kept[number + 1 : number + 2])
    return kept if any(kept) else [True] * len(kept)


def _confidence(chance: float, kept: bool) -> float:
    return round(max(chance if kept else 1 - chance, 0.5), 3)
