"""How long a text is, in words."""

from __future__ import annotations

from reader.patterns import late
from reader.scripts import HAN_BEYOND, WITHOUT_SPACES, may_be_unspaced

# Scripts written without spaces between words count by the character.
_UNSPACED = WITHOUT_SPACES + HAN_BEYOND
_SPACED_WORD = late(r"\w+(?:['’\-]\w+)*")
_CHARACTER = late(rf"[{_UNSPACED}]")
_WORD_OR_CHARACTER = late(rf"[^\W{_UNSPACED}]+(?:['’\-][^\W{_UNSPACED}]+)*|[{_UNSPACED}]")


def word_count(text: str) -> int:
    """Words; of scripts written without spaces (Chinese, Japanese, Thai, …) the characters."""
    if not may_be_unspaced(text) or _CHARACTER.search(text) is None:
        return len(_SPACED_WORD.findall(text))
    return len(_WORD_OR_CHARACTER.findall(text))
