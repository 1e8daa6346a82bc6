"""Names under all their spellings: Zelensky, Selenskyj and Зеленський have one key.

The key is coarse on purpose. It folds what the usual transliterations between Cyrillic, German,
English, French and Polish confuse: sibilants, v/w, c/k/kh, i/y/j, o/u, silent h, endings -yj/-iy.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from reader.documents.byline import MONTHS
from reader.library.fold import fold
from reader.memo import Memo

_TRANSLITERATION = """
а=a б=b в=v г=g ґ=g д=d е=e ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh
ц=ts ч=tsh ш=sh щ=sh ы=i э=e ю=iu я=ia є=ie і=i ї=i ё=io ў=v ђ=d ј=i љ=l њ=n ћ=ts џ=dz
"""
_CYRILLIC = dict(pair.split("=") for pair in _TRANSLITERATION.split())
_CYRILLIC |= {"ъ": "", "ь": ""}
_GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "avgdezitiklmnxoprsstifkpo", strict=True))
_LETTERS = str.maketrans(_CYRILLIC | _GREEK | {"ł": "l", "ø": "o", "đ": "d"})
_LIGATURES = str.maketrans(dict.fromkeys("æœÆŒ", "e"))

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (
            r"\Ach(?=[ei])|schtsch|shtsh|shch|tsch|tsh|tch|sch|sh|sz|cz|ts|tz|zh|dsch|dzh|dz|c(?=[eiy])",
            "s",
        ),
        (r"kh|ck|ch|c|q", "k"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"[wv]|f(?=\Z)", "v"),
        (r"z", "s"),
        (r"(?<=.)h", ""),
        (r"[eijy]+", "i"),
        (r"[ou]+", "u"),
        (r"(.)\1+", r"\1"),
    )
]
_TOKEN = re.compile(r"[^\W\d_]{3,}")
_PAIR = re.compile(r"\b([^\W\d_]{3,}) (?=([^\W\d_]{3,}))")
MOST = 64
"""Names kept of one article."""
_DAYS = """
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag
samstag sonnabend sonntag
"""
_CALENDAR = frozenset(" ".join((*MONTHS, _DAYS)).split())
"""Written with capitals, and in articles on anything."""


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """The key under which all spellings of a name meet; "" for a word that is too short."""
    key = fold(word.translate(_LIGATURES)).translate(_LETTERS)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    if len(key) > 5 and key.endswith("s"):
        key = key[:-1]
    if len(key) > 4:
        key = key.rstrip("i")
    return key if len(key) >= 3 else ""


def names(text: str) -> dict[str, str]:
    """Key and spelling of the words that look like names, the most frequent ones first.

    A name is written with a capital here and nowhere in the text without one. In German every
    noun is: which of them are rare enough to tell a story is the index's to know.
    """
    capital: dict[str, int] = {}
    small: set[str] = set()
    for piece, count in Counter(text.split()).items():
        for word, is_capital in _tokens[piece]:
            if is_capital:
                capital[word] = capital.get(word, 0) + count
            else:
                small.add(word)
    found: dict[str, str] = {}
    weights: Counter[str] = Counter()
    for word, count in capital.items():
        if (low := word.lower()) in small or low in _CALENDAR:
            continue
        key = key_of(word)
        if key:
            found.setdefault(key, word)
            weights[key] += count
    return {key: found[key] for key, _ in weights.most_common(MOST)}


def _tokens_in(piece: str) -> tuple[tuple[str, bool], ...]:
    return tuple((word, word[0].isupper()) for word in _TOKEN.findall(piece))


_tokens = Memo(_tokens_in)
"""The words in what stands between two spaces, and whether each begins with a capital."""


def in_pairs(text: str) -> set[str]:
    """Keys of the words that stand beside another one with a capital, as parts of names do.

    ``Donald Trump``, ``New York``: that tells a name from a common noun in German too.
    """
    pairs = (found.groups() for found in _PAIR.finditer(text))
    names = (word for pair in pairs if all(word[0].isupper() for word in pair) for word in pair)
    return {key_of(word) for word in names} - {""}
