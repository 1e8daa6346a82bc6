"""Floors under the cleaner's quality on documents of our own making."""

from __future__ import annotations

import pytest

from tests.quality.golden import Golden, golden

GOLDEN = golden()
CLEAN = [each for each in GOLDEN if each.clean]
MIXED = [each for each in GOLDEN if not each.clean]


def share(documents: list[Golden], mark: str) -> float:
    """Share of the characters marked so that were judged wrongly."""
    side = 0 if mark == "+" else 1
    wrong = sum(len(line) for each in documents for line in each.wrong()[side])
    return wrong / sum(each.size(mark) for each in documents)


def test_there_are_enough_documents_of_enough_kinds():
    assert len(GOLDEN) >= 60
    assert len(CLEAN) >= 30
    assert len({each.name for each in GOLDEN}) == len(GOLDEN)


@pytest.mark.parametrize("each", CLEAN, ids=lambda each: each.name)
def test_a_document_that_is_all_article_stays_whole(each):
    lost, _ = each.wrong()
    assert lost == []


@pytest.mark.parametrize("each", MIXED, ids=lambda each: each.name)
def test_most_of_every_article_stays(each):
    assert share([each], "+") <= 0.5


def test_articles_stay():
    assert share(MIXED, "+") <= 0.03


def test_boilerplate_goes():
    assert share(MIXED, "-") <= 0.05
