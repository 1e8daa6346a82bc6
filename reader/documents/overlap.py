"""How much of one text stands in another."""

from __future__ import annotations

import re

from reader.scripts import WITHOUT_SPACES

_TOKEN = re.compile(rf"[{WITHOUT_SPACES}]|[^\W_{WITHOUT_SPACES}]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SHINGLE = 4

Tokens = tuple[str, ...]


def shared(text: str, other: str) -> float:
    """The share of a text's words that stand in runs of four or more in the other, 0-1."""
    theirs, tokens = _tokens(other), _tokens(text)
    runs = {theirs[at : at + _SHINGLE] for at in range(len(theirs) - _SHINGLE + 1)}
    covered = until = 0
    for at in range(len(tokens) - _SHINGLE + 1):
        if tokens[at : at + _SHINGLE] in runs:
            covered += at + _SHINGLE - max(until, at)
            until = at + _SHINGLE
    return covered / len(tokens) if tokens else 0.0


def _tokens(text: str) -> Tokens:
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return tuple(_TOKEN.findall(text.casefold()))
