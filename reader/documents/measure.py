"""How long a text is, in words."""

from __future__ import annotations

import re
from functools import cache

from reader.patterns import late
from reader.scripts import HAN_BEYOND, WITHOUT_SPACES, may_be_unspaced

# Scripts written without spaces between words count by the character.
_UNSPACED = WITHOUT_SPACES + HAN_BEYOND
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
