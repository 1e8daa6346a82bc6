"""What is worked out once for each word."""

from __future__ import annotations

from reader.memo import LONGEST, MOST, Memo


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []
    memo = Memo(lambda word: asked.append(word) or len(word))
    assert [memo[word] for word in ("one", "three", "one")] == [3, 5, 3]
    assert asked == ["one", "three"]


def test_it_holds_neither_long_words_nor_ever_more() -> None:
    memo = Memo(len)
    assert memo["x" * (LONGEST + 1)] == LONGEST + 1
    assert not memo
    for number in range(MOST + 10):
        assert memo[str(number)] == len(str(number))
    assert len(memo) == 10
