"""A text too long to be looked into is shown as it stands, at once, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.analysis import RAW_SAMPLE, analysis_of, judged
from reader.documents import load, model, open_document, plain, registry
from reader.documents.text import RAW_NOTICE
from reader.session import TOO_LONG, Session
from reader.text import Span

LINE = "Plain words of ours on one line of text.\n"


@pytest.fixture
def long_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(plain, "RAW_ABOVE", 20_000)
    path = tmp_path / "long.txt"
    path.write_text(LINE * 3_000, "utf-8")
    return path


def test_nothing_of_it_is_judged_and_all_of_it_is_shown(long_file: Path) -> None:
    document = open_document(long_file)
    assert document.raw
    assert document.notices == (RAW_NOTICE,)
    found = judged(document)
    assert all(verdict.kept for verdict in found.verdicts)
    shown = "".join(block.span.of(document.text) for block in document.blocks)
    assert shown.replace("\n", "") == (LINE * 3_000).replace("\n", "")
    assert found.words == 3_000 * 9


def test_it_takes_no_notes_and_says_why(long_file: Path) -> None:
    session = Session(long_file.parent)
    article = session.open("long.txt")
    assert article.read_only == TOO_LONG
    session.close()


def test_its_beginning_is_shown_as_the_whole_will_be(
    long_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(long_file.parent)
    monkeypatch.setattr(registry, "_size", lambda _path: 81_000_000)
    head = session.open_head("long.txt", 12_000)
    whole = session.open("long.txt")
    assert head is not None
    assert whole.document.text.startswith(head.document.text)
    assert head.document.text.endswith("\n")
    assert head.document.blocks[0] == whole.document.blocks[0]
    assert head.read_only
    session.close()


def test_a_short_text_has_no_separate_beginning(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(LINE, "utf-8")
    session = Session(tmp_path)
    assert session.open_head("short.txt", 12_000) is None
    session.close()


def test_the_index_takes_its_beginning_only(long_file: Path) -> None:
    analysis = analysis_of(open_document(long_file))
    assert len(analysis.text) <= RAW_SAMPLE
    assert analysis.text.startswith(Span(0, len(LINE) - 1).of(LINE))


def test_a_text_of_very_many_lines_is_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "RAW_LINES", 100)
    document = load(b"a\n\n" * 60, "many.txt")
    assert document.raw
    assert "200,000 lines" in document.notices[0]


def test_a_long_document_is_shown_whole_and_says_that_it_is_not_cleaned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model, "MOST_JUDGED_BLOCKS", 10)
    document = load(b"Share this!\n\nWords of the text.\n\n" * 10, "long.md")
    assert document.notices == ("This document is too long to be cleaned: all of it is shown.",)
    assert all(verdict.kept for verdict in judged(document).verdicts)
