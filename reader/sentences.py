"""Where sentences begin and end.

A rule-based segmenter: a full stop ends a sentence unless what stands before it is a known
abbreviation, an initial or an ordinal number ("am 3. Mai", "Friedrich II. von"), or what follows
goes on in lower case. ``! ? …`` and the marks of Chinese, Japanese, Arabic, Armenian and the
Indic scripts end one too; closing quotes and brackets belong to it.
"""

from __future__ import annotations

import re

from reader.patterns import late
from reader.text import Span

_SHORT = """
abb abk abs abt allg ca bspw bzgl bzw chr dgl dr dt ebd eig einschl etc evtl exkl ff folg geb
gegr gest ggf hl hr hrsg ing inkl jh jhd jr kap lat lt max mill min mio mrd mr mrs ms nr od
österr ph prof rd red resp sog st std str tel u usw v verf vgl vs wg zb zit zzgl z adm al approx
apr assn aug ave blvd capt cf co col comm corp dec dept ed eds eg est ext feb fig figs gen gov
hon ie inc jan jul jun lieut ltd maj mar messrs mme mt nov no oct op p pp pres prop pvt rep rev
sec sen sep sept sgt sr supt viz vol art ex mlle env éd м р ст тис млн млрд грн напр див стор
вул
"""
ABBREVIATIONS = frozenset(_SHORT.split())
"""In lower case, without dots. German, English, and what French and Ukrainian news use most."""
_AFTER_ORDINALS = """
januar jänner februar märz april mai juni juli august september oktober november dezember
jahrhundert jahrhunderts jh quartal quartals klasse platz liga etage stock bundesliga runde
armee bezirk weltkrieg weltkriegs weltkrieges jahrestag geburtstag jubiläum tag mal
"""
_COUNTED = frozenset(_AFTER_ORDINALS.split())
"""What an ordinal number stands before in German, where nouns begin with capitals."""

_END = late(
    r"(?P<dot>\.+)(?P<after>[\"'”’“»«)\]›]*)(?=\s|$)"
    r"|[!?…‽؟۔।॥։]+[\"'”’“»«)\]›]*(?=\s|$)"
    r"|[。！？｡]+[」』）】》〉”’]*"
    r"|\n[ \t]*\n",
)
_BEFORE = late(r"(?:[^\W\d_]\.)*[\w'’]*$")
_ROMAN = late(r"[IVX]{1,5}")
_FIRST_WORD = late(r"\w+")
_OPENERS = """
Der Die Das Er Sie Es In Im Am Ein Eine Und Aber The He She It A An But And
"""
_CLAUSE_OPENERS = frozenset(_OPENERS.split())
"""What seldom follows a name: "Wilhelm II. Der Kaiser …" are two sentences."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text[start:end]``, as spans without the white space between them."""
    end = len(text) if end is None else end
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match["dot"] and not _ends(text, match, begin, end):
            continue
        _append(found, text, begin, match.end())
        begin = match.end()
    _append(found, text, begin, end)
    return found


def sentence_at(text: str, position: int, start: int = 0, end: int | None = None) -> Span:
    """The sentence of ``text[start:end]`` that holds ``position``, or the one before it."""
    found = sentences(text, start, end)
    before = [span for span in found if span.start <= position]
    return before[-1] if before else (found[0] if found else Span(start, start))


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    span = Span(start, end).trimmed(text)
    if len(span):
        found.append(span)


def _ends(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether a full stop ends the sentence."""
    following = text[match.end() : min(end, match.end() + 40)].lstrip()
    opening = following.lstrip("\"'“„‚‘«»(›‹[")
    if not opening:
        return True
    if opening[0].islower():
        return False
    if match["after"] or len(match["dot"]) > 1:
        return True
    window = text[max(begin, match.start() - 40) : match.start()]
    word = _BEFORE.search(window)
    return not _is_abbreviated(word[0] if word else "", opening)


def _is_abbreviated(before: str, opening: str) -> bool:
    """Whether the word before a full stop is an abbreviation, an initial or an ordinal."""
    following = _FIRST_WORD.match(opening)
    if before.isdigit():
        counted = following is not None and following[0].lower() in _COUNTED
        return len(before) <= 2 and counted
    if len(before) == 1:
        return before.isupper() or before.lower() in ABBREVIATIONS
    if _ROMAN.fullmatch(before):
        return following is None or following[0] not in _CLAUSE_OPENERS
    if "." in before:
        return before.count(".") > 1 or len(before.rsplit(".", maxsplit=1)[-1]) <= 2
    return before.lower() in ABBREVIATIONS
