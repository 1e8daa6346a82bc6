"""Search in one text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text import Span
from reader.tui.article import find
from reader.tui.article.find import Finder, FindError, within

TEXT = "Über „Überall“ und uber. Die Straße, die STRASSE. cafe\u0301 café cafe"


def found(query: str, text: str = TEXT) -> list[str]:
    return [span.of(text) for span in Finder(text).find(query)]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("uber", ["Über", "Über", "uber"]),
        ("Uber", ["Über", "Über"]),
        ("über", ["Über", "Über"]),
        ('"uberall"', ["„Überall“"]),
        ("strasse", ["Straße", "STRASSE"]),
        ("cafe", ["cafe\u0301", "café", "cafe"]),
        ("café", ["cafe\u0301", "café"]),
        ("nichts dergleichen", []),
        ("", []),
        ("   ", []),
        (r"\vd\w+ s", ["Die S", "die S"]),
        (r"\vD\w+", ["Die"]),
        (r"\v\b[a-f]+e\b", ["cafe"]),
        (r"\vx*", []),
    ],
)
def test_query(query: str, hits: list[str]) -> None:
    assert found(query) == hits


def test_a_wrong_pattern_is_a_sentence() -> None:
    with pytest.raises(FindError, match="not a regular expression"):
        found(r"\v(")


def test_a_catastrophic_pattern_is_given_up() -> None:
    with pytest.raises(FindError, match="took longer"):
        found(r"\v(x+x+)+y", "x" * 5_000)


def test_hits_within_what_is_shown() -> None:
    hits = [Span(0, 2), Span(5, 7), Span(12, 14)]
    assert within(hits, [Span(0, 4), Span(10, 20)]) == [hits[0], hits[2]]
    assert within(hits, []) == []


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet="aAäßb \n„", max_size=120),
    st.sampled_from(["a", "ab", "ä", "B", "ss", "aba", "b a"]),
    st.integers(1, 40),
)
def test_a_text_searched_in_pieces_gives_the_same_hits(text: str, query: str, piece: int) -> None:
    whole = Finder(text).find(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "LONG", 0)
        patch.setattr(find, "PIECE", piece)
        assert Finder(text).find(query) == whole


@pytest.mark.parametrize(("long", "query"), [(0, "word"), (10**9, "word"), (10**9, r"\vw..d")])
def test_a_search_that_is_given_up_ends(
    long: int, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "LONG", long)
    monkeypatch.setattr(find, "PIECE", 10)
    asked: list[int] = []

    def after_three() -> bool:
        asked.append(1)
        return len(asked) > 3

    assert 0 < len(Finder("word " * 1_000).find(query, after_three)) <= 4
    assert len(asked) <= 5
