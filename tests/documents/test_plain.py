from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import plain
from reader.documents.model import BlockKind
from reader.documents.plain import blocks_of

P, H, L, Q = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE

LONG = (
    "The ferry left at seven, an hour late, and nobody on the quay seemed to mind, since the "
    "market had closed early and the rain had stopped."
)

WRAPPED = """\
The old mill stood at the end of the lane, and for many
years nobody had gone near it except the children, who
believed that a giant lived in the wheelhouse.

In the spring of that year a stranger came, bought the
mill and everything in it, and hung a lantern over the
door that could be seen from the other side of the lake.
"""

VERSE = """\
The lamps go out along the bay,
the gulls come home to sleep;
a single boat is on its way
with nothing left to keep.

The harbour master shuts his book,
the tide is at the wall;
he gives the sea a final look
and hears the curlew call.
"""


def kinds(text: str) -> list[BlockKind]:
    return [block.kind for block in blocks_of(text)]


def pieces(text: str) -> list[str]:
    return [block.span.of(text) for block in blocks_of(text)]


def test_scraped_text_has_a_paragraph_a_line():
    text = f"{LONG}\n{LONG}\n\n{LONG}"
    assert pieces(text) == [LONG, LONG, LONG]


def test_wrapped_text_has_a_paragraph_between_blank_lines():
    blocks = blocks_of(WRAPPED)
    assert [block.kind for block in blocks] == [P, P]
    assert not any(block.hard_breaks for block in blocks)
    assert blocks[1].span.of(WRAPPED).startswith("In the spring")


def test_verse_keeps_its_lines():
    blocks = blocks_of(VERSE)
    assert [block.hard_breaks for block in blocks] == [True, True]


def test_a_menu_of_short_lines_is_neither_verse_nor_wrapped():
    menu = "Home\nPolitics\nSports\nWeather\nSubscribe\nLog in\n"
    assert pieces(menu) == menu.split("\n")[:-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"A Quiet Harbour\n\n{LONG}", [H, P]),
        (f"A Quiet Harbour\n===============\n\n{LONG}", [H, BlockKind.RULE, P]),
        (f"{LONG}\nWhat the Mayor Said\n{LONG}", [P, H, P]),
        (f"{LONG}\n\nWHAT THE MAYOR SAID\n\n{LONG}", [P, H, P]),
        (f"{LONG}\nShare\nPrint\nMail\n{LONG}", [P, P, P, P, P]),
        (f"{LONG}\n\n* * *\n\n{LONG}", [P, BlockKind.RULE, P]),
        ("- one thing\n- another thing", [L, L]),
        ("1. one thing\n2) another\n• a third", [L, L, L]),
        ("> a quoted line\n> and a second\n\nAnswer to it.", [Q, P]),
        ("name\tyear\nrye\t1920\noats\t1921\n", [BlockKind.TABLE]),
        (f"{LONG}\n\n    if x:\n        y()\n", [P, BlockKind.CODE]),
        ("```\ncode here\n```", [BlockKind.CODE]),
    ],
)
def test_blocks_are_told_by_their_look(text: str, expected: list[BlockKind]):
    assert kinds(text) == expected


def test_a_wrapped_list_item_holds_its_continuation():
    text = "- one thing that\n  goes on\n- another"
    assert pieces(text) == ["- one thing that\n  goes on", "- another"]


def test_nested_list_items_have_levels():
    assert [block.level for block in blocks_of("- one\n  - two\n    - three")] == [0, 1, 2]


def test_a_layout_flattened_into_pipes_is_no_table():
    row = "| " + "word " * 60 + "| more |"
    assert BlockKind.TABLE not in kinds("\n".join([row] * 4))


def test_blank_text_has_no_blocks():
    assert blocks_of(" \n\t\n\n") == ()


def test_a_very_large_text_is_cut_into_plain_pieces(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plain, "RAW_ABOVE", 10_000)
    text = "".join(f"line {number} {'word ' * (number % 40)}\n" for number in range(3_000))
    blocks = blocks_of(text)
    assert " ".join(pieces(text)).split() == text.split()
    assert max(len(block.span) for block in blocks) < 5_000
    assert all(block.hard_breaks for block in blocks)


LINES = st.lists(
    st.sampled_from(
        ["", "  ", "word", "Title Line", LONG, "- item", "> quote", "===", "---", "***", "```",
         "a\tb", "| a | b |", "    code", "\x00\x1b", "\u2028", "1. x", "VERY LOUD LINE", "\x0c"]
    ) | st.text(max_size=30).map(lambda line: line.replace("\r", " ")),
    max_size=14,
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(LINES)
def test_blocks_cover_all_but_white_space_in_order(lines: list[str]):
    text = "\n".join(lines)
    end = 0
    for block in blocks_of(text):
        assert block.span.start >= end
        assert text[end : block.span.start].strip() == ""
        assert block.span.of(text) == block.span.of(text).strip() != ""
        end = block.span.end
    assert text[end:].strip() == ""
