"""The open article with its garbled letters mended: something to look at, not to write on."""

from __future__ import annotations

from dataclasses import replace

from reader.documents.mended_view import mended_document
from reader.notes.model import PlacedNote
from reader.opened import OpenArticle

READ_ONLY = "This is the mended view; notes belong to the text as it is in the file. g m goes back."


def mended_article(article: OpenArticle) -> OpenArticle | None:
    """The article as it was meant, with its notes at the same words; None if nothing is garbled.

    It cannot be written on: a new note would quote words that are not in the file.
    """
    found = mended_document(article.document)
    if found is None:
        return None
    notes = []
    for pair in article.notes:
        span = pair.anchor.span
        if span is None:
            notes.append(pair)
            continue
        there = found.span(span)
        anchor = replace(pair.anchor, start=there.start, end=there.end)
        notes.append(PlacedNote(pair.note, anchor))
    return replace(article, document=found.document, notes=tuple(notes), read_only=READ_ONLY)
