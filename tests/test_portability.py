"""Where Windows and macOS differ: modules that are not there, names that are not allowed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
POSIX_ONLY = ("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "curses", "readline")
TAKES_A_TERMINAL = {"reader.tui.driver"}
"""Imported on POSIX alone, where the first screen was painted."""

BLOCKED = f"""
import sys
for name in {POSIX_ONLY!r}:
    sys.modules[name] = None
"""


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED + script], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def modules() -> list[str]:
    found = []
    for path in sorted((ROOT / "reader").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name not in TAKES_A_TERMINAL and not name.endswith("__main__"):
            found.append(name)
    return found


def test_everything_loads_without_what_windows_lacks() -> None:
    optional = {"sklearn", "scipy", "numpy", "aiohttp", "textual_serve", "distributed", "pyarrow"}
    script = f"""
from importlib import import_module
for name in {modules()!r}:
    try:
        import_module(name)
    except ModuleNotFoundError as error:
        if error.name.split(".")[0] not in {optional!r}:
            raise
print("all")
"""
    assert run(script).strip() == "all"


def test_notes_are_kept_without_posix_locks(tmp_path: Path) -> None:
    script = f"""
from pathlib import Path
from reader.session import Session
from reader.text import Span
from types import SimpleNamespace
sys.modules["msvcrt"] = SimpleNamespace(locking=lambda *given: None, LK_NBLCK=2)
root = Path({str(tmp_path)!r})
(root / "a.txt").write_text("The harbour was closed.", "utf-8")
for comment in ("one", "two"):
    session = Session(root)
    session.annotate(session.open("a.txt"), Span(4, 11), comment=comment)
    session.close()
session = Session(root)
print(sorted(pair.note.comment for pair in session.open("a.txt").notes))
session.close()
"""
    assert run(script).strip() == "['one', 'two']"


@pytest.mark.parametrize("folder", ["reader", ".github"])
def test_text_is_read_and_written_in_a_named_encoding(folder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--preview", "--select", "PLW1514", folder],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_no_file_of_the_project_has_a_name_that_windows_refuses() -> None:
    reserved = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
    for folder in ("reader", "tests", "seeds", ".github"):
        paths = [p.relative_to(ROOT) for p in (ROOT / folder).rglob("*") if ".git" not in p.parts]
        for path in paths:
            for part in path.parts:
                assert not reserved.match(part), path
                assert not re.search(r'[<>:"|?*\\]|[ .]$', part), path
            assert len(str(path)) < 160, path
