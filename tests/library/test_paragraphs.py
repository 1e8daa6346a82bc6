"""Which paragraphs were read, as one line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.paragraphs import read_of, written

DIGEST = "3f2a9c01d5e7aa"


def test_runs_are_written_short() -> None:
    assert written(DIGEST, {0, 1, 2, 7, 9, 10}) == "3f2a9c01d5e7: 0-2 7 9-10"
    assert written(DIGEST, ()) == ""


@settings(max_examples=100, deadline=None)
@given(st.frozensets(st.integers(0, 200)))
def test_what_is_written_is_read(blocks: frozenset[int]) -> None:
    assert read_of(written(DIGEST, blocks), DIGEST, 201) == blocks


def test_another_text_has_other_paragraphs() -> None:
    assert read_of(written(DIGEST, {1}), "another digest", 5) == frozenset()


def test_damage_is_passed_over_and_blocks_that_are_not_there_do_not_count() -> None:
    line = "3f2a9c01d5e7: 1 x 3-y -4 ² 2-99999999 9999999999"
    assert read_of(line, DIGEST, 4) == {1, 2, 3}
    assert read_of("nonsense", DIGEST, 4) == frozenset()
