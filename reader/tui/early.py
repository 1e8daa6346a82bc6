"""The first screen on the terminal while the rest is still being loaded.

Textual takes half a second to load. Until then the terminal is ours: the alternate screen, the
first screen painted on it, keys neither echoed nor lost (they wait in the terminal's queue, in the
mode Textual reads them in). The driver of this program takes over without clearing the screen. If
it never does, whatever was changed is put back.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.config import Config, Problem, load
from reader.tui.layout import too_small
from reader.tui.start import Start, read_ahead, start_of

if TYPE_CHECKING:
    from reader.tui.start import Known

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
LEAVE = "\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
_NO_SCREENS = frozenset({"", "dumb", "linux", "unknown"})
"""Values of TERM without an alternate screen."""


@dataclass(slots=True)
class Terminal:
    """A terminal that was changed before Textual has it."""

    output: int
    before: list[Any]
    """Its attributes as they were."""
    held: bool = True
    """Whether the screen is still ours to give back."""

    def release(self) -> None:
        """Give the terminal back as it was."""
        import termios

        with suppress(OSError, termios.error):  # a terminal that is gone needs nothing
            if self.held:
                os.write(self.output, LEAVE.encode())
            termios.tcsetattr(0, termios.TCSADRAIN, self.before)


terminal: Terminal | None = None
"""The one of this process, for the driver that takes over; None where nothing was painted."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the screen is opened with."""

    start: Start
    config: Config
    problems: list[Problem]


@contextmanager
def early_screen(target: Path) -> Iterator[Beginning]:
    """Paint the first screen where that can be, and put the terminal right in the end."""
    global terminal  # noqa: PLW0603 - there is one terminal
    gc.disable()  # the many objects of a start are all to stay; the screen switches it on again
    config, problems = load()
    start = start_of(target)
    beginning = Beginning(start, config, problems)
    try:
        if _can_paint(config):
            known = _known(start, config)
            if known is not None:
                beginning = replace(beginning, start=replace(start, known=known))
                terminal = _paint(known, config, start.key is not None)
        load_asyncio()
        yield beginning
    finally:
        if terminal is not None:
            terminal.release()
            terminal = None


def load_asyncio() -> None:
    """Load asyncio as on a Python without TLS: Textual never uses it, and it is slow to load.

    Whoever needs ``ssl`` later imports it as ever; only asyncio's own streams go without.
    """
    if {"ssl", "asyncio"}.isdisjoint(sys.modules):
        sys.modules["ssl"] = None  # type: ignore[assignment]
        try:
            import asyncio  # noqa: F401
        finally:
            del sys.modules["ssl"]


def _known(start: Start, config: Config) -> Known | None:
    """What the first screen shows; None leaves the reading, and its errors, to the screen."""
    try:
        return read_ahead(start, config)
    except Exception:  # noqa: BLE001 - the screen tries again and tells what is wrong
        return None


def _can_paint(config: Config) -> bool:
    """Whether this terminal, and this order of the list, can be painted beforehand."""
    library = config.library
    columns, rows = shutil.get_terminal_size()
    return (
        os.name == "posix"
        and os.environ.get("TERM", "") not in _NO_SCREENS
        and "TEXTUAL_DRIVER" not in os.environ
        and os.isatty(0)
        and _output() is not None
        and not too_small(columns, rows)
        and library.sort == "path"
        and not library.folders
    )


def _output() -> int | None:
    """The terminal that Textual writes to."""
    stream = sys.__stderr__
    try:
        return stream.fileno() if stream is not None and stream.isatty() else None
    except (OSError, ValueError):
        return None


def _paint(known: Known, config: Config, alone: bool) -> Terminal | None:
    from datetime import UTC, datetime

    from reader.tui.first_screen import FirstScreen, escaped
    from reader.tui.theme_table import colours

    output = _output()
    if output is None:
        return None
    screen = FirstScreen(known, config, alone, datetime.now(UTC))
    columns, rows = shutil.get_terminal_size()
    found = colours(config.look.theme) if _has_colours() else {}
    painted = ENTER + escaped(screen.rows(columns, rows), found)
    taken = Terminal(output, _quieten())
    try:
        _write(output, painted.encode("utf-8", "replace"))
    except BaseException:
        taken.release()
        raise
    return taken


def _has_colours() -> bool:
    truecolour = os.environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
    return truecolour and not os.environ.get("NO_COLOR")


def _quieten() -> list[Any]:
    """Keys, ^C among them, are kept as Textual wants to read them, and not echoed."""
    import termios

    before = termios.tcgetattr(0)
    quiet = [*before[:6], list(before[6])]
    quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    termios.tcsetattr(0, termios.TCSANOW, quiet)
    return before


def _write(output: int, data: bytes) -> None:
    while data:
        data = data[os.write(output, data) :]
