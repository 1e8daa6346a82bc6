"""The system clipboard: OSC 52 through the terminal, and a helper program where there is one.

OSC 52 works over ssh but not in every terminal; a helper works where the program runs. Both are
tried, and the helper is given its text on standard input, never through a shell.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from textual.app import App

PATIENCE = 2.0
"""Seconds a helper may take."""
_CONTROLS = {
    **{point: chr(0x2400 + point) for point in range(0x20) if chr(point) not in "\t\n"},
    0x0D: None,
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
}


def helper(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> list[str] | None:
    """The command that takes the clipboard's text on standard input, or None."""
    candidates: list[list[str]] = []
    if platform == "darwin":
        candidates.append(["pbcopy"])
    elif platform == "win32":
        candidates.append(["clip.exe"])
    else:
        if environ.get("WAYLAND_DISPLAY"):
            candidates.append(["wl-copy"])
        if environ.get("DISPLAY"):
            candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
        if environ.get("WSL_DISTRO_NAME"):
            candidates.append(["clip.exe"])
        if environ.get("TERMUX_VERSION"):
            candidates.append(["termux-clipboard-set"])
    return next((command for command in candidates if which(command[0])), None)


def encoded(text: str, command: list[str]) -> bytes:
    """The text as the helper reads it: clip.exe wants UTF-16, the others UTF-8."""
    return text.encode("utf-16" if command[0] == "clip.exe" else "utf-8", "replace")


def hand_over(text: str, command: list[str]) -> bool:
    """Give the text to the helper; True when it took it. Blocks for at most PATIENCE."""
    try:
        done = subprocess.run(
            command,
            input=encoded(text, command),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def harmless(text: str) -> str:
    """``text`` without controls that a terminal would obey where it is pasted.

    Line breaks, tabs and everything without a shape (joiners, variation selectors) stay.
    """
    return text.translate(_CONTROLS)


def copy(app: App[Any], text: str) -> None:
    """Put ``text`` on the clipboard by every way there is, without making the keys wait."""
    text = harmless(text)
    app.copy_to_clipboard(text)
    command = helper()
    if command is not None:
        app.run_worker(lambda: hand_over(text, command), thread=True, group="clipboard")
