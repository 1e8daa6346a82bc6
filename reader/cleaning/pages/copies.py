"""Text that a page holds twice: its article once more at one piece, for subscribers or machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.cleaning.levels import TOP

_COPY, _SENTENCE = 160, 24
"""Code points from which on a block, and a sentence in it, is looked for."""
_MOST = 200
"""Sentences of a block that are looked for."""


def copied(lines: Sequence[str]) -> list[int]:
    """How much of each long block stands elsewhere too, sentence by sentence: 0, or from 1 (none)
    to 63."""
    sentences = [_sentences(line) for line in lines]
    counts = Counter(one for each in sentences for one in each)
    again = {sentence for sentence, count in counts.items() if count > 1}
    found = []
    for line, own in zip(lines, sentences, strict=True):
        if len(line) < _COPY:
            found.append(0)
            continue
        held = sum(map(len, again.intersection(own))) if again else 0
        found.append(1 + held * (TOP - 1) // sum(map(len, own)) if held else 1)
    return found


def _sentences(line: str) -> list[str]:
    """The longer sentences of a block that is one, none of a short one."""
    if len(line) < _SENTENCE:
        return []
    parts = line.replace("。", ". ").rstrip(". ").split(". ", _MOST)
    return [part for part in parts if len(part) >= _SENTENCE]
