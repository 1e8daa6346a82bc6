"""A sitting with one article, as keys in a real terminal: moving, marking, searching, looking."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are Unix's", allow_module_level=True)

from tests.terminal.terminal import Terminal, glosse

ARTICLE = """# The harbour before noon

The ferry came in at eleven, an hour late. Nobody on the quay seemed to mind it very much.

A boy counted the ropes aloud. His sister wrote the numbers on her hand, and the ink ran.

## After the bell

By noon the square was empty again, and the gulls had the steps to themselves for an hour.
"""


def test_an_article_is_read_and_marked_by_keys(tmp_path: Path) -> None:
    path = tmp_path / "harbour.md"
    path.write_text(ARTICLE, "utf-8")
    home = tmp_path / "home"
    home.mkdir()
    with Terminal(glosse(path), columns=100, rows=30, home=home) as terminal:
        terminal.wait_for("By noon the square")
        terminal.type("}", "v", "e", "3")
        terminal.wait_for("Notes (1)")
        screen = terminal.wait_for("│3 ")  # the highlight's letter in the gutter
        assert any(row.strip(" │").startswith("3") for row in screen.splitlines())
        terminal.type("/", "ropes", "enter")
        terminal.wait_for("/ropes 1 of 1")
        terminal.type("V", "H")
        terminal.wait_for("Notes (2)")
        terminal.type("t")
        terminal.wait_for("After the bell")
        terminal.type("enter", "m", "k", "G", "'", "k", "x")
        terminal.wait_for("removed shown")  # below the toast, which has to go
        terminal.type("x")
        screen = terminal.wait_for("raw text")
        assert "After the bell" in screen
        terminal.type("Q")
        assert terminal.end() == 0
    page = json.loads((tmp_path / ".glosse" / "notes" / "harbour.md.json").read_text("utf-8"))
    assert len(page["items"]) == 2
    with Terminal(glosse(path), columns=100, rows=30, home=home) as terminal:
        terminal.wait_for("Notes (2)")
        terminal.wait_for("raw text")
        terminal.type("Q")
        assert terminal.end() == 0
