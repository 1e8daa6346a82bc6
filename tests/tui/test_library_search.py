"""What is marked in an article that was found by searching the library."""

from __future__ import annotations

import pytest

from reader.text import Span
from reader.tui.find import Finder
from reader.tui.search import Hit, LibrarySearch, article_query


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
