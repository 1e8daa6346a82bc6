"""How long a text is: words, and minutes to read."""

from __future__ import annotations

import re
from functools import cache

from reader.patterns import late
from reader.scripts import may_be_unspaced

# Reading rates for silent reading of non-fiction, words a minute: Trauzettel-Klosinski & Dietz
# (2012), "Standardized Assessment of Reading Performance: The New International Reading Speed
# Texts IReST". Ukrainian, not in it, as Russian. Chinese and Japanese are characters a minute.
_RATES = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
    "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166, "uk": 184,
}  # fmt: skip
_USUAL_RATE = 190
_CHARACTER_RATES = {"zh": 255, "ja": 357}
_USUAL_CHARACTER_RATE = 300

# Scripts written without spaces between words count by the character.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_SPACED_WORD = late(r"\w+(?:['’\-]\w+)*")


@cache
def _character() -> re.Pattern[str]:
    """Slow to compile (2 ms), and needed for few documents."""
    return re.compile(rf"[{_UNSPACED}]")


@cache
def _words() -> re.Pattern[str]:
    """Slow to compile (5 ms), and needed for few documents."""
    return re.compile(rf"[^\W{_UNSPACED}]+(?:['’\-][^\W{_UNSPACED}]+)*|[{_UNSPACED}]")


def word_count(text: str) -> int:
    """Words; of scripts written without spaces (Chinese, Japanese, Thai, …) the characters."""
    if not may_be_unspaced(text) or _character().search(text) is None:
        return len(_SPACED_WORD.findall(text))
    return len(_words().findall(text))


def minutes(words: int, language: str = "") -> int:
    """Whole minutes to read ``words`` (as ``word_count`` counts them); at least 1 for any text."""
    if words <= 0:
        return 0
    return max(1, round(words / rate(language)))


def rate(language: str) -> int:
    """Words (or characters, see ``word_count``) a minute in a language given by its BCP 47 tag."""
    primary = language.replace("_", "-").split("-")[0].lower()
    if primary in _CHARACTER_RATES:
        return _CHARACTER_RATES[primary]
    if primary in ("th", "lo", "my", "km"):
        return _USUAL_CHARACTER_RATE
    return _RATES.get(primary, _USUAL_RATE)
