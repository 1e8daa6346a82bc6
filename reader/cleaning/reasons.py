"""Why a block was removed, in words for the reader."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning.cues import lexicon
from reader.cleaning.vocabulary import Measure

UNNAMED = "not part of the article"
LINKS = "links and labels"
_CARRIED = 6
_SHORT_WORDS = 8


def reasons(measures: Sequence[Measure], kept: Sequence[bool]) -> list[str]:
    """A reason for each removed line, "" for each kept one.

    A line's own cues speak first ("Sign up for our newsletter"). A line without any takes the
    kind of the heading above it, a few lines long, as long as nothing kept stands between.
    """
    kinds = lexicon().kinds
    found: list[str] = []
    carried, left = "", 0
    for measure, stays in zip(measures, kept, strict=True):
        if stays:
            carried, left = "", 0
            found.append("")
            continue
        if measure.kind >= 0:
            carried, left = kinds[measure.kind], _CARRIED
            found.append(carried)
            continue
        left -= 1
        if carried and left >= 0:
            found.append(carried)
        else:
            found.append(LINKS if measure.words < _SHORT_WORDS else UNNAMED)
    return found
