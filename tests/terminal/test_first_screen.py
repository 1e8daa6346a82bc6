"""The first screen is painted before Textual is loaded, and taken over without a change."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

PAINTED = b"\x1b[?1049h"
TAKEN = b"\x1b[?1004h"
"""What Textual's driver writes when it has the terminal."""


def library(folder: Path, articles: int = 3) -> Path:
    settings = folder / ".config" / "glosse"
    settings.mkdir(parents=True)
    (settings / "config.toml").write_text("[look]\nhints = false\n", "utf-8")
    root = folder / "library"
    root.mkdir()
    for number in range(articles):
        words = " ".join(f"word{number} drifts past the quiet harbour" for _ in range(9))
        paragraphs = "\n\n".join(f"Paragraph {i}: {words}." for i in range(12))
        text = f"The lighthouse of island {number}\n\n{paragraphs}\n"
        (root / f"island{number:02}.txt").write_text(text, "utf-8")
    return root


def reader(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "reader", *arguments]


def wait_until(terminal: Terminal, wanted: bytes, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while wanted not in terminal.output:
        assert time.monotonic() < end, terminal.output[-300:]
        terminal.read()


def settled(terminal: Terminal, quiet: float = 0.25) -> None:
    while terminal.read(quiet):
        pass


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (200, 50)])
@pytest.mark.parametrize("articles", [3, 40])
def test_taking_over_changes_nothing_on_the_screen(
    tmp_path: Path, columns: int, rows: int, articles: int
) -> None:
    root = library(tmp_path, articles)
    with Terminal(reader(str(root)), columns=columns, rows=rows, home=tmp_path) as terminal:
        wait_until(terminal, PAINTED)
        settled(terminal, 0.05)
        painted = terminal.screen().split("\n")
        assert TAKEN not in terminal.output, "the early screen was to be looked at alone"
        assert "The lighthouse of island 0" in "\n".join(painted)
        wait_until(terminal, TAKEN)
        frame = terminal.output.index(TAKEN)
        while "╭".encode() not in terminal.output[frame:]:
            terminal.read()
        settled(terminal, 0.03)
        taken = terminal.screen().split("\n")
    assert terminal.output.count(PAINTED) == 1, "a second one would clear the screen"
    for before, after in zip(painted, taken, strict=True):
        assert without_news(before) == without_news(after)


def without_news(row: str) -> str:
    """A row without what is only found out behind the first screen: languages, scroll bars."""
    if " min" in row or "island" in row or "articles …" in row:
        return ""
    return row.translate(dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█"), " "))


def test_keys_typed_while_it_starts_are_applied_in_order(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        wait_until(terminal, PAINTED)
        assert TAKEN not in terminal.output
        terminal.type("j", "j", "enter")
        terminal.wait_for("word2 drifts", 30)
        assert "jj" not in terminal.screen()


@pytest.mark.parametrize("term", ["dumb", "linux"])
def test_a_terminal_without_alternate_screen_is_left_to_textual(tmp_path: Path, term: str) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path, env={"TERM": term}) as terminal:
        terminal.wait_for("drifts past", 30)
        assert b"word0" not in terminal.output[: terminal.output.index(TAKEN)]


def test_without_colours_the_early_screen_has_none(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal(reader(str(root)), home=tmp_path, env={"COLORTERM": ""}) as terminal:
        wait_until(terminal, b"word0")
        settled(terminal, 0.05)
        early = terminal.output.split(TAKEN)[0]
        assert b"38;2" not in early


BROKEN = """
import sys, termios
from pathlib import Path
from reader.tui.early import early_screen
before = termios.tcgetattr(0)
try:
    with early_screen(Path(sys.argv[1])) as beginning:
        assert beginning.start.known is not None
        assert termios.tcgetattr(0) != before
        raise RuntimeError("Textual could not be loaded")
except RuntimeError:
    print("restored" if termios.tcgetattr(0) == before else "changed")
"""


def test_a_crash_between_puts_the_terminal_right(tmp_path: Path) -> None:
    root = library(tmp_path)
    with Terminal([sys.executable, "-c", BROKEN, str(root)], home=tmp_path) as terminal:
        wait_until(terminal, b"restored", 20)
        assert terminal.output.index(b"\x1b[?1049l") > terminal.output.index(PAINTED)
        assert b"\x1b[?25h" in terminal.output


def test_what_is_foreign_is_painted_tame(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    text = "A title\x1b]0;pwned\x07 here\n\nA paragraph of words \x9b31m that goes on.\n"
    (root / "evil\x1b[31m.txt").write_text(text, "utf-8")
    with Terminal(reader(str(root)), home=tmp_path) as terminal:
        wait_until(terminal, PAINTED)
        settled(terminal, 0.05)
        early = terminal.output.split(TAKEN)[0]
    assert b"pwned" in early
    assert b"\x1b]0" not in early
    assert b"\x1b[31m" not in early
    assert b"\x07" not in early
