"""Kept pictures: painted as they were kept, never once anything changed, and never trusted."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from reader.tui.start import picture

SCREEN = [[("Ab ", "1;38;2;1;2;3"), ("cd", "")], [("│ 中文 \u00a0é", "7")]]
SIZE = (5, 2)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TERM", "xterm-256color")


def keep(tmp_path: Path, screen: list[picture.Line] = SCREEN) -> Path:
    """Keep a picture of the folder; the file it lies in."""
    source = tmp_path / "a.txt"
    source.write_text("words", "utf-8")
    picture.write(str(tmp_path), SIZE, screen, [str(source), str(tmp_path / "not there")], "[1]")
    return next(Path(picture.folder()).iterdir())


def test_what_was_kept_is_painted(tmp_path: Path) -> None:
    keep(tmp_path)
    painted = "\x1b[1;1H\x1b[0;1;38;2;1;2;3mAb \x1b[0mcd\x1b[2;1H\x1b[0;7m│ 中文 \u00a0é\x1b[0m"
    assert picture.read(str(tmp_path), *SIZE) == (painted, "[1]")


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    assert keep(tmp_path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("size", [(5, 3), (6, 2), (0, 0)])
def test_another_size_has_another_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    keep(tmp_path)
    assert picture.read(str(tmp_path), *size) is None


def test_a_changed_source_ends_it(tmp_path: Path) -> None:
    keep(tmp_path)
    (tmp_path / "a.txt").write_text("other words", "utf-8")
    assert picture.read(str(tmp_path), *SIZE) is None


def test_a_source_that_comes_ends_it(tmp_path: Path) -> None:
    keep(tmp_path)
    (tmp_path / "not there").write_text("", "utf-8")
    assert picture.read(str(tmp_path), *SIZE) is None


def test_a_terminal_with_other_colours_has_another_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path)
    monkeypatch.setenv("COLORTERM", "")
    monkeypatch.setenv("TERM", "xterm")
    assert picture.read(str(tmp_path), *SIZE) is None


@pytest.mark.parametrize(
    "text", ["\x1b]0;title\x07", "\x9b31m", "\r", "\x00", "\u202eevil", "\u200b", "\u2028"]
)
def test_what_a_terminal_would_obey_is_neither_kept_nor_painted(tmp_path: Path, text: str) -> None:
    file = keep(tmp_path)
    good = file.read_text("utf-8")
    picture.write(str(tmp_path), SIZE, [[(f"Ab{text}", "")], []], [], "[2]")
    assert file.read_text("utf-8") == good
    file.write_text(good.replace("中文", text), "utf-8", newline="")
    assert picture.read(str(tmp_path), *SIZE) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1;38;2;1;2;3", "1m\x1b]0;title\x07"),
        ("1;38;2;1;2;3", "?1049l"),
        ("0\x1fAb ", "9\x1fAb "),
        ("0\x1fAb ", "x\x1fAb "),
        ("\x1fcd", ""),
        ("glosse-picture 1", "glosse-picture 0"),
        ("\n2\n", "\n-1\n"),
        ("\n2\n", "\n99\n"),
        ("\n2\n", "\n\n"),
        ("\n[1]", ""),
    ],
)
def test_a_damaged_picture_is_no_picture(tmp_path: Path, before: str, after: str) -> None:
    file = keep(tmp_path)
    good = file.read_bytes().decode()
    assert before in good
    file.write_bytes(good.replace(before, after, 1).encode())
    assert picture.read(str(tmp_path), *SIZE) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\n" * 50, random.Random(1).randbytes(2000)])
def test_anything_else_is_no_picture(tmp_path: Path, data: bytes) -> None:
    keep(tmp_path).write_bytes(data)
    assert picture.read(str(tmp_path), *SIZE) is None


def test_few_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_PICTURES", 3)
    for number in range(6):
        picture.write(str(tmp_path / str(number)), SIZE, SCREEN, [], "")
    assert len(list(Path(picture.folder()).iterdir())) == 3


def test_painting_one_loads_next_to_nothing() -> None:
    code = "import sys; before = set(sys.modules); import reader.cli; from reader.tui.start "
    code += "import picture; picture.read('x', 80, 24); print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if not name.startswith("reader")}
    assert loaded <= {"__future__", "io", "zlib"}  # io: up to 3.13 Python loads it for itself
