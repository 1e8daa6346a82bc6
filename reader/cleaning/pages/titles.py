"""Where a page shows its own title."""

from __future__ import annotations

from reader.cleaning.pages.words import words_of
from reader.documents.model import BlockKind, Document


def title_block(document: Document) -> int | None:
    """The number of the first heading that says the document's title, None without one."""
    title = words_of(document.metadata.title.casefold())
    if not title:
        return None
    text = document.text
    for number, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING and words_of(block.span.of(text).casefold()) == title:
            return number
    return None
