"""What is marked in an article that was found by searching the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.text import Span
from reader.tui.article.find import Finder
from reader.tui.dialogs.search import Hit, LibrarySearch, article_query
from tests.tui.library_case import make_library, reader_on, sync


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("ferry", "The Ferry, a ferry", ["Ferry", "ferry"]),
        ("grün boot", "grün, gruen, Boot", ["grün", "gruen", "Boot"]),
        ("ferry quay", "A quay for the ferry", ["quay", "ferry"]),
        ('"late train"', "a late train, late", ["late train"]),
        ("lamp*", "lamp, Lampshade", ["lamp", "Lampshade"]),
        ("boy OR girl", "boy and girl", ["boy", "girl"]),
        ("boy NOT girl lang:en -dog", "boy girl en dog", ["boy"]),
        ("a.c d", "abc a.c d", ["a.c", "d"]),
    ],
)
def test_all_words_searched_for_are_marked(typed: str, text: str, found: list[str]) -> None:
    hits = Finder(text).find(article_query(typed))
    assert [hit.of(text) for hit in hits] == found


def test_nothing_but_fields_marks_nothing() -> None:
    assert article_query("lang:de -x") == ""


def test_a_found_note_of_several_lines_stands_on_one() -> None:
    found = LibrarySearch(lambda typed, told: None)
    found._hits = [Hit("a.md", "A", "Why late?\nThe ferry came in", (Span(10, 13),))]
    [row] = found.choices("the")
    assert row.more == "Why late? The ferry came in"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return make_library(tmp_path / "library")


@sync
async def test_enter_typed_at_once_opens_what_was_typed_for(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.until_indexed()
        await reader.press("g", "/")
        await reader.until("Search the library")
        reader.send(*"orchard", "enter")
        await reader.until_open("b orchard.md")
        await reader.until_gone("Search the library")


@sync
async def test_enter_waits_for_the_hits_of_the_whole_line(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.until_indexed()
        await reader.press("g", "/")
        await reader.until("Search the library")
        reader.send(*"bell")
        await reader.until("1 found")
        reader.send(*["backspace"] * 4, *"orchard", "enter")
        await reader.until_open("b orchard.md")


@sync
async def test_enter_keeps_a_search_that_finds_nothing(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.until_indexed()
        await reader.press("g", "/")
        await reader.until("Search the library")
        reader.send(*"zeppelin", "enter")
        await reader.until("Nothing found.")
        await reader.press("enter")
        assert "zeppelin" in reader.text
        await reader.press("escape")
        await reader.until_gone("Search the library")


@sync
async def test_the_article_says_what_was_typed_and_no_pattern(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.until_indexed()
        await reader.press("g", "/")
        await reader.until("Search the library")
        reader.send(*"apple radio", "enter")
        await reader.until_open("b orchard.md")
        await reader.until("/apple radio 1 of 2")
        article, caret = reader.main.article, reader.main.reading.caret
        assert article is not None
        assert article.document.text[caret:].startswith("apple")


@sync
async def test_tab_completes_fields_and_what_the_library_has_of_them(library: Path) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.until_indexed()
        await reader.press("g", "/")
        await reader.until("Search the library")
        reader.send(*"rain la")
        await reader.until("Tab lang:")
        await reader.press("tab")
        await reader.until("rain lang:")
        await reader.until("Tab lang:en")
        await reader.press("tab")
        await reader.until("rain lang:en")
        await reader.until("1 found")
        await reader.until("Enter opens at the hit")
        await reader.press("enter")
        await reader.until_open("b orchard.md")
