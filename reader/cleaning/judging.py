"""A document's verdicts: which blocks belong to the article, and why the others do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.cleaning.features import tag_of
from reader.cleaning.model import shipped
from reader.cleaning.opinion import log_odds
from reader.cleaning.pages import judge_page
from reader.cleaning.reasons import reasons
from reader.cleaning.repetition import with_evidence
from reader.cleaning.verdict import Verdict
from reader.documents.model import Block, BlockKind, Document, Style

_CUT, _DENSE_CUT, _SHORT_CUT = -0.05, -0.25, -1.2
_DENSE_LINE, _SHORT_DOCUMENT = 100, 2000
_CREDIT = 2.5
_LINK_TOP = 63


def judge(
    document: Document,
    *,
    language: str = "",
    evidence: Mapping[int, tuple[int, int]] | None = None,
) -> tuple[Verdict, ...]:
    """One verdict a block, parallel to ``document.blocks``; pure and deterministic.

    ``evidence`` maps a block's index to (n, m): n of m documents of the same site or folder hold
    this block, near-identical copies counted once. ``language`` (a BCP 47 tag) is a hint; the
    model knows function words of many languages and works without it.
    """
    page = document.markup
    verdicts = _by_words(document) if page is None else judge_page(document, page)
    return with_evidence(document, verdicts, evidence or {})


def _by_words(document: Document) -> Sequence[Verdict]:
    """Verdicts where no markup says more than the words."""
    lines = [_line(block.span.of(document.text)) for block in document.blocks]
    model = shipped()
    odds, measures = log_odds(model, lines, *_markup(document))
    least = cut(lines, markup=bool(document.machine))
    kept = _kept(document.blocks, odds, least)
    return [
        Verdict(stays, reason, _confidence(model.chance(each), stays))
        for each, stays, reason in zip(odds, kept, reasons(measures, kept), strict=True)
    ]


def cut(lines: Sequence[str], *, markup: bool = False) -> float:
    """Log-odds of being article below which a line goes.

    Doubt keeps, the more so where the lines are as long as an article's (an extractor has been
    there before us) and where there is little text to tell by.
    """
    size = sum(map(len, lines))
    if markup or not lines:
        return 0.0
    dense = _DENSE_CUT if size > _DENSE_LINE * len(lines) else 0.0
    return _CUT + dense + _SHORT_CUT * max(0.0, 1 - size / _SHORT_DOCUMENT)


def _kept(blocks: Sequence[Block], odds: Sequence[float], least: float) -> list[bool]:
    """What the odds keep. Code and verse are given more credit than lines that look like them;
    a rule between blocks goes only where both its neighbours go."""
    kept = [
        each + _CREDIT * (block.hard_breaks or block.kind is BlockKind.CODE) >= least
        for block, each in zip(blocks, odds, strict=True)
    ]
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.RULE:
            around = kept[max(number - 1, 0) : number] + kept[number + 1 : number + 2]
            kept[number] = any(around) or not around
    return kept


def _markup(document: Document) -> tuple[Sequence[bool | None], Sequence[int], Sequence[int]]:
    """The extractor's opinion, the share of link text and the tag of each block, if known."""
    if not document.machine:
        return (), (), ()
    return document.machine, link_shares(document), [tag_of(block) for block in document.blocks]


def _line(text: str) -> str:
    """A block as one line; never empty."""
    return " ".join(text.split("\n")).strip() or "\u00a0"


def _confidence(chance: float, kept: bool) -> float:
    return round(max(chance if kept else 1 - chance, 0.5), 3)


def link_shares(document: Document) -> Sequence[int]:
    """How much of each block is link text, 0-63."""
    linked = [inline.span for inline in document.inlines if inline.style is Style.LINK]
    shares, at = [], 0
    for block in document.blocks:
        while at < len(linked) and linked[at].end <= block.span.start:
            at += 1
        covered, place = 0, at
        while place < len(linked) and linked[place].start < block.span.end:
            covered += linked[place].end - linked[place].start
            place += 1
        shares.append(min(covered * _LINK_TOP // (len(block.span) or 1), _LINK_TOP))
    return shares
