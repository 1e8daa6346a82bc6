"""The real program is killed while a note is being typed; what was typed is there afterwards."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")


def test_a_draft_survives_kill_and_is_offered_on_the_same_passage(tmp_path: Path) -> None:
    article = tmp_path / "library" / "ferry.txt"
    article.parent.mkdir()
    article.write_text("The ferry came in at eleven.\n\nNobody seemed to mind.\n", "utf-8")
    argv = [sys.executable, "-m", "reader", str(article)]
    with Terminal(argv, columns=120, home=tmp_path) as first:
        first.wait_for("The ferry came in")
        first.type("a")
        first.wait_for("Note: ")
        first.type("half a tho")
        first.wait_for("half a tho")
        journal = article.parent / ".glosse" / "journal"
        until = time.monotonic() + 10
        while not any("half a tho" in p.read_text("utf-8") for p in journal.glob("*.jsonl")):
            assert time.monotonic() < until, "the draft was not kept at the pause"
            first.read(0.05)
        first.process.send_signal(signal.SIGKILL)
        first.process.wait()
    with Terminal(argv, columns=120, home=tmp_path) as second:
        second.wait_for("The ferry came in")
        second.wait_for("An unfinished note waits at")
        second.type("a")
        second.wait_for("half a tho")
        second.type("ught")
        second.wait_for("half a thought")
