"""The program as a person meets it: keys in, a screen and files out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.seeds import copy_seeds

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are Unix's", allow_module_level=True)

from tests.terminal.terminal import Terminal, glosse

SECOND = "001_fc082e53a9a07d59.txt"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    copy_seeds(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_the_samples_are_read_and_a_note_made_by_keys_is_on_disk_and_there_again(
    seeds: Path, home: Path
) -> None:
    before = {path.name: path.read_bytes() for path in seeds.iterdir()}
    with Terminal(glosse(seeds), columns=120, rows=40, home=home) as terminal:
        terminal.wait_for("Library (2)")
        terminal.type("j")
        terminal.wait_for("KIEW / LONDON")
        terminal.wait_for("Notes (0)")
        terminal.type("enter", "a")
        terminal.wait_for("Esc Close")
        terminal.type("Wer sagt das? #quelle", "ctrl+s")
        terminal.wait_for("Notes (1)")
        terminal.type("Q")
        assert terminal.end() == 0
    page = json.loads((seeds / ".glosse" / "notes" / f"{SECOND}.json").read_text("utf-8"))
    assert page["type"] == "AnnotationPage"
    [note] = page["items"]
    assert {body.get("value") for body in note["body"]} >= {"Wer sagt das?", "quelle"}
    for name, content in before.items():
        assert (seeds / name).read_bytes() == content
    with Terminal(glosse(seeds), columns=120, rows=40, home=home) as terminal:
        terminal.wait_for("Wer sagt das?")
        terminal.wait_for("#quelle")
        terminal.type("q")
        assert terminal.end() == 0


def test_nothing_of_a_hostile_file_reaches_the_terminal_as_a_command(
    tmp_path: Path, home: Path
) -> None:
    name = "evil\x1b]0;owned\x07.txt"
    text = (
        "A title\n\nColour \x1b[31;7mred\x1b[0m \x9b31m \x1b]52;c;QUJD\x07 and \u202eback\u202c.\n"
    )
    (tmp_path / name).write_text(text * 3, "utf-8")
    with Terminal(glosse(tmp_path / name), home=home) as terminal:
        terminal.wait_for("Colour")
        terminal.type("j", "q")
        terminal.end()
        for bad in (
            b"\x1b[31;7m",
            b"\xc2\x9b",
            b"\x1b]52;c;QUJD",
            b"\x1b]0;owned",
            b"\xe2\x80\xae",
        ):
            assert bad not in terminal.output


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("missing.txt", "does not exist"),
        ("empty.txt", "no text"),
        ("folder", "No articles here yet."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, home: Path, argument: str, words: str
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder").mkdir()
    with Terminal(glosse(tmp_path / argument), home=home) as terminal:
        screen = terminal.wait_for(words)
        assert "Traceback" not in screen
        terminal.type("Q")
        terminal.end()


def test_ctrl_c_does_not_throw_work_away(seeds: Path, home: Path) -> None:
    with Terminal(glosse(seeds), home=home) as terminal:
        terminal.wait_for("Library (2)")
        terminal.type("ctrl+c")
        terminal.wait_for("Q quits")
        terminal.type("Q")
        assert terminal.end() == 0


def test_a_wrong_setting_is_named_with_its_line_and_a_chosen_key_holds(
    seeds: Path, home: Path
) -> None:
    config = home / ".config" / "glosse" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]\nlibrary-down = ["ctrl+y"]\n\n[reading]\ncolum = 60\n', "utf-8")
    with Terminal(glosse(seeds), columns=120, rows=40, home=home) as terminal:
        terminal.wait_for("line 5")
        terminal.wait_for("First keys")
        terminal.type("ctrl+y")
        terminal.wait_for("KIEW / LONDON")
        terminal.type("/", "is:read")
        assert "First keys" not in terminal.wait_for("Nothing fits")
        terminal.wait_for("Library (0 of 2)")
        terminal.type("escape")
        terminal.wait_for("Library (2) ─")
        terminal.type("Q")
        assert terminal.end() == 0
