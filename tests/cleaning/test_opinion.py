from __future__ import annotations

from math import inf

import pytest

from reader.cleaning import opinion
from reader.cleaning.judging import kept_lines
from reader.cleaning.model import Kind, shipped
from reader.cleaning.opinion import doubtful, kind_of, log_odds, with_cues
from reader.cleaning.vocabulary import Vocabulary
from tests.quality.golden import golden


def kept(lines: tuple[str, ...]) -> list[bool]:
    return kept_lines(lines, log_odds(shipped(), lines)[0])


def test_a_second_look_at_lines_beyond_doubt_would_keep_no_more(monkeypatch: pytest.MonkeyPatch):
    documents = [each.lines for each in golden()]
    found = [kept(lines) for lines in documents]
    monkeypatch.setattr(opinion, "_BEYOND_DOUBT", -inf)
    assert [kept(lines) for lines in documents] == found


def test_a_document_whose_lines_are_all_beyond_doubt_is_judged(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opinion, "_BEYOND_DOUBT", inf)
    assert len(log_odds(shipped(), ("Share on Facebook", "Log in"))[0]) == 2


@pytest.mark.parametrize(
    ("margins", "kind"),
    [
        ([4.0] * 30, Kind.EXTRACT),
        ([4.0] * 30 + [-5.0] * 5, Kind.EXTRACT),
        ([-1.0] * 200, Kind.EXTRACT),
        ([4.0] * 10 + [-5.0] * 60, Kind.PAGE),
    ],
)
def test_a_page_is_what_holds_much_that_is_beyond_doubt_no_article(margins, kind):
    assert kind_of(doubtful(margins)) is kind


def test_each_kind_of_document_has_a_forest_of_its_own():
    forests = shipped().second
    assert set(forests) == set(Kind)
    assert forests[Kind.PAGE].trees is not forests[Kind.EXTRACT].trees


def test_a_doubtful_line_goes_from_a_sure_document_and_stays_in_a_doubtful_one():
    lines = ["A sentence of the article, of which there are some more. " * 6] * 20
    assert not kept_lines(lines, [6.0] * 19 + [0.2])[-1]
    assert kept_lines(lines, [0.8] * 19 + [0.2])[-1]
    assert kept_lines([lines[0]] * 5, [6.0] * 4 + [0.2])[-1], "of little text more is doubtful"


@pytest.mark.parametrize(
    ("line", "less"),
    [
        ("Sponsored content: switch your supplier today and save on every bill", True),
        ("Anzeige: Jetzt den Stromanbieter wechseln und sparen", True),
        ("Read also: The ferry is late again", True),
        ("Sign up for our newsletter", True),
        ("Advertisement", True),
        ("Anzeige", True),
        ("Bridge", False),
        ("Advertising: how the campaign of the town began", False),
        ("The sponsored content of the paper: a study", False),
    ],
)
def test_lines_that_say_what_they_are_lose_odds(line: str, less: bool):
    vocabulary = Vocabulary()
    (found,) = with_cues(vocabulary, [line], [vocabulary.measure(line)], [1.0])
    assert (found < 1.0) is less
