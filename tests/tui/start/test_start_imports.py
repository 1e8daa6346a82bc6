"""What is not needed for the first screen is not loaded before it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BEFORE_PAINT = """
import sys
from pathlib import Path
from reader.cli import open as _
from reader.config import Config
from reader.tui.start.first_screen import painted
from reader.tui.start.target import read_ahead, start_of
known = read_ahead(start_of(Path(sys.argv[1])), Config())
assert "harbour" in painted(known, Config(), False)
print(*sys.modules)
"""
AT_FIRST_SIGHT = BEFORE_PAINT.replace("read_ahead", "at_first_sight")
LOADING = """
import sys
from reader.tui.start.early import load_asyncio
load_asyncio()
import reader.tui.app
print(*sys.modules)
import ssl
ssl.create_default_context()
"""
NEEDLESS = {
    "asyncio", "charset_normalizer", "concurrent.futures", "email", "http", "langdetect", "lxml",
    "markdown_it", "multiprocessing", "pyphen", "rapidfuzz", "selectolax", "sqlite3", "ssl",
    "textual", "trafilatura", "urllib.request", "watchfiles",
}  # fmt: skip
NOT_YET = {
    "argparse", "platformdirs", "reader.cleaning.pages.judging", "reader.documents.html",
    "reader.documents.records", "reader.notes.store", "reader.session", "tempfile", "tomllib",
    "uuid",
}  # fmt: skip
SHOWN_LATER = {
    *(f"reader.tui.dialogs.{name}" for name in ("link", "palette", "prompt", "search", "themes")),
    "reader.folding", "reader.notes.anchoring", "reader.notes.moves", "reader.notes.query",
    "reader.resettling", "reader.tui.article.find", "reader.tui.outside",
}  # fmt: skip
"""What the first command that needs it loads."""
AFTER_PAINT = NEEDLESS - {"asyncio", "concurrent.futures", "textual"}


def loaded(code: str, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", code, *arguments]
    env = {**os.environ, "COLUMNS": "100", "LINES": "30", "COLORTERM": "truecolor"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env, timeout=60)
    return set(done.stdout.split())


def test_the_first_screen_is_painted_without_what_it_does_not_need(tmp_path: Path) -> None:
    text = "A harbour at night\n\nThe harbour is quiet after ten, and nobody listens to it.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert loaded(BEFORE_PAINT, str(tmp_path)) & NEEDLESS == set()


def test_what_is_seen_at_first_sight_waits_for_nothing_that_was_never_kept(tmp_path: Path) -> None:
    text = "A harbour at night\n\nThe harbour is quiet after ten, and nobody listens to it.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert loaded(AT_FIRST_SIGHT, str(tmp_path)) & (NEEDLESS | NOT_YET) == set()


def test_the_program_loads_with_textual_only_what_it_shows() -> None:
    names = loaded(LOADING)
    assert names & AFTER_PAINT == set()
    assert names & SHOWN_LATER == set()
