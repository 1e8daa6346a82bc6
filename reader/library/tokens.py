"""What the full-text index reads of a text, and what it is asked: the same preparation for both.

The index splits words itself, folds case and takes accents away (FTS5, ``unicode61
remove_diacritics 2``). What it cannot do is done here: ``ß``, invisible characters, and scripts
that are written without spaces, whose signs are indexed one by one and sought as phrases, so that
a word of any length is found inside a run.
"""

from __future__ import annotations

import re
import unicodedata

from reader.library.fold import INVISIBLE

TOKENIZER = "unicode61 remove_diacritics 2"
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0eff"
"""Kana, Han, Hangul, Thai and Lao."""
_UNSPACED = re.compile(f"([{UNSPACED}])")


def prepared(text: str) -> str:
    """The text as it is given to the full-text index; deterministic, so it can be taken back."""
    if text.isascii():
        return text.replace("\0", " ")
    text = unicodedata.normalize("NFC", text.replace("\0", " "))
    text = INVISIBLE.sub("", text).replace("ß", "ss").replace("ẞ", "SS")
    return _UNSPACED.sub(r" \1 ", text)
