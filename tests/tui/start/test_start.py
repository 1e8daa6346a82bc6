"""What is read before the screen stands is what the screen would read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Config, Reading
from reader.opened import quoted
from reader.session import Session
from reader.text import Span
from reader.tui.start.target import at_first_sight, read_ahead, start_of

TEXT = """The harbour at night

The harbour is quiet after ten, and nobody listens to it any more than to the sea.
Two boats came in before the storm, and their crews slept on board until the morning.

Subscribe to our newsletter
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "library"
    found.mkdir()
    (found / "harbour.txt").write_text(TEXT, "utf-8")
    (found / "later.md").write_text("# Later\n\nA second article, about nothing.\n", "utf-8")
    return found


@pytest.mark.parametrize("name", ["", "harbour.txt", "later.md"])
@pytest.mark.parametrize("view", ["clean", "raw"])
def test_first_sight_is_what_a_session_reads(folder: Path, name: str, view: str) -> None:
    start = start_of(folder / name)
    config = Config(reading=Reading(view="raw" if view == "raw" else "clean"))
    seen = at_first_sight(start, config)
    read = read_ahead(start, config)
    assert seen is not None
    assert seen.article is not None
    assert seen == read._replace(session=None, rules=None)


def test_where_something_was_kept_first_sight_is_left_to_the_session(folder: Path) -> None:
    session = Session(folder)
    article = session.open("later.md")
    session.annotate(article, Span(0, 7))
    session.close()
    assert at_first_sight(start_of(folder), Config()) is None


def test_what_is_kept_after_first_sight_is_read(folder: Path) -> None:
    start = start_of(folder)
    seen = at_first_sight(start, Config())
    session = Session(folder)
    session.store.put("harbour.txt", quoted(TEXT, Span(4, 11)))
    session.close()
    known = read_ahead(start, Config(), seen=seen)
    assert known.article is not None
    assert known.session is not None
    assert [pair.note.exact for pair in known.article.notes] == ["harbour"]
    known.session.close()


def test_an_empty_folder_is_seen_at_once(tmp_path: Path) -> None:
    seen = at_first_sight(start_of(tmp_path), Config())
    assert seen is not None
    assert seen.article is None
    assert seen.entries == ()


def test_a_format_that_is_slow_to_read_is_left_to_the_session(folder: Path) -> None:
    (folder / "a.html").write_text("<p>Words.</p>", "utf-8")
    assert at_first_sight(start_of(folder), Config()) is None


def test_a_record_of_a_corpus_is_opened_alone(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n', "utf-8")
    start = start_of(tmp_path / "news.jsonl#2")
    assert (start.root, start.key) == (tmp_path, "news.jsonl#2")
    known = read_ahead(start, Config(), heavy=True)
    assert known.article is not None
    assert known.article.document.text == "Two."
    assert known.session is not None
    known.session.close()
