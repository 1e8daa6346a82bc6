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
_READ_AS_LINES = bytes.maketrans(b"\n\0", b"\r\x04")
"""What a terminal that reads whole lines makes of Enter and ^D, and what they are."""
_MANY_COLOURS = frozenset({"256color", "kitty"})


class Terminal:
    """A terminal that was changed before Textual has it."""

    __slots__ = ("before", "draft", "held", "output", "typed")

    def __init__(self, output: int, before: list[Any]) -> None:
        self.output = output
        self.before = before
        """Its attributes as they were."""
        self.held = False
        """Whether a screen is painted on it that is ours to give back."""
        self.draft = False
        """Whether what is painted is only a beginning of it."""
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
"""The one of this process, for the driver that takes over; None where nothing was changed."""


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


def painted() -> bool:
    """Whether a whole screen of ours is on the terminal."""
    return taken is not None and taken.held and not taken.draft


def can_be_taken() -> bool:
    """Whether there is a terminal with an alternate screen for us alone."""
    return (
        os.name == "posix"
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


def take() -> bool:
    """Keep the keys for the screen that is to come; whether there is a terminal for it.

    The sooner, the fewer of them meet a terminal that reads whole lines: that makes a line end of
    Enter, an empty byte of ^D, and echoes what is typed. ^C ends the program until it is painted.
    """
    global taken  # noqa: PLW0603 - there is one terminal
    output = _output()
    if taken is None and output is not None and can_be_taken():
        taken = Terminal(output, _quieten())
        taken.typed = typed().translate(_READ_AS_LINES)
    return taken is not None


def paint(screen: str, *, draft: bool = False) -> None:
    """Write a screen on the terminal that was taken; whatever goes wrong, it is given back.

    A ``draft`` is only a beginning, and is to be painted over by a whole one.
    """
    if taken is None:
        return
    try:
        _quieten(signals=False)
        enter = "" if taken.held else ENTER
        taken.held, taken.draft = True, draft
        _write(taken.output, enter + screen.join(_AT_ONCE))
    except BaseException:
        release()
        raise


def repaint(screen: str) -> None:
    """Write another screen over the one that is painted."""
    if taken is not None:
        _write(taken.output, screen.join(_AT_ONCE))


def waiting() -> bool:
    """Whether keys were typed that nobody has carried out yet."""
    import select

    return taken is not None and bool(taken.typed or select.select([0], [], [], 0)[0])


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


def _write(output: int, screen: str) -> None:
    data = screen.encode("utf-8", "replace")
    while data:
        data = data[os.write(output, data) :]


def release() -> None:
    """Give back what was taken, if anything was."""
    global taken  # noqa: PLW0603 - there is one terminal
    if taken is not None:
        taken.release()
        taken = None


def _quieten(*, signals: bool = True) -> list[Any]:
    """Keys are kept as Textual wants to read them, and not echoed; ^C is one without ``signals``.

    Returns the attributes as they were.
    """
    import termios

    before = termios.tcgetattr(0)
    quiet = [*before[:6], list(before[6])]
    quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    if not signals:
        quiet[3] &= ~termios.ISIG
    termios.tcsetattr(0, termios.TCSANOW, quiet)
    return before
