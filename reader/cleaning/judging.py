"""A document's verdicts: which blocks belong to the article, and why the others do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from reader.cleaning.model import shipped
from reader.cleaning.opinion import log_odds
from reader.cleaning.reasons import reasons
from reader.cleaning.repetition import with_evidence
from reader.cleaning.unseen import EMPTY, has_unseen, seen
from reader.cleaning.verdict import Verdict
from reader.documents.model import Block, BlockKind, Document

_CUT = 0.475
_DOUBT_CUT, _DOUBTED, _UNSURE = -0.4, 0.04, 3.0
_SHORT_CUT, _SHORT_DOCUMENT = -0.6, 2000
_CREDIT = 2.5
_ALONE, _ALONE_REACH = 2.0, 7
_CLOSING_SIZE = 40


def judge(
    document: Document, *, evidence: Mapping[int, tuple[int, int]] | None = None
) -> tuple[Verdict, ...]:
    """One verdict a block, parallel to ``document.blocks``; pure and deterministic.

    ``evidence`` maps a block's index to (n, m): n of m documents of the same site or folder hold
    this block, near-identical copies counted once. The language need not be known: the
    model knows function words of many.
    """
    return with_evidence(document, _verdicts(document), evidence or {})


def _verdicts(document: Document) -> Sequence[Verdict]:
    if document.markup is None:
        return _by_words(document)
    from reader.cleaning.pages.judging import judge_page

    return judge_page(document, document.markup)


def _by_words(document: Document) -> Sequence[Verdict]:
    """Verdicts where no markup says more than the words."""
    lines = _lines(document)
    model = shipped()
    odds, measures = log_odds(model, lines)
    kept = _kept(document.blocks, odds, kept_lines(lines, odds))
    return [
        _verdict(stays, reason, _confidence(chance, stays))
        for chance, stays, reason in zip(
            map(model.chance, odds), kept, reasons(lines, measures, kept), strict=True
        )
    ]


_verdict = lru_cache(maxsize=4096)(Verdict)
"""Many lines of many documents have equal verdicts, and a frozen one is slow to make."""


def cut(lines: Sequence[str], odds: Sequence[float]) -> float:
    """Log-odds of being article below which a line goes.

    Doubt keeps: less goes where much of the document is doubtful, and where there is little text
    to tell by.
    """
    size = sum(map(len, lines))
    short = max(0.0, 1 - size / _SHORT_DOCUMENT)
    return _CUT + _DOUBT_CUT * min(_doubt(lines, odds) / _DOUBTED, 1.0) + _SHORT_CUT * short


def _doubt(lines: Sequence[str], odds: Sequence[float]) -> float:
    """How much of a document's text is likely on the wrong side, beside what is likely article.

    A chance of 1/2 falls to none within ``_UNSURE``, on a straight line: near enough, and the same
    on every machine.
    """
    likely = sum([len(line) for line, odd in zip(lines, odds, strict=True) if odd > 0])
    doubtful = sum([
        len(line) * (_UNSURE - abs(odd))
        for line, odd in zip(lines, odds, strict=True)
        if -_UNSURE < odd < _UNSURE
    ])  # fmt: skip
    return doubtful / (2 * _UNSURE) / (likely or 1)


def kept_lines(lines: Sequence[str], odds: Sequence[float]) -> list[bool]:
    """Which lines of plain text the odds keep: those above the cut, but none that stands alone,
    and not beyond doubt, far inside what goes. The name under a letter stays with its closing."""
    least = cut(lines, odds)
    above = [each >= least for each in odds]
    kept = list(above)
    for number in range(_ALONE_REACH, len(odds) - _ALONE_REACH):
        if above[number] and odds[number] < _ALONE:
            kept[number] = sum(above[number - _ALONE_REACH : number + _ALONE_REACH + 1]) > 1
    if len(lines) > 1 and kept[-2] and lines[-2].endswith(",") and len(lines[-2]) < _CLOSING_SIZE:
        kept[-1] = True
    return kept


def _kept(blocks: Sequence[Block], odds: Sequence[float], kept: list[bool]) -> list[bool]:
    """Which blocks stay. Code and verse are given more credit than lines that look like them;
    a rule between blocks goes only where both its neighbours go. A document of which nothing
    would be left stays whole."""
    for number, block in enumerate(blocks):
        if block.hard_breaks or block.kind is BlockKind.CODE:
            kept[number] = kept[number] or odds[number] >= -_CREDIT
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.RULE:
            around = kept[max(number - 1, 0) : number] + kept[number + 1 : number + 2]
            kept[number] = any(around) or not around
    return kept if any(kept) else [True] * len(kept)


def _lines(document: Document) -> list[str]:
    """Each block as one line, never empty, without what is not seen."""
    text = document.text
    lines = [_line(block.span.of(text)) for block in document.blocks]
    if has_unseen(text):
        lines = [seen(line).strip() or EMPTY for line in lines]
    return lines


def _line(text: str) -> str:
    return " ".join(text.split("\n")).strip() or EMPTY


def _confidence(chance: float, kept: bool) -> float:
    return round(max(chance if kept else 1 - chance, 0.5), 3)
