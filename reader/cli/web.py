"""The web server of `glosse serve`: textual-serve's, behind a secret, with a page of our own.

textual-serve's page loads a font from elsewhere, and its server answers any page that knows the
port: a site open in another tab could connect and type commands. Here every address begins with
a secret, other sites are turned away by their origin and by the host they ask for, and the page
may load nothing but what this server gives (Content-Security-Policy).
"""

from __future__ import annotations

import asyncio
import html
import logging
import secrets
import shlex
import signal
import socket
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from reader.cli.serve import is_loopback

_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/css/xterm.css">
<link rel="stylesheet" href="page.css">
<script src="static/js/textual.js"></script>
<script src="page.js"></script>
<body>
<p class="ended">The reader was left. <a href="">Open it again</a></p>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}"
 data-font-size="{size}"></div>
</body>
</html>
"""
_STYLE = """\
@font-face { font-family: "Roboto Mono"; font-weight: 100 700;
  src: url("static/fonts/RobotoMono-VariableFont_wght.ttf"); }
@font-face { font-family: "Roboto Mono"; font-weight: 100 700; font-style: italic;
  src: url("static/fonts/RobotoMono-Italic-VariableFont_wght.ttf"); }
html, body { margin: 0; height: 100%; background: #16161e; color: #c8c8d0; overflow: hidden; }
.textual-terminal { width: 100vw; height: 100vh; }
.ended { display: none; font: 16px sans-serif; text-align: center; margin-top: 40vh; }
.ended a { color: inherit; }
body.-closed .ended { display: block; }
body.-closed .textual-terminal { display: none; }
"""
_SCRIPT = """\
// The keyboard belongs to the reader, without a click on it first.
function take() {
  const keys = document.querySelector(".xterm-helper-textarea");
  if (keys) { keys.focus(); } else { setTimeout(take, 50); }
}
addEventListener("load", take);
addEventListener("focus", take);

// A window that shrinks is measured on its way: its last rows would be cut off. Once more at rest.
let rest;
addEventListener("resize", (event) => {
  if (event.isTrusted) {
    clearTimeout(rest);
    rest = setTimeout(() => dispatchEvent(new Event("resize")), 200);
  }
});
"""
_SIZES = range(8, 49)
"""Pixels of the font that may be asked for with ?fontsize=."""

_PATIENCE = 5.0
"""Seconds for the readers of open pages to leave when the server ends; a reader whose pipes are
shut after that finds out by itself and leaves, too."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ReaderServer(Server):
    """Serves the reader on one folder or file; each page is a window of its own."""

    def __init__(self, target: Path, host: str, listening: socket.socket) -> None:
        self._listening = listening
        self._windows: dict[asyncio.Task[object], Process | None] = {}
        """What serves each page, and the reader behind it once that is started."""
        self._pages: set[web.WebSocketResponse] = set()
        self._ending = False
        self._secret = secrets.token_urlsafe(18)
        port = listening.getsockname()[1]
        self._own = is_loopback(host)
        shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
        command = [sys.executable, "-m", "reader.cli.served", str(target)]
        line = subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
        super().__init__(line, host, port, title=f"Glosse: {target.name}")
        self.address = f"http://{shown}:{port}/{self._secret}/"
        self._hosts = {f"{name}:{port}" for name in (shown, "localhost", "127.0.0.1", "[::1]")}

    def run(self) -> None:
        """Serve until SIGINT, SIGTERM or SIGHUP."""
        logging.getLogger("textual-serve").setLevel(logging.ERROR)
        loop = asyncio.new_event_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is None or signal.getsignal(number) is signal.SIG_IGN:  # as below `nohup`
                continue
            with suppress(NotImplementedError):  # Windows raises KeyboardInterrupt instead
                loop.add_signal_handler(number, self.request_exit)
        web.run_app(
            self._make_app(), sock=self._listening, handle_signals=False, loop=loop,
            print=lambda *words: None, access_log=None, shutdown_timeout=_PATIENCE,
        )  # fmt: skip

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        below = f"/{self._secret}"
        app.add_routes(
            [
                web.get(f"{below}/", self.handle_index, name="index"),
                web.get(f"{below}/page.css", self._style),
                web.get(f"{below}/page.js", self._script),
                web.get(f"{below}/ws", self.handle_websocket, name="websocket"),
                web.get(f"{below}/download/{{key}}", self.handle_download, name="download"),
                web.static(f"{below}/static", self.statics_path, name="static"),
            ]
        )
        app.on_shutdown.append(self._end_windows)
        return app

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One page's reader, which ends with the page or with the server."""
        window = asyncio.current_task()
        assert window is not None
        self._windows[window] = None
        try:
            return await super().handle_websocket(request)
        finally:
            if reader := self._windows[window]:
                await reader.wait()  # textual-serve waits for its last words only
                _let_go(reader)
            del self._windows[window]

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        """Textual-serve: what a page sends goes to its reader; at its end the reader is quit."""
        window = asyncio.current_task()
        assert window is not None
        self._windows[window] = app_service._process
        if self._ending:
            return
        self._pages.add(websocket)
        try:
            await super()._process_messages(websocket, app_service)
        finally:
            self._pages.discard(websocket)

    async def _end_windows(self, app: web.Application) -> None:
        """Say goodbye to every page, and wait for the readers: their end is heard in this loop.

        Left alone the pages know of nothing, the server waits for them, and then closes its loop
        below the readers.
        """
        self._ending = True
        logging.getLogger("textual-serve").setLevel(logging.CRITICAL)  # some may never have started
        goodbyes = {asyncio.create_task(page.close()) for page in self._pages}
        if waited := self._windows.keys() | goodbyes:
            await asyncio.wait(waited, timeout=_PATIENCE)
        for reader in self._windows.values():
            if reader is not None:
                _let_go(reader)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Turn away what comes from another site, and let the page load nothing from one."""
        if self._own and request.host not in self._hosts:
            raise web.HTTPForbidden(text="This address is not served here.")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="Another site may not connect.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = (
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                f"connect-src 'self' ws://{request.host}; base-uri 'none'; form-action 'none'; "
                "frame-ancestors 'none'; object-src 'none'"
            )
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Cache-Control"] = "no-store"
        return response

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page with the terminal in it."""
        wanted = request.query.get("fontsize", "")
        size = int(wanted) if wanted.isascii() and wanted.isdigit() else 16
        page = _PAGE.format(
            title=html.escape(self.title),
            socket=html.escape(f"ws://{request.host}/{self._secret}/ws"),
            size=size if size in _SIZES else 16,
        )
        return web.Response(text=page, content_type="text/html")

    async def _style(self, request: web.Request) -> web.Response:
        return web.Response(text=_STYLE, content_type="text/css")

    async def _script(self, request: web.Request) -> web.Response:
        return web.Response(text=_SCRIPT, content_type="text/javascript")


def _let_go(reader: Process) -> None:
    """Close the pipes to a reader: left to Python, that is tried when the loop is gone."""
    reader._transport.close()  # type: ignore[attr-defined] # there is no public way
