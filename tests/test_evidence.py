"""What other articles of a site say of a block: in the index, in the reader, and after a word of
the reader's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.following import Follower, Listener
from reader.indexing import bring_up_to_date, evidence_for
from reader.library.build import update
from reader.library.index import Index
from reader.library.search import search
from reader.opened import OpenArticle
from reader.session import Session

SHARED = "Our reporters answer your questions every day and we are grateful for each of them."
ARTICLES = {
    "bridge": "Engineers have found a crack in the third arch of the old railway bridge, which"
    " stays closed until the spring.\n\nTrains will take the line along the river meanwhile.",
    "school": "A school in the north of the county has opened its library to all who live nearby,"
    " every evening from five to nine.\n\nThe teachers hope that more people will read together.",
    "music": "The orchestra plays the fourth symphony tonight, for the first time under its new"
    " conductor, who grew up in the city.\n\nTickets were sold within an hour.",
    "harbour": "The harbour stays closed to ferries after the storm, and the fishermen mend their"
    " nets in the old market hall.\n\nNobody on the quay expects a ship before Friday.",
}


def put(root: Path, name: str, text: str, more: str = SHARED) -> Path:
    path = root / f"{name}.txt"
    path.write_text(f"{text}\n\n{more}\n", "utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in list(ARTICLES.items())[:3]:
        put(folder, name, text)
    return folder


@pytest.fixture
def index(tmp_path: Path, root: Path):
    made = Index(tmp_path / "cache", root)
    yield made
    made.close()


@pytest.fixture
def session(root: Path):
    made = Session(root)
    yield made
    made.close()


def found(index: Index, words: str = "grateful") -> list[str]:
    return sorted(hit.key for hit in search(index, words))


def opened(session: Session, index: Index, key: str) -> OpenArticle:
    article = session.open(key)
    return session.with_evidence(article, evidence_for(index, article.document, key))


def test_what_three_articles_share_is_not_searched_nor_shown(
    index: Index, session: Session
) -> None:
    assert session.open("bridge.txt").verdicts[-1].kept, "it reads well"
    bring_up_to_date(index)
    assert found(index) == []
    assert found(index, "crack") == ["bridge.txt"]
    article = opened(session, index, "bridge.txt")
    assert [verdict.kept for verdict in article.verdicts] == [True, True, False]
    assert article.verdicts[-1].reason == "in 3 of 3 files in this folder"
    assert article.words == index.facts_of(["bridge.txt"])["bridge.txt"].words
    assert SHARED not in str(index.text_of("bridge.txt"))


def test_counts_follow_files_that_come_and_go(index: Index, root: Path) -> None:
    (root / "music.txt").unlink()
    bring_up_to_date(index)
    assert found(index) == ["bridge.txt", "school.txt"], "two are a coincidence"
    before = index.facts_of(["bridge.txt"])["bridge.txt"].words
    put(root, "harbour", ARTICLES["harbour"])
    changed, _ = update(index, ["harbour.txt"], analyse="reader.analysis:analyse")
    assert sorted(changed) == ["bridge.txt", "harbour.txt", "school.txt"]
    assert found(index) == []
    assert index.facts_of(["bridge.txt"])["bridge.txt"].words == before - len(SHARED.split())
    (root / "harbour.txt").unlink()
    update(index, ["harbour.txt"], analyse="reader.analysis:analyse")
    assert found(index) == ["bridge.txt", "school.txt"]
    assert "grateful for each" in search(index, "grateful")[0].snippets[0].text


def test_copies_of_one_article_never_remove_what_they_share(
    index: Index, root: Path, session: Session
) -> None:
    for path in root.iterdir():
        path.unlink()
    whole = f"{ARTICLES['bridge']}\n\n{ARTICLES['harbour']}\n\n{ARTICLES['music']}"
    for name in "abcde":
        put(root, name, whole, f"This copy was made for reader {name}.")
    bring_up_to_date(index)
    assert len(found(index, "crack")) == 5
    assert all(verdict.kept for verdict in opened(session, index, "c.txt").verdicts[:-1])


def test_a_restored_block_is_found_again(index: Index, session: Session) -> None:
    bring_up_to_date(index, rules=session.rules)
    article = session.flip_block(opened(session, index, "bridge.txt"), 2)
    assert article.verdicts[2].kept
    bring_up_to_date(index, rules=session.rules)
    assert found(index) == ["bridge.txt"]
    assert opened(session, index, "bridge.txt").verdicts[2].kept
    session.undo()
    bring_up_to_date(index, rules=session.rules)
    assert found(index) == []


def test_a_removed_block_is_not_found(index: Index, session: Session) -> None:
    session.flip_block(session.open("school.txt"), 1)
    bring_up_to_date(index, rules=session.rules)
    assert found(index, "teachers") == []
    assert found(index, "county") == ["school.txt"]


def test_a_rule_for_a_site_counts_for_its_articles_alone(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    root.mkdir()
    more = "Read what else happened in the city this week, and what is planned for the next."
    rows = [
        {"text": f"{ARTICLES['bridge']}\n\n{more}", "url": "https://one.example/a"},
        {"text": f"{ARTICLES['music']}\n\n{more}", "url": "https://two.example/b"},
    ]
    (root / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    index, session = Index(tmp_path / "cache2", root), Session(root)
    bring_up_to_date(index, rules=session.rules)
    first = session.open("c.jsonl#1")
    last = len(first.verdicts) - 1
    assert found(index, "planned") == ["c.jsonl#1", "c.jsonl#2"]
    session.always_for_site(session.flip_block(first, last), last)
    bring_up_to_date(index, rules=session.rules)
    assert found(index, "planned") == ["c.jsonl#2"]
    index.close()
    session.close()


def test_a_follower_heeds_new_rules(index: Index, session: Session) -> None:
    bring_up_to_date(index, rules=session.rules)
    renewed: list[str] = []
    listener = Listener(learnt=lambda facts: renewed.extend(fact.key for fact in facts))
    follower = Follower(index, listener, rules=lambda: session.rules)
    session.flip_block(opened(session, index, "music.txt"), 2)
    follower._heed()
    assert renewed == ["music.txt"]
    assert found(index) == ["music.txt"]
    follower.end()


def test_evidence_that_ceases_brings_the_block_back(index: Index, session: Session) -> None:
    bring_up_to_date(index)
    article = opened(session, index, "bridge.txt")
    again = session.with_evidence(article, {})
    assert all(verdict.kept for verdict in again.verdicts)
    assert session.with_evidence(again, {}) is again
