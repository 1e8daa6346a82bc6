"""The linear reader, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.session import Session
from reader.tui.linear import LinearReader

ARTICLE = """A Harbour at Night

The harbour is quiet after ten. Only the cranes hum, and nobody listens to them any more.

A second paragraph speaks of the lighthouse. It was built in 1902 by two brothers from the town.
"""


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[tuple[LinearReader, list[str]]]:
    (tmp_path / "harbour.txt").write_text(ARTICLE, "utf-8")
    session, said = Session(tmp_path), list[str]()
    reader = LinearReader(session, ["harbour.txt"], said.append)
    reader.open(0)
    yield reader, said
    session.close()


def test_reading_on_says_the_next_paragraph(sitting: tuple[LinearReader, list[str]]) -> None:
    reader, said = sitting
    assert "harbour" in said[0]
    reader.do("G")
    assert "lighthouse" in said[-1]
    reader.do("")
    assert any("end of the article" in line for line in said)
    reader.do("k")
    assert "cranes" in said[-1]


def test_a_search_goes_to_the_paragraph(sitting: tuple[LinearReader, list[str]]) -> None:
    reader, said = sitting
    reader.do("/LIGHT")
    assert said[-1] == "No hits."
    reader.do("/light")
    assert said[-2] == "Hit 1 of 1."
    assert "lighthouse" in said[-1]


def test_a_sentence_is_highlighted_and_kept(sitting: tuple[LinearReader, list[str]]) -> None:
    reader, said = sitting
    reader.do("G")
    reader.do("H 2 2")
    reader.do("a 1: who keeps it?")
    assert reader.article is not None
    kept = {note.note.exact: note.note for note in reader.session.open("harbour.txt").notes}
    assert kept["It was built in 1902 by two brothers from the town."].colour == "green"
    assert kept["A second paragraph speaks of the lighthouse."].comment == "who keeps it?"
    reader.do("notes")
    assert len([line for line in said if line.startswith("  note ")]) >= 2
    reader.do("d 1")
    assert len(reader.session.open("harbour.txt").notes) == 1
    reader.do("u")
    assert len(reader.session.open("harbour.txt").notes) == 2


def test_what_it_does_not_know_is_a_sentence(sitting: tuple[LinearReader, list[str]]) -> None:
    reader, said = sitting
    reader.do("frobnicate")
    assert "?" in said[-1]
    reader.do("H 1 99")
    assert "no such sentence" in said[-1]
    reader.do("o 7")
    assert "no such article" in said[-1]
    assert not reader.do("q")


def test_controls_are_shown_never_obeyed(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("Some words \x1b]0;title\x07 and more of them here.", "utf-8")
    session, said = Session(tmp_path), list[str]()
    reader = LinearReader(session, ["bad.txt"], said.append)
    reader.run(iter(["x", "x", "l", "t", "q"]))
    reader.open(0)
    session.close()
    assert said
    assert not any("\x1b" in line or "\x07" in line for line in said)
