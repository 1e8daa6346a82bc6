"""What `glosse doctor` says of a terminal, and what it advises."""

from __future__ import annotations

import pytest

from reader.cli.capabilities import advice, colours, terminal

FINE = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "de_DE.UTF-8"}


def said(environ: dict[str, str], *, platform: str = "linux", **facts: str) -> str:
    found = terminal(environ, lambda name: None) | {"encoding": "utf-8"} | facts
    return " ".join(advice(found, environ, platform))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        (FINE, "24 bit"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "dumb"}, "none"),
        ({**FINE, "NO_COLOR": "1"}, "none (NO_COLOR)"),
        ({"TERM": "xterm", "WT_SESSION": "x"}, "24 bit"),
    ],
)
def test_colours_are_told_by_the_environment(environ: dict[str, str], expected: str) -> None:
    assert colours(environ) == expected


def test_a_terminal_that_can_do_all_gets_no_advice() -> None:
    assert said(FINE) == ""
    assert said(FINE, size="120x40") == ""


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"TERM": "tmux-256color", "TMUX": "x"}, "terminal-overrides"),
        ({**FINE, "TMUX": "x"}, "set-clipboard on"),
        ({"TERM": "xterm-256color"}, "export COLORTERM=truecolor`."),
        ({"TERM": "xterm-256color", "SSH_TTY": "x"}, "this end of ssh"),
        ({**FINE, "SSH_TTY": "x"}, "OSC 52"),
        ({"TERM": "dumb"}, "--linear"),
    ],
)
def test_what_is_missing_is_told_with_what_to_do(environ: dict[str, str], words: str) -> None:
    assert words in said(environ)


def test_other_machines_and_windows() -> None:
    assert "LANG=C.UTF-8" in said(FINE, encoding="ANSI_X3.4-1968")
    assert "too small" in said(FINE, size="30x8")
    assert "Windows Terminal" in said({}, platform="win32", colours="16")


def test_what_may_be_private_is_only_told_to_be_set() -> None:
    found = terminal({**FINE, "EDITOR": "/home/me/secret", "SSH_TTY": "/dev/pts/3"})
    assert (found["EDITOR"], found["SSH_TTY"]) == ("set", "set")


def test_a_helper_without_its_display_is_none() -> None:
    def there(name: str) -> str | None:
        return name if name == "xclip" else None

    assert terminal(FINE, there)["clipboard helpers"] == "none"
    assert terminal({**FINE, "DISPLAY": ":0"}, there)["clipboard helpers"] == "xclip"
