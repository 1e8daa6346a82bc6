"""The pages of `glosse serve` and the readers behind them: how both end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.seeds import copy_seeds

pytest.importorskip("textual_serve", reason="textual-serve is not installed: glosse[serve]")
if os.name == "nt":
    pytest.skip("the server is ended by a signal", allow_module_level=True)

import aiohttp  # comes with textual-serve

pytestmark = pytest.mark.usefixtures("not_below_nohup")

PATIENCE = 60
GOODBYE = 1000
"""The code of a connection that was closed in order; 1006 is one that broke."""


class Page:
    """What a browser does: it takes what comes whenever it comes, and sends keys."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._shown = ""
        self._more = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            self._shown += message.data.decode("utf-8", "replace")
            self._more.set()

    async def shows(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while words not in self._shown:
                assert not self._reading.done(), self._shown[-2000:]
                self._more.clear()
                await self._more.wait()

    async def press(self, keys: str, then: str) -> None:
        self._shown = ""
        await self._socket.send_json(["stdin", keys])
        await self.shows(then)

    async def ended(self) -> int | None:
        await asyncio.wait_for(self._reading, PATIENCE)
        return self._socket.close_code


class Served:
    """A server in a process group of its own, which its readers are in as well."""

    def __init__(self, library: Path, home: Path) -> None:
        home.mkdir(exist_ok=True)
        environment = Shell(home).environment
        environment.pop("NO_COLOR")
        self.run = subprocess.Popen(
            [sys.executable, "-m", "reader", "serve", str(library), "--port", "0", "--quiet"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment, start_new_session=True,
        )  # fmt: skip
        assert self.run.stdout is not None
        self.address = self.run.stdout.readline().decode().strip()

    def end(self, how: signal.Signals) -> None:
        """By a signal to the server alone; it leaves in order, and says nothing."""
        self.run.send_signal(how)
        assert self.run.communicate(timeout=PATIENCE) == (b"", b"")
        assert self.run.returncode == 0

    def nobody_left(self) -> bool:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                os.killpg(self.run.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.05)
        return False

    def clear(self) -> None:
        self.run.kill()
        self.run.communicate()
        assert self.nobody_left()


@asynccontextmanager
async def a_page(served: Served) -> AsyncIterator[Page]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(
            served.address.replace("http", "ws", 1) + "ws?width=120&height=40"
        ) as socket,
    ):
        yield Page(socket)


def served(test: Callable[[Served], Awaitable[None]], folder: Path) -> None:
    """Run the steps of a test beside a server on the two sample articles."""
    library = folder / "articles"
    copy_seeds(library)
    server = Served(library, folder / "home")
    try:
        asyncio.run(test(server))
    finally:
        server.clear()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_server_ends_in_order_while_pages_are_open(tmp_path: Path, how: signal.Signals) -> None:
    async def steps(server: Served) -> None:
        async with a_page(server) as page, a_page(server) as at_its_start:
            await page.shows("Library")
            ending = asyncio.to_thread(server.end, how)
            *codes, _ = await asyncio.gather(page.ended(), at_its_start.ended(), ending)
            assert codes == [GOODBYE, GOODBYE]
        assert server.nobody_left(), "readers outlive their server"

    served(steps, tmp_path)


def test_a_page_closed_at_once_is_no_mistake(tmp_path: Path) -> None:
    async def steps(server: Served) -> None:
        async with a_page(server):
            pass
        await asyncio.to_thread(server.end, signal.SIGTERM)
        assert server.nobody_left()

    served(steps, tmp_path)


def test_a_server_that_is_killed_leaves_no_reader(tmp_path: Path) -> None:
    async def steps(server: Served) -> None:
        async with a_page(server) as page:
            await page.shows("Library")
            server.run.kill()
            server.run.communicate()
            assert await asyncio.to_thread(server.nobody_left)

    served(steps, tmp_path)


def test_a_note_half_written_comes_back_with_the_next_page(tmp_path: Path) -> None:
    async def steps(server: Served) -> None:
        async with a_page(server) as page:
            await page.shows("Library")
            await page.press("\r", then="Highlight")
            await page.press("a", then="Note:")
            await page.press("unfinished thought", then="thought")
        async with a_page(server) as page:
            await page.shows("Library")
            await page.press("\r", then="Highlight")
            await page.press("a", then="unfinished thought")

    served(steps, tmp_path)
