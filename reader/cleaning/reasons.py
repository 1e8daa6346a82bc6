"""Why a block was removed, in words for the reader."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning.cues import lexicon
from reader.cleaning.vocabulary import Measure
from reader.patterns import late

UNNAMED = "not part of the article"
LINKS = "links and labels"
HEADLINE = "headline or teaser"
NUMBERS = "date or number"
CAPTION = "caption or credit"
BYLINE = "byline or date"
POST = "embedded post"
_BOXES = frozenset((
    "newsletter", "comment rules", "comments", "related links", "job ad", "cookie notice",
    "table of contents", "author note", "external content notice",
))  # fmt: skip
"""Kinds whose heading speaks for the lines under it, too."""
_TELLING = frozenset((
    "cookie notice", "newsletter", "comment rules", "legal notice", "subscription",
))  # fmt: skip
"""Kinds that one word in a dozen gives away."""
LEGAL = "legal notice"
_CREDIT, _CREDIT_REACH = late("[/:|(]"), 40
"""Marks at the end of a caption that set its source apart."""
_POST = late(r"[(]@\w+[)]")
_BY = late(r"(?:By|Von|Par|Por|Di|Door|Af|Av|Автор:?)\s+[^\W\d_]")
_BYLINE_WORDS, _DATED_BYLINE_WORDS = 5, 16
_CARRIED = 5
_LEAD = 40
_HEADING_WORDS, _LABEL_WORDS, _TITLE_WORDS = 7, 6, 3
_STOPS = frozenset(".!?…。！？।")
_AFTER_STOP = "\"'”“»«’)]）」』"


def reasons(lines: Sequence[str], measures: Sequence[Measure], kept: Sequence[bool]) -> list[str]:
    """A reason for each removed line, "" for each kept one.

    A line's own cues speak first ("Sign up for our newsletter"), where they are a good part of
    it. A line without any, of three words or more, takes the kind of the heading of a box above
    it, a few lines long, as long as nothing kept and no other cue stands between. Where nothing
    tells, a general word says what the line looks like.
    """
    found: list[str] = []
    carried, left = "", 0
    for line, measure, stays in zip(lines, measures, kept, strict=True):
        named = "" if stays else _named(line, measure)
        if stays or named:
            heading = named in _BOXES and measure.words <= _HEADING_WORDS
            carried, left = (named, _CARRIED) if heading else ("", 0)
            found.append(named)
            continue
        plain = _plain(line, measure)
        if carried and left and measure.words >= _TITLE_WORDS and plain != NUMBERS:
            found.append(carried)
        else:
            found.append(plain)
        left -= 1 if left else 0
    return found


def _named(line: str, measure: Measure) -> str:
    """The kind of the line's cues; "" where they are a small part of its words."""
    if "©" in line or "ⓒ" in line:
        return LEGAL
    if measure.kind < 0:
        return ""
    kind = lexicon().kinds[measure.kind]
    if 4 * measure.cue_words >= measure.words or (kind != BYLINE and _leads_on(line)):
        return kind
    if kind == CAPTION and _CREDIT.search(line, max(len(line) - _CREDIT_REACH, 0)):
        return kind
    return kind if kind in _TELLING and 12 * measure.cue_words >= measure.words else ""


def _leads_on(line: str) -> bool:
    """Whether the line names another article after a few words and a colon."""
    lead, colon, rest = line[:_LEAD].partition(":")
    return bool(colon and rest.strip() and len(lead.split()) <= _TITLE_WORDS)


def _plain(line: str, measure: Measure) -> str:
    """What a line looks like that no cue explains."""
    if measure.number * 2 >= measure.words:
        return NUMBERS if measure.number else LINKS
    if measure.words <= _LABEL_WORDS:
        return BYLINE if _by(line, measure) else LINKS
    if _POST.search(line):
        return POST
    if _closed(line):
        return UNNAMED
    return BYLINE if _by(line, measure) else HEADLINE


def _by(line: str, measure: Measure) -> bool:
    """Whether the line names who wrote the article: "By Anna Berg", with a date or without."""
    matched = _BY.match(line)
    most = _DATED_BYLINE_WORDS if measure.number else _BYLINE_WORDS
    return matched is not None and matched[0][-1].isupper() and measure.words <= most


def _closed(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    bare = line.rstrip(_AFTER_STOP)
    return bare[-1:] in _STOPS and not bare.endswith(("...", "…"))
