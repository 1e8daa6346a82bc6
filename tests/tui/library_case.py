"""A small library of our own texts, and the reader running on it without a terminal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from reader.config import Config
from reader.tui.app import GlosseApp
from reader.tui.keyboard.keys import Match
from reader.tui.main.screen import MainScreen
from reader.tui.start.target import start_of

HARBOUR = (
    "# The harbour before noon\n\n"
    "The ferry came in at eleven, an hour late. Nobody on the quay seemed to mind.\n\n"
    "A boy counted the ropes aloud. His sister wrote the numbers on her hand, and the ink ran.\n\n"
    "By noon the square was empty again, and the gulls had the steps to themselves.\n"
)
ORCHARD = (
    "# An orchard in the rain\n\n"
    "Rain fell on the apple trees all week. The grass stood high between the rows.\n\n"
    "On Friday the pickers came back with ladders and a radio that played nothing but news.\n"
)
STATION = (
    "# Night at the station\n\n"
    "The last train stood dark at the platform. A guard walked its length with a lamp.\n\n"
    "Somewhere a bell rang twice, and then the doors closed by themselves.\n"
)


def make_library(folder: Path) -> Path:
    """Three articles, one of them in a folder."""
    (folder / "notes from 2025").mkdir(parents=True)
    (folder / "a harbour.md").write_text(HARBOUR, "utf-8")
    (folder / "b orchard.md").write_text(ORCHARD, "utf-8")
    (folder / "notes from 2025" / "station.md").write_text(STATION, "utf-8")
    return folder


def screen_text(app: GlosseApp) -> str:
    """What stands on the screen, row by row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


class Reader:
    """The running reader with ways to wait for it."""

    def __init__(self, app: GlosseApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def main(self) -> MainScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, MainScreen))

    def carry_out(self, command: str) -> None:
        """A command by its name, as the palette does."""
        found = next(one for one in self.app.commands if one.id == command)
        self.main.carry_out(Match(found))

    @property
    def text(self) -> str:
        return screen_text(self.app)

    def send(self, *keys: str) -> None:
        """All keys at once, by Textual's names or as characters, waiting for nothing."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            character = " " if key == "space" else key if len(key) == 1 else None
            self.app.post_message(Key(name, character))

    async def press(self, *keys: str) -> None:
        """Each key when what the one before began is done."""
        for key in keys:
            self.send(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Text as a quick hand types it."""
        self.send(*text)
        await self.pilot.pause()

    async def until(self, words: str, seconds: float = 20.0) -> str:
        """Wait until ``words`` stand on the screen."""
        for _ in range(int(seconds / 0.02)):
            if words in (text := self.text):
                return text
            await self.pilot.pause(0.02)
        raise AssertionError(f"{words!r} did not appear on:\n{self.text}")

    async def until_open(self, key: str, seconds: float = 20.0) -> None:
        """Wait until the article is shown."""
        for _ in range(int(seconds / 0.02)):
            article = self.main.article
            if article is not None and article.key == key:
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"{key} was not opened; {self.main.opening.asked_for} was asked for")

    async def until_indexed(self, seconds: float = 20.0) -> None:
        """Wait until the index is complete."""
        for _ in range(int(seconds / 0.02)):
            if self.main.tracking.is_indexed:
                return
            await self.pilot.pause(0.02)
        raise AssertionError("the index was not built")

    async def until_gone(self, words: str, seconds: float = 20.0) -> None:
        for _ in range(int(seconds / 0.02)):
            if words not in self.text:
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"{words!r} stayed on:\n{self.text}")


@asynccontextmanager
async def reader_on(
    target: Path, *, size: tuple[int, int] = (120, 40), config: Config | None = None
) -> AsyncIterator[Reader]:
    """The reader opened on a folder or file; left in an orderly way."""
    app = GlosseApp(start_of(target), config or Config())
    async with app.run_test(size=size, notifications=True) as pilot:
        reader = Reader(app, pilot)
        await pilot.pause()
        yield reader
        while len(app.screen_stack) > 1:
            app.pop_screen()
        reader.main.leaving.leave()
        for _ in range(400):
            if not app.is_running or reader.main.store.closed:
                break
            await pilot.pause(0.02)


def sync(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run an async test."""

    @wraps(test)
    def run(*args: object, **kwargs: object) -> None:
        asyncio.run(test(*args, **kwargs))  # type: ignore[arg-type]

    return run


def notes_on_disk(library: Path) -> list[dict[str, object]]:
    """The notes in the pages of a library."""
    items: list[dict[str, object]] = []
    for path in sorted((library / ".glosse" / "notes").rglob("*.json")):
        items += json.loads(path.read_text("utf-8"))["items"]
    return items
