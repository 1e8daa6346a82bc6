"""The README's five minutes with the sample articles, walked key by key in a real terminal."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

import pytest

from tests.readme import README
from tests.seeds import copy_seeds
from tests.terminal.terminal import KEYS, Terminal, glosse


def rows() -> list[tuple[list[str], list[str]]]:
    """Keys to press and words that then stand on the screen, row by row."""
    text = README.read_text("utf-8").partition("<!-- tour -->")[2].partition("<!-- /tour -->")[0]
    found = []
    for line in re.findall(r"^\| (`.*) \| (.*) \|$", text, re.MULTILINE):
        keys = re.findall(r"`([^`]+)`", line[0])
        found.append((keys, re.findall(r"“([^”]+)”", line[1])))
    return found


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_the_tour_is_true(tmp_path: Path) -> None:
    root = tmp_path / "seeds"
    copy_seeds(root)
    steps = rows()
    assert len(steps) > 12
    (first, *_), shown = steps[0]
    assert first == "glosse seeds"
    with Terminal(glosse(root), columns=120, rows=40, home=tmp_path) as terminal:
        for words in shown:
            terminal.wait_for(words)
        for keys, words_shown in steps[1:]:
            for key in keys:
                name = key.lower()
                terminal.type(name if name in KEYS or name.startswith("ctrl+") else key)
                if name == "escape":
                    time.sleep(0.5)  # what follows at once would be a key with Alt
            for words in words_shown:
                terminal.wait_for(words)
        assert terminal.end() == 0
    (page,) = (root / ".glosse" / "notes").glob("*.json")
    notes = json.loads(page.read_bytes())["items"]
    assert "Worth quoting" in json.dumps(notes)
    assert len(notes) == 2
