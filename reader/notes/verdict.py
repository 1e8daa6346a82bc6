"""From candidates to one verdict: placed, uncertain, or orphan.

Three observations carry the decision. A quote says as much as it is long, so a long one may stand
anywhere while a word needs its surroundings. The surroundings say where the passage was, so where
both sides stand and something else is between them, the quote was replaced, and the same words
elsewhere are not the passage. And the better the surroundings agree, the more of the quote may
have been edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.notes.model import Status
from reader.notes.scoring import Candidate, Passage

_WIDE = 2.2
"""What a character of a script without an alphabet says, in letters."""
_CHANCE = 0.45
"""Unrelated texts, aligned as well as can be, agree about this far."""
_ENOUGH = 15.0
"""Letters of evidence that a place needs."""
_REPLACED = 28.0
"""Letters a quote needs to stand away from surroundings that hold something else now."""
_STANDS = 0.9
"""From here on, a side of the surroundings counts as still standing."""


def letters(text: str) -> float:
    """The information in a folded text, in letters of an alphabet."""
    return sum(_WIDE if c >= "\u2e80" else 1.0 for c in text)


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with what is said for it."""

    candidate: Candidate
    quote: float
    """Likeness of the quote, 0 to 1; unchanged words count even among changed ones."""
    context: float
    """Likeness of the surroundings, 0 to 1."""
    near: float
    """1 at the old position, 0 a whole text away."""

    weight: float
    """What the quote counts against its surroundings, 0 to 1."""

    @property
    def rank(self) -> float:
        """High agreement on one side outweighs middling agreement on both."""
        return self.weight * self.quote**3 + (1 - self.weight) * self.context**3 + 0.01 * self.near


def judged(candidate: Candidate, passage: Passage, expected: float | None, length: int) -> Judged:
    """``expected``: the old position in the folded text, if known; ``length`` of that text."""
    before, after = letters(passage.prefix), letters(passage.suffix)
    around = before + after
    context = (candidate.prefix * before + candidate.suffix * after) / around if around else 0.0
    likeness = max(candidate.quote, candidate.covered / max(1, len(passage.quote)))
    near = (
        0.0 if expected is None else 1 - min(1.0, abs(candidate.start - expected) / max(1, length))
    )
    size = letters(passage.quote)
    weight = min(0.6, max(0.3, size / (size + around)))
    return Judged(candidate, likeness, context, near, weight)


def decide(found: Sequence[Judged], passage: Passage) -> tuple[Status, Judged | None, float]:
    """The verdict, its candidate and a confidence from 0 to 1."""
    size = letters(passage.quote)
    around = letters(passage.prefix) + letters(passage.suffix)
    supported = [j for j in found if _supported(j, size, around)]
    if not supported:
        return "orphan", None, 0.0
    best = max(supported, key=lambda j: (j.rank, -j.candidate.start))
    if _replaced(best, found, size):
        return "orphan", None, 0.0
    rivals = [j for j in supported if j is not best and _apart(j, best)]
    confidence = _confidence(best, rivals, size, around)
    return ("placed" if confidence >= 0.5 else "uncertain"), best, confidence


def _supported(judged: Judged, size: float, around: float) -> bool:
    """Whether quote and surroundings together carry the place."""
    if not around:
        return judged.quote >= (1.0 if size < _ENOUGH else 0.8)
    floor = 0.92 - 0.55 * judged.context + 0.03 * max(0.0, 12 - size) - 0.08 * min(1.0, size / 120)
    if judged.quote < floor:
        return False
    return _evidence(judged, size, around) >= _ENOUGH


def _evidence(judged: Judged, size: float, around: float) -> float:
    """Letters that speak for the place, beyond chance."""
    context = max(0.0, judged.context - _CHANCE) / (1 - _CHANCE)
    return size * (judged.quote - _CHANCE) / (1 - _CHANCE) + around * context


def _replaced(best: Judged, found: Sequence[Judged], size: float) -> bool:
    """Whether the surroundings still stand elsewhere, around something else."""
    if best.context >= _STANDS and best.near >= max(j.near for j in found):
        return False
    for other in found:
        sides = min(other.candidate.prefix, other.candidate.suffix)
        if other is best or sides < _STANDS or other.quote > 0.4 or other.context < best.context:
            continue
        if size < _REPLACED or best.quote < 0.9:
            return True
    return False


def _apart(one: Judged, other: Judged) -> bool:
    first, second = one.candidate, other.candidate
    return first.end <= second.start or second.end <= first.start


def _confidence(best: Judged, rivals: Sequence[Judged], size: float, around: float) -> float:
    """Agreement, less what another place has going for it."""
    share = size / (size + around) if around else 1.0
    sure = share * best.quote + (1 - share) * max(best.context, best.quote * min(1.0, size / 40))
    if rivals:
        margin = best.rank - max(j.rank for j in rivals)
        sure *= 0.45 + 0.55 * min(1.0, margin / 0.12)
    return round(max(0.0, min(1.0, sure)), 3)
