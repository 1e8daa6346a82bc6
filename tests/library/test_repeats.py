"""What repeats among the documents of a site, counted without an index."""

from __future__ import annotations

import random

from reader.library.repeats import Repeats
from reader.library.sketch import shingles, sketch


def text(seed: int, words: int = 200) -> str:
    draw = random.Random(seed)
    return " ".join(f"{draw.choice('abcdefgh')}{draw.randrange(5000)}" for _ in range(words))


def sketched(body: str) -> bytes:
    return sketch(shingles(body)).to_bytes()


def test_blocks_in_two_documents_are_told_of() -> None:
    repeats = Repeats()
    for number in range(4):
        repeats.add(
            "site:a", [number, 100, 100, 200 if number < 2 else number], sketched(text(number))
        )
    repeats.add("site:b", [100], sketched(text(9)))
    assert repeats.shared("site:a") == {100: (4, 4), 200: (2, 4)}
    assert repeats.shared("site:b") == {}
    assert repeats.shared("site:c") == {}


def test_copies_count_once_even_when_edited() -> None:
    repeats = Repeats()
    words = text(1).split()
    for number in range(5):
        words[number * 3] = "edited"
        repeats.add("site:a", [1, 2], sketched(" ".join(words)))
    repeats.add("site:a", [1], sketched(text(2)))
    repeats.add("site:a", [1], sketched(text(3)))
    assert repeats.shared("site:a") == {1: (3, 3)}, "2 stands in copies of one article only"


def test_documents_too_short_for_a_sketch_count() -> None:
    repeats = Repeats()
    for number in range(3):
        repeats.add("folder:", [7, number])
    assert repeats.shared("folder:") == {7: (3, 3)}


def test_what_is_added_later_counts_too() -> None:
    repeats = Repeats()
    for number in range(3):
        repeats.add("g", [7], sketched(text(number)))
    assert repeats.shared("g") == {7: (3, 3)}
    repeats.add("g", [8], sketched(text(4)))
    assert repeats.shared("g") == {7: (3, 4)}
