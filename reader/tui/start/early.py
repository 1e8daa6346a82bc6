"""The first screen on the terminal while the rest is still being loaded.

Textual takes half a second to load. Until then the terminal is ours: the alternate screen, the
first screen painted on it, keys neither echoed nor lost (they wait in the terminal's queue, in the
mode Textual reads them in). The driver of this program takes over without clearing the screen. If
it never does, whatever was changed is put back.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.config import Config, Problem, load
from reader.tui import terminal
from reader.tui.layout import too_small
from reader.tui.start import picture
from reader.tui.start.ahead import Ahead
from reader.tui.start.target import Start, at_first_sight, read_ahead, read_heavier, start_of

if TYPE_CHECKING:
    from reader.tui.start.target import Known


class Beginning(NamedTuple):
    """What the screen is opened with."""

    start: Start
    config: Config
    problems: list[Problem]
    left: bool = False
    """Whether the reader was left before the screen stood."""


@contextmanager
def early_screen(target: Path) -> Iterator[Beginning]:
    """Paint the first screen where that can be, and put the terminal right in the end."""
    gc.disable()  # the many objects of a start are all to stay; the screen switches it on again
    config, problems = load()
    start = start_of(target)
    ahead = Ahead(start, config)
    try:
        if terminal.painted() or _can_paint(config):
            seen = _seen(start, config) if not terminal.painted() else None
            ahead.show(seen or _known(start, config))
            if seen is not None and not ahead.leaves:
                ahead.show(_known(start, config, ahead.start.known))
        if not ahead.leaves and (found := _heavier(ahead.start, config)) is not None:
            ahead.complete(found)
        if not ahead.leaves:
            load_asyncio()
            ahead.load()
        if ahead.leaves:
            _remember(start)
        yield Beginning(ahead.start, config, problems, ahead.leaves)
    finally:
        terminal.release()


def _remember(start: Start) -> None:
    """Keep that this library was opened, as the screen would have."""
    from reader.library.root import remember_visit

    with suppress(OSError):  # where that cannot be kept, nothing is lost by it
        remember_visit(start.root)


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


def _seen(start: Start, config: Config) -> Known | None:
    """What there is to see at first sight; None where it is to be read as ever."""
    try:
        return at_first_sight(start, config)
    except Exception:  # noqa: BLE001 - the screen tries again and tells what is wrong
        return None


def _known(start: Start, config: Config, seen: Known | None = None) -> Known | None:
    """What the first screen shows; None leaves the reading, and its errors, to the screen."""
    try:
        if picture.shown:
            from reader.tui.start.beside import read

            facts, judged, colours = read(picture.shown)
            known = read_ahead(start, config, facts=facts, remembered=judged, heavy=True)
            return known._replace(colours=colours)
        return read_ahead(start, config, seen=seen)
    except Exception:  # noqa: BLE001 - the screen tries again and tells what is wrong
        return None


def _heavier(start: Start, config: Config) -> Known | None:
    """What is known, with an article that is slower to read; None leaves that to the screen."""
    try:
        return read_heavier(start.known, start.root, config) if start.known is not None else None
    except Exception:  # noqa: BLE001 - the screen tries again and tells what is wrong
        return None


def _can_paint(config: Config) -> bool:
    """Whether this terminal, and this order of the list, can be painted beforehand."""
    library = config.library
    return (
        terminal.take()
        and not too_small(*terminal.size())
        and library.sort == "path"
        and not library.reversed
        and not library.folders
    )
