"""Which language a text is in: by its script or small words where these are plain, else langdetect.

langdetect (Shuyo 2010) draws random numbers; seeded, behind a lock and with its languages in one
order it gives the same answer for the same text every time, on every machine. It takes milliseconds
a text; four of five articles need no such look, their small words tell. On 8,144 texts where these
spoke they contradicted langdetect once: tests/benchmarks/language.py.
"""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.function_words import NEIGHBOURS, languages_of
from reader.patterns import late

if TYPE_CHECKING:
    from reader.language_profiles import Profiles

SAMPLE = 1000
"""Code points of kept text that decide. On 2,401 articles 1,000 agree with the declared language
as often as the whole text does (99.8%), 300 a little less (99.6%): tests/benchmarks/language.py."""

LEAST_LETTERS = 20
"""Fewer letters than this are a guess, and a guess is called unknown."""

LEAST_CONFIDENCE = 0.6

LEAST_SHARE, LEAST_HITS, LEAST_DISTINCT = 0.15, 8, 5
"""Of the words so many must be small words of the language; so many in all; so many different."""
LEAST_LEAD = 2.0
"""So many times the next language's evidence is beyond doubt."""
ODDS_A_WORD = 4.0
"""How much a small word that one language alone has speaks for it; a cautious guess."""
LEAST_OF_SCRIPT = 0.8
"""Of the letters so many must be of a script that one language alone is written in."""

_lock = threading.Lock()


class Language(NamedTuple):
    """A language by its ISO 639-1 code ("zh-cn" is "zh"), or unknown."""

    code: str = ""
    """"" when unknown."""
    confidence: float = 0.0
    """0-1, of the detector."""

    def __bool__(self) -> bool:
        return bool(self.code)

    @property
    def badge(self) -> str:
        """ "de 99%", or "unknown"."""
        return f"{self.code} {self.confidence:.0%}" if self.code else "unknown"


UNKNOWN = Language()


def sample(text: str, size: int = SAMPLE) -> str:
    """The part of ``text`` that is looked at: its beginning, cut at a word, letters only counted.

    Short texts whole; of longer ones the first ``size`` code points after white space is folded.
    """
    piece = " ".join(text[: size * 2].split())
    if len(piece) <= size:
        return piece
    cut = piece.rfind(" ", 0, size)
    return piece[: cut if cut > size // 2 else size]


def _is_kana_or_hangul(letter: str) -> bool:
    """Japanese has kana and Korean hangul; the detector calls some Chinese texts Korean."""
    return "\u3040" <= letter <= "\u30ff" or "\uac00" <= letter <= "\ud7a3"


_WORD = late(r"[^\W\d_]+")
_SCRIPTS = {
    "el": "[\u0370-\u03ff\u1f00-\u1fff]",
    "he": "[\u05d0-\u05ea]",
    "th": "[\u0e01-\u0e3a\u0e40-\u0e4e]",
    "ko": "[\uac00-\ud7a3]",
}
"""Letters of scripts in which, of the languages told apart here, one is written."""
_IDEOGRAPH = "[\u3400-\u9fff]"
_OF_NO_TELLING_SCRIPT = "[^\u0370-\u03ff\u0590-\U0010ffff]*"
"""Latin and Cyrillic letters, in which many languages are written."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Slow to compile (4 ms together), and not needed before the first screen."""
    return re.compile(pattern)


def _by_script(letters: str) -> Language:
    """The language of a script of its own; unknown where the script does not tell."""
    if _compiled(_OF_NO_TELLING_SCRIPT).fullmatch(letters):
        return UNKNOWN
    for code, script in _SCRIPTS.items():
        share = len(_compiled(script).findall(letters)) / len(letters)
        if share >= LEAST_OF_SCRIPT:
            return Language(code, round(share, 4))
    return UNKNOWN


def _by_small_words(piece: str) -> Language:
    """The language whose function words stand out; unknown where none does.

    A word counts for each language that has it, and speaks the less for it the more they are.
    """
    words = _WORD.findall(piece.lower())
    known = languages_of()
    hits: defaultdict[str, int] = defaultdict(int)
    distinct: defaultdict[str, int] = defaultdict(int)
    evidence: defaultdict[str, float] = defaultdict(float)
    for word, count in Counter(words).items():
        for code in known.get(word, ()):
            hits[code] += count
            distinct[code] += 1
            evidence[code] += count / len(known[word])
    if not hits:
        return UNKNOWN
    best = max(evidence, key=lambda code: (evidence[code], code))
    rest = max((value for code, value in evidence.items() if code != best), default=0.0)
    plain = (
        best not in NEIGHBOURS
        and hits[best] >= max(LEAST_HITS, LEAST_SHARE * len(words), *hits.values())
        and distinct[best] >= LEAST_DISTINCT
        and evidence[best] >= LEAST_LEAD * rest
    )
    if not plain:
        return UNKNOWN
    return Language(best, round(1 / (1 + ODDS_A_WORD ** (rest - evidence[best])), 4))


@cache
def _profiles() -> Profiles:
    import platformdirs
    from langdetect.detector_factory import PROFILES_DIRECTORY

    from reader.language_profiles import load

    cache_folder = platformdirs.user_cache_path("glosse", appauthor=False)
    return load(Path(PROFILES_DIRECTORY), cache_folder)


def detect(text: str, *, size: int = SAMPLE) -> Language:
    """The language of ``text``, the same for the same text every time; thread-safe.

    Cost: a tenth of a millisecond where script or small words tell, else some milliseconds; before
    the first of these 0.02 s in a process, 0.3 s on a machine.
    """
    piece = sample(text, size)
    letters = "".join(filter(str.isalpha, piece))
    ideographs = len(_compiled(_IDEOGRAPH).findall(letters))
    if len(letters) + ideographs * 3 < LEAST_LETTERS:
        return UNKNOWN
    if ideographs * 2 > len(letters) and not any(map(_is_kana_or_hangul, letters)):
        return Language("zh", round(ideographs / len(letters), 4))
    return plain(piece) or _by_grams(piece)


def plain(piece: str) -> Language:
    """What script or small words tell beyond doubt; else unknown."""
    return _by_script("".join(filter(str.isalpha, piece))) or _by_small_words(piece)


def _by_grams(piece: str) -> Language:
    """What langdetect says."""
    from langdetect.detector import Detector
    from langdetect.lang_detect_exception import LangDetectException

    with _lock:
        profiles = _profiles()
        detector = Detector(profiles)
        detector.append(piece)
        try:
            found = detector.get_probabilities()
        except LangDetectException:
            return UNKNOWN
        finally:
            profiles.forget()
    if not found or found[0].prob < LEAST_CONFIDENCE:
        return UNKNOWN
    return Language(found[0].lang.split("-")[0], round(found[0].prob, 4))
