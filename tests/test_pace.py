"""Reading times by language."""

from __future__ import annotations

import pytest

from reader.library.facts import Facts
from reader.pace import minutes, slowness


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [(0, "en", 0), (1, "en", 1), (2280, "en-GB", 10), (1790, "de", 10), (2550, "zh-Hant", 10)],
)
def test_minutes(words: int, language: str, expected: int) -> None:
    assert minutes(words, language) == expected


def test_the_list_says_what_the_article_says() -> None:
    assert Facts("a", words=2_550, language="zh").minutes == minutes(2_550, "zh") == 10


def test_a_chinese_character_takes_as_long_as_some_letters() -> None:
    assert slowness("de") == slowness("") == 1
    assert 3 < slowness("zh") < 4
    assert 2 < slowness("ja-JP") < 3
