"""Pages that would keep a parser busy for minutes are read as far as a reader waits."""

from __future__ import annotations

import pytest

from reader.documents import load
from reader.documents.bounds import DEEPEST, MOST_ELEMENTS, Budget


def deepest(source: str) -> int:
    """How many ``div`` stand in one another."""
    depth = most = 0
    for part in source.split("<"):
        depth += part.startswith("div") - part.startswith("/div")
        most = max(most, depth)
    return most


def test_a_page_within_bounds_is_as_it_was() -> None:
    source = "<div>" * 900 + "deep" + "<p>x</p>" * 900
    budget = Budget()
    assert budget.within(source) == source
    assert not budget.cut


def test_many_elements_in_many_others_are_made_flat_and_keep_their_words() -> None:
    source = "<div>" * 9_000 + "".join(f"<p>word{n}</p>" for n in range(9_000)) + "</div>" * 9_000
    flat = Budget().within(source)
    assert deepest(flat) == DEEPEST
    assert flat.count("<div") == flat.count("</div") == DEEPEST
    document = load(source.encode(), "a.html")
    assert [block.span.of(document.text) for block in document.blocks] == [
        f"word{n}" for n in range(9_000)
    ]


def test_words_of_flat_elements_stay_apart() -> None:
    lead = "<div>" * 9_000 + "<p>x</p>" * 9_000
    document = load(f"{lead}<div>one</div><div>two</div><b>bo</b>ld".encode(), "a.html")
    assert document.text.endswith("one\n\ntwo\n\nbold")


def test_closing_tags_that_end_nothing_do_not_hide_the_depth() -> None:
    source = "<div></x>" * 9_000 + "<p>x</p>" * 9_000
    assert deepest(Budget().within(source)) == DEEPEST


@pytest.mark.parametrize("tag", ["p", "li", "td", "h2"])
def test_elements_whose_end_tags_may_be_left_out_are_no_depth(tag: str) -> None:
    source = f"<table><tr><{tag}>word" * 1 + f"<{tag}>word" * 20_000
    assert Budget().within(source) == source


def test_what_comes_after_too_many_elements_is_cut_and_said(monkeypatch) -> None:
    monkeypatch.setattr("reader.documents.bounds.MOST_ELEMENTS", 50)
    budget = Budget(50)
    assert budget.within("<p>a</p>" * 60) == "<p>a</p>" * 50
    assert budget.cut
    assert budget.spent
    assert Budget(50).within("<p>a</p>" * 50) == "<p>a</p>" * 50


def test_words_after_too_many_elements_are_shown_plain_and_that_is_said() -> None:
    tail = "<script>run()</script><p>A <b>bold</b> end &amp; more</p><!-- x --><p>of\x1b it</p>"
    document = load(f"{'<p>a</p>' * MOST_ELEMENTS}{tail}".encode(), "a.html")
    assert len(document.blocks) == MOST_ELEMENTS + 1
    assert document.text.endswith("A bold end & more\nof\x1b it")
    assert any("more than 80,000 elements" in notice for notice in document.notices)


def test_a_script_in_which_the_bound_falls_is_not_shown() -> None:
    script = "<script>if (a <b) run('<p>')</script>"
    document = load(f"{'<p>a</p>' * (MOST_ELEMENTS - 1)}{script}<p>End".encode(), "a.html")
    assert "run" not in document.text
    assert document.text.endswith("a\n\nEnd")


def test_tables_in_tables_by_the_thousand() -> None:
    data = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    source = f"<table><tr><td>{data}" * 5_000 + "word"
    assert "a  b\nc  d" in load(source.encode(), "a.html").text


@pytest.mark.parametrize("line", ["````", "  - item", "```` a", "    x", "> q", "a|b|c", "1. x"])
def test_one_kind_of_line_over_and_over(line: str) -> None:
    for name in ("a.txt", "a.md"):
        document = load(
            f"A title\n\n{line} of it\n".encode() * 1 + f"{line}\n".encode() * 6_000, name
        )
        assert document.blocks
