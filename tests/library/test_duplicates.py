"""Near-identical articles: told from those that only share a subject, and compared."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import duplicates
from reader.library.duplicates import are_copies, diff
from reader.library.sketch import Sketch, bands, in_order, likeness, shingles, sketch

from .stories import World


@pytest.fixture
def world() -> World:
    return World(7)


class TestCopies:
    def test_a_copy_with_everything_changed_that_usually_is(self, world: World) -> None:
        for _ in range(20):
            text = world.article(world.story())
            assert are_copies(text, world.copy(text))
            assert are_copies(world.copy(text), text)

    def test_reports_on_one_story_are_no_copies(self, world: World) -> None:
        for _ in range(20):
            names = world.story()
            quotes = (world.sentence(names), world.sentence(names))
            assert not are_copies(
                world.article(names, quotes=quotes), world.article(names, quotes=quotes)
            )

    def test_the_same_sentences_in_another_order_are_no_copy(self, world: World) -> None:
        text = world.article(world.story(), sentences=40)
        sentences = text.replace("\n\n", " ").split(". ")
        random.Random(1).shuffle(sentences)
        assert not are_copies(text, ". ".join(sentences))

    def test_a_short_piece_quoted_in_a_long_one_is_no_copy(self, world: World) -> None:
        short = world.article(world.story(), sentences=6)
        assert not are_copies(short, world.article(world.story(), sentences=40) + "\n\n" + short)

    def test_short_texts_must_be_equal(self) -> None:
        assert are_copies("Back soon.", "Back  soon.")
        assert not are_copies("Back soon.", "Gone soon.")
        assert are_copies("", "")

    def test_what_a_text_says_again_and_again_counts_once(self) -> None:
        line = "Paragraph {} tells what the boy saw: ropes, {}, a lamp and a bell that rang."
        one, other = (
            "\n\n".join(line.format(number, birds) for number in range(12))
            for birds in ("gulls", "seagulls")
        )
        assert are_copies(one, other)

    def test_scripts_without_spaces(self) -> None:
        text = "".join(chr(0x4E00 + number * 37 % 3000) for number in range(200))
        assert are_copies(text, text[:150] + "前後" + text[150:])
        assert not are_copies(text, text[::-1])


class TestSketches:
    def test_they_estimate_what_is_shared(self, world: World) -> None:
        for _ in range(10):
            text = world.article(world.story(), sentences=40)
            other = world.copy(text)
            one, two = shingles(text), shingles(other)
            shared = in_order(one, two)
            exact = shared / (len(set(one) | set(two)))
            assert likeness(sketch(one), sketch(two)) == pytest.approx(exact, abs=0.15)

    def test_copies_meet_in_a_band(self, world: World) -> None:
        for _ in range(20):
            text = world.article(world.story())
            one, two = sketch(shingles(text)), sketch(shingles(world.copy(text)))
            assert set(bands(one)) & set(bands(two))

    def test_they_are_stored_as_bytes(self) -> None:
        made = sketch(shingles("one two three four five six seven eight nine ten eleven twelve"))
        assert Sketch.of_bytes(made.to_bytes()) == made
        assert len(made.to_bytes()) == 384

    def test_they_are_the_same_everywhere(self) -> None:
        made = sketch(shingles(" ".join(f"word{number}" for number in range(300))))
        assert (list(made.values[:3]), list(made.places[:3])) == (
            [3834, 28200, 50598],
            [201, 64, 17],
        )

    def test_very_short_texts_have_none(self) -> None:
        empty = sketch(shingles("only four words here"))
        assert empty.to_bytes() == b""
        assert bands(empty) == []
        assert likeness(empty, empty) == 0.0


class TestDifferences:
    @pytest.mark.parametrize(
        ("left", "right", "pieces"),
        [
            ("a b c", "a b c", ["same:a b c|a b c"]),
            ("a b c", "a x c", ["same:a |a ", "changed:b |x ", "same:c|c"]),
            ("a b", "b c", ["left:a |", "same:b|b ", "right:|c"]),
            ("a b c d", "x y c z", ["changed:a b |x y ", "same:c |c ", "changed:d|z"]),
            ("a c", "a b c", ["same:a |a ", "right:|b ", "same:c|c"]),
            ("one\ntwo\n", "one\n", ["same:one\n|one\n", "left:two\n|"]),
            ("", "x", ["right:|x"]),
            ("", "", []),
        ],
    )
    def test_word_by_word(self, left: str, right: str, pieces: list[str]) -> None:
        shown = [f"{p.kind}:{p.left.of(left)}|{p.right.of(right)}" for p in diff(left, right)]
        assert shown == pieces

    def test_long_paragraphs_are_compared_beyond_what_their_table_may_take(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        left = " ".join(f"word{number}" for number in range(60))
        right = left.replace("word7 ", "other ").replace("word41", "more words")
        whole = diff(left, right)
        assert [piece.kind for piece in whole] == ["same", "changed", "same", "changed", "same"]
        monkeypatch.setattr(duplicates, "_MOST_CELLS", 0)
        assert diff(left, right) == whole

    @given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=30))
    @settings(deadline=None, max_examples=150)
    def test_pieces_cover_both_texts(self, left: str, right: str) -> None:
        pieces = diff(left, right)
        assert "".join(piece.left.of(left) for piece in pieces) == left
        assert "".join(piece.right.of(right) for piece in pieces) == right
        for piece in pieces:
            if piece.kind == "same":
                assert piece.left.of(left).split() == piece.right.of(right).split()
