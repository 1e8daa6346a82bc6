"""A file dragged onto the terminal: its path is pasted, in as many ways as there are terminals."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from reader.tui.main.dropped import paths_in
from tests.tui.library_case import make_library, reader_on, sync


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "a plain day.txt", tmp_path / "it's (two).txt"
    one.write_text("One.", "utf-8")
    two.write_text("Two.", "utf-8")
    return one, two


def escaped(path: Path) -> str:
    return "".join(f"\\{c}" if c in " '()" else c for c in str(path))


def test_one_path_in_every_manner(files: tuple[Path, Path]) -> None:
    one, two = files
    quoted = str(two).replace("'", "'\\''")
    for text in (
        f"{one}", f"{one} \n", f"'{one}'", f'"{one}"', escaped(one), one.as_uri(),
        f"file://localhost{one.as_uri()[7:]}",
    ):  # fmt: skip
        assert paths_in(text, escapes=True) == [one], text
    for text in (f"{two}", f"'{quoted}'", f'"{two}"', escaped(two), two.as_uri()):
        assert paths_in(text, escapes=True) == [two], text


def test_several_paths_in_one_line_or_in_many(files: tuple[Path, Path]) -> None:
    one, two = files
    assert paths_in(f"'{one}' \"{two}\"", escapes=True) == [one, two]
    assert paths_in(f"{escaped(one)} {escaped(two)}", escapes=True) == [one, two]
    assert paths_in(f"{one.as_uri()}\n{two.as_uri()}\n", escapes=True) == [one, two]
    assert paths_in(f"{one}\n{one}", escapes=True) == [one]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "words of a text",
        "/nowhere/at/all.txt",
        "file://other.host/x",
        "\0",
        "x" * 30_000,
    ],
)
def test_what_is_no_path_is_none(text: str) -> None:
    assert paths_in(text) == []


@sync
async def test_a_pasted_path_of_the_library_is_opened(tmp_path: Path) -> None:
    library = make_library(tmp_path / "library")
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        path = library / "notes from 2025" / "station.md"
        reader.app.post_message(events.Paste(f"'{path}'"))
        await reader.until("The last train stood dark")
        reader.app.post_message(events.Paste("no path at all"))
        await reader.until("There is no file of that name")


@sync
async def test_a_pasted_path_from_elsewhere_is_copied_when_that_is_wanted(
    tmp_path: Path, files: tuple[Path, Path]
) -> None:
    library = make_library(tmp_path / "library")
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        reader.app.post_message(events.Paste(str(files[0])))
        await reader.until("Copy a plain day.txt into this library?")
        await reader.press("escape")
        assert not (library / files[0].name).exists()
        reader.app.post_message(events.Paste(str(files[0])))
        await reader.until("Copy a plain day.txt into this library?")
        await reader.press("enter")
        await reader.until("Copied 1 into the library.")
        assert (library / files[0].name).read_text("utf-8") == "One."
