"""The article alone: what the verdicts keep."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning.verdict import Verdict
from reader.documents.model import Document


def kept_text(document: Document, verdicts: Sequence[Verdict]) -> str:
    """The kept blocks, a block a line; line breaks inside a block become spaces.

    Of a web page without its title, which is ``document.metadata.title``.
    """
    title = None
    if document.markup is not None:
        from reader.cleaning.pages.titles import title_block

        title = title_block(document)
    lines = (
        " ".join(block.span.of(document.text).split("\n"))
        for number, (block, verdict) in enumerate(zip(document.blocks, verdicts, strict=True))
        if verdict.kept and number != title
    )
    return "\n".join(line.strip() for line in lines)
