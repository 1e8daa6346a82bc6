"""Notes follow their document when the file is renamed, moved or fetched again."""

from __future__ import annotations

from reader.notes.model import DocumentFacts
from reader.notes.moves import Move, find_moves, resemblance, sketch

STORY = " ".join(f"word{number} and more of it" for number in range(200))
OTHER = " ".join(f"thing{number} of no kin to it" for number in range(200))
EDITED = STORY.replace("word50 ", "another ").replace("word120 ", "different ") + " An update."


def where(missing: dict[str, str], present: dict[str, str], *, digests: bool = True) -> list[Move]:
    facts = {
        key: DocumentFacts(digest=text if digests else "gone", sample=sketch(text))
        for key, text in missing.items()
    }
    return find_moves(
        facts, present, digest=present.__getitem__, sample=lambda key: sketch(present[key])
    )


def test_the_same_text_is_the_same_document() -> None:
    moves = where({"a/old.txt": STORY}, {"b/new.txt": STORY, "c.txt": OTHER})
    assert moves == [Move("a/old.txt", "b/new.txt", "same text", 1)]


def test_of_copies_the_nearest_path_is_taken() -> None:
    present = {"x/other.txt": STORY, "archive/2026/old.txt": STORY, "2026/old-1.txt": STORY}
    assert where({"2026/old.txt": STORY}, present)[0].new in {
        "archive/2026/old.txt",
        "2026/old-1.txt",
    }
    assert (
        where({"x/old.txt": STORY}, {"x/y/old.txt": STORY, "z/q.txt": STORY})[0].new
        == "x/y/old.txt"
    )


def test_an_edited_text_is_found_by_its_likeness() -> None:
    (move,) = where({"old.txt": STORY}, {"new.txt": EDITED, "c.txt": OTHER}, digests=False)
    assert (move.new, move.reason) == ("new.txt", "similar text")
    assert 0.6 < move.confidence <= 1


def test_a_file_of_the_same_name_may_differ_more() -> None:
    half = STORY[: len(STORY) // 2] + OTHER[: len(OTHER) // 3]
    assert where({"a/same.txt": STORY}, {"b/other.txt": half}, digests=False) == []
    (move,) = where({"a/same.txt": STORY}, {"b/same.txt": half}, digests=False)
    assert move.reason == "same name, similar text"


def test_another_text_of_the_same_name_is_another_document() -> None:
    assert where({"a/index.txt": STORY}, {"b/index.txt": OTHER}) == []


def test_what_is_not_known_cannot_be_found() -> None:
    moves = find_moves(
        {"old.txt": DocumentFacts()}, ["new.txt"], digest=lambda _: "", sample=lambda _: ""
    )
    assert moves == []


def test_sketches_are_small_and_tell_likeness() -> None:
    assert resemblance(sketch(STORY), sketch(STORY)) == 1
    assert resemblance(sketch(STORY), sketch(OTHER)) == 0
    assert 0.7 < resemblance(sketch(STORY), sketch(EDITED)) <= 1
    half = STORY[: len(STORY) // 2]
    assert 0.3 < resemblance(sketch(STORY), sketch(half)) < 0.7
    assert len(sketch(STORY * 100)) <= 400
    assert sketch("") == ""
    assert resemblance(sketch("short one"), sketch("short one")) == 1
