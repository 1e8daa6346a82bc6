"""The line of a plain text that reads most like the title of its article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.documents.body import is_unspaced, prose
from reader.documents.byline import parse_date
from reader.documents.measure import word_count
from reader.documents.model import Block, BlockKind
from reader.patterns import late

BEFORE = 120
"""Blocks before the article's first paragraph among which its title is looked for."""
AFTER = 12
"""Blocks after it: a first paragraph may be a teaser or a notice that stands above the title."""
_LONGEST = 220
_FEWEST = 2
_MOST_BETWEEN = 3
_WORD = late(r"\w+")
_STEM = late(r"\b(\w{4,6})\w*")
"""The first six letters of a word of four or more."""
_STOP = tuple(".…。।؟:,;")
_NOISE = late(
    r"\d{1,2}[.:/]\d{2}|@|https?:|www\.|©|[|›>»•{}=]|\bcookies?\b|^by\s|^von\s|^(?:foto|photo|bild)\b",
    re.IGNORECASE,
)
_BYLINE = late(
    r"(?i:by|von|par|por|door|av|af|di|przez|від|от|автор|author|autor|autore|auteur)\s*:?\s+[^\W\d_]"
)
_CLOCK = late(r"\b\d{1,2}[:.]\d\d\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_CAPTION = late(
    r"\b(?:foto|photo|fot|image|bild|credit|quelle|picture|getty|reuters|dpa|afp|imago)\b|©",
    re.IGNORECASE,
)
_MINUTES = late(r"\b\d{1,2}[:.]\d\d\b")
_PAGE_TITLE = late(r"\s+[|–—·•:»-]\s+")
# Fitted by `python tests/benchmarks/titles.py DATA --fit` as a conditional logit: the chance of a
# line is its share of exp(score) among all candidates and "none of them", whose score is 0.
_BIAS = -3.99
_WEIGHTS = {
    "share": 1.43,
    "often": 1.81,
    "lead": 1.61,
    "one_word": -3.78,
    "two_words": -1.93,
    "three_words": -1.74,
    "words": 3.07,
    "very_long": -2.38,
    "stop": -3.75,
    "noise": -1.05,
    "date": 1.06,
    "caption": -2.40,
    "breadcrumb": -0.31,
    "then_caption": 0.35,
    "then_headed": -0.83,
    "then_teaser": 0.42,
    "list_item": -2.29,
    "few_before": 0.93,
    "some_before": 0.74,
    "far_before": -1.33,
    "opens_light": 0.59,
    "only_before": -0.94,
    "after_start": -2.99,
    "at_start": -1.90,
    "first": 0.63,
    "again": -0.41,
    "page_title": 1.15,
    "page_title_most": 0.56,
    "is_page_title": -1.07,
    "capital": 0.56,
    "comma": -0.64,
    "colon": 1.26,
    "quote": 1.22,
    "byline": -0.78,
    "then_byline": 1.08,
    "then_date": 1.16,
    "then_like": -0.53,
    "after_like": -0.86,
    "after_short": 0.57,
    "after_long": -1.35,
}


class Candidate(NamedTuple):
    """A line that may be the title, and what tells for or against it."""

    line: str
    features: dict[str, float]
    """Numbers between 0 and about 1, by the names of the weights."""

    @property
    def score(self) -> float:
        """The logit of being the title, against 0 for there being none."""
        return _BIAS + sum(_WEIGHTS[name] * value for name, value in self.features.items())


def title_line(text: str, blocks: Sequence[Block], start: int) -> str:
    """The line most like the title of the article whose prose begins at block ``start``, or ""."""
    best = max(candidates(text, blocks, start), key=lambda found: found.score, default=None)
    return best.line if best is not None and best.score > 0 else ""


def only_line_above(text: str, blocks: Sequence[Block], start: int) -> str:
    """The heading with which a text begins above its prose, as a person writes one, or "".

    Nothing but who wrote it and when stands between. Too short for the weights, which are fitted on
    pages, where such a line is a section's name.
    """
    if not 1 <= start <= 1 + _MOST_BETWEEN or blocks[0].kind is not BlockKind.HEADING:
        return ""
    line, *between = (" ".join(block.span.of(text).split()) for block in blocks[:start])
    if not all(_BYLINE.match(other) or parse_date(other) for other in between):
        return ""
    told_otherwise = line.endswith(_STOP) or _NOISE.search(line) or _CLOCK.search(line)
    return "" if told_otherwise or word_count(line) < _FEWEST else line


def candidates(text: str, blocks: Sequence[Block], start: int) -> Iterator[Candidate]:
    """The lines around the article's first paragraph that may be its title."""
    body = prose(text, blocks, start)
    around = _Around(text, blocks, body)
    for number in range(max(0, start - BEFORE), min(len(blocks), start + AFTER)):
        block = blocks[number]
        if block.kind in (BlockKind.CODE, BlockKind.RULE) or len(block.span) > _LONGEST:
            continue
        line = around.line(number)
        if _has_words(line):
            yield Candidate(line, around.features(number, start))


class _Around:
    """What is known of a text while its lines are weighed."""

    def __init__(self, text: str, blocks: Sequence[Block], body: str) -> None:
        self._text, self._blocks = text, blocks
        self._stems = Counter(_STEM.findall(body.casefold()))
        self._lead = set(_STEM.findall(body[:600].casefold()))
        self._pairs = (
            {body[at : at + 2] for at in range(len(body) - 1)} if is_unspaced(body[:400]) else set()
        )
        self._lines: dict[int, str] = {}
        self._head = [self.line(number).casefold() for number in range(min(len(blocks), 60))]

    def line(self, number: int) -> str:
        """A block on one line, cut where it is too long for a title."""
        if number not in self._lines:
            block = self._blocks[number]
            self._lines[number] = " ".join(
                self._text[block.span.start : min(block.span.end, block.span.start + 400)].split()
            )
        return self._lines[number]

    def features(self, number: int, start: int) -> dict[str, float]:
        line, kind = self.line(number), self._blocks[number].kind
        words = _WORD.findall(line.casefold())
        size, share, often, lead = self._likeness(line, words)
        before, after = self._at(number - 1), self._at(number + 1)
        folded = line.casefold()
        again = self._text.find(line, self._blocks[number].span.end) >= 0
        covered = self._in_page_title(folded, number)
        dated = bool(_CLOCK.search(line) or parse_date(line))
        gap = start - number
        end = line.rstrip('"”“’»)]')
        return {
            "share": share,
            "often": often,
            "lead": lead,
            "one_word": float(size < 1.5),
            "two_words": float(1.5 <= size < 2.5),
            "three_words": float(2.5 <= size < 4),
            "words": min(size, 12) / 12,
            "very_long": max(0.0, size - 16) / 10,
            "stop": float(end.endswith(_STOP)),
            "noise": float(bool(_NOISE.search(line))),
            "date": float(dated),
            "caption": float(bool(_CAPTION.search(line))),
            "breadcrumb": float(" / " in line or " > " in line),
            "then_caption": float(bool(_CAPTION.search(after)) and len(after) < 200),
            "then_headed": float(0 < len(after) <= 25),
            "then_teaser": float(40 <= len(after) < 220 and after.endswith((".", "…", "!", "?"))),
            "list_item": float(kind is BlockKind.LIST_ITEM),
            "few_before": float(2 <= gap <= 4),
            "some_before": float(5 <= gap <= 10),
            "far_before": float(gap > 25),
            "opens_light": float(number == 0 and 0 < gap <= 3),
            "only_before": float(number == 0 and gap == 1),
            "after_start": float(number > start),
            "at_start": float(number == start),
            "first": float(number == 0),
            "again": float(again),
            "page_title": float(covered > 0),
            "page_title_most": float(covered >= 0.5),
            "is_page_title": float(number < 3 and bool(_PAGE_TITLE.search(line))),
            "capital": float(line[:1].isupper() or not line[:1].isalpha()),
            "comma": float("," in line),
            "colon": float(": " in line),
            "quote": float(line[:1] in "\"“„«»'‘"),
            "byline": float(bool(_BYLINE.match(line))),
            "then_byline": float(bool(_BYLINE.match(after))),
            "then_date": float(bool(after) and len(after) <= 80 and bool(_CLOCK.search(after))),
            "then_like": float(_like(after)),
            "after_like": float(_like(before)),
            "after_short": float(0 < len(before) <= 25),
            "after_long": float(len(before) >= 120),
        }

    def _at(self, number: int) -> str:
        return self.line(number) if 0 <= number < len(self._blocks) else ""

    def _in_page_title(self, folded: str, number: int) -> float:
        """How much of an earlier line ("Title | Site") this one makes up; 0 where none holds it."""
        if len(folded) < 12:
            return 0.0
        for other in self._head[: min(number, 40)]:
            if len(other) > len(folded) and folded in other:
                return len(folded) / len(other)
        return 0.0

    def _likeness(self, line: str, words: list[str]) -> tuple[float, float, float, float]:
        """Size in words, and the shares of its words in the body, twice in it, and in the lead."""
        if self._pairs and is_unspaced(line):
            pairs = [line[at : at + 2] for at in range(len(line) - 1) if is_unspaced(line[at])]
            share = sum(pair in self._pairs for pair in pairs) / max(1, len(pairs))
            return len(pairs) / 2.5, share, share, share
        own = [word[:6] for word in words if len(word) >= 4]
        if not own:
            return float(len(words)), 0.0, 0.0, 0.0
        count = len(own)
        return (
            float(len(words)),
            sum(stem in self._stems for stem in own) / count,
            sum(self._stems[stem] > 1 for stem in own) / count,
            sum(stem in self._lead for stem in own) / count,
        )


def _like(line: str) -> bool:
    """Whether a neighbour has the length of a headline and no stop: then it is a list of them."""
    return 25 <= len(line) <= 120 and not line.endswith(_STOP)


def _has_words(line: str) -> bool:
    """Whether a line says more than when: "Politics / 29 February 2024" does not."""
    words = [word for word in _WORD.findall(line) if word[0].isalpha()]
    if parse_date(line) or _MINUTES.search(line):
        return len(words) > 4 or (len(line) > 12 and is_unspaced(line))
    return bool(words)
