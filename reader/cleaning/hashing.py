"""Words as numbers: the same on every machine, and cheap to join into pairs."""

from __future__ import annotations

from zlib import crc32

PAIR = 0x9E3779B1
"""By what the number of a word is multiplied where the next one is added to it."""
FIRST, LAST = 0x85EBCA6B, 0xC2B2AE35
"""Salts of the word that a line begins or ends with."""
_AFFIX = 4


def hashed(word: str) -> tuple[str, tuple[int, ...]]:
    """The folded word, and the hashes of the word and of its beginning and end."""
    folded = word.casefold()
    shown = "0" * min(len(folded), 5) if folded.isdigit() else folded
    name = crc32(shown.encode("utf-8", "surrogatepass"))
    if len(shown) <= _AFFIX:
        return folded, (name,)
    head = crc32(b"<" + shown[:_AFFIX].encode("utf-8", "surrogatepass"))
    tail = crc32(b">" + shown[-_AFFIX:].encode("utf-8", "surrogatepass"))
    return folded, (name, head, tail)


def slot(name: int, salt: int, mask: int) -> int:
    """The place of a salted hash in a table of ``mask + 1`` weights."""
    return ((name ^ salt) * PAIR >> 7) & mask
