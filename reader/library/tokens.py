"""The words of a text as the index holds and seeks them: folded, one preparation for both.

Scripts that are written without spaces give one word a sign, sought as phrases, so that a word of
any length is found inside a run. What is between spaces is folded once and remembered: of the
words of an article nine in ten stood in another one before.
"""

from __future__ import annotations

import re
import unicodedata

from reader.library.fold import fold
from reader.memo import Memo
from reader.scripts import SIGN_BY_SIGN

TOKENIZER = "ascii"
"""It splits at what is no letter or digit of ASCII: words that are folded already, and spaces."""
_WORD = re.compile(f"[{SIGN_BY_SIGN}]|[^\\W_{SIGN_BY_SIGN}]+")


def _words_in(piece: str) -> tuple[str, ...]:
    folded = piece.lower() if piece.isascii() else unicodedata.normalize("NFC", fold(piece))
    return tuple(_WORD.findall(folded))


_words = Memo(_words_in)
"""The words in what stands between two spaces."""


def words(text: str) -> list[str]:
    """The folded words of a text in order; each Chinese, Japanese or Korean sign is a word."""
    return [word for piece in text.split() for word in _words[piece]]


def prepared(text: str) -> str:
    """The text as it is given to the full-text index; deterministic, so it can be taken back."""
    return " ".join(words(text))
