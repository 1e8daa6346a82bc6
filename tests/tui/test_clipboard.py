"""Which helper takes the clipboard's text."""

from __future__ import annotations

import sys

import pytest

from reader.tui.clipboard import encoded, hand_over, helper


@pytest.mark.parametrize(
    ("environ", "platform", "installed", "command"),
    [
        ({"WAYLAND_DISPLAY": "w"}, "linux", {"wl-copy", "xclip"}, ["wl-copy"]),
        ({"DISPLAY": ":0"}, "linux", {"xclip", "xsel"}, ["xclip", "-selection", "clipboard"]),
        ({"DISPLAY": ":0"}, "linux", {"xsel"}, ["xsel", "--clipboard", "--input"]),
        ({"WSL_DISTRO_NAME": "d"}, "linux", {"clip.exe"}, ["clip.exe"]),
        ({}, "linux", {"xclip", "wl-copy"}, None),
        ({}, "darwin", {"pbcopy"}, ["pbcopy"]),
        ({}, "win32", {"clip.exe"}, ["clip.exe"]),
        ({"DISPLAY": ":0"}, "linux", set(), None),
    ],
)
def test_helper(
    environ: dict[str, str], platform: str, installed: set[str], command: list[str] | None
) -> None:
    assert helper(environ, platform, lambda n: n if n in installed else None) == command


def test_windows_reads_utf_16() -> None:
    assert encoded("ü", ["clip.exe"]).decode("utf-16") == "ü"
    assert encoded("ü", ["xclip"]) == "ü".encode()


def test_a_helper_gets_the_text_on_standard_input() -> None:
    check = "import sys; sys.exit(sys.stdin.buffer.read() != 'grüß $(x)'.encode())"
    assert hand_over("grüß $(x)", [sys.executable, "-c", check])
    assert not hand_over("anders", [sys.executable, "-c", check])
    assert not hand_over("x", ["/does/not/exist"])
