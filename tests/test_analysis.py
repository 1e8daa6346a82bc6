"""What the index keeps of a file, and the index of the sample articles."""

from __future__ import annotations

import gzip
import json
import pickle
from pathlib import Path

import pytest

from reader.analysis import analyse
from reader.indexing import all_facts, bring_up_to_date, index_notes, is_below, rows
from reader.library.index import Index
from reader.library.query import parse
from reader.library.related import related
from reader.library.search import search
from reader.library.state import State
from reader.notes.model import Note
from reader.opened import facts_from
from reader.session import Session
from reader.tui.main.asking import facts_of
from tests.seeds import SEEDS, copy_seeds

FIRST, SECOND = sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("library")
    copy_seeds(folder / "articles")
    index = Index(folder / "cache", folder / "articles")
    bring_up_to_date(index)
    return index


def test_the_list_says_the_same_of_an_article_before_it_is_indexed_and_once_it_is_open(
    tmp_path: Path,
) -> None:
    (tmp_path / "rye.md").write_text(
        "---\nurl: https://www.post.example/rye\nlang: en-GB\n---\n\n# Rye\n\n12\n", "utf-8"
    )
    (indexed,) = analyse(tmp_path / "rye.md")
    session = Session(tmp_path)
    try:
        (looked_at,) = facts_of(session, ["rye.md"], lambda: False)
        opened = facts_from(session.open("rye.md"))
    finally:
        session.close()
    assert indexed.facts.site == "post.example"
    assert indexed.facts.language == "en"
    assert looked_at == opened == indexed.facts._replace(key="rye.md")


def test_an_article_is_analysed_cleaned() -> None:
    (found,) = analyse(SEEDS / SECOND)
    assert found.facts.key == ""
    assert found.facts.title == "Selenskyj und Trump diskutieren über Verteidigungskooperation"
    assert found.facts.language == "de"
    assert found.facts.site == "IT BOLTWISE"
    assert "StepStone" not in found.text
    assert found.text.count("\n\n") == 7
    assert len(found.fingerprints) > 8, "blocks that are removed have fingerprints too"


def test_each_record_is_an_article_and_a_broken_one_says_why(tmp_path: Path) -> None:
    rows = [{"text": "The harbour was closed after the storm."}, {"nothing": 1}, {"html": "<p>Hi"}]
    lines = [json.dumps(row).encode() for row in rows]
    path = tmp_path / "corpus.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n".join([lines[0], b"", *lines[1:], b"{broken"])))
    found = list(analyse(path))
    assert [one.facts.key for one in found] == ["1", "3", "4", "5"], "numbers of the lines"
    assert found[0].text == "The harbour was closed after the storm."
    assert "no field text" in found[1].facts.problem
    assert found[2].facts.problem == ""
    assert "line 5 is not valid JSON" in found[3].facts.problem


def test_what_cannot_be_read_raises_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "program.txt"
    path.write_bytes(b"\x7fELF" + bytes(64))
    with pytest.raises(ValueError, match=r"program\.txt"):
        list(analyse(path))


def test_the_function_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(analyse)) is analyse


def test_each_sample_finds_the_other(index: Index) -> None:
    for one, other in ((FIRST, SECOND), (SECOND, FIRST)):
        (found,) = related(index, one)
        assert found.facts.key == other
        assert "Trump" in found.shares


def test_words_are_found(index: Index) -> None:
    (hit,) = search(index, "Patriot")
    assert hit.key == SECOND
    assert "Patriot" in hit.snippets[0].text
    assert search(index, "StepStone") == [], "what was removed is not searched"


def test_notes_are_found_by_comment_and_tag(index: Index) -> None:
    note = Note("urn:uuid:1", "Kiew", comment="Ask the press office", tags=("follow-up",))
    index_notes(index, {FIRST: [note]})
    assert [hit.note for hit in search(index, '"press office"')] == ["urn:uuid:1"]
    assert [hit.note for hit in search(index, "follow")] == ["urn:uuid:1"]
    index_notes(index, {})
    assert search(index, '"press office"') == []


def test_rows_join_facts_state_and_notes(index: Index) -> None:
    state = State().set(FIRST, "2025-01-01T00:00:00Z", mark="read", star=True)
    notes = {SECOND: [Note("urn:uuid:1", "Kiew", tags=("patriot",))]}
    first, second = rows(all_facts(index), state, notes)
    assert (first.mark, first.starred, first.notes) == ("read", True, 0)
    assert (second.mark, second.notes, second.tags) == ("unread", 1, {"patriot"})
    assert [row.key for row in (first, second) if parse("tag:patriot").matches(row)] == [SECOND]
    assert [row.key for row in (first, second) if parse("is:read").matches(row)] == [FIRST]


def test_parts_of_a_library() -> None:
    assert is_below("2025/a.txt", "")
    assert is_below("2025/a.txt", "2025")
    assert is_below("2025/c.jsonl#3", "2025/c.jsonl")
    assert not is_below("2025b/a.txt", "2025")
