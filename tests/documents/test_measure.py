from __future__ import annotations

import pytest

from reader.documents.measure import minutes, word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two three", 3), ("it’s well-known", 2), ("日本語です", 5), ("GPT と Unix", 3)],
)
def test_words(text: str, words: int):
    assert word_count(text) == words


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [(0, "en", 0), (1, "en", 1), (2280, "en-GB", 10), (1790, "de", 10), (2550, "zh-Hant", 10)],
)
def test_minutes(words: int, language: str, expected: int):
    assert minutes(words, language) == expected
