"""A verdict for every block of a document: kept, or removed with a reason.

What judges is loaded with the first document that is judged: an article whose verdicts are
remembered does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.cleaning.verdict import KEPT, Verdict

if TYPE_CHECKING:
    from reader.cleaning.fingerprint import fingerprints
    from reader.cleaning.judging import judge
    from reader.cleaning.kept import kept_text
    from reader.cleaning.repetition import with_evidence

__all__ = ["KEPT", "Verdict", "fingerprints", "judge", "kept_text", "with_evidence"]

_WHERE = {
    "fingerprints": "fingerprint",
    "judge": "judging",
    "kept_text": "kept",
    "with_evidence": "repetition",
}


def __getattr__(name: str) -> Any:
    """Load a name when it is first asked for (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'reader.cleaning' has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"reader.cleaning.{_WHERE[name]}"), name)
    globals()[name] = found
    return found
