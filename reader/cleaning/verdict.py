"""The verdict on one block."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a block belongs to the article, and why not if it does not."""

    kept: bool
    reason: str = ""
    """Words for the reader ("job ad", "comment rules", "in 41 of 52 files"); "" when kept."""
    confidence: float = 1.0
    """Estimated probability, 0.5-1, that the verdict is right."""
    source: str = "model"
    """What decided: "model", "corpus", "rule" (of a site) or "reader" (restored or removed)."""


KEPT = Verdict(kept=True)
