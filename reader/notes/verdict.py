"""From candidates to one verdict: placed, uncertain, or orphan.

Three observations carry the decision. A quote says as much as it is long, so a long one may stand
anywhere while a word needs its surroundings. The surroundings say where the passage was, so where
both sides stand and something else is between them, the quote was replaced, and the same words
elsewhere are not the passage. And the better the surroundings agree, the more of the quote may
have been edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.notes.model import Status
from reader.notes.scoring import Candidate, Passage

_WIDE = 2.2
"""What a character of a script without an alphabet says, in letters."""
_CHANCE = 0.45
"""Unrelated texts, aligned as well as can be, agree about this far."""
_ENOUGH = 15.0
"""Letters of evidence that a place needs."""
_MOVED = 28.0
"""Letters a quote needs to stand away from surroundings that closed where it was."""
_REPLACED = 60.0
"""The same for surroundings that hold something else now."""
_HOME = 0.08
"""What standing where it stood is worth, where all else is alike."""
_NEAR = 0.01
"""What being nearer is worth."""
_STEP = 200
_SLACK = 0.05
"""A text whose other parts were edited moves a passage this far: folded characters, share."""
_STANDS = 0.75
"""From here on, a side of the surroundings counts as still standing."""
_INTACT = 0.97
"""From here on, a quote counts as unedited."""
_HERE = 120.0, 600.0
"""Letters of a quote that could have a near twin, and of one that could not."""
_AWAY = 600.0, 1500.0
"""The same away from its surroundings, where a text may say something twice."""
_BULK = 0.35
"""How much less has to agree of a quote that has no twin."""
_PHRASE = 22.0
"""Letters below which words that two phrases share say little."""
_CLAUSE = 60.0
_SAME, _NEARLY = 0.985, 0.92
"""What must agree of a clause, and of a sentence, away from their surroundings."""
_CLEARLY = 0.1
"""From this difference on, surroundings agree better, wherever they stand."""
_ALONE = 30.0
"""Letters a quote needs to stand where nothing else speaks for the place."""
_STRETCH = 2.5
_AROUND = 40.0
"""Letters of surroundings that are enough."""
_STRANGE = 0.35
"""Surroundings that agree less say nothing for a place away from the old one."""
_REWORDED = 0.7
"""Below, a quote was edited so much that the reader should look at it again."""
_SURE = 0.5
"""From this confidence on, a place is shown without a badge."""


def letters(text: str) -> float:
    """The information in a folded text, in letters of an alphabet."""
    return sum(_WIDE if c >= "\u2e80" else 1.0 for c in text)


class Judged(NamedTuple):
    """A candidate with what is said for it."""

    candidate: Candidate
    quote: float
    """Likeness of the quote, 0 to 1; unchanged words count even among changed ones."""
    context: float
    """Likeness of the surroundings, 0 to 1."""
    near: float
    """1 at the old position, 0 a whole text away."""
    home: float
    """1 at the old position, 0 where more than a few paragraphs lie between."""
    weight: float
    """What the quote counts against its surroundings, 0 to 1."""

    @property
    def alike(self) -> float:
        """High agreement on one side outweighs middling agreement on both."""
        return self.weight * self.quote**3 + (1 - self.weight) * self.context**3

    @property
    def rank(self) -> float:
        """What decides between places: likeness, and among alike ones where the note was."""
        return self.alike + _HOME * self.home + _NEAR * self.near


def judged(candidate: Candidate, passage: Passage, expected: float | None, length: int) -> Judged:
    """``expected``: the old position in the folded text, if known; ``length`` of that text."""
    before, after = letters(passage.prefix), letters(passage.suffix)
    around = before + after
    context = (candidate.prefix * before + candidate.suffix * after) / around if around else 0.0
    likeness = max(candidate.quote, candidate.covered / max(1, len(passage.quote)))
    away = float(length) if expected is None else abs(candidate.start - expected)
    size = letters(passage.quote)
    weight = min(0.5, max(0.3, size / (size + around)))
    return Judged(
        candidate,
        likeness,
        context,
        near=1 - min(1.0, away / max(1, length)),
        home=1 - min(1.0, away / (_STEP + _SLACK * length)),
        weight=weight,
    )


def decide(found: Sequence[Judged], passage: Passage) -> tuple[Status, Judged | None, float]:
    """The verdict, its candidate and a confidence from 0 to 1."""
    supported = [j for j in found if _supported(j, passage)]
    size = letters(passage.quote)
    if not supported:
        return "orphan", None, 0.0
    best = max(supported, key=lambda j: (j.rank, -j.candidate.start))
    former = _former(best, [j for j in found if j not in supported], passage)
    if former and (best.quote < _INTACT or size < _needed(former, passage)):
        return "orphan", None, 0.0
    rivals = [j for j in supported if _apart(j, best)]
    confidence = _confidence(best, rivals, passage, replaced=former is not None)
    return ("placed" if confidence >= _SURE else "uncertain"), best, confidence


def _supported(judged: Judged, passage: Passage) -> bool:
    """Whether quote and surroundings together carry the place."""
    size = letters(passage.quote)
    around = letters(passage.prefix) + letters(passage.suffix)
    bulk = _BULK * _ramp(size, *(_AWAY if _strange(judged, around) else _HERE))
    if not around:
        floor = (1.0 if size < _ENOUGH else 0.9) - 0.2 * judged.home * _ramp(size, 30, 60) - bulk
        return judged.quote >= floor
    if _stretched(judged, passage) and not _framed(judged.candidate, passage):
        return False
    agreeing = judged.context * min(1.0, around / _AROUND)
    trust = 0.55 * agreeing + 0.2 * judged.home * (1 - agreeing)
    floor = 1.0 - trust - bulk + 0.02 * max(0.0, _PHRASE - size)
    if _strange(judged, around) and size < _AWAY[0]:
        if size < _ALONE:
            return False
        floor = _SAME if size < _CLAUSE else _NEARLY
    return judged.quote >= min(1.0, floor) and _evidence(judged, passage) >= _ENOUGH


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to ``low``, 1 from ``high`` on, and a line between."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _strange(judged: Judged, around: float) -> bool:
    """Whether neither the surroundings (so many letters) nor the position speak for the place.

    A few letters agree by chance more easily than many.
    """
    needed = _STRANGE + (_STANDS - _STRANGE) * (1 - _ramp(around, 0, _AROUND / 2))
    return judged.context < needed and judged.home < _STANDS


def _stretched(judged: Judged, passage: Passage) -> bool:
    """Whether far more stands here than was quoted, and not all that was quoted."""
    place = judged.candidate
    return place.end - place.start > _STRETCH * len(passage.quote) and judged.quote < _NEARLY


def _evidence(judged: Judged, passage: Passage) -> float:
    """Letters that speak for the place, beyond chance."""
    place = judged.candidate
    parts = (
        (passage.quote, judged.quote),
        (passage.prefix, max(_CHANCE, place.prefix)),
        (passage.suffix, max(_CHANCE, place.suffix)),
    )
    return sum(letters(text) * (likeness - _CHANCE) / (1 - _CHANCE) for text, likeness in parts)


def _both(place: Candidate, passage: Passage) -> bool:
    """Whether every side that is remembered still stands."""
    sides = (passage.prefix, place.prefix), (passage.suffix, place.suffix)
    return all(likeness >= _STANDS for remembered, likeness in sides if remembered)


def _framed(place: Candidate, passage: Passage) -> bool:
    """Whether both sides are remembered and stand as they were: the passage is between them."""
    sides = (passage.prefix, place.prefix), (passage.suffix, place.suffix)
    return all(remembered and likeness >= _INTACT for remembered, likeness in sides)


def _former(best: Judged, refused: Sequence[Judged], passage: Passage) -> Judged | None:
    """The place where the surroundings stand better, around something else or nothing."""
    for other in refused:
        better = other.context - best.context
        if _both(other.candidate, passage) and (
            better > _CLEARLY or (better > -_CLEARLY and other.near > best.near)
        ):
            return other
    return None


def _at_home(rival: Judged, best: Judged) -> bool:
    """Whether the quote still stands where it stood, though its surroundings agree less there."""
    return rival.home > 0.9 > best.home and rival.quote >= _INTACT and rival.context >= _STRANGE


def _needed(former: Judged, passage: Passage) -> float:
    """Letters that a quote needs to stand away from its surroundings: more if replaced there."""
    now = former.candidate.end - former.candidate.start
    return _MOVED if now <= len(passage.quote) / 4 else _REPLACED


def _apart(one: Judged, other: Judged) -> bool:
    first, second = one.candidate, other.candidate
    return first.end <= second.start or second.end <= first.start


def _confidence(
    best: Judged, rivals: Sequence[Judged], passage: Passage, *, replaced: bool
) -> float:
    """Agreement, less what another place has going for it."""
    size, around = letters(passage.quote), letters(passage.prefix) + letters(passage.suffix)
    share = size / (size + around)
    surroundings = max(best.context, best.quote * min(1.0, size / 60))
    sure = share * best.quote + (1 - share) * surroundings
    if rivals:
        margin = max(0.0, best.alike - max(j.alike for j in rivals))
        sure *= 0.45 + 0.55 * min(1.0, margin / 0.12)
    strange = _strange(best, around) and size < _AWAY[0] and around > 0
    usurped = any(_at_home(j, best) for j in rivals)
    reworded = best.quote < (_REWORDED if best.context >= _STANDS else _NEARLY)
    if replaced or strange or usurped or reworded:
        sure = min(sure, 0.49)
    return round(max(0.0, min(1.0, sure)), 3)
