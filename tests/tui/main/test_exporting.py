"""Notes are written out from the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.tui.main.exporting import form_of
from tests.tui.library_case import reader_on, sync


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.md", "markdown"), ("A.MD", "markdown"), ("a.txt", "text"), ("a.anki.txt", "anki"),
        ("a.json", "json"), ("a.hypothesis.json", "hypothesis"), ("a.org", "org"),
        ("a.csv", "csv"), ("a.pdf", ""), ("md", ""),
    ],
)  # fmt: skip
def test_the_ending_chooses_the_form(name: str, form: str) -> None:
    assert form_of(name) == form


@sync
async def test_the_notes_of_an_article_go_to_a_file_that_was_not_there(
    library: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out" / "harbour.md"
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("X")
        await reader.until("There are no notes to export")
        await reader.press("l", "}", "H")
        await reader.until("Notes (1)")
        for said in ("1 note in", "is there already"):
            await reader.press("X")
            await reader.until("/The harbour before noon.md" if said == "1 note in" else "/out/")
            await reader.press("ctrl+u", *str(out), "enter")
            await reader.until(said)
        assert "The ferry came in at eleven" in out.read_text("utf-8")
        await reader.press("X")
        await reader.until("/out/The harbour before noon.md")
        await reader.press("ctrl+u", *"notes.pdf", "enter")
        await reader.until("What form?")
        await reader.until("notes.pdf")
        await reader.press("escape")


@sync
async def test_an_empty_pane_offers_nothing_to_jump_to(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.press("l", "tab")
        await reader.until_gone("Highlight")
        footer = reader.text.splitlines()[-1]
        assert "Delete" not in footer
        assert "Jump" not in footer
        assert "Help" in footer
        await reader.press("shift+tab", "}", "H", "tab")
        await reader.until("Jump")
