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


def test_a_terminal_that_is_gone_without_a_word_ends_the_reader(tmp_path: Path) -> None:
    from tests.terminal.terminal import Terminal, glosse

    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "rye.txt").write_text("Rye grows on the coast. " * 20, "utf-8")
    with Terminal(glosse(tmp_path / "library"), home=tmp_path) as terminal:
        terminal.wait_for("Rye grows")
        terminal.hang_up()
        assert terminal.process.wait(20) in {0, 1}
