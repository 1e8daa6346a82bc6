"""Short runs of the kill, contention and full-disk commands of ``tests/benchmarks``."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL and file-size limits")


def command(name: str) -> ModuleType:
    found = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_a_killed_store_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    counts = command("notes_kill").run(4, 7, tmp_path, log=False)
    assert counts["kills"] == 4
    assert counts["lost"] == counts["unreadable"] == counts["rivals"] == 0
    assert counts["temporary files"] == counts["journal files"] == 0


def test_a_store_killed_while_it_packs_its_journal_keeps_the_history(tmp_path: Path) -> None:
    counts = command("notes_kill").run(4, 11, tmp_path, log=False, packing=True)
    assert counts["lost"] == counts["history lost"] == counts["unreadable"] == 0
    assert counts["temporary files"] == counts["journal files"] == 0


def test_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    counts = command("notes_contention").run(3, 8, tmp_path)
    assert counts["found"] == counts["wanted"] == 24
    assert counts["missing"] == counts["conflicts"] == counts["failed processes"] == 0


def test_a_disk_that_fills_up_loses_nothing_it_was_trusted_with(tmp_path: Path) -> None:
    counts = command("notes_faults").full_disk(3, tmp_path)
    assert counts["put"] == 90
    assert counts["lost"] == counts["unreadable"] == counts["temporary files"] == 0
