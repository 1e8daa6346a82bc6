"""Lists that take time to be found: they open at once, are filled later, and Escape is final."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.tui.dialogs.browser import Browser
from tests.tui.library_case import Reader, reader_on, sync


class Slow:
    """Takes the place of a function: waits until it is let go, or the person leaves."""

    def __init__(self, really: Callable[..., Any]) -> None:
        self._really = really
        self.go, self.ended = threading.Event(), threading.Event()
        self.was_cancelled = False

    def __call__(self, *args: Any, **named: Any) -> Any:
        cancelled = named.get("cancelled") or args[-1]
        while not self.go.wait(0.005) and not (callable(cancelled) and cancelled()):
            pass
        self.was_cancelled = bool(callable(cancelled) and cancelled())
        self.ended.set()
        return self._really(*args, **named)


async def until_ended(reader: Reader, slow: Slow) -> None:
    """Wait until the worker's job is over and what it told was taken in."""
    for _ in range(1000):
        if slow.ended.is_set():
            await reader.pilot.pause(0.1)
            return
        await reader.pilot.pause(0.02)
    raise AssertionError("the job goes on")


CASES = [
    ("gr", "reader.library.related.related", "Looking for articles", "enough names with this one"),
    ("gt", "reader.library.related.related", "Looking for articles", "enough names with this one"),
    ("gc", "reader.tui.main.findings.copies_and_notes", "Comparing", "is a copy of this one"),
]


def slowed(monkeypatch: pytest.MonkeyPatch, path: str) -> Slow:
    module, _, name = path.rpartition(".")
    slow = Slow(getattr(__import__(module, fromlist=[name]), name))
    monkeypatch.setattr(path, slow)
    return slow


@pytest.mark.parametrize(("keys", "path", "looking", "answer"), CASES)
@sync
async def test_a_list_opens_at_once_and_is_filled_when_it_is_found(
    library: Path, monkeypatch: pytest.MonkeyPatch, keys: str, path: str, looking: str, answer: str
) -> None:
    slow = slowed(monkeypatch, path)
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.until_indexed()
        await reader.press(*keys)
        await reader.until(looking)
        slow.go.set()
        await reader.until(answer)
        assert looking not in reader.text


@pytest.mark.parametrize(("keys", "path", "looking", "answer"), CASES)
@sync
async def test_escape_ends_the_search_for_good(
    library: Path, monkeypatch: pytest.MonkeyPatch, keys: str, path: str, looking: str, answer: str
) -> None:
    slow = slowed(monkeypatch, path)
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.until_indexed()
        await reader.press(*keys)
        await reader.until(looking)
        await reader.press("escape")
        await until_ended(reader, slow)
        assert slow.was_cancelled
        assert not isinstance(reader.app.screen, Browser)
        assert answer not in reader.text


@sync
async def test_statistics_are_opened_at_once(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    from reader.tui.main import findings

    really = findings.statistics_of

    def slowly(*args: Any) -> Any:
        go.wait(20)
        return really(*args)

    monkeypatch.setattr(findings, "statistics_of", slowly)
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.until_indexed()
        reader.carry_out("statistics")
        await reader.until("Counting")
        go.set()
        await reader.until("reading time")


@sync
async def test_why_nothing_can_be_found_stands_in_the_list(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reader.library.related.related", broken)
    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        await reader.until_indexed()
        await reader.press("g", "r")
        await reader.until("The disk is full")
        assert isinstance(reader.app.screen, Browser)
