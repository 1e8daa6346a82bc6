"""The terminal before Textual has it: painted, quiet, and given back as it was.

Loaded before everything else, so it imports next to nothing.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in typing, which takes longer to load than the painting does
if TYPE_CHECKING:
    from typing import Any

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
_AT_ONCE = ("\x1b[?2026h", "\x1b[?2026l")
"""Around what a terminal is to show as a whole; one that cannot passes over it."""
LEAVE = "\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
_NO_SCREENS = frozenset({"", "dumb", "linux", "unknown"})
"""Values of TERM without an alternate screen."""
_MANY_COLOURS = frozenset({"256color", "kitty"})


class Terminal:
    """A terminal that was changed before Textual has it."""

    __slots__ = ("before", "held", "output", "typed")

    def __init__(self, output: int, before: list[Any]) -> None:
        self.output = output
        self.before = before
        """Its attributes as they were."""
        self.held = True
        """Whether the screen is still ours to give back."""
        self.typed = b""
        """What was read of the keyboard and is Textual's."""

    def release(self) -> None:
        """Give the terminal back as it was."""
        import termios

        try:
            if self.held:
                self.held = False
                os.write(self.output, LEAVE.encode())
            termios.tcsetattr(0, termios.TCSADRAIN, self.before)
        except (OSError, termios.error):  # a terminal that is gone needs nothing
            return


taken: Terminal | None = None
"""The one of this process, for the driver that takes over; None where nothing was painted."""


def size() -> tuple[int, int]:
    """Columns and rows, as ``shutil`` and Textual find them."""
    try:
        columns, rows = (int(os.environ.get(name, "0")) for name in ("COLUMNS", "LINES"))
    except ValueError:
        columns = rows = 0
    if columns <= 0 or rows <= 0:
        try:
            found = os.get_terminal_size(1)
        except OSError:
            return (0, 0)
        columns, rows = columns or found.columns, rows or found.lines
    return columns, rows


def can_be_painted() -> bool:
    """Whether there is a terminal with an alternate screen for us alone."""
    return (
        os.name == "posix"
        and taken is None
        and os.environ.get("TERM", "") not in _NO_SCREENS
        and "TEXTUAL_DRIVER" not in os.environ
        and os.isatty(0)
        and os.isatty(1)
        and _output() is not None
    )


def depth() -> str:
    """How many colours the terminal has, as Rich finds it: "truecolor", "256", "16", or "" none."""
    environ = os.environ
    if environ.get("NO_COLOR"):
        return ""
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "truecolor"
    return "256" if environ.get("TERM", "").rpartition("-")[2] in _MANY_COLOURS else "16"


def _output() -> int | None:
    """The terminal that Textual writes to."""
    stream = sys.__stderr__
    try:
        return stream.fileno() if stream is not None and stream.isatty() else None
    except (OSError, ValueError):
        return None


def paint(painted: str) -> None:
    """Take the terminal and write a screen on it; whatever goes wrong, it is given back."""
    global taken  # noqa: PLW0603 - there is one terminal
    output = _output()
    if output is None:
        return
    mine = Terminal(output, _quieten())
    try:
        _write(output, ENTER + painted.join(_AT_ONCE))
    except BaseException:
        mine.release()
        raise
    taken = mine


def repaint(painted: str) -> None:
    """Write another screen over the one that is painted."""
    if taken is not None:
        _write(taken.output, painted.join(_AT_ONCE))


def typed() -> bytes:
    """What was typed and not yet read; waits for nothing."""
    import select

    found = b""
    try:
        while select.select([0], [], [], 0)[0]:
            more = os.read(0, 4096)
            if not more:
                break
            found += more
    except OSError:  # the terminal is gone; whoever has it next will find out
        pass
    return found


def _write(output: int, painted: str) -> None:
    data = painted.encode("utf-8", "replace")
    while data:
        data = data[os.write(output, data) :]


def release() -> None:
    """Give back what was taken, if anything was."""
    global taken  # noqa: PLW0603 - there is one terminal
    if taken is not None:
        taken.release()
        taken = None


def _quieten() -> list[Any]:
    """Keys, ^C among them, are kept as Textual wants to read them, and not echoed."""
    import termios

    before = termios.tcgetattr(0)
    quiet = [*before[:6], list(before[6])]
    quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    termios.tcsetattr(0, termios.TCSANOW, quiet)
    return before
