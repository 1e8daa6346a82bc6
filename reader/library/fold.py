"""One spelling for comparison: no case, accents or invisible signs; German both ways.

Lighter than ``reader.folding``, which keeps the way back and takes Korean and markup apart.
"""

from __future__ import annotations

import unicodedata

from reader import filtering
from reader.alike import ALIKE
from reader.patterns import late

_COMBINING = late(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
INVISIBLE = late(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ufe00-\ufe0f\ufeff]+"
)
_ALIKE = str.maketrans({sign: plain for sign, plain in ALIKE.items() if not sign.isascii()})
_SIGNS = late("[" + "".join(map(chr, _ALIKE)) + "]")


def fold(text: str) -> str:
    """``text`` in lower case without accents and invisible characters; ``ß`` becomes ``ss``.

    Quotes and dashes are those of a keyboard, and ``ł``, ``ø``, ``æ`` the letters typed for them.

    The result may be shorter or longer than the text: see ``fold_map`` for positions.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.replace("´", "'")).casefold()
    if _SIGNS.search(text):
        text = text.translate(_ALIKE)
    return _COMBINING.sub("", INVISIBLE.sub("", text))


def fold_map(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the position it came from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    out: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(text):
        piece = fold(character)
        out.append(piece)
        origin.extend([position] * len(piece))
    return "".join(out), origin


def spellings(word: str) -> tuple[str, ...]:
    """The folded forms under which a typed word may stand in folded text, the plain one first."""
    return filtering.spellings(word, fold)
