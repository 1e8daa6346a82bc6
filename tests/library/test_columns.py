"""Columns of a long list: they hold what lists of strings would, and find it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.columns import CHUNK, Choices, Keys, Texts
from reader.library.pack import Task
from reader.library.tasks import Tasks

SOME = st.lists(st.text(max_size=8), max_size=20)


@given(SOME, st.lists(st.tuples(st.integers(0, 10**4), st.text(max_size=8)), max_size=20))
@settings(deadline=None, max_examples=100)
def test_texts_are_a_list_that_can_be_written_in(
    first: list[str], changes: list[tuple[int, str]]
) -> None:
    plain = first * (3 * CHUNK // max(1, len(first)))  # over the edge of a piece, twice
    texts = Texts()
    for text in plain:
        texts.append(text)
    for place, text in changes:
        if plain:
            plain[place % len(plain)] = texts[place % len(plain)] = text
    assert list(texts) == plain
    assert [texts[number] for number in range(0, len(plain), 97)] == plain[::97]
    for form in ("a", *first[:2]):
        assert list(texts.holding([form])) == [form in text for text in plain]
    assert list(texts) == plain, "looking through them changes nothing"


def test_any_of_several_forms_counts_once() -> None:
    texts = Texts()
    for text in ("uber", "ueber", "aber", "uber ueber"):
        texts.append(text)
    assert list(texts.holding(["uber", "ueber"])) == [1, 1, 0, 1]
    assert not any(texts.holding([]))


def test_a_part_of_each_text_can_be_asked_alone() -> None:
    texts = Texts()
    for number in range(2 * CHUNK):
        texts.append(f"{number}/x" if number % 2 else f"x/{number}")
    held = texts.holding(["x"], lambda text: text.partition(b"/")[2])
    assert list(held) == [number % 2 for number in range(2 * CHUNK)]


def test_no_find_runs_over_the_end_of_a_text() -> None:
    texts = Texts()
    texts.append("ab")
    texts.append("cd")
    assert not any(texts.holding(["bc"]))


def test_a_text_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        Texts()[0]


@given(st.lists(st.text(st.characters(), max_size=6), unique=True, max_size=60))
@settings(deadline=None, max_examples=100)
def test_keys_are_found_by_what_they_say(some: list[str]) -> None:
    keys = Keys()
    for key in some:
        assert keys.number(key) is None
        keys.append(key)
    assert [keys.number(key) for key in some] == list(range(len(some)))
    assert keys.number("".join(some) + "?") is None


def test_the_table_of_keys_grows_with_them() -> None:
    keys = Keys()
    names = [f"politik/{number:05}.txt" for number in range(5 * CHUNK)]
    for name in names:
        keys.append(name)
    assert [keys.number(name) for name in names] == list(range(len(names)))


def test_names_that_are_no_unicode_are_kept() -> None:
    keys = Keys()
    keys.append("caf\udce9.txt")
    assert keys[0] == "caf\udce9.txt"
    assert keys.number("caf\udce9.txt") == 0


def test_choices_hold_each_text_once() -> None:
    column = Choices()
    for value in ("de", "en", "de"):
        column.append(value)
    column[1] = "uk"
    assert [column[row] for row in range(3)] == ["de", "uk", "de"]
    assert column.used() == {"de", "uk"}


def test_tasks_come_back_as_they_were_given() -> None:
    given_tasks = [Task("a.txt", 1, 2), Task("b.txt", 3, 4, b"hash"), Task("c.jsonl", 5, 6, b"", 7)]
    tasks = Tasks()
    for task in given_tasks:
        tasks.append(task)
    assert list(tasks.batches(2)) == [given_tasks[:2], given_tasks[2:]]
    assert len(tasks) == 3
