"""Scripts written without spaces between words, as ranges for a class of a pattern.

The names are those of Unicode's blocks. ``may_be_unspaced`` is a quick look: a pattern of all these
letters takes longer to compile than an article to be read. It has fewer ranges and lets a little
through that is none: whoever needs to know looks again.
"""

from __future__ import annotations

from reader.patterns import late

THAI = "\u0e00-\u0e7f"
LAO = "\u0e80-\u0eff"
MYANMAR = "\u1000-\u109f"
KHMER = "\u1780-\u17ff"
KANA = "\u3040-\u30ff"
"""Hiragana and Katakana."""
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""CJK Unified Ideographs, their Extension A and the Compatibility Ideographs; the hexagrams between
them are symbols."""
HAN_BEYOND = "\U00020000-\U0003ffff"
"""The ideographs of the supplementary planes: rare enough to be asked for by name."""
HANGUL = "\uac00-\ud7af"
"""Syllables. Korean has spaces, but a sign of it says as much as a short word."""

WITHOUT_SPACES = THAI + LAO + MYANMAR + KHMER + KANA + HAN
"""Words stand side by side: a line break in them is no space, and length counts by the sign."""
SIGN_BY_SIGN = THAI + LAO + KANA + HAN + HANGUL
"""Sought by any part of a word, and judged by the sign. Burmese and Khmer are not among them: the
index holds what ``\\w`` takes for their words, which ends at each vowel sign."""

_PERHAPS = late("[^\x00-\u0dff\u1d00-\u2e7f\ufb00-\uffff]")


def may_be_unspaced(text: str) -> bool:
    """False only where no letter is Thai, Lao, Burmese, Khmer, Chinese, Japanese or Korean."""
    return not text.isascii() and _PERHAPS.search(text) is not None
