"""The real program, told to end from outside: what was typed stays, the terminal is given back."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.tui.library_case import make_library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_draft_survives_being_told_to_end(tmp_path: Path, name: str) -> None:
    from tests.terminal.terminal import Terminal, glosse

    library = make_library(tmp_path / "library")
    with Terminal(glosse(library), columns=120, home=tmp_path) as terminal:
        terminal.wait_for("The ferry came in")
        terminal.type("l", "}", "a", "half a thought")
        terminal.wait_for("half a thought")
        terminal.process.send_signal(getattr(signal, name))
        terminal.end()
        assert b"\x1b[?1049l" in terminal.output
        assert b"Traceback" not in terminal.output
    with Terminal(glosse(library), columns=120, home=tmp_path) as terminal:
        terminal.wait_for("The ferry came in")
        terminal.type("l", "g", "g", "}", "a")
        terminal.wait_for("half a thought")
