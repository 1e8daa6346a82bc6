"""A verdict for every block of a document: kept, or removed with a reason."""

from __future__ import annotations

from reader.cleaning.fingerprint import fingerprints
from reader.cleaning.judging import judge
from reader.cleaning.kept import kept_text
from reader.cleaning.repetition import with_evidence
from reader.cleaning.verdict import KEPT, Verdict

__all__ = ["KEPT", "Verdict", "fingerprints", "judge", "kept_text", "with_evidence"]
