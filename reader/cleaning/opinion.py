"""The model's opinion of a document's lines: log-odds that each is article."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning import context, features
from reader.cleaning.cues import lexicon
from reader.cleaning.features import Columns
from reader.cleaning.model import Model, quantised
from reader.cleaning.vocabulary import Measure, Vocabulary

FIRST = (
    "ngram", "mean_weight", "size", "words", "word_size", "ending", "beginning", "capital",
    "digits", "punctuation", "commas", "function", "cues", "kind", "address", "repeats",
    "cohesion", "spread", "ngram-1", "ngram+1", "ngram-2", "ngram+2", "size-1", "size+1",
    "size-2", "ending-1", "ending+1", "cues-1", "ngram~2", "ngram~5", "cohesion~3", "prose~5",
    "prose_back", "prose_on", "prose_before", "prose_after", "open_run", "open_place",
    "position", "from_start", "alike", "alike-1", "alike+1", "talk~6", "offers~4", "footer~8",
    "talk_before", "since_talk", "since_offer", *features.WHOLE,
)  # fmt: skip
"""The features of the first tables, in their order."""
SECOND = (
    *context.EACH, "ngram", "size", "words", "word_size", "ending", "capital", "punctuation",
    "commas", "function", "cohesion", "cohesion~3", "ngram+1", "kind", "size-1", "open_run",
    "mean_weight", "beginning", "digits", "cues", "spread", "address", "repeats", "ngram-1",
    "ngram~2", "ending-1", "ending+1", "prose_on", "prose_back",
    "alike-1", "talk~6", "offers~4", "talk_before", "since_talk", "since_offer",
    *context.WHOLE, *features.WHOLE,
)  # fmt: skip
"""The features of the second trees, in their order."""

_CUED = 2.0
"""What a line loses in log-odds for being a cue or leading to another article. Of lines that are
two or more words of cues and little else, under one in a hundred belongs to an article; a trained
tree does not dare as much in a document of a few lines."""
_LEAD_IN_LINE, _LEAD_IN_REACH = 200, 40


def seen_together(
    margins: Sequence[float], lines: Sequence[str], measures: Sequence[Measure]
) -> Columns:
    """First log-odds as features of the second look."""
    levels, chances = zip(*map(quantised, margins), strict=True)
    return context.columns(
        levels,
        chances,
        list(map(len, lines)),
        [measure.topics for measure in measures],
        [measure.kind for measure in measures],
    )


def log_odds(model: Model, lines: Sequence[str]) -> tuple[list[float], Sequence[Measure]]:
    """Log-odds of every line (not empty, trimmed), and what its words measure."""
    if not lines:
        return [], []
    known, measures = features.columns(lines, model.vocabulary)
    margins = model.first.margins([known[name] for name in FIRST])
    known.update(seen_together(margins, lines, measures))
    odds = model.second.margins(known, SECOND)
    return with_cues(model.vocabulary, lines, measures, odds), measures


def with_cues(
    vocabulary: Vocabulary,
    lines: Sequence[str],
    measures: Sequence[Measure],
    odds: Sequence[float],
) -> list[float]:
    """Less for lines that are a cue and nothing else ("Sign up for our newsletter"), and for
    short lines that lead to another article ("Read also: The crab …")."""
    found = list(odds)
    for number, (line, measure) in enumerate(zip(lines, measures, strict=True)):
        if measure.kind >= 0 and len(line) < _LEAD_IN_LINE:
            cued = measure.cue_words
            if (cued > 1 and 4 * cued >= 3 * measure.words) or _leads_on(line, vocabulary):
                found[number] -= _CUED
    return found


def _leads_on(line: str, vocabulary: Vocabulary) -> bool:
    lead, colon, rest = line[:_LEAD_IN_REACH].partition(":")
    if not colon or not (rest.strip() or len(line) > _LEAD_IN_REACH):
        return False
    measure = vocabulary.measure(lead)
    related = lexicon().kinds.index("related links")
    return measure.kind == related and 2 * measure.cue_words >= measure.words
