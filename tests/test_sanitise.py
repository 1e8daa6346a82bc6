"""Nothing foreign reaches the terminal as a command, and nothing visible is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sanitise import MOST_MARKS, is_safe, sanitise


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("plain — „Grüße“ 漢字 👍", "plain — „Grüße“ 漢字 👍"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]52;c;YQ==\x07", "␛]52;c;YQ==␇"),
        ("\x9b2J", "\ufffd2J"),
        ("bad\rgood", "bad␍good"),
        ("nul\x00del\x7f", "nul␀del␡"),
        ("two\nlines", "two␊lines"),
        ("tab\there", "tab here"),
        ("a\u202eb\u2066c", "a⇄b⇄c"),
        ("pass\u200bword\ufeff", "password"),
        ("x\U000e0041\U000e0042y", "x␂y"),
        ("line\u2028sep\u2029par\x85nel", "line␤sep␤par␤nel"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("👩\u200d👧", "👩👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("pa\u200dss\u200cword", "password"),
        ("x\U000e0100\U000e0fff\U0001d173\ufff5y", "xy"),
        ("\ufffe\U0001fffe\U0010ffff", "\ufffd\ufffd\ufffd"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    ],
)
def test_shown(foreign: str, shown: str) -> None:
    assert sanitise(foreign) == shown


def test_multiline_keeps_only_the_line_feed() -> None:
    assert sanitise("a\nb\rc\td", multiline=True) == "a\nb␍c d"


@pytest.mark.parametrize(
    "mark",
    ["\u0301", "\u0488", "\u0e49", "\u08f0", "\u0f71", "\u0941", "\u1161", "\u302a", "\ufe2f"],
)
def test_marks_are_capped_in_every_script(mark: str) -> None:
    assert sanitise("z" + mark * 1000) == "z" + mark * MOST_MARKS


def test_marks_of_several_scripts_and_joiners_are_one_heap() -> None:
    assert len(sanitise("\u0628" + "\u064b\u0301\u0e49\u200d" * 500)) <= 1 + MOST_MARKS
    assert sanitise("\u0628" + "\u200d" * 500) == "\u0628\u200d"


def test_letters_beyond_the_marks_stay() -> None:
    for text in (
        "한국어 ᄒ\u1161\u11ab",
        "ภาษาไทย",
        "বাংলা",
        "தமிழ்",
        "ქართული",
        "ትግርኛ",
        "Tiếng Việt",
    ):
        assert sanitise(text) == text


@given(st.text(st.characters()))
def test_no_control_survives_and_the_result_is_stable(text: str) -> None:
    shown = sanitise(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert is_safe(shown)
    assert sanitise(shown) == shown
    shown.encode()


def test_marks_parted_by_an_invisible_character_are_still_one_run() -> None:
    assert sanitise("z" + ("\u0301" * 5 + "\u200b") * 4) == "z" + "\u0301" * MOST_MARKS
