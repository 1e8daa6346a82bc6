"""Why a block of a page was removed, in words for the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reader.cleaning.cues import Phrase, lexicon, longest
from reader.cleaning.pages.boxes import Boxes
from reader.cleaning.pages.features import Seen
from reader.documents.model import BlockKind, Document, Element, Markup

UNNAMED = "not part of the article"
LINKS = "links and labels"
COPY = "said twice on the page"
_NAMED = (
    ("cookie notice", "cookie consent gdpr cmp privacy onetrust didomi usercentrics"),
    ("comments", "comment comments disqus kommentare kommentar comentarios commentaires reply"
                 " replies commentlist respond discussion"),
    ("newsletter", "newsletter subscribe signup mailinglist"),
    ("share and follow", "share sharing social socials follow addtoany sharedaddy teilen facebook"
                         " twitter whatsapp"),
    ("advertisement", "ad ads advert adverts advertisement advertising sponsor sponsored"
                      " promotion anzeige werbung banner outbrain taboola dfp affiliate deal"),
    ("subscription", "paywall subscription abo premium regwall piano login signin register"),
    ("navigation", "nav navigation menu navbar submenu breadcrumb breadcrumbs crumbs pagination"
                   " pager topbar toolbar sitemap skip"),
    ("related links", "related promo promos recommended recommendations more mostread popular"
                      " trending teaser teasers latest readmore similar suggestions further upnext"
                      " tags topics tag morefrom headlines river carousel"),
    ("author note", "author authors byline bio contributor autor auteur"),
    ("search", "search searchform suche buscar"),
    ("caption or credit", "caption figcaption credit credits copyright legende photographer"),
    ("footer", "footer colophon imprint bottom"),
    ("page header", "header masthead topline kicker dateline timestamp published meta entrymeta"),
    ("sidebar", "sidebar aside rail"),
)  # fmt: skip
_REASONS = {word: reason for reason, words in _NAMED for word in words.split()}
_TAGS = {
    "nav": "navigation", "footer": "footer", "figcaption": "caption or credit",
    "button": "navigation", "select": "form", "form": "form", "aside": "sidebar",
    "header": "page header", "dialog": "notice",
}  # fmt: skip
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HEADER = "page header"
_SAID = {"share": "share and follow"}
"""Kinds of cues in a reader's words, where they are not yet."""
_CARRIED = 6
_SHORT_WORDS = 8
_UP = 12
"""Boxes around a block whose names are asked, from the inside."""
_LARGEST = 0.5
"""A box with more than this share of the page's text names nothing: ``<body class="ad-free">``."""


def reasons(document: Document, markup: Markup, seen: Seen, kept: Sequence[bool]) -> list[str]:
    """A reason for each removed block, "" for each kept one.

    A block's own words speak first ("Sign up for our newsletter"), then the names of the boxes
    around it, the innermost first, then the words of the heading above it in the same box.
    """
    boxes = seen.boxes
    named_by = _Names(markup.elements, boxes, seen.sizes)
    cues: dict[str, str] = {}
    before: set[str] = set()
    carried, left, carrier = "", 0, -1
    found: list[str] = []
    for number, stays in enumerate(kept):
        line = seen.lines[number]
        if stays:
            carried = ""
            found.append("")
            before.add(line)
            continue
        block = document.blocks[number]
        own = cues.get(line)
        if own is None:
            own = cues[line] = _cue(seen.measures[number].words)
        if len(line) > _SHORT_WORDS * 4 and line in before:
            found.append(COPY)
        elif own:
            found.append(own)
        elif named := named_by.of(boxes.holders[number]):
            listed = block.kind is BlockKind.LIST_ITEM and named == _HEADER
            found.append("navigation" if listed else named)
        elif carried and left > 0 and boxes.outer([boxes.boxes[number]])[0] >= carrier:
            left -= 1
            found.append(carried)
        elif block.kind is BlockKind.CAPTION:
            found.append("caption or credit")
        else:
            found.append(LINKS if len(line.split()) < _SHORT_WORDS else UNNAMED)
        if own and block.kind is BlockKind.HEADING:
            carried, left = own, _CARRIED
            carrier = boxes.outer([boxes.boxes[number]])[0]
    return found


def _cue(words: list[str]) -> str:
    """The kind of phrase that a block has most words of, "" without any."""
    starting = list(map(_starting, words))
    if not any(starting):
        return ""
    sums: dict[int, int] = {}
    for at, phrases in enumerate(starting):
        if phrases:
            kind, size = longest(words, at, phrases)
            if size:
                sums[kind] = sums.get(kind, 0) + size * size
    if not sums:
        return ""
    name = lexicon().kinds[max(sums, key=lambda kind: (sums[kind], -kind))]
    return _SAID.get(name, name)


@lru_cache(maxsize=20_000)
def _starting(word: str) -> tuple[Phrase, ...]:
    return lexicon().starting(word.casefold())


class _Names:
    """What elements and those around them are named for."""

    def __init__(self, elements: Sequence[Element], boxes: Boxes, sizes: Sequence[int]) -> None:
        self._elements = elements
        self._parents = boxes.parents
        self._inside = boxes.sums(sizes)
        self._largest = self._inside[0] * _LARGEST
        self._known = {0: ""}

    def of(self, number: int) -> str:
        """What the innermost telling name says around element ``number``, "" without any."""
        known, at = self._known, number
        passed = []
        while at not in known:
            passed.append(at)
            _, tag, names = self._elements[at - 1]
            own = _of_names(tag, names)
            if own and (self._inside[at] <= self._largest or tag in ("nav", "footer")):
                known[at] = own
                break
            at = self._parents[at]
        known.update(dict.fromkeys(passed, known[at]))
        return known[number]


@lru_cache(maxsize=20_000)
def _of_names(tag: str, names: str) -> str:
    for word in _NAME.findall(names):
        reason = _REASONS.get(word.lower())
        if reason:
            return reason
    return _TAGS.get(tag, "")
