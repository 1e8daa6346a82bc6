"""What the borders of the panes say."""

from __future__ import annotations

from reader.documents.model import Encoding
from reader.tui.titles import article_aside, article_title, library_title, notes_title, selected

UTF8 = Encoding()


def test_the_library_says_how_many_show_and_why() -> None:
    assert library_title(12, 12) == "Library (12)"
    assert library_title(12, 3, query="lang:de") == "Library (3 of 12) /lang:de"
    assert library_title(12, 12, sort="date", progress="12%") == "Library (12) by date · 12%"
    assert library_title(12, 12, progress="index 5%", room=23) == "Library (12) · index 5%"
    assert library_title(12, 12, progress="index 5%", room=22) == "Library (12) · 5%"
    assert library_title(12, 12, progress="another window", room=22) == "Library (12) · waits"
    assert library_title(99999, 99999, sort="title", room=22) == "99999 by title"
    assert library_title(100000, 500, query="path:x", room=22) == "500 of 100000 /path:x"
    assert library_title(12, 3, query="lang:de words", room=22).startswith(
        "Library (3 of 12) /lang"
    )
    assert library_title(12, 3, query="a", sort="date") == "Library (3 of 12) /a · by date"


def test_a_query_of_control_characters_is_shown_and_not_obeyed() -> None:
    assert "\x1b" not in library_title(1, 1, query="\x1b[2J")
    assert "\x1b" not in article_aside("clean", UTF8, search="/\x1b[2J")


def test_the_article_says_what_is_left() -> None:
    assert article_title("de 99%", 4, 0.371, read=False) == "Article · de 99% · 4 min · 37%"
    assert article_title("", 0, 1.0, read=True) == "Article · done · 100% · read"


def test_of_an_empty_article_nothing_is_done() -> None:
    assert article_title("", 0, 0.0, read=False, empty=True) == "Article · empty"


def test_the_lower_border_says_only_what_is_unusual() -> None:
    assert article_aside("clean", UTF8) == ""
    guess = Encoding("cp1252", guessed=True)
    assert article_aside("raw", guess, search="/a 1 of 2", read_only="no room") == (
        "/a 1 of 2 · raw text · read as cp1252, a guess · read only"
    )
    assert article_aside("removed", UTF8, letters="garbled", read_only="x", peek="✎ why?") == (
        "removed shown · garbled · ✎ why?"
    )


def test_notes_say_their_number_and_an_unusual_order() -> None:
    assert notes_title(3, 3, "") == "Notes (3)"
    assert notes_title(3, 1, "newest") == "Notes (1 of 3) · newest"


def test_a_selection_says_how_much_and_what_for() -> None:
    assert selected("One", resizing=False) == "1 word selected"
    assert selected("One or\ntwo", resizing=True) == "highlight taken up · 3 words · H resizes it"
    assert selected("word " * 5_000, resizing=False) == "25 thousand characters selected"
    assert article_aside("raw", UTF8, selecting="3 words selected") == "3 words selected · raw text"
