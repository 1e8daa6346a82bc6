"""The article alone: what the verdicts keep."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning.verdict import Verdict
from reader.documents.model import Document


def kept_text(document: Document, verdicts: Sequence[Verdict]) -> str:
    """The kept blocks, a block a line; line breaks inside a block become spaces."""
    lines = (
        " ".join(block.span.of(document.text).split("\n"))
        for block, verdict in zip(document.blocks, verdicts, strict=True)
        if verdict.kept
    )
    return "\n".join(line.strip() for line in lines)
