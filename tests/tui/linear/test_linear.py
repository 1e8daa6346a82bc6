"""The linear reader, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from reader.session import Session
from reader.tui.linear.reader import LinearReader
from reader.tui.linear.words import HELP

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
    assert "Harbour" in said[0]
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


def test_words_do_for_the_verbs(sitting: tuple[LinearReader, list[str]]) -> None:
    reader, said = sitting
    reader.do("help")
    assert "next paragraph" in said[-1]
    reader.do("search brothers")
    assert said[-2:-1] == ["Hit 1 of 1."]
    assert "lighthouse" in said[-1]
    reader.do("back")
    assert "cranes" in said[-1]
    assert not reader.do("quit")


def test_a_note_is_tagged_as_it_is_written_and_later(
    sitting: tuple[LinearReader, list[str]],
) -> None:
    reader, said = sitting
    reader.do("2")
    reader.do("note Who listens? #quiet #night")
    reader.do("notes")
    assert said[-1].endswith(": Who listens? #quiet #night")
    reader.do("tags 1 #harbour")
    assert said[-1] == "Tags: harbour."
    reader.do("tags 9 x")
    assert said[-1] == "Which one? notes lists them by number."


def test_a_note_gets_another_colour_and_comment(
    sitting: tuple[LinearReader, list[str]],
) -> None:
    reader, said = sitting
    reader.do("2")
    reader.do("H 1 2")
    for line, answer in (
        ("C 1 purple", "Note 1 is purple now."),
        ("colour 1 3", "Note 1 is blue now."),
        ("C 1 mauve", "Which colour? 1 to 5: yellow, green, blue, pink, purple."),
        ("C 7 1", "Which one? notes lists them by number."),
        ("comment 1 By whom? #quiet", "Note kept."),
    ):
        reader.do(line)
        assert said[-1] == answer
    [placed] = reader.session.open("harbour.txt").notes
    assert placed.note.exact == "Only the cranes hum, and nobody listens to them any more."
    assert (placed.note.colour, placed.note.comment) == ("blue", "By whom?")
    assert placed.note.tags == ("quiet",)
    reader.do("c 1")
    assert reader.session.open("harbour.txt").notes[0].note.tags == ("quiet",)
    reader.do("undo")
    assert reader.session.open("harbour.txt").notes[0].note.comment == "By whom?"


def test_notes_are_exported_aloud_and_into_a_new_file(
    sitting: tuple[LinearReader, list[str]], tmp_path: Path
) -> None:
    reader, said = sitting
    reader.do("export")
    assert said[-1].startswith("There are no notes to export")
    reader.do("2")
    reader.do("note Who listens?")
    reader.do("export")
    assert "Who listens?" in said[-1]
    for rest, beginning in (("", "---"), ("json ", "{"), ("org ", "#+")):
        file = tmp_path / f"out{rest.strip()}.md"
        reader.do(f"export {rest}{file}")
        assert said[-1] == f"1 note in {file}."
        assert file.read_text("utf-8").startswith(beginning)
    reader.do(f"export {file}")
    assert said[-1] == f"{file} is there already: choose another name."
    with chdir(tmp_path):
        reader.do("export pdf")
        assert said[-1].startswith("There is no form pdf, only markdown")
        assert not Path("pdf").exists()


def test_the_help_is_read_aloud_line_by_line() -> None:
    assert not [line for line in HELP.splitlines() if "  " in line]
    assert max(map(len, HELP.splitlines())) < 100


def test_beyond_the_last_article_that_is_said(sitting: tuple[LinearReader, list[str]]) -> None:
    reader, said = sitting
    for _ in range(len(reader.keys)):
        reader.do("J")
    assert said[-1] == "There is no article after this one."
    for _ in range(len(reader.keys)):
        reader.do("K")
    assert said[-1] == "There is no article before this one."


def test_a_long_list_is_not_read_out_whole(tmp_path: Path) -> None:
    session, said = Session(tmp_path), list[str]()
    LinearReader(session, [f"{n}.txt" for n in range(100)], said.append).do("list")
    session.close()
    assert len(said) == 41
    assert said[-1].strip() == "and 60 more; l WORDS narrows."


def test_a_number_beyond_the_colours_is_a_sentence(
    sitting: tuple[LinearReader, list[str]],
) -> None:
    reader, said = sitting
    for number in ("12", "23", "9" * 5_000):
        assert reader.do(f"H {number}")
        assert said[-1] == "There is no such sentence; s numbers them."
        assert reader.do(number)
        assert reader.do(f"d {number}")


def test_the_last_paragraphs_are_removed_one_after_the_other(
    sitting: tuple[LinearReader, list[str]],
) -> None:
    reader, said = sitting
    reader.do("G")
    reader.do("R")
    reader.do("R")
    assert said[-2:] == ["Removed.", "Removed."]
    assert reader.article is not None
    assert [verdict.kept for verdict in reader.article.verdicts] == [True, False, False]
