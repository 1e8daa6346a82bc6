"""Any keys in any order: the reader stays up, and what it keeps stays whole.

Longer: ``python -m tests.benchmarks.fuzz_keys``.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from tests.tui.any_keys import KEYS, ODD, hammer, odd_library
from tests.tui.library_case import reader_on, sync

PRESSES = 50


@pytest.fixture(autouse=True)
def nothing_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr("reader.tui.outside.OPENERS", ())


def pages_of(library: Path) -> list[dict[str, object]]:
    """Every page of notes, read strictly."""
    return [
        json.loads(path.read_bytes().decode("utf-8", "strict"))
        for path in sorted((library / ".glosse" / "notes").rglob("*.json"))
    ]


@pytest.mark.parametrize("seed", [2, 5])
@sync
async def test_random_keys_break_nothing(tmp_path: Path, seed: int) -> None:
    library = odd_library(tmp_path / "library")
    chance = random.Random(seed)
    before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
    names = sorted(before, key=os.fspath)
    target = library if seed % 2 == 0 else chance.choice(names)
    async with reader_on(target) as reader:
        await hammer(reader, chance, PRESSES)
        assert reader.app.is_running
    for page in pages_of(library):
        assert page["type"] == "AnnotationPage"
    assert {path: path.read_bytes() for path in names} == before


@pytest.mark.parametrize("name", ODD[:2])
@sync
async def test_every_key_alone_on_a_document_with_nothing_in_it(tmp_path: Path, name: str) -> None:
    library = odd_library(tmp_path / "library")
    async with reader_on(library / name) as reader:
        for key in dict.fromkeys(KEYS):
            reader.send(key, "escape", "escape")
        await reader.pilot.pause(1.0)
        assert reader.app.is_running


@sync
async def test_a_screen_of_its_own_lives_in_a_single_cell(tmp_path: Path) -> None:
    library = odd_library(tmp_path / "library")
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        for key in ("t", "?", "ctrl+p", "T", "@", "S", "E", "/"):
            await reader.press("l", key)
            for size in ((1, 1), (2, 3), (12, 4)):
                await reader.pilot.resize_terminal(*size)
            await reader.pilot.resize_terminal(120, 40)
            await reader.press("escape", "escape")
        assert reader.app.is_running
