"""Glosse as a library: the names of the package, their examples, and what they do not load."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import reader

SEEDS = Path(__file__).parent.parent / "seeds"


def test_the_examples_are_true() -> None:
    found = doctest.testmod(reader)
    assert found.attempted > 10
    assert found.failed == 0


def test_every_public_name_is_there_and_documented() -> None:
    for name in reader.__all__:
        assert getattr(reader, name).__doc__
        assert name in dir(reader)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = reader.nonsense


def test_cleaning_an_article() -> None:
    data = sorted(SEEDS.glob("*.txt"))[1].read_bytes()
    found = reader.clean(data, "article.txt")
    assert found.title == "Selenskyj und Trump diskutieren über Verteidigungskooperation"
    assert found.language == "de"
    assert found.text.count("\n") == 7
    kept = [found.document.text[b.start : b.end] for b in found.blocks if b.kept]
    assert found.text.split("\n") == kept
    assert all(block.reason for block in found.blocks if not block.kept)
    assert reader.clean(data.decode("utf-8"), "article.txt") == found


def test_what_is_no_document_is_refused_with_a_sentence() -> None:
    with pytest.raises(reader.Refused, match="not text"):
        reader.clean(b"\x7fELF" + bytes(64), "program")


def test_no_screen_is_loaded() -> None:
    script = (
        "import reader, sys; reader.clean('It rained all night.'); reader.detect('x')\n"
        "reader.anchor('abc', exact='b'); reader.Store; reader.open_document\n"
        "print([name for name in ('textual', 'rich') if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_a_users_script_is_typed(tmp_path: Path) -> None:
    """The package says what it gives: no ``Any``, nothing untyped, in another's strict check."""
    script = Path(__file__).with_name("users_script.py")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(script)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=script.parent.parent)
    assert done.returncode == 0, done.stdout
