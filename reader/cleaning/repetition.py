"""What other documents of the site say of a document's blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.cleaning.verdict import Verdict
from reader.documents.model import Document
from reader.repeated import repeating, says

CONFIDENCE = 0.98
SOURCE = "corpus"
_BY_HAND = ("rule", "reader")


def with_evidence(
    document: Document,
    verdicts: Sequence[Verdict],
    evidence: Mapping[int, tuple[int, int]],
    *,
    place: str = "",
) -> tuple[Verdict, ...]:
    """Verdicts in which kept blocks that repeat are removed; what the reader decided stays.

    ``evidence``: a block's number to (n, m), n of m documents of the ``place`` ("from this site")
    hold it, near-identical copies counted once.
    """
    if not evidence:
        return tuple(verdicts)
    blocks = [block.span.of(document.text) for block in document.blocks]
    kept = [verdict.kept for verdict in verdicts]
    ruled = [verdict.source in _BY_HAND for verdict in verdicts]
    found = list(verdicts)
    confidence = [verdict.confidence for verdict in verdicts]
    for number in repeating(says(blocks, kept, ruled, confidence), evidence):
        held, looked_at = evidence[number]
        reason = f"in {held} of {looked_at} files {place}".rstrip()
        found[number] = Verdict(False, reason, CONFIDENCE, SOURCE)
    return tuple(found)
