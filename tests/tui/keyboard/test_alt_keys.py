"""Escape and the key after it, which a terminal sends as it sends Alt and that key."""

from __future__ import annotations

import pytest
from textual import events
from textual.drivers import linux_driver

from reader.tui.keyboard.alt_keys import AltKeys, apart, taught


def keys(data: str, *, editing: bool = False) -> list[str]:
    """The keys of what came at once, and then nothing."""
    parser = AltKeys()
    found = list(parser.feed(data))
    if parser._timeout_time is not None:
        parser._timeout_time = 0.0  # the time in which a sequence would have gone on is over
    found += list(parser.tick())
    apart_ = [one for event in found for one in apart(event, editing=editing)]
    return [one.key for one in apart_ if isinstance(one, events.Key)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("\x1bj", ["escape", "j"]),
        ("\x1bJ", ["escape", "J"]),
        ("\x1bü", ["escape", "ü"]),
        ("\x1b3", ["escape", "3"]),
        ("\x1b/", ["escape", "slash"]),
        ("\x1b?", ["escape", "question_mark"]),
        ("\x1b@", ["escape", "at"]),
        ("\x1b}", ["escape", "right_curly_bracket"]),
        ("\x1b ", ["escape", "space"]),
        ("\x1b\t", ["escape", "tab"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b\x04", ["escape", "ctrl+d"]),
        ("\x1b[", ["escape", "left_square_bracket"]),
        ("\x1b]", ["escape", "right_square_bracket"]),
        ("\x1bO", ["escape", "O"]),
        ("\x1bb", ["escape", "b"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b/pat\r", ["escape", "slash", "p", "a", "t", "enter"]),
        ("\x1b3}", ["escape", "3", "right_curly_bracket"]),
        ("\x1bgg", ["escape", "g", "g"]),
    ],
)
def test_the_escape_is_kept(data: str, expected: list[str]) -> None:
    assert keys(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("\x1b[A", ["up"]),
        ("\x1bOA", ["up"]),
        ("\x1b[Z", ["shift+tab"]),
        ("\x1b[1;3C", ["alt+right"]),
        ("\x1b[97;3u", ["alt+a"]),
        ("\x1bOP", ["f1"]),
        ("\x1b\x7f", ["ctrl+w"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\t\r1", ["tab", "enter", "1"]),
    ],
)
def test_what_is_one_key_stays_one(data: str, expected: list[str]) -> None:
    assert keys(data) == expected


def test_alt_moves_by_words_where_text_is_typed() -> None:
    assert keys("\x1bb\x1bf", editing=True) == ["ctrl+left", "ctrl+right"]


def test_the_linux_console_has_shift_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    assert keys("\x1b\t") == ["shift+tab"]


def test_a_key_with_alt_that_someone_chose_is_left_to_its_command() -> None:
    key = events.Key("alt+j", "j")
    assert apart(key, {"alt+j"}) == (key,)
    word = events.Key("alt+left", None)
    assert apart(word) == (word,)


def test_the_driver_reads_with_it() -> None:
    taught(linux_driver.LinuxDriver)
    assert linux_driver.XTermParser is AltKeys
