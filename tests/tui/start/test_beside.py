"""What is kept beside a picture comes back as it was, and saves judging the article again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader import cleaning
from reader.cleaning import judge
from reader.config import Config
from reader.library.facts import Facts
from reader.session import Session
from reader.tui.start.beside import Beside, read, written
from reader.tui.start.remembering import Look, remember
from reader.tui.start.target import read_ahead, start_of
from reader.tui.theme_table import NAMES

TEXT = """The harbour at night

The harbour is quiet after ten, and nobody listens to it any more than to the sea.
Two boats came in before the storm, and their crews slept on board until the morning.

Subscribe to our newsletter
"""
FACTS = (Facts("harbour.txt", title="The harbour — “at night”\u2028", words=12, confidence=0.1),)
REOPENED = """
import sys
from pathlib import Path
from reader.config import Config
from reader.tui.start.beside import read
from reader.tui.start.target import read_ahead, start_of
found = read(sys.argv[2])
known = read_ahead(start_of(Path(sys.argv[1])), Config(), remembered=found.judged, heavy=True)
print([verdict.kept for verdict in known.article.verdicts], known.article.words)
print(*sys.modules)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "library"
    found.mkdir()
    (found / "harbour.txt").write_text(TEXT, "utf-8")
    return found


def line_of(folder: Path) -> tuple[str, list[bool], int]:
    session = Session(folder)
    article = session.open("harbour.txt")
    session.close()
    line = written(FACTS, article, {})
    return line, [verdict.kept for verdict in article.verdicts], article.words


def test_facts_and_verdicts_come_back_in_one_line(folder: Path) -> None:
    session = Session(folder)
    article = session.open("harbour.txt")
    session.close()
    line = written(FACTS, article, {})
    assert line.isascii()
    assert "\n" not in line
    found = read(line)
    assert found.facts == FACTS
    assert found.judged is not None
    assert found.judged.verdicts == article.verdicts
    assert found.judged.digest == article.document.digest


def test_colours_of_a_foreign_theme_come_back_when_they_are_whole() -> None:
    colours = dict.fromkeys(NAMES, "a0B1c2")
    assert read(written((), None, colours)).colours == colours
    for wrong in ({"paper": "a0b1c2"}, {**colours, "ink": "red"}, {**colours, "ink": "a0b1c2m"}):
        assert read(written((), None, wrong)).colours == {}


@pytest.mark.parametrize(
    "line", ["", "{}", "[[]]", '[[], "digest", [[true]]]', "[[], 1, []]", "[[], 1, [], 1]"]
)
def test_what_is_no_such_line_says_nothing(line: str) -> None:
    assert read(line) == Beside()


def test_an_article_that_is_remembered_is_not_judged_again(folder: Path) -> None:
    line, kept, words = line_of(folder)
    command = [sys.executable, "-c", REOPENED, str(folder), line]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    told, modules = done.stdout.splitlines()
    assert told == f"{kept} {words}"
    assert "reader.cleaning.model" not in modules.split()


def test_another_text_is_judged_anew(folder: Path) -> None:
    line, _, _ = line_of(folder)
    (folder / "harbour.txt").write_text(TEXT.replace("newsletter", "sea, and to the boats"))
    judged = read(line).judged
    known = read_ahead(start_of(folder), Config(), remembered=judged, heavy=True)
    assert known.article is not None
    assert known.session is not None
    assert known.article == known.session.open("harbour.txt")
    known.session.close()


@pytest.mark.parametrize("taught", [False, True])
def test_the_picture_kept_on_leaving_is_judged_again_only_by_other_rules(
    folder: Path, taught: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    start = start_of(folder / "harbour.txt")
    known = read_ahead(start, Config())
    session, article = known.session, known.article
    assert session is not None
    assert article is not None
    if taught:
        session.flip_block(article, 0)
    asked = []
    monkeypatch.setattr(
        cleaning, "judge", lambda document: asked.append(document) or judge(document)
    )
    colours = dict.fromkeys(NAMES, "a0b1c2")
    remember(session, start._replace(known=known), Config(), (), Look(100, 30, colours))
    session.close()
    assert bool(asked) == taught
    assert list((tmp_path / "cache" / "glosse" / "pictures").iterdir())
