"""Notes edited as Markdown: what was changed comes back, what was damaged is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.notes.exchange.editing import Added, Edit, Edited, Removed, changes, editable
from reader.notes.exchange.model import Exported
from reader.notes.model import Note

ONE = Note(
    id="urn:uuid:1", exact="first passage\nin two lines", comment="a remark", tags=("x", "y z")
)
TWO = Note(id="urn:uuid:2", exact="> second", start=50, end=58)
ITEM = Exported("dir/a.txt", (ONE, TWO), title="A title")
OTHER = Exported("b.txt", (Note(id="urn:uuid:3", exact="third", comment="c"),))
ITEMS = [ITEM, OTHER]
TEXT = editable(ITEMS)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_nothing_edited_is_nothing_changed() -> None:
    assert changes(ITEMS, TEXT) == Edit()
    assert changes(ITEMS, TEXT.replace("\n", "\r\n")) == Edit()
    assert changes(ITEMS, "\ufeff" + TEXT.rstrip()) == Edit()


ODD = st.text(st.sampled_from("> \\#a\n`-<!glose:tags,"), max_size=30) | st.sampled_from(
    [
        "<!-- glosse:note urn:uuid:1 -->",
        "tags:: a",
        "> quote",
        "# b.txt",
        "\\> q",
        "---",
        "<!-- Edit ",
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(ODD.filter(str.strip), ODD, st.lists(ODD, max_size=3)), max_size=4))
def test_no_text_of_a_note_is_taken_for_an_edit(notes: list[tuple[str, str, list[str]]]) -> None:
    item = Exported(
        "a b.txt",
        [
            Note(id=f"urn:uuid:{number}", exact=exact, comment=comment, tags=tuple(tags))
            for number, (exact, comment, tags) in enumerate(notes)
        ],
        title="# odd",
    )
    assert changes([item], editable([item])) == Edit()


def test_comments_and_tags_come_back() -> None:
    text = TEXT.replace("a remark", "another\n\n# remark\n\\> with a quote").replace(
        "x, y z", "x, new"
    )
    assert changes(ITEMS, text).refused == ()
    (change,) = changes(ITEMS, text).changes
    expected = replace(ONE, comment="another\n\n# remark\n> with a quote", tags=("x", "new"))
    assert change == Edited(line_of(text, "<!-- glosse:note urn:uuid:1"), "dir/a.txt", expected)


def test_a_comment_and_tags_can_be_taken_out_and_put_in() -> None:
    text = TEXT.replace("tags:: x, y z\n\na remark\n", "").replace(
        "> third\n\nc\n", "> third\ntags:: t\n"
    )
    notes = [change.note for change in changes(ITEMS, text).changes if isinstance(change, Edited)]
    assert [(note.comment, note.tags) for note in notes] == [("", ()), ("", ("t",))]


def test_a_note_that_was_taken_out_is_removed() -> None:
    start = TEXT.index("<!-- glosse:note urn:uuid:2")
    end = TEXT.index("<!-- glosse:document b.txt")
    assert changes(ITEMS, TEXT[:start] + TEXT[end:]) == Edit((Removed("dir/a.txt", "urn:uuid:2"),))


def test_a_quote_without_a_marker_is_a_new_note() -> None:
    text = TEXT + "\n> a new passage\n> of two lines\ntags:: new\n\nand why\n"
    assert changes(ITEMS, text) == Edit(
        (
            Added(
                line_of(text, "> a new passage"), "b.txt", "a new passage\nof two lines",
                "and why", ("new",),
            ),
        )
    )  # fmt: skip


def test_a_lost_marker_alone_does_not_lose_the_note() -> None:
    text = TEXT.replace("<!-- glosse:note urn:uuid:2 -->\n", "")
    assert changes(ITEMS, text) == Edit()


def test_lost_markers_of_equal_passages_are_given_back_in_order() -> None:
    twins = tuple(
        Note(id=f"urn:uuid:{number}", exact="the same words", comment=f"number {number}")
        for number in range(3)
    )
    items = [replace(ITEMS[0], notes=twins)]
    text = re.sub(r"<!-- glosse:note \S+ -->\n", "", editable(items))
    assert changes(items, text) == Edit()
    (edited,) = changes(items, text.replace("number 1", "number one")).changes
    assert isinstance(edited, Edited)
    assert edited.note.id == "urn:uuid:1"


def test_a_damaged_passage_is_refused_with_its_line() -> None:
    text = TEXT.replace("> first passage", "> frist passage").replace(
        "> third\n\nc", "> third\n\nnew"
    )
    edit = changes(ITEMS, text)
    (refusal,) = edit.refused
    assert refusal.line == line_of(text, "> frist")
    assert "passage was changed" in refusal.message
    assert [type(change) for change in edit.changes] == [Edited]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<!-- glosse:note urn:uuid:1 -->", "<!-- glosse:note urn:uuid:7 -->", "no note"),
        ("<!-- glosse:note urn:uuid:1 -->", "<!-- glosse:nte urn:uuid:1 -->", "damaged"),
        ("<!-- glosse:document b.txt -->", "<!-- glosse:document c.txt -->", "no document"),
    ],
)
def test_a_damaged_marker_is_refused_and_removes_nothing(old: str, new: str, message: str) -> None:
    edit = changes(ITEMS, TEXT.replace(old, new))
    assert any(message in refusal.message for refusal in edit.refused)
    assert not [change for change in edit.changes if isinstance(change, Removed)]


def test_an_empty_file_removes_nothing() -> None:
    edit = changes(ITEMS, " \n")
    assert edit.changes == ()
    assert "empty" in edit.refused[0].message


def test_words_that_belong_nowhere_are_refused() -> None:
    text = TEXT.replace("# A title\n", "# A title\n\nstray words\n")
    (refusal,) = changes(ITEMS, text).refused
    assert refusal.line == line_of(text, "stray")
