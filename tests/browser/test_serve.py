"""`glosse serve`: who may connect, what the page loads, and a note made in a real browser."""

from __future__ import annotations

import base64
import http.client
import json
import os
import secrets
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reader.cli.serve import is_loopback
from tests.browser.chromium import CHROMIUM, DRIVER, Browser
from tests.cli.shell import SECOND, Shell
from tests.seeds import copy_seeds

pytest.importorskip("textual_serve", reason="textual-serve is not installed: glosse[serve]")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the server is ended by a signal")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("served") / "articles"
    copy_seeds(root)
    return root


@pytest.fixture(scope="module")
def address(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that a running server printed."""
    environment = Shell(tmp_path_factory.mktemp("home")).environment
    environment.pop("NO_COLOR")
    run = subprocess.Popen(
        [sys.executable, "-m", "reader", "serve", str(library), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    assert run.stdout is not None
    assert run.stderr is not None
    assert select.select([run.stdout], [], [], 60)[0], "nothing was printed"
    try:
        yield run.stdout.readline().decode().strip()
    finally:
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 0
        assert run.stderr.read() == b""
        run.stdout.close()
        run.stderr.close()


def get(address: str, path: str | None = None, **headers: str) -> tuple[int, str, str]:
    """Status, body and Content-Security-Policy."""
    found = urlsplit(address)
    connection = http.client.HTTPConnection(found.hostname or "", found.port or 0, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", found.path if path is None else path, headers=named)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, body, answer.headers.get("Content-Security-Policy", "")


def test_the_page_names_nothing_elsewhere(address: str) -> None:
    status, page, policy = get(address)
    assert status == 200
    assert "http" not in page
    assert page.count("ws://127.0.0.1:") == 1
    assert "default-src 'self'" in policy
    for part in ("static/js/textual.js", "static/css/xterm.css", "page.css"):
        assert get(address, urlsplit(address).path + part)[0] == 200
    fonts = get(address, urlsplit(address).path + "page.css")[1]
    assert fonts.count("static/fonts/") == 2


def test_without_the_secret_there_is_nothing(address: str) -> None:
    for path in ("/", "/ws", "/static/js/textual.js", f"/{secrets.token_urlsafe(18)}/"):
        assert get(address, path)[0] == 404


def test_other_sites_are_turned_away(address: str) -> None:
    port = urlsplit(address).port
    assert get(address, Host=f"localhost:{port}")[0] == 200
    assert get(address, Host=f"elsewhere.example:{port}")[0] == 403, "a name made to lead here"
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": base64.b64encode(bytes(16)).decode(),
    }
    path = urlsplit(address).path + "ws"
    assert get(address, path, Origin="https://elsewhere.example", **upgrade)[0] == 403


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True),
     ("0.0.0.0", False), ("192.168.1.4", False), ("::", False), ("myhost", False)],
)  # fmt: skip
def test_which_addresses_are_this_machine_only(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_what_cannot_be_served_is_a_sentence(shell: Shell, tmp_path: Path, address: str) -> None:
    taken = str(urlsplit(address).port)
    for arguments, words in (
        ((tmp_path / "missing",), b"does not exist"),
        ((tmp_path, "--port", taken), b"Try another --port"),
        ((tmp_path, "--host", "256.1.1.1"), b"Nothing can listen at 256.1.1.1"),
    ):
        done = shell.glosse("serve", *arguments)
        assert (done.returncode, done.stdout) == (1, b"")
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed")
def test_read_and_annotate_in_chromium(address: str, library: Path, tmp_path: Path) -> None:
    browser = Browser(tmp_path / "profile")
    try:
        browser.open(address)
        assert _soon(lambda: browser.run("return document.body.className.includes('-first-byte')"))
        time.sleep(3)  # nothing in a canvas tells when it is drawn
        browser.press("j")
        time.sleep(1)
        browser.press("enter", "}", "V", "a")
        time.sleep(1)
        browser.press(*"seen in a browser #web", "ctrl+s")
        page = library / ".glosse" / "notes" / f"{SECOND}.json"
        assert _soon(page.exists), browser.screenshot(_picture(tmp_path))
        time.sleep(1)
        browser.screenshot(_picture(tmp_path))
        browser.resize(700, 600)
        assert _soon(lambda: browser.run(_ALL_ROWS_SHOW)), "the footer is cut off"
        asked = browser.requests()
    finally:
        browser.close()
    (note,) = json.loads(page.read_bytes())["items"]
    assert "seen in a browser" in json.dumps(note["body"])
    here = urlsplit(address).netloc
    network = [one for one in map(urlsplit, asked) if one.scheme in {"http", "https", "ws", "wss"}]
    assert {one.netloc for one in network} == {here}, "the browser's own pages are chrome://"
    assert any(one.startswith("ws://") for one in asked)
    assert _picture(tmp_path).stat().st_size > 20_000, "an empty page is smaller"


_ALL_ROWS_SHOW = """\
const rows = document.querySelector(".xterm-screen").getBoundingClientRect();
return innerHeight < 600 && rows.height > innerHeight / 2 && rows.bottom <= innerHeight"""


def _picture(folder: Path) -> Path:
    return Path(os.environ.get("GLOSSE_SCREENSHOT", folder / "screen.png"))


def _soon(true: Callable[[], bool], seconds: float = 40) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False
