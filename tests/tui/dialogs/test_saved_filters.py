"""A filter is saved from the screen under a name, chosen from the list and deleted there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.library_case import make_library, reader_on, sync


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return make_library(tmp_path / "library")


@sync
async def test_a_filter_is_saved_chosen_and_deleted(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.press("g", "w")
        await reader.until("no filter to save")
        await reader.press("/")
        await reader.type("orchard")
        await reader.press("enter", "g", "w")
        await reader.until("Save orchard as")
        await reader.type("trees")
        await reader.press("enter")
        await reader.until("Saved as trees")
        await reader.press("escape")
        await reader.until("Library (3)")
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.press("g", "l")
        await reader.until("Saved filters (1)")
        await reader.press("enter")
        await reader.until("Library (1 of 3)")
        await reader.press("g", "l")
        await reader.until("Saved filters (1)")
        await reader.press("d", "d")
        await reader.until("Saved filters (0)")


@sync
async def test_the_index_rests_when_it_is_told_to(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        reader.carry_out("index-pause")
        await reader.until("The index rests.")
        reader.carry_out("index-pause")
        await reader.until("The index goes on.")
