"""The linear reader in a dumb terminal: nothing but lines of text."""

from __future__ import annotations

import json
from pathlib import Path

from tests.terminal.terminal import Terminal, glosse
from tests.tui.library_case import make_library


def test_no_word_is_parted_at_the_edge_of_the_terminal(tmp_path: Path) -> None:
    words = " ".join(f"harbour{number}" for number in range(40))
    (tmp_path / "a.txt").write_text(f"At night\n\nThe boats: {words}.\n", "utf-8")
    command = [*glosse("--linear"), str(tmp_path / "a.txt")]
    with Terminal(command, home=tmp_path, columns=60, env={"TERM": "dumb"}) as terminal:
        terminal.wait_for("? for help")
        terminal.type("j", "enter")
        terminal.wait_for("harbour39.")
        shown = terminal.screen().split()
        assert [word for word in shown if word.startswith("harbour")] == f"{words}.".split()


def test_a_whole_sitting_by_lines(tmp_path: Path) -> None:
    library = make_library(tmp_path / "library")
    command = [*glosse("--linear"), str(library)]
    with Terminal(command, home=tmp_path, env={"TERM": "dumb"}) as terminal:
        terminal.wait_for("? for help")
        for line, answer in (
            ("search ropes", "Hit 1 of 1."),
            ("H 2", "Highlighted in green."),
            ("note Who counted? #boys", "Note kept."),
            ("notes", "Who counted? #boys"),
            ("colour 1 pink", "Note 1 is pink now."),
            ("export", "Who counted?"),
            (f"export {tmp_path}/notes.csv", "2 notes in"),
            ("list", "Night at the station"),
            ("back", "The ferry came in"),
        ):
            terminal.type(line, "enter")
            terminal.wait_for(answer)
        terminal.type("quit", "enter")
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.output
    kept = json.loads((library / ".glosse" / "notes" / "a harbour.md.json").read_text("utf-8"))
    assert len(kept["items"]) == 2
    assert "Who counted?" in (tmp_path / "notes.csv").read_text("utf-8")
