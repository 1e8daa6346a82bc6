from __future__ import annotations

from reader.documents.overlap import shared

LONG = "the ferry to the northern islands will stop running in October"


def test_the_shared_part_of_a_text():
    assert shared(LONG, f"before {LONG} after") == 1.0
    assert shared(LONG, "nothing of it") == 0.0
    assert 0 < shared(LONG + " and much else is said here", LONG) < 1
