"""A document's verdicts: which blocks belong to the article, and why the others do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from reader.cleaning.model import shipped
from reader.cleaning.opinion import log_odds
from reader.cleaning.reasons import reasons
from reader.cleaning.verdict import Verdict
from reader.documents.model import Document, Style

CUT = -0.4
"""Log-odds of being article below which a block goes: doubt keeps."""
_MIN_DOCUMENTS = 3
_MIN_SHARE = 0.5
_CORPUS_CONFIDENCE = 0.98
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
    lines = [_line(block.span.of(document.text)) for block in document.blocks]
    links = _link_shares(document) if document.machine else ()
    odds, measures = log_odds(shipped(), lines, document.machine, links)
    kept = [each >= CUT for each in odds]
    verdicts = [
        Verdict(stays, reason, _confidence(each, stays))
        for each, stays, reason in zip(odds, kept, reasons(measures, kept), strict=True)
    ]
    for index, (held, looked_at) in (evidence or {}).items():
        if held >= _MIN_DOCUMENTS and held >= _MIN_SHARE * looked_at:
            reason = f"in {held} of {looked_at} files"
            verdicts[index] = Verdict(False, reason, _CORPUS_CONFIDENCE, "corpus")
    return tuple(verdicts)


def _line(text: str) -> str:
    """A block as one line; never empty."""
    return " ".join(text.split("\n")).strip() or "\u00a0"


def _confidence(odds: float, kept: bool) -> float:
    chance = 1 / (1 + exp(-odds))
    return round(max(chance if kept else 1 - chance, 0.5), 3)


def _link_shares(document: Document) -> Sequence[int]:
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
