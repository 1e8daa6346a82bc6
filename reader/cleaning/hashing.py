"""Words as numbers: the same on every machine, and cheap to join into pairs."""

from __future__ import annotations

from zlib import crc32

PAIR = 0x9E3779B1
"""By what the number of a word is multiplied where the next one is added to it."""
FIRST, LAST = 0x85EBCA6B, 0xC2B2AE35
"""Salts of the word that a line begins or ends with."""
_AFFIX = 4
_BEGINNING, _END = crc32(b"<"), crc32(b">")
"""What the hashes of beginnings and ends go on from."""


def hashed(word: str) -> tuple[str, tuple[int, ...]]:
    """The folded word, and the hashes of the word and of its beginning and end."""
    folded = word.casefold()
    shown = "0" * min(len(folded), 5) if folded.isdigit() else folded
    data = shown.encode("utf-8", "surrogatepass")
    if len(shown) <= _AFFIX:
        return folded, (crc32(data),)
    if len(data) == len(shown):
        head, tail = data[:_AFFIX], data[-_AFFIX:]
    else:
        head = shown[:_AFFIX].encode("utf-8", "surrogatepass")
        tail = shown[-_AFFIX:].encode("utf-8", "surrogatepass")
    return folded, (crc32(data), crc32(head, _BEGINNING), crc32(tail, _END))


def slot(name: int, salt: int, mask: int) -> int:
    """The place of a salted hash in a table of ``mask + 1`` weights."""
    return ((name ^ salt) * PAIR >> 7) & mask
