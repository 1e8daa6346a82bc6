"""The quick look misses no letter of a script written without spaces."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import scripts
from reader.documents.body import is_unspaced
from reader.documents.measure import word_count
from reader.scripts import may_be_unspaced

WRITTEN_SO = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF),
    (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


def test_every_letter_of_these_scripts_is_noticed() -> None:
    for first, last in WRITTEN_SO:
        assert all(may_be_unspaced(chr(code)) for code in range(first, last + 1))


@pytest.mark.parametrize(
    "text", ["", "plain", "Größe – „so“ …", "Україна’s", "λόγος", "שלום", "سلام"]
)
def test_texts_with_spaces_need_no_second_look(text: str) -> None:
    assert not may_be_unspaced(text)


def test_what_is_let_through_is_looked_at_again() -> None:
    assert may_be_unspaced("a 😀 face")
    assert not is_unspaced("a 😀 face")
    assert word_count("a 😀 face") == 2


@given(st.text())
def test_a_second_look_finds_nothing_that_the_first_did_not(text: str) -> None:
    assert may_be_unspaced(text) or not is_unspaced(text)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("THAI", ("THAI",)),
        ("LAO", ("LAO",)),
        ("MYANMAR", ("MYANMAR",)),
        ("KHMER", ("KHMER",)),
        ("KANA", ("HIRAGANA", "KATAKANA")),
        ("HAN", ("CJK UNIFIED", "CJK COMPATIBILITY")),
        ("HANGUL", ("HANGUL",)),
    ],
)
def test_a_set_holds_the_letters_it_is_named_after(name: str, called: tuple[str, ...]) -> None:
    for letter in re.findall(f"[{getattr(scripts, name)}]", "".join(map(chr, range(0x10000)))):
        if unicodedata.category(letter)[0] == "L" and letter != "ー":
            assert unicodedata.name(letter).startswith(called), hex(ord(letter))
