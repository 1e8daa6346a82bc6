"""The index follows its folder: what is known first, then what changes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import following
from reader.following import FolderChange, Follower, Listener
from reader.library import build
from reader.library.build import Outcome
from reader.library.index import Index, IndexUnavailableError
from reader.library.scan import scan

TEXTS = [
    "Engineers have found a crack in the third arch of the old railway bridge.",
    "A school in the north of the county has opened its library to all.",
    "The orchestra plays the fourth symphony tonight, for the first time this year.",
]


class Heard:
    """All that a follower told."""

    def __init__(self) -> None:
        self.learnt: list[str] = []
        self.changes: list[FolderChange] = []
        self.records: dict[str, frozenset[str]] = {}
        self.built = 0
        self.troubles: list[str] = []

    def listener(self) -> Listener:
        return Listener(
            learnt=lambda facts: self.learnt.extend(fact.key for fact in facts),
            changed=self.changes.append,
            records=lambda path, keys: self.records.update({path: frozenset(keys)}),
            built=lambda _: setattr(self, "built", self.built + 1),
            trouble=self.troubles.append,
        )

    def wait(self, met: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not met():
            assert time.monotonic() < end, vars(self)
            time.sleep(0.02)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path, root: Path):
    made = Index(tmp_path / "cache", root)
    yield made
    made.close()


def test_it_builds_tells_and_then_follows(index: Index, root: Path) -> None:
    heard = Heard()
    follower = Follower(index, heard.listener()).start()
    heard.wait(lambda: heard.built == 1)
    assert sorted(heard.learnt) == ["0.txt", "1.txt", "2.txt"]
    heard.learnt.clear()
    (root / "new.txt").write_text("A ship came into the harbour before noon today.", "utf-8")
    heard.wait(lambda: "new.txt" in heard.learnt)
    assert any(entry.key == "new.txt" for change in heard.changes for entry in change.entries)
    (root / "0.txt").unlink()
    heard.wait(lambda: any("0.txt" in change.removed for change in heard.changes))
    heard.wait(lambda: "0.txt" not in index.facts_of(["0.txt"]))
    follower.end()


def test_a_folder_that_comes_or_goes_is_scanned_for_once(
    index: Index, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans: list[str] = []
    for module in (following, build):

        def counting(*args: Any, name: str = module.__name__, **named: Any) -> Any:
            scans.append(name)
            return scan(*args, **named)

        monkeypatch.setattr(module, "scan", counting)
    heard = Heard()
    follower = Follower(index, heard.listener()).start()
    heard.wait(lambda: heard.built == 1)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "new.txt").write_text("A ship came into the harbour at noon.", "utf-8")
    for number, (old, new) in enumerate([(tmp_path, root), (root, tmp_path)], 2):
        (old / "sub").rename(new / "sub")
        heard.wait(lambda number=number: heard.built == number)
        there = {entry.key for entry in heard.changes[-1].entries}
        assert ("sub/new.txt" in there) == (new is root)
        # Whatever were told a second time would stand before this.
        (root / f"after {number}.txt").write_text("The bridge is closed.", "utf-8")
        heard.wait(lambda number=number: f"after {number}.txt" in heard.learnt)
    follower.end()
    assert "sub/new.txt" in heard.learnt
    assert sum(change.rescanned for change in heard.changes) == 2
    assert scans == [build.__name__, following.__name__, following.__name__]


def test_what_is_known_is_told_before_anything_is_read(index: Index) -> None:
    first = Heard()
    follower = Follower(index, first.listener()).start()
    first.wait(lambda: first.built == 1)
    follower.end()
    again = Heard()
    follower = Follower(index, again.listener()).start()
    again.wait(lambda: again.built == 1)
    follower.end()
    assert sorted(again.learnt) == ["0.txt", "1.txt", "2.txt"]


def test_records_that_went_from_a_corpus_are_told(index: Index, root: Path) -> None:
    path = root / "news.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in TEXTS), "utf-8")
    heard = Heard()
    follower = Follower(index, heard.listener()).start()
    heard.wait(lambda: heard.built == 1)
    assert heard.records["news.jsonl"] == {"news.jsonl#1", "news.jsonl#2", "news.jsonl#3"}
    path.write_text(json.dumps({"text": TEXTS[0]}), "utf-8")
    heard.wait(lambda: heard.records["news.jsonl"] == {"news.jsonl#1"})
    follower.end()


def test_an_index_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path, root: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("not a folder", "utf-8")
    heard = Heard()
    follower = Follower(Index(nowhere, root), heard.listener()).start()
    heard.wait(lambda: bool(heard.troubles))
    assert "Reading and notes go on without it." in heard.troubles[0]
    follower.end()


class Build:
    """Stands in for a build: it goes on until it is told that it finished."""

    made: list[Build]

    def __init__(self, index: Index, *, finished: Callable[[object], None], **_: object) -> None:
        self.finish = finished
        self.paused = False
        self.made.append(self)

    def pause(self, paused: bool = True) -> None:
        self.paused = paused

    def start(self) -> Build:
        return self


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Build]:
    Build.made = []
    monkeypatch.setattr("reader.following.Background", Build)
    return Build.made


def test_what_changes_while_a_build_runs_is_looked_for_behind_it(
    index: Index, builds: list[Build]
) -> None:
    heard = Heard()
    follower = Follower(index, heard.listener())
    follower.renew()
    follower.renew()
    assert len(builds) == 1
    builds[0].finish(Outcome())
    assert (len(builds), heard.built) == (2, 0)
    builds[1].finish(Outcome())
    assert (len(builds), heard.built) == (2, 1)


def test_a_build_that_begins_at_rest_rests(index: Index, builds: list[Build]) -> None:
    follower = Follower(index, Heard().listener())
    follower.pause()
    follower.renew()
    assert builds[0].paused
    follower.pause(False)
    assert not builds[0].paused


def test_an_index_that_fails_after_a_build_is_told_in_a_sentence(
    index: Index, builds: list[Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard()
    follower = Follower(index, heard.listener())
    follower.renew()
    monkeypatch.setattr(index, "copies", refusing)
    builds[0].finish(Outcome())
    assert heard.troubles == ["The index is held."]


def refusing(*_: object, **__: object) -> None:
    raise IndexUnavailableError("The index is held.")


def test_one_failure_of_the_index_does_not_end_the_watch(
    index: Index, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard()
    follower = Follower(index, heard.listener()).start()
    heard.wait(lambda: heard.built == 1)
    with monkeypatch.context() as held:
        held.setattr("reader.following.update", refusing)
        (root / "held.txt").write_text("Nobody was hurt when the tram left its rails.", "utf-8")
        heard.wait(lambda: heard.troubles == ["The index is held."])
    (root / "free.txt").write_text("The tram runs again since this morning.", "utf-8")
    heard.wait(lambda: "free.txt" in heard.learnt)
    follower.end()


def test_what_the_library_leaves_out_is_not_told_when_it_changes(index: Index, root: Path) -> None:
    (root / "drafts").mkdir()
    (root / ".glosseignore").write_text("drafts/\n", "utf-8")
    heard = Heard()
    follower = Follower(index, heard.listener()).start()
    heard.wait(lambda: heard.built == 1)
    (root / "drafts" / "new.txt").write_text("A draft that is nobody's business.", "utf-8")
    heard.wait(lambda: any("drafts/new.txt" in change.removed for change in heard.changes))
    (root / "new.txt").write_text("A ship came into the harbour before noon today.", "utf-8")
    heard.wait(lambda: "new.txt" in heard.learnt)
    assert "drafts/new.txt" not in heard.learnt
    told = [entry.key for change in heard.changes for entry in change.entries]
    assert "drafts/new.txt" not in told
    follower.end()
