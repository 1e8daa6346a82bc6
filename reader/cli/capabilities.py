"""What the terminal can do, by what the environment says of it, and what to do where it cannot."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from shutil import which

VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "TMUX", "STY", "SSH_TTY", "NO_COLOR", "LANG",
             "LC_ALL", "LC_CTYPE", "WSL_DISTRO_NAME", "WT_SESSION", "EDITOR", "VISUAL")  # fmt: skip
_PRESENCE = {"TMUX", "STY", "SSH_TTY", "WSL_DISTRO_NAME", "WT_SESSION", "EDITOR", "VISUAL"}
"""Of these only whether they are set is told."""
_CLIPBOARDS = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY", "xsel": "DISPLAY",
               "pbcopy": "", "clip.exe": ""}  # fmt: skip
"""Helper programs, each with the variable without which it does nothing."""
_NO_SCREEN = {"", "dumb", "unknown"}


def terminal(
    environ: Mapping[str, str] = os.environ, find: Callable[[str], object] = which
) -> dict[str, str]:
    """What the terminal says of itself; what no program can ask is called unknown."""
    found = {
        name: "set" if name in _PRESENCE else environ[name] for name in VARIABLES if name in environ
    }
    if sys.stdout.isatty():
        size = os.get_terminal_size()
        found["size"] = f"{size.columns}x{size.lines}"
    found["output"] = "terminal" if sys.stdout.isatty() else "pipe or file"
    found["encoding"] = sys.stdout.encoding or "?"
    found["colours"] = colours(environ)
    helpers = [
        name
        for name, needs in _CLIPBOARDS.items()
        if (not needs or needs in environ) and find(name) is not None
    ]
    found["clipboard helpers"] = ", ".join(helpers) or "none"
    found["clipboard by OSC 52"] = "unknown: a terminal does not tell; y in the reader tries it"
    return found


def colours(environ: Mapping[str, str] = os.environ) -> str:
    """How many colours the terminal says it has."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return "none (NO_COLOR)"
    if term in _NO_SCREEN and sys.platform != "win32":
        return "none"
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or "WT_SESSION" in environ:
        return "24 bit"
    return "256" if "256color" in term else "16"


def advice(
    found: Mapping[str, str],
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> list[str]:
    """What a person may do for a better screen; nothing where all is well."""
    said: list[str] = []
    inside = "TMUX" in environ or environ.get("TERM", "").startswith("screen")
    remote = "SSH_TTY" in environ or "SSH_CONNECTION" in environ
    term = environ.get("TERM", "")
    if platform != "win32" and term in _NO_SCREEN:
        said.append("This terminal has no screen: use `glosse --linear`, or set TERM.")
    elif found["colours"] in {"16", "256"} and "TMUX" in environ:
        said.append(
            "tmux cuts the colours: put `set -g default-terminal tmux-256color` and "
            "`set -ga terminal-overrides ',*:RGB'` into ~/.tmux.conf, and start tmux anew."
        )
    elif found["colours"] in {"16", "256"}:
        said.append(
            "The terminal does not say that it has 24-bit colours. If it has: "
            "`export COLORTERM=truecolor`" + (" at this end of ssh." if remote else ".")
        )
    if found["encoding"].lower().replace("-", "") not in {"utf8", "utf8sig"}:
        said.append("The locale is not UTF-8: `export LANG=C.UTF-8` shows all letters.")
    if found["clipboard helpers"] == "none" and (remote or inside):
        said.append(
            "Copies go through the terminal (OSC 52)."
            + (" tmux needs `set -g set-clipboard on` for it." if "TMUX" in environ else "")
        )
    if platform == "win32" and "WT_SESSION" not in environ:
        said.append("Windows Terminal shows more than the old console does.")
    columns, _, rows = found.get("size", "80x24").partition("x")
    if int(columns) < 40 or int(rows) < 10:
        said.append("The window is too small: the reader needs 40 columns and 10 rows.")
    return said
