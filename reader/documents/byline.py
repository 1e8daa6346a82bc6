"""Author, date and site, where a plain text names them plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.documents.headline import without_dateline
from reader.documents.model import Block, Metadata
from reader.patterns import late

_LINES = 40
"""Blocks at either end of a text in which a byline, a date or a site is looked for."""

_NAME = r"[^\W\d_a-zà-ÿ][\w'’.-]+"
_NAMES = rf"{_NAME}(?:\s+(?:(?:van|von|de|di|da|del|der|den|la|le|el|al|bin|zu)\s+)*{_NAME}){{1,3}}"
_BYLINE = late(
    rf"(?i:by|von|par|por|door|av|af|di|przez|від|от|автор|author|autor|autore|auteur|text|texte)"
    rf"\s*:?\s+(?P<names>{_NAMES}(?:\s*(?:,|and|und|et|y|e|i|en|och|та|и)\s+{_NAMES}){{0,3}})"
    r"\s*(?:$|[|,•·–—]|\d|\()"
)
MONTHS = (
    "january januar jänner janvier enero gennaio janeiro januari stycznia січня января",
    "february februar février febrero febbraio fevereiro februari lutego лютого февраля",
    "march märz mars marzo março maart marca березня марта",
    "april avril abril aprile kwietnia квітня апреля",
    "may mai mayo maggio maio mei maj maja травня мая",
    "june juni juin junio giugno junho czerwca червня июня",
    "july juli juillet julio luglio julho lipca липня июля",
    "august août agosto augustus augusti sierpnia серпня августа",
    "september septembre septiembre settembre setembro września вересня сентября",
    "october oktober octobre octubre ottobre outubro października жовтня октября",
    "november novembre noviembre novembro listopada листопада ноября",
    "december dezember décembre diciembre dicembre dezembro desember grudnia грудня декабря",
)
"""January first; the names of a month in the languages that dates are read in."""
_MONTH = {word: number for number, words in enumerate(MONTHS, 1) for word in words.split()}
_MONTH |= {word[:3]: number for word, number in _MONTH.items() if word.isascii()}
_ISO = late(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_DAY_FIRST = late(
    r"\b(\d{1,2})(?:\.|st|nd|rd|th|er)?\s*(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)\b"
)
_MONTH_FIRST = late(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s+((?:19|20)\d\d)\b")
_DOTTED = late(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)\b")
_CJK = late(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_SITE = late(
    r"(?:startseite von|homepage of|home page of|page d['’]accueil (?:de|du)|"
    r"portada de|página principal de|homepage di|pagina iniziale di|strona główna|"
    r"на головну|на главную)\s+(?P<site>[^\W_][^\n!?,:|]{1,38}?)"
    r"(?:\s+(?:für|for|pour|para|per)\b|[!?,.:|]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_HOME = (
    "startseite", "homepage", "home page", "back to", "accueil", "portada", "principal",
    "pagina iniziale", "strona", "на головну", "на главную",
)  # fmt: skip
"""One of these stands in every match of ``_SITE``, which alone takes as long as all the rest."""
_MARKS = str.maketrans("", "", "®™©")


def text_metadata(text: str, blocks: Sequence[Block]) -> Metadata:
    """What a plain text says of itself in so many words; every field may be empty."""
    opening = [block.span.of(text)[:400] for block in blocks[:_LINES]]
    ending = [block.span.of(text)[:400] for block in blocks[-_LINES:]]
    return Metadata(
        author=find_author(opening),
        site=find_site(opening, ending),
        date=find_date(opening),
    )


def find_author(lines: Sequence[str]) -> str:
    """The names of a byline ("By Jane Roe and John Doe"), which must be a line of its own."""
    for line in lines:
        if len(line) <= 120 and (match := _BYLINE.match(line.strip())):
            names = " ".join(match.group("names").split())
            if all(part[:1].isupper() for part in names.split() if len(part) > 3):
                return names
    return ""


def find_site(opening: Sequence[str], ending: Sequence[str]) -> str:
    """The agency of a dateline, or the site to whose home page a line links."""
    for line in opening[:3]:
        agency = without_dateline(line)[1]
        if agency:
            return agency
    lines = dict.fromkeys((*ending, *opening))
    folded = "\n".join(lines).lower()
    if not any(words in folded for words in _HOME):
        return ""
    for line in lines:
        if match := _SITE.search(line):
            site = match.group("site").translate(_MARKS).strip()
            if site[:1].isupper() or "." in site:
                return site
    return ""


def find_date(lines: Sequence[str]) -> str:
    """The first date that stands in a short line, ISO 8601."""
    for line in lines:
        if len(line) <= 100:
            date = parse_date(line)
            if date:
                return date
    return ""


def parse_date(text: str) -> str:
    """The first full date in a text, YYYY-MM-DD, or ""; in "3.4.2020" the day comes first."""
    if match := _ISO.search(text):
        return _iso(match.group(1), int(match.group(2)), match.group(3))
    if match := _CJK.search(text):
        return _iso(match.group(1), int(match.group(2)), match.group(3))
    for match in _DAY_FIRST.finditer(text):
        month = _month(match.group(2))
        if month:
            return _iso(match.group(3), month, match.group(1))
    for match in _MONTH_FIRST.finditer(text):
        month = _month(match.group(1))
        if month:
            return _iso(match.group(3), month, match.group(2))
    if match := _DOTTED.search(text):
        return _iso(match.group(3), int(match.group(2)), match.group(1))
    return ""


def _month(word: str) -> int:
    lower = word.lower()
    return _MONTH.get(lower) or (_MONTH.get(lower[:3], 0) if len(lower) <= 4 else 0)


def _iso(year: str, month: int, day: str) -> str:
    if not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return ""
    return f"{int(year):04}-{month:02}-{int(day):02}"
