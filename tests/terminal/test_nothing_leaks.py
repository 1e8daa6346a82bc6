"""Foreign text is shown and never obeyed, whichever way it takes to the terminal.

The same on a folder of files: ``python -m tests.benchmarks.hostile FOLDER``.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from reader.cli import main
from tests.terminal.leaks import EVIL, evil_config, evil_library, evil_name, leaks
from tests.terminal.terminal import Terminal, glosse

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


class TerminalStream(io.TextIOWrapper):
    """A stream that says it is a terminal, and keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder with evil settings and an evil library in it."""
    home = tmp_path_factory.mktemp("home")
    evil_config(home / ".config" / "glosse" / "config.toml")
    evil_library(home / "library")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    clean |= {"HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    clean.pop("NO_COLOR", None)
    with mock.patch.dict(os.environ, clean, clear=True):
        yield home


def shown(*arguments: object, given: str = "") -> bytes:
    """What a command line writes to a terminal on both streams."""
    out, stdin = io.BytesIO(), TerminalStream(io.BytesIO(given.encode()), encoding="utf-8")
    streams = [TerminalStream(out, encoding="utf-8", write_through=True) for _ in range(2)]
    with (
        mock.patch.object(sys, "stdout", streams[0]),
        mock.patch.object(sys, "stderr", streams[1]),
        mock.patch.object(sys, "stdin", stdin),
    ):
        with contextlib.suppress(SystemExit):
            main(list(map(str, arguments)))
        for stream in streams:
            stream.flush()
    return out.getvalue()


def test_the_examiner_sees_every_part_of_the_payload() -> None:
    assert leaks(EVIL.encode())
    for piece in (
        "\x1b]0;a",
        "\x1b[21t",
        "\x9b1m",
        "\x05",
        "\u202e",
        "\U000e0069",
        "\x1bPq",
        "\x7f",
    ):
        assert leaks(f"before {piece} after".encode()), ascii(piece)
    assert not leaks("\x1b[1;31mgrün – „so“ 漢字\x1b[0m\r\n\t\x1b[?1049h\x1b[2J".encode())


@pytest.mark.parametrize(
    "line",
    [
        "ls", "ls --sort title lang:de", "ls is:unreadable", "stats", "verify", "doctor", "notes",
        "notes --json", "search words", "search pwned", "search loud title", "export",
        "export --format csv", "export --format org", "export --format text",
        "export --format anki", "export --format hypothesis", "export --json", "config",
        "config --check", "clean", "clean --json", "ls --json", "notes is:orphan",
    ],
)  # fmt: skip
def test_a_verb_on_a_terminal(machine: Path, line: str) -> None:
    verb, *words = line.split()
    where = [] if verb == "config" else [machine / "library"]
    output = shown(verb, *where, *words) if verb != "search" else shown(verb, *words, *where)
    assert output
    assert not leaks(output)
    assert b"Traceback" not in output


@pytest.mark.parametrize("verb", ["clean", "ls", "open", "verify", "export", "stats", "import"])
def test_a_name_in_an_error(machine: Path, verb: str) -> None:
    there = [] if verb == "open" else [evil_name(".epub")]  # that would be the screen
    for name in (evil_name(".gone"), "\udcff\udc9b", *there):
        assert not leaks(shown(verb, machine / "library" / name))
    assert not leaks(shown(evil_name(" no verb")))
    assert not leaks(shown(verb, f"--{evil_name('option')}"))


def test_every_file_cleaned_onto_a_terminal(machine: Path) -> None:
    for path in (machine / "library").iterdir():
        if path.is_file():
            for view in ([], ["--json"]):
                assert not leaks(shown("clean", path, *view)), ascii(path)


def test_reading_by_lines(machine: Path) -> None:
    keys = "?\nn\nj\nl\nnotes\nnext\no 2\nt\nx\n/words\nh\nq\n"
    assert not leaks(shown("--linear", machine / "library", given=keys))


def test_the_screen(machine: Path) -> None:
    library = machine / "library"
    env = {"EDITOR": "true", "VISUAL": "true"}
    with Terminal(glosse(library), home=machine, columns=120, rows=40, env=env) as terminal:
        terminal.wait_for("Library (")
        for _ in range(9):
            terminal.type("j")
            terminal.read(0.3)
        terminal.type("g", "g", "j", "j", "l")
        terminal.wait_for("a plain.txt ─╯")
        terminal.type("}", "H", "a")
        terminal.wait_for("Esc Close")  # typed elsewhere, a letter of it would call the editor
        terminal.type(EVIL.replace("\x1b", ""), "ctrl+s")
        for keys in ("t", "?pwned", "x", "x", "/pwned", "@", "T", "S", "E", ":rules\r", ":stat\r"):
            terminal.type(*keys)
            terminal.read(0.3)
            terminal.type("escape")
            terminal.read(0.15)
        terminal.type("tab", "j", "j", "g", "h")
        terminal.read(0.3)
        terminal.type("escape")
        terminal.read(0.15)
        terminal.type("g", "/", *"words pwned\r")
        terminal.read(0.5)
        terminal.type("escape")
        terminal.read(0.3)
        terminal.type("Q")
        terminal.read(1.0)
        assert not leaks(terminal.output)
        assert b"Traceback" not in terminal.output
