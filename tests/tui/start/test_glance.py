"""A glance at an article that was never opened: where it will stand, or none at all."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Config
from reader.sanitise import sanitise
from reader.tui import terminal
from reader.tui.article.plain_rows import NARROW
from reader.tui.start import glance
from reader.tui.start.first_screen import FirstScreen
from reader.tui.start.target import at_first_sight, start_of

TEXT = (
    "The keeper of the northern light went up the stairs at dusk, as he had done for years.\n"
    "\n"
    "Nobody in the harbour asked him what he was after, and he would not have told them: the lamp, "
    "the log-book, the kettle and the long night were his own affair, “and nobody else’s”.\n"
    "\n"
    "In the morning the fishermen found the door open. The lamp had gone out, the log-book lay on "
    "the table, and the last line in it was about the weather, which had been fine all week.\n"
)


@pytest.fixture(autouse=True)
def _a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("COLORTERM", "truecolor")


def library(folder: Path, text: str = TEXT, name: str = "a.txt") -> Path:
    root = folder / "library"
    root.mkdir()
    (root / name).write_text(text, "utf-8")
    (root / "b.txt").write_text("Another one.\n", "utf-8")
    return root


def rows(screen: str, columns: int, lines: int) -> list[str]:
    emulator = pyte.Screen(columns, lines)
    pyte.Stream(emulator).feed(screen)
    return list(emulator.display)


def shown(path: Path) -> str:
    """What would be painted of it in a terminal of 120×40; "" for nothing."""
    file = "" if glance._is_known(str(path)) else glance._first(str(path))
    return glance.drawn(glance._beginning(file), 120, 40, alone=file == str(path)) if file else ""


def text_of(row: str) -> str:
    """A row without what stands beside the text."""
    return re.sub(r"[▎▏┃│]", " ", row).rstrip()


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (120, 40), (200, 50)])
def test_the_text_stands_where_the_first_screen_has_it(
    tmp_path: Path, columns: int, lines: int, alone: bool
) -> None:
    root = library(tmp_path)
    target = root / "a.txt" if alone else root
    known = at_first_sight(start_of(target), Config())
    assert known is not None
    whole = FirstScreen(known, Config(), alone, datetime.now(UTC)).rows(columns, lines)
    there = ["".join(text for text, _ in row) for row in whole]
    here = rows(glance.drawn(TEXT, columns, lines, alone=alone), columns, lines)
    assert sum(map(bool, map(str.strip, here))) > 5
    for own, row in zip(here, there, strict=True):
        if words := own.strip():
            begins = own.index(words)
            assert text_of(row[begins - 1 :])[1:].startswith(words)


def test_a_plain_text_that_was_never_opened_is_glanced_at(tmp_path: Path) -> None:
    root = library(tmp_path)
    assert "The keeper" in shown(root)
    assert "The keeper" in shown(root / "a.txt")


@pytest.mark.parametrize("name", [".glosse", ".glosseignore"])
def test_what_was_kept_or_left_out_ends_it(tmp_path: Path, name: str) -> None:
    root = library(tmp_path)
    (root / name).mkdir() if name == ".glosse" else (root / name).write_text("a.txt\n")
    assert shown(root) == ""


def test_notes_of_a_library_above_end_it(tmp_path: Path) -> None:
    root = library(tmp_path)
    (tmp_path / ".glosse").mkdir()
    assert shown(root / "a.txt") == ""


def test_settings_end_it(tmp_path: Path) -> None:
    root = library(tmp_path)
    (tmp_path / "home" / "glosse").mkdir(parents=True)
    (tmp_path / "home" / "glosse" / "config.toml").write_text("", "utf-8")
    assert shown(root) == ""


@pytest.mark.parametrize(
    "text",
    [
        "One line that was broken\nto a width of its own,\nas letters are.\n",
        "\x1b]0;title\x07A keeper at night",
        "Ein Wort\u202emit Richtung",
        "灯台守は夜に階段を上った。",
        "",
        "\n\n",
    ],
)
def test_what_has_to_be_looked_at_first_is_not_shown(tmp_path: Path, text: str) -> None:
    assert shown(library(tmp_path, text)) == ""


@pytest.mark.parametrize("name", ["a.html", "a.jpg", "a", "a.md"])
def test_only_a_plain_text_is_shown(tmp_path: Path, name: str) -> None:
    assert shown(library(tmp_path, name=name)) == ""


def test_what_is_no_utf_8_is_not_shown(tmp_path: Path) -> None:
    root = library(tmp_path)
    (root / "a.txt").write_bytes("Die Tür steht offen, und der Wächter schläft.".encode("latin-1"))
    with pytest.raises(ValueError, match="utf-8"):
        shown(root)
    assert not glance.show(str(root)), "there is no terminal here, and no error either"


def test_a_long_text_is_read_to_the_end_of_a_line_only(tmp_path: Path) -> None:
    root = library(tmp_path, TEXT + f"\n{'ä' * 40_000}\n")
    assert "The keeper" in shown(root)


@given(st.text(max_size=300))
def test_nothing_but_plain_letters_reaches_the_terminal(text: str) -> None:
    drawn = glance.drawn(text, 80, 24, alone=True)
    assert re.fullmatch(rf"(?:\x1b\[[0-9;]*[Hm]|[ {NARROW}])*", drawn)


def test_plain_letters_pass_the_sanitiser_unchanged() -> None:
    letters = re.findall(f"[{NARROW}]", "".join(map(chr, range(0x3000))))
    assert all(sanitise(letter) == letter for letter in letters)


def test_the_settings_are_those_that_come() -> None:
    assert (Config().look.theme, Config().reading.column) == (glance.THEME, glance.COLUMN)


def test_a_draft_is_no_whole_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(terminal, "taken", terminal.Terminal(-1, []))
    monkeypatch.setattr(terminal, "_quieten", lambda **_: [])
    monkeypatch.setattr(terminal, "_write", lambda _, screen: written.append(screen))
    terminal.paint("beginning", draft=True)
    assert not terminal.painted()
    terminal.paint("whole")
    assert terminal.painted()
    assert "".join(written).count(terminal.ENTER) == 1, "a second one would clear the screen"


def test_glancing_loads_next_to_nothing(tmp_path: Path) -> None:
    code = "import sys; from reader.tui.start import glance; assert glance.drawn("
    code += "'A keeper at night.', 80, 24, alone=True); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    ours = {name for name in loaded if name.startswith("reader.")}
    assert not loaded & {"dataclasses", "pathlib", "rich", "textual", "json", "inspect"}
    assert not any(
        name.startswith(("reader.documents", "reader.cleaning", "reader.config")) for name in ours
    )
