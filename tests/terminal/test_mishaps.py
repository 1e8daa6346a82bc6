"""The running reader meets a mistake of its own: a sentence, nothing lost, no traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal
from tests.tui.library_case import make_library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

BROKEN = """
import sys, threading
from reader.tui.library.pane import LibraryView
from reader.tui.main.choosing import Choosing
from reader.tui.main.note_writing import NoteWriting
from reader.tui.main.screen import MainScreen

def break_now(self):
    raise LookupError("nobody expected this")

def break_thread(self):
    threading.Thread(target=lambda: [][1]).start()

def break_job(self):
    self._side.run(lambda _: {}["missing"])

Choosing.choose_theme = NoteWriting.edit = break_now
MainScreen.turn_zen = break_thread
Choosing.show_keys = break_job
from reader.cli import main
sys.exit(main([sys.argv[1]]))
"""


def opened(tmp_path: Path) -> Terminal:
    library = make_library(tmp_path / "library")
    return Terminal([sys.executable, "-c", BROKEN, str(library)], home=tmp_path, columns=120)


def test_a_broken_command_leaves_with_a_sentence(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.wait_for("The ferry came in")
        terminal.type("T")
        assert terminal.end() == 1
        said = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "A mistake in Glosse itself: LookupError" in " ".join(said.split())
    assert "are kept." in " ".join(said.split())
    assert "Traceback" not in said
    assert "nobody expected" not in said


def test_what_was_being_written_is_there_again(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.wait_for("The ferry came in")
        terminal.type("l", "a", "half a thought", "ctrl+e")
        terminal.end()
    library = tmp_path / "library"
    kept = "".join(
        path.read_text("utf-8") for path in (library / ".glosse").rglob("*") if path.is_file()
    )
    assert "half a thought" in kept


def test_a_broken_thread_or_job_is_told_and_the_reader_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.wait_for("The ferry came in")
        terminal.type("z")
        terminal.wait_for("IndexError at")
        terminal.type("?")
        terminal.wait_for("KeyError at")
        terminal.type("Q")
        assert terminal.end() == 0
    assert b"Traceback" not in terminal.output
