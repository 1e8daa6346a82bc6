"""Documents for tests: one block a line that is not blank."""

from __future__ import annotations

from reader.documents.model import Block, Document
from reader.text import Span


def document(*lines: str) -> Document:
    text = "\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        if line.strip():
            blocks.append(Block(Span(start, start + len(line))))
        start += len(line) + 1
    return Document(text, tuple(blocks))
