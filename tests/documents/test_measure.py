from __future__ import annotations

import pytest

from reader.documents.measure import word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two three", 3), ("it’s well-known", 2), ("日本語です", 5), ("GPT と Unix", 3)],
)
def test_words(text: str, words: int):
    assert word_count(text) == words
