"""Sentences and headlines: cutting text at a sentence or a word, datelines, quoted headlines."""

from __future__ import annotations

import re
from collections import Counter

from reader.patterns import late

LONGEST = 110
"""Code points of a title made from a sentence."""

# "KIEW / LONDON (IT BOLTWISE) – ", "BERLIN (dpa) - ", "КИЇВ, 5 липня (Укрінформ) —"
DATELINE = late(
    r"\s*(?P<place>[^\W\d_a-zà-ÿ][^\W\d_]*(?:[ ./'’,-]+[^\W_]+\.?){0,6}?)\s*,?\s*"
    r"(?:\((?P<agency>[^()\n]{2,40})\))?\s*(?:[–—]|--|(?<=\))\s*-|\s-)\s+(?=\S)"
)
_SENTENCE = late(
    r".+?(?:[.!?…]+[\"”“’»)\]]*(?=\s+[^\W_a-zß-ÿ]|\s+[„“\"«(]|\s*$)|[。！？])", re.DOTALL
)
_ABBREVIATION = late(
    r"(?:\b[A-ZÄÖÜА-Я]|\b(?:Dr|Prof|Mr|Mrs|Ms|St|Nr|No|Bd|Jr|Sr|Inc|Ltd|vs|etc|ca|bzw|z\. ?B|u\. ?a"
    r"|d\. ?h|Abs|Art|Hr|Fr|Mio|Mrd|Gen|Col|Lt|Sen|Gov|Rep|ul|im|[гм]|\d{1,2}))\.$"
)
_QUOTED = late(r"[“\"„»«「『《]\s*(?P<words>[^“”\"„»«「」『』《》\n]{12,160}?)\s*[”\"“»«」』》]")
# "article" in the languages in which people scrape most, before or after a quoted headline.
_CUE = late(
    r"artikel|article|art[ií]culo|articolo|artigo|artykuł|beitrag|meldung|story|post\b|стат[тьяеію]"
    r"|матеріал|материал|новин|новост|článk|článek|makale|haber|cikk|άρθρο|مقال|כתבה|文章|記事|기사"
    r"|headline|titled|titel|überschrift|bericht\b|noticia|notizia|actualité",
    re.IGNORECASE,
)
_WORD = late(r"\w+")


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut at a word and marked with … when it is longer than ``longest``."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line.rfind(" ", longest // 2, longest)
    return line[: cut if cut > 0 else longest - 1].rstrip(" ,;:–—-(„“\"'") + "…"


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph; the whole of it when it has no end."""
    text = text.strip()[:1_200]
    end = 0
    while match := _SENTENCE.match(text, end):
        end = match.end()
        if not _ABBREVIATION.search(text[:end].rstrip()) and end >= 12:
            return text[:end].strip()
    return text


def without_dateline(text: str) -> tuple[str, str]:
    """The paragraph without the place and agency at its beginning, and the agency's name."""
    match = DATELINE.match(text[:160])
    if match is None:
        return text, ""
    place = match.group("place")
    agency = (match.group("agency") or "").strip()
    first = re.split(r"[ /,]", place)[0]
    if not agency and not (first.isupper() and len(first) >= 3):
        return text, ""
    return text[match.end() :], agency


def quoted_headline(text: str, body: str) -> str:
    """A headline that the text around an article quotes ("comment on the article “…”"), or "".

    It counts when it is quoted twice, or beside a word for *article*, and when most of its words
    stand in the article itself.
    """
    found: Counter[str] = Counter()
    cued: set[str] = set()
    for match in _QUOTED.finditer(text):
        words = " ".join(match.group("words").split())
        if not _headline_like(words):
            continue
        found[words] += 1
        around = (
            text[max(0, match.start() - 40) : match.start()] + text[match.end() : match.end() + 12]
        )
        if _CUE.search(around):
            cued.add(words)
    if not cued and max(found.values(), default=0) < 3:
        return ""
    known = {word.casefold() for word in _WORD.findall(body)}
    for words, times in sorted(found.items(), key=lambda pair: (-pair[1], text.find(pair[0]))):
        if ((times >= 2 and words in cued) or times >= 3) and _share(words, known) >= 0.5:
            return words
        if words in cued and _share(words, known) >= 0.75:
            return words
    return ""


def _headline_like(words: str) -> bool:
    if len(words) < 8 or words[-1] in ".,;:":
        return False
    spaced = len(words.split())
    return 3 <= spaced <= 24 or (spaced < 3 and not words.isascii() and len(words) >= 8)


def _share(words: str, known: set[str]) -> float:
    """How many of the longer words of a headline stand in the text, by their beginnings."""
    own = [word.casefold() for word in _WORD.findall(words) if len(word) >= 4]
    if not own:
        return 0.0
    stems = {word[:5] for word in known}
    return sum(word in known or word[:5] in stems for word in own) / len(own)
