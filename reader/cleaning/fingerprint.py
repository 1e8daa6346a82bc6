"""Knowing a block again: the same words in another document, or after an edit around it."""

from __future__ import annotations

import hashlib
import unicodedata

from reader.documents.model import Document
from reader.memo import Memo
from reader.patterns import late

_WORDS = late(r"[^\W\d_]+")


def _letters_of(piece: str) -> str:
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", piece).casefold()))


_letters = Memo(_letters_of)
"""The words in what stands between two spaces."""


def folded(text: str) -> str:
    """Text for comparison: compatibility forms and case folded, white space as one space.

    Digits stay: this names one block, and "Part 1" is not "Part 2".
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def identity(text: str) -> str:
    """A short name (16 hexadecimal digits) for a block's text, the same on every machine."""
    return hashlib.blake2b(folded(text).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def fingerprints(document: Document) -> tuple[int, ...]:
    """One signed 64-bit number a block, equal where blocks have the same words.

    Letters only are compared: counters, dates, bullets and punctuation may differ ("12 comments"
    and "7 comments" are one line of a site). A block without letters compares by its characters.
    Signed, so that SQLite stores it as an integer.
    """
    text = document.text
    return tuple(_fingerprint(block.span.of(text)) for block in document.blocks)


def _fingerprint(block: str) -> int:
    words = " ".join(filter(None, map(_letters.__getitem__, block.split())))
    digest = hashlib.blake2b(
        (words or folded(block)).encode("utf-8", "surrogatepass"), digest_size=8
    )
    return int.from_bytes(digest.digest(), "little", signed=True)
