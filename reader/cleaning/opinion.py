"""The model's opinion of a document's lines: log-odds that each is article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.cleaning import context, features
from reader.cleaning.cues import lexicon
from reader.cleaning.features import Columns
from reader.cleaning.model import Kind, Model, quantised
from reader.cleaning.vocabulary import Measure, Vocabulary
from reader.patterns import late

FIRST = (
    "ngram", "mean_weight", "size", "words", "word_size", "ending", "beginning", "capital",
    "digits", "punctuation", "commas", "function", "cues", "kind", "address", "repeats",
    "cohesion", "bonds", "spread", "ngram-1", "ngram+1", "ngram-2", "ngram+2", "size-1", "size+1",
    "size-2", "ending-1", "ending+1", "cues-1", "ngram~2", "ngram~5", "cohesion~3", "prose~5",
    "prose_back", "prose_on", "prose_before", "prose_after", "open_run", "open_place",
    "position", "from_start", "alike", "alike-1", "alike+1", "talk~6", "offers~4", "footer~8",
    "talk_before", "since_talk", "since_offer", "lift",
    *features.WHOLE,
)  # fmt: skip
"""The features of the first tables, in their order."""
_EXTRACT = (
    *context.EACH, "ngram", "size", "words", "word_size", "ending", "capital", "commas",
    "function", "bonds", "cohesion~3", "ngram+1", "kind", "size-1", "open_run", "mean_weight",
    "beginning", "address", "repeats", "prose_on", "prose_back", "talk_before", "since_talk",
    "lift", *context.WHOLE, *features.WHOLE,
)  # fmt: skip
SECOND = {
    Kind.EXTRACT: _EXTRACT,
    Kind.PAGE: (*_EXTRACT, *context.PAGE_EACH, *context.PAGE_WHOLE),
}
"""The features of each forest of the second look, in their order."""

_CUED = 3.0
"""What a line loses in log-odds for being a cue or leading to another article. Of lines that are
two or more words of cues (or name an advert) and little else, under one in a hundred belongs to an
article; a trained tree does not dare as much in a document of a few lines."""
_BEYOND_DOUBT = -3.0
"""First log-odds below which a line gets no second look: of the lines of sites not learnt from,
nearly half are below, and a second look would keep one of these in 25,000."""
_DISCLOSED = late(
    r"\W*(?:sponsored(?: content| post)?|paid (?:content|post)|advertorial|anzeige|publireportage"
    r"|contenu sponsorisé|contenido patrocinado|conteúdo patrocinado|contenuto sponsorizzato"
    r"|artykuł sponsorowany|на правах рекламы)\s*[:|]",
    re.IGNORECASE,
)
"""The labels by which adverts must say that they are."""
_PAGE = 30
"""As many lines beyond doubt make a document a page. Of whole pages three in four have them, of
what extractors leave one in two hundred."""
_LEAD_IN_LINE, _LEAD_IN_REACH = 200, 40


def doubtful(margins: Sequence[float]) -> list[bool]:
    """Which lines get a second look, by their first log-odds."""
    return [margin >= _BEYOND_DOUBT for margin in margins]


def kind_of(doubts: Sequence[bool]) -> Kind:
    """What a document is, by which of its lines are ``doubtful``."""
    return Kind.PAGE if doubts.count(False) >= _PAGE else Kind.EXTRACT


def seen_together(
    kind: Kind,
    known: Columns,
    margins: Sequence[float],
    lines: Sequence[str],
    measures: Sequence[Measure],
) -> Columns:
    """First log-odds as features of the second look, beside those ``known`` already."""
    levels, chances = quantised(margins)
    sizes = list(map(len, lines))
    topics = [measure.topics for measure in measures]
    kinds = [measure.kind for measure in measures]
    found = context.columns(levels, chances, sizes, topics, kinds)
    if kind is Kind.PAGE:
        found.update(context.page_columns(levels, chances, sizes, found["core"][0], known))
    return found


def log_odds(model: Model, lines: Sequence[str]) -> tuple[list[float], Sequence[Measure]]:
    """Log-odds of every line (not empty, trimmed), and what its words measure."""
    if not lines:
        return [], []
    known, measures = features.columns(lines, model.vocabulary)
    margins = model.first.margins([known[name] for name in FIRST])
    looked = doubtful(margins)
    kind = kind_of(looked)
    known.update(seen_together(kind, known, margins, lines, measures))
    second = model.second[kind].margins(known, SECOND[kind], looked)
    odds = [next(second) if look else own for look, own in zip(looked, margins, strict=True)]
    return with_cues(model.vocabulary, lines, measures, odds), measures


def with_cues(
    vocabulary: Vocabulary,
    lines: Sequence[str],
    measures: Sequence[Measure],
    odds: Sequence[float],
) -> list[float]:
    """Less for lines that are a cue and nothing else ("Sign up for our newsletter"), for short
    lines that lead to another article ("Read also: The crab …"), and for those that disclose
    being paid for ("Sponsored content: …")."""
    found = list(odds)
    advert = lexicon().kinds.index("advertisement")
    for number, (line, measure) in enumerate(zip(lines, measures, strict=True)):
        if measure.kind >= 0 and len(line) < _LEAD_IN_LINE:
            cued = measure.cue_words
            bare = (cued > 1 or measure.kind == advert) and 4 * cued >= 3 * measure.words
            if bare or _leads_on(line, vocabulary) or _DISCLOSED.match(line):
                found[number] -= _CUED
    return found


def _leads_on(line: str, vocabulary: Vocabulary) -> bool:
    lead, colon, rest = line[:_LEAD_IN_REACH].partition(":")
    if not colon or not (rest.strip() or len(line) > _LEAD_IN_REACH):
        return False
    measure = vocabulary.measure(lead)
    related = lexicon().kinds.index("related links")
    return measure.kind == related and 2 * measure.cue_words >= measure.words
