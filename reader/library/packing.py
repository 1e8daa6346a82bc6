"""Texts as they are stored."""

from __future__ import annotations

import zlib


def compress(text: str) -> bytes:
    """UTF-8 and deflate; fast rather than small."""
    return zlib.compress(text.encode("utf-8"), 6)


def decompress(data: bytes) -> str:
    """The text that was compressed."""
    return zlib.decompress(data).decode("utf-8")
