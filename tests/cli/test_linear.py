"""`glosse --linear`: in a pipe, line by line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ARTICLE = """A Harbour at Night

The harbour is quiet after ten. Only the cranes hum\x1b[31m, and nobody listens to them.

A second paragraph speaks of the lighthouse, which was built in 1902 by two brothers.
"""


def sit(target: Path, lines: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "reader", "--linear", str(target)],
        input=lines, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60,
    )  # fmt: skip


def test_a_file_is_read_marked_and_left_by_lines(tmp_path: Path) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, "utf-8")
    done = sit(path, "/cranes\nH 2\na why?\nG\nq\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Hit 1 of 1." in done.stdout
    assert "Highlighted in green." in done.stdout
    assert "lighthouse" in done.stdout
    assert "\x1b" not in done.stdout
    again = sit(path, "notes\n")
    assert "lighthouse" in again.stdout, "the place is kept"
    assert "why?" in again.stdout


def test_a_folder_lists_its_articles_and_opens_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE.replace("A Harbour", "An Orchard"), "utf-8")
    done = sit(tmp_path, "l\no 2\n")
    assert "  1: A Harbour at Night (this one)\n  2: An Orchard at Night\n" in done.stdout
    assert "An Orchard at Night" in done.stdout


def test_a_misspelt_verb_is_named(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    for word, said in (("serach", "Did you mean `glosse search`?"), ("xyz.txt", "the spelling")):
        done = subprocess.run(
            [sys.executable, "-m", "reader", word],
            capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr


def test_what_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    done = sit(path, "j\n")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    empty = sit(tmp_path / "nothing", "")
    assert empty.returncode == 1
    assert "does not exist" in empty.stderr
