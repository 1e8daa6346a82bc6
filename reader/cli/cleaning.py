"""What `glosse clean` does with one document: pure functions that other processes can run."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.cli.sources import Unit

if TYPE_CHECKING:
    from reader.cleaning.verdict import Verdict
    from reader.cli.forms import CleanedBlock, CleanedDocument
    from reader.documents.model import Document

_ABOVE_THE_TEXT = ("byline or date", "date or number")
"""What is removed between a headline and the first paragraph of its article."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document to clean, and what is known of its blocks in other documents."""

    unit: Unit
    shared: Mapping[int, tuple[int, int]] | None = None
    """``{fingerprint: (n, m)}``: in n of m documents of the same site or folder."""
    language: bool = True
    """Whether the language is asked for; telling it takes as long as the cleaning."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What came of a task."""

    document: CleanedDocument | None = None
    """As ``--json`` prints it; None when the document could not be read."""
    removed: list[tuple[str, str, float]] = field(default_factory=list)
    """Text, reason and confidence of the blocks that went."""
    problem: str = ""
    """Why it could not be read, as a sentence."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What the first pass over a corpus keeps of a document."""

    group: str
    """Its site, or without one its folder; "" for what cannot be read."""
    prints: array[int]
    sketch: bytes


def clean(task: Task) -> Cleaned:
    """One document, cleaned."""
    from reader.analysis import judged, language_of
    from reader.cleaning import fingerprints, kept_text

    try:
        own, document = task.unit.read()
        evidence = {}
        if task.shared:
            prints = enumerate(fingerprints(document))
            evidence = {i: task.shared[p] for i, p in prints if p in task.shared}
        verdicts = with_headline(document, judged(document, evidence=evidence).verdicts)
        language = language_of(document, verdicts).code if task.language else ""
    except Exception as error:  # noqa: BLE001 - named below, or raised again
        return Cleaned(problem=_sentence(task.unit, error))
    blocks: list[CleanedBlock] = []
    removed = []
    for block, verdict in zip(document.blocks, verdicts, strict=True):
        if not verdict.kept:
            text = block.span.of(document.text)
            removed.append((text, verdict.reason, verdict.confidence))
        blocks.append(
            {
                "start": block.span.start,
                "end": block.span.end,
                "kind": str(block.kind),
                "kept": verdict.kept,
                "reason": verdict.reason,
                "confidence": round(verdict.confidence, 4),
            }
        )
    row: CleanedDocument = {
        "source": task.unit.source,
        "id": own,
        "title": document.metadata.title,
        "language": language or document.metadata.language,
        "text": kept_text(document, verdicts),
        "blocks": blocks,
    }
    return Cleaned(row, removed)


def with_headline(document: Document, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts, with the headline of a plain text kept that stands right above its byline.

    Above the byline the model takes it for a teaser now and then. The screen shows it then as
    headline of the article; whoever reads a pipe has nothing but the text.
    """
    from reader.cleaning.verdict import KEPT

    found = _headline(document, verdicts)
    return tuple(KEPT if number == found else verdict for number, verdict in enumerate(verdicts))


def _headline(document: Document, verdicts: Sequence[Verdict]) -> int | None:
    """The number of that block, where the model alone removed it; else None."""
    title = document.metadata.title.split()
    if document.markup is not None or not title:
        return None
    first = next((number for number, verdict in enumerate(verdicts) if verdict.kept), 0)
    at = first - 1
    while at >= 0 and verdicts[at].reason in _ABOVE_THE_TEXT:
        at -= 1
    if not 0 <= at < first - 1 or verdicts[at].source != "model":
        return None
    return at if document.blocks[at].span.of(document.text).split() == title else None


def survey(unit: Unit) -> Surveyed:
    """What a document adds to the counts of its site; nothing where it cannot be read."""
    from reader.analysis import judged
    from reader.cleaning import fingerprints, kept_text
    from reader.library.sketch import shingles, sketch

    try:
        _, document = unit.read()
        kept = kept_text(document, judged(document).verdicts)
    except Exception as error:  # noqa: BLE001 - the second pass meets it again and says so
        _sentence(unit, error)
        return Surveyed("", array("q"), b"")
    prints = array("q", fingerprints(document))
    return Surveyed(_group(document, unit), prints, sketch(shingles(kept)).to_bytes())


def lost(task: Task) -> Cleaned:
    """A document whose reading ended the process."""
    return Cleaned(problem=f"{_name(task.unit)} is skipped: it ended the process reading it.")


def lost_survey(unit: Unit) -> Surveyed:
    """The same, on the first pass."""
    return Surveyed("", array("q"), b"")


def _group(document: Document, unit: Unit) -> str:
    from reader.analysis import site_of
    from reader.library.evidence import group_of

    return group_of(site_of(document), unit.source.replace("\\", "/"))


def _sentence(unit: Unit, error: Exception) -> str:
    """Why a document is skipped; raises the error again if it is none of the document's."""
    from reader.documents import Refused

    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, (ValueError, RecursionError, MemoryError, ArithmeticError, LookupError)):
        # Foreign files meet many libraries; one of them must not end a run over a whole corpus.
        return f"{_name(unit)} is skipped: {error or type(error).__name__}"
    raise error


def _name(unit: Unit) -> str:
    return f"{unit.source}, line {unit.record.number}" if unit.record else unit.source
