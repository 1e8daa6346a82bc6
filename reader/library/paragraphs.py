"""The paragraphs of an article that were really read, as one short line: ``3f2a9c01: 0-4 7``.

Paragraphs are numbers of blocks, and a changed text has other blocks: the line begins with the
text's digest, and says nothing about another text.
"""

from __future__ import annotations

from collections.abc import Iterable

DIGEST = 12
"""Characters of the digest that are kept."""


def written(digest: str, blocks: Iterable[int]) -> str:
    """The line for a text and the numbers of its blocks that were read; "" for none."""
    runs: list[list[int]] = []
    for block in sorted(blocks):
        if runs and block == runs[-1][1] + 1:
            runs[-1][1] = block
        else:
            runs.append([block, block])
    if not runs:
        return ""
    words = (f"{first}-{last}" if last > first else f"{first}" for first, last in runs)
    return f"{digest[:DIGEST]}: {' '.join(words)}"


def read_of(line: str, digest: str, count: int) -> frozenset[int]:
    """The blocks below ``count`` that a line names; none where it is about another text."""
    about, _, words = line.partition(": ")
    found: set[int] = set()
    if about != digest[:DIGEST]:
        return frozenset()
    for word in words.split(" "):
        first, dash, last = word.partition("-")
        if not _is_number(first) or (dash and not _is_number(last)):
            continue
        found.update(range(int(first), min(int(last) if dash else int(first), count - 1) + 1))
    return frozenset(found)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= 9
