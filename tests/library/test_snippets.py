"""The part of a text that shows why it was found."""

from __future__ import annotations

from reader.library.snippets import LONG, snippets
from reader.library.words import Word

HARBOUR, FERRY = Word("harbour", ("harbour",)), Word("ferry", ("ferry",))
FILLING = "Nothing of either stands in this block of the text.\n\n"


def found(text: str) -> list[str]:
    return [snippet.text for snippet in snippets(text, (HARBOUR, FERRY), 2)]


def test_blocks_with_more_of_the_words_come_first() -> None:
    text = "The harbour.\n\nThe quay.\n\nA ferry leaves the harbour.\n\nThe ferry."
    assert found(text) == ["A ferry leaves the harbour.", "The harbour."]


def test_a_very_long_text_is_looked_through_until_there_are_enough() -> None:
    filling = FILLING * (LONG // len(FILLING) + 1)
    better = "A ferry leaves the harbour."
    assert found(f"The harbour.\n\nThe ferry.\n\n{filling}{better}") == [
        "The harbour.",
        "The ferry.",
    ]
    assert found(f"{filling}{better}") == [better]
