"""How long a text takes to read, by its language.

Rates: Trauzettel-Klosinski & Dietz (2012), "Standardized Assessment of Reading Performance: The New
International Reading Speed Texts IReST" (reading aloud; Brysbaert 2019 finds silent reading of
non-fiction in English at 238 words a minute, where these have 228).
"""

from __future__ import annotations

from functools import cache

# Words a minute; Ukrainian, not in it, as Russian.
_RATES = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
    "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166, "uk": 184,
}  # fmt: skip
_USUAL_RATE = 190
# Characters a minute; those not in it, the rates of the two rounded.
_CHARACTER_RATES = {"zh": 255, "ja": 357, "th": 300, "lo": 300, "my": 300, "km": 300}
_LETTERS_A_MINUTE = 60 / 0.068
"""The mean of the fourteen languages written with letters: 68 ms a character."""


def minutes(words: int, language: str = "") -> int:
    """Whole minutes to read ``words``, as ``documents.measure`` counts them; at least 1 for any."""
    if words <= 0:
        return 0
    return max(1, round(words / rate(language)))


@cache
def rate(language: str) -> int:
    """Words a minute in a language given by its BCP 47 tag; of Chinese and the like characters."""
    primary = _primary(language)
    return _CHARACTER_RATES.get(primary) or _RATES.get(primary, _USUAL_RATE)


def slowness(language: str) -> float:
    """How many letters are read in the time of one character; 1 for a language of letters."""
    found = _CHARACTER_RATES.get(_primary(language))
    return _LETTERS_A_MINUTE / found if found else 1.0


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
