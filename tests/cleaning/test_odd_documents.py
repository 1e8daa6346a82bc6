"""Documents at the edges: very small, very long, without words, without spaces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning import judge
from tests.cleaning.build import document

SENTENCE = "The ferry did not sail on Monday because the ice was too thick."


@pytest.mark.parametrize(
    "line",
    [
        "Harbour bridge to close",
        SENTENCE,
        "Der Laden ist bis Ende des Monats geschlossen.",
        "図書館は日曜日に開館します。",
        "Grüße aus Triest",
        "x",
        "42",
        "3.14159 2.71828 1.41421",
        "0" * 5000,
        "abcdefghij" * 1000,
        "?!",
        "- - -",
        "🙂",
        "\u200b",
    ],
)
def test_a_document_of_one_line_stays(line):
    (verdict,) = judge(document(line))
    assert verdict.kept


@pytest.mark.parametrize("lines", [(), ("",), ("   ", "\t")])
def test_a_document_without_text_has_no_verdicts(lines):
    assert judge(document(*lines)) == ()


def test_a_title_and_a_paragraph_stay():
    assert all(verdict.kept for verdict in judge(document("Ice on the sound", SENTENCE)))


def test_a_table_of_numbers_stays():
    lines = [f"{year}\t{year * 3 % 97}\t{year * 7 % 89}" for year in range(1990, 2020)]
    assert all(verdict.kept for verdict in judge(document(*lines)))


def test_a_line_of_megabytes_is_judged_by_its_beginning():
    (verdict,) = judge(document(f"{SENTENCE} " * 48_000))
    assert verdict.kept


def test_what_follows_the_first_thousands_of_characters_of_a_line_does_not_matter():
    start = f"{SENTENCE} " * 400
    first = judge(document(start + "Cookies. " * 1000))
    assert first == judge(document(start + "Fjords. " * 1125))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_every_block_gets_a_verdict_and_every_removal_a_reason(lines):
    lines = [line.replace("\n", " ") for line in lines]
    verdicts = judge(document(*lines))
    assert len(verdicts) == sum(bool(line.strip()) for line in lines)
    for verdict in verdicts:
        assert 0.5 <= verdict.confidence <= 1
        assert bool(verdict.reason) != verdict.kept
    assert verdicts == judge(document(*lines))
