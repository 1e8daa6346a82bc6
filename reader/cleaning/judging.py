"""A document's verdicts: which blocks belong to the article, and why the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reader.cleaning.cues import hits, lexicon, tokens
from reader.cleaning.verdict import KEPT, Verdict
from reader.documents.model import Document

_CLOSING = tuple(".!?…。！？।:;\"'”“»«’)")
_MIN_DOCUMENTS = 3
_MIN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Line:
    size: int
    closed: bool
    kinds: Counter[int]
    words: int

    @property
    def score(self) -> float:
        """Above 0: article; the prose it holds against the cues that stand in it."""
        prose = min(self.size, 300) / 100 + (0.8 if self.closed else -0.5)
        cues = sum(self.kinds.values())
        return prose - 5.0 * cues / (self.words + 4) - 0.4


def judge(
    document: Document,
    *,
    language: str = "",
    evidence: Mapping[int, tuple[int, int]] | None = None,
) -> tuple[Verdict, ...]:
    """One verdict a block, parallel to ``document.blocks``; pure and deterministic.

    ``evidence`` maps a block's index to (n, m): n of m documents of the same site or folder hold
    this block, near-identical copies counted once.
    """
    lines = [_line(block.span.of(document.text)) for block in document.blocks]
    scores = _smoothed([line.score for line in lines])
    verdicts = []
    for index, (line, score) in enumerate(zip(lines, scores, strict=True)):
        held, looked_at = (evidence or {}).get(index, (0, 0))
        if held >= _MIN_DOCUMENTS and held >= _MIN_SHARE * looked_at:
            verdicts.append(Verdict(False, f"in {held} of {looked_at} files", 0.98, "corpus"))
        elif score < 0:
            confidence = min(0.5 - score / 3, 0.99)
            verdicts.append(Verdict(False, _reason(line), confidence))
        else:
            verdicts.append(KEPT)
    return tuple(verdicts)


def _line(text: str) -> _Line:
    words = tokens(text.casefold())
    phrases = lexicon()
    kinds: Counter[int] = Counter()
    for at, word in enumerate(words):
        for kind, size in hits(words, at, phrases.starting(word)):
            kinds[kind] += size
    stripped = text.rstrip()
    return _Line(len(stripped), stripped.endswith(_CLOSING), kinds, len(words))


def _smoothed(scores: list[float]) -> list[float]:
    padded = [scores[0], *scores, scores[-1]] if scores else []
    return [
        0.5 * here + 0.25 * (min(before, 2.0) + min(after, 2.0))
        for before, here, after in zip(padded, padded[1:], padded[2:], strict=False)
    ]


def _reason(line: _Line) -> str:
    if not line.kinds:
        return "not part of the article"
    kind = max(sorted(line.kinds), key=lambda k: line.kinds[k])
    return lexicon().kinds[kind]
