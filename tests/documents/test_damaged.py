"""Damaged documents open with sound blocks or are refused with a sentence.

Longer: ``python tests/benchmarks/fuzz_documents.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import Refused, open_document
from reader.sanitise import is_safe, sanitise
from tests.benchmarks.fuzz_documents import fuzz, seeds

DAMAGES = 12


@pytest.mark.parametrize("name", seeds())
def test_a_damaged_document_does_no_harm(name: str) -> None:
    for seed in range(DAMAGES):
        problem, _ = fuzz(name, seed, slowest=60)
        assert not problem, f"--formats {name} --seed {seed}: {problem}"


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(codec=None), max_size=60))
def test_whatever_is_sanitised_is_safe_and_stays_so(text: str) -> None:
    once = sanitise(text)
    assert is_safe(once)
    assert sanitise(once) == once
    assert sanitise(text, multiline=True).replace("\n", "").isprintable() or is_safe(
        sanitise(text, multiline=True).replace("\n", "")
    )


def test_a_folder_that_cannot_be_read_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="is a folder, not a file"):
        open_document(tmp_path)
    monkeypatch.setattr("reader.documents.opening.os.access", lambda path, mode: False)
    with pytest.raises(Refused, match="permission denied"):
        open_document(tmp_path)
