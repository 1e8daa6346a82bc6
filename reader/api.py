"""Cleaning for other programs: bytes or text in, the article and its blocks out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.documents.model import Document


@dataclass(frozen=True, slots=True)
class CleanedBlock:
    """One block of a document with the verdict on it."""

    start: int
    """First code point in ``Cleaned.document.text``."""
    end: int
    """One past the last."""
    kind: str
    """paragraph, heading, list_item, quote, code, table, caption or rule."""
    kept: bool
    """Whether it belongs to the article."""
    reason: str
    """Why it was removed, in words ("job ad", "newsletter"); "" where it is kept."""
    confidence: float
    """Estimated probability, 0.5-1, that the verdict is right."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article in a document, and what stood around it."""

    title: str
    """As found in the source or the text; may be empty."""
    language: str
    """ISO 639-1, detected, or as the source declares it where the text is too short; may be ""."""
    text: str
    """What is kept, a block a line."""
    blocks: tuple[CleanedBlock, ...]
    """All blocks in order, kept or removed."""
    document: Document
    """The whole document: its text, and what it says of itself."""


def clean(data: bytes | str, name: str = "") -> Cleaned:
    """The article in the bytes of a file, or in a text; a pure function.

    ``name`` helps to tell the format ("page.html"). Raises ``reader.Refused`` with a sentence for
    what is not a document.
    """
    from reader.analysis import judged, language_of
    from reader.cleaning import kept_text
    from reader.documents import load

    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    document = load(data, name)
    verdicts = judged(document).verdicts
    blocks = tuple(
        CleanedBlock(
            block.span.start,
            block.span.end,
            str(block.kind),
            verdict.kept,
            verdict.reason,
            verdict.confidence,
        )
        for block, verdict in zip(document.blocks, verdicts, strict=True)
    )
    return Cleaned(
        title=document.metadata.title,
        language=language_of(document, verdicts).code or document.metadata.language,
        text=kept_text(document, verdicts),
        blocks=blocks,
        document=document,
    )
