"""Command lines that end in a query, such as `glosse ls articles/ lang:de -is:read words:<500`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CONDITION = re.compile(r"-[A-Za-z]+:.")
_SHIELD = "\0"


def shielded(words: Sequence[str]) -> list[str]:
    """The words with conditions such as ``-lang:de`` made no options; ``spoken`` undoes it."""
    return [_SHIELD + word if _CONDITION.match(word) else word for word in words]


def spoken(words: Sequence[str]) -> str:
    """The query as one line; a word with white space in it was quoted in the shell on purpose."""
    return " ".join(word.removeprefix(_SHIELD) for word in words)
