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


def test_the_echo_comes_on_when_everything_is_written(tmp_path: Path) -> None:
    """Else what is typed meanwhile lands in the middle of a control sequence of ours."""
    import time

    from tests.terminal.terminal import Terminal, glosse

    (tmp_path / "library").mkdir()
    words = "".join(f"Paragraph {n} tells of rye and of the sea. " * 9 + "\n\n" for n in range(400))
    (tmp_path / "library" / "rye.txt").write_text(words, "utf-8")
    with Terminal(glosse(tmp_path / "library"), columns=200, rows=60, home=tmp_path) as terminal:
        terminal.wait_for("Paragraph 1 ")
        assert not terminal.echoes()
        for _ in range(40):  # frames that nobody takes in: the terminal is slow
            terminal.press(b"\x06")
            time.sleep(0.05)
        terminal.press(b"Q")
        end = time.monotonic() + 3
        while not terminal.echoes() and time.monotonic() < end:
            time.sleep(0.01)
        if not terminal.echoes():  # it waits for the terminal, as it is to
            while not terminal.echoes() and terminal.process.poll() is None:
                terminal.read(0.01)
        terminal.process.send_signal(signal.SIGSTOP)  # what comes now was written before
        while terminal.read(0.2):
            pass
        assert b"\x1b[?1049l" in terminal.output
        terminal.process.send_signal(signal.SIGCONT)
        terminal.end()


def test_stops_and_returns_in_quick_succession_leave_it_answering(tmp_path: Path) -> None:
    from tests.terminal.terminal import Terminal, glosse

    library = make_library(tmp_path / "library")
    with Terminal(glosse(library), columns=120, home=tmp_path) as terminal:
        terminal.wait_for("The ferry came in")
        for _ in range(15):
            terminal.process.send_signal(signal.SIGTSTP)
            terminal.read(0.02)
            terminal.process.send_signal(signal.SIGCONT)
            terminal.process.send_signal(signal.SIGWINCH)
            terminal.read(0.02)
        terminal.read(0.5)
        terminal.process.send_signal(signal.SIGCONT)  # the last stop may have come after it
        while terminal.read(1.0):
            pass
        terminal.type("l", "a", "after the storm")
        terminal.wait_for("after the storm", 40)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.end()
        assert b"Traceback" not in terminal.output


def test_a_command_that_is_piped_to_holds_nobody_in(tmp_path: Path) -> None:
    from tests.terminal.terminal import Terminal, glosse

    library = make_library(tmp_path / "library")
    with Terminal(glosse(library), home=tmp_path) as terminal:
        terminal.wait_for("The ferry came in")
        terminal.type("l", "|")
        terminal.wait_for("Pipe to")
        terminal.type(f"sh -c 'touch {tmp_path}/begun; exec sleep 600'", "enter")
        for _ in range(400):
            if (tmp_path / "begun").exists():
                break
            terminal.read()
        terminal.type("Q")
        terminal.end()
