"""A long corpus is read in parts: listed as they come, and gone on with after an end."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reader.library.build import Control, build, update
from reader.library.index import Index
from reader.library.pack import FIRST_RECORDS, Task, look_at
from reader.library.scan import place_of

ANALYSE = "reader.analysis:analyse"


def record(number: int) -> bytes:
    words = f"Ship {number} came into the harbour of the town on day {number} of that year."
    return json.dumps({"title": f"Ship {number}", "text": words}).encode() + b"\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "c.jsonl").write_bytes(b"".join(map(record, range(1, 261))))
    return folder


@pytest.fixture
def index(tmp_path: Path, root: Path):
    made = Index(tmp_path / "cache", root)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.pack.MOST_RECORDS", 70)


def test_a_part_says_what_is_left(root: Path) -> None:
    from reader.analysis import analyse

    task = Task("c.jsonl", 1, 1)
    sizes = []
    while task is not None:
        result = look_at(str(root), task, analyse)
        assert result.articles is not None
        sizes.append((len(result.articles), result.articles[0].facts.key))
        task = result.rest
    assert sizes == [
        (FIRST_RECORDS, "c.jsonl#1"), (70, "c.jsonl#101"), (70, "c.jsonl#171"), (20, "c.jsonl#241")
    ]  # fmt: skip


def test_each_part_is_told_when_it_is_stored(index: Index) -> None:
    told: list[tuple[int, bool]] = []
    control = Control(grown=lambda path, keys, whole: told.append((len(keys), whole)))
    outcome = build(index, analyse=ANALYSE, processes=1, control=control)
    assert outcome.indexed == 1
    assert told[:4] == [(100, False), (70, False), (70, False), (20, True)]
    assert len(index) == 260
    assert index.facts_of(["c.jsonl#260"])["c.jsonl#260"].title == "Ship 260"
    assert build(index, analyse=ANALYSE, processes=1).unchanged == 1


def test_a_build_that_was_ended_goes_on_where_it_was(index: Index) -> None:
    parts: list[int] = []

    def keep(path: str, keys: list[str], whole: bool) -> None:
        parts.append(len(keys))

    ended = Control(grown=keep, cancelled=lambda: len(parts) >= 1)
    import reader.library.build as building

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "_SAVED", 0)
        assert build(index, analyse=ANALYSE, processes=1, control=ended).cancelled
    assert len(index) == 100
    parts.clear()
    build(index, analyse=ANALYSE, processes=1, control=Control(grown=keep))
    assert parts[:3] == [70, 70, 20]
    assert len(index) == 260


def test_a_file_that_changed_meanwhile_is_read_from_its_beginning(index: Index, root: Path) -> None:
    parts: list[int] = []
    ended = Control(
        grown=lambda path, keys, whole: parts.append(len(keys)), cancelled=lambda: bool(parts)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.library.build._SAVED", 0)
        build(index, analyse=ANALYSE, processes=1, control=ended)
    (root / "c.jsonl").write_bytes(b"".join(map(record, range(1001, 1006))))
    build(index, analyse=ANALYSE, processes=1)
    assert [facts.title for batch in index.stream_facts() for facts in batch] == [
        f"Ship {number}" for number in range(1001, 1006)
    ]


def test_a_watched_corpus_is_read_whole_too(index: Index, root: Path) -> None:
    build(index, analyse=ANALYSE, processes=1)
    path = root / "c.jsonl"
    path.write_bytes(path.read_bytes() + record(261))
    os.utime(path, ns=(1, 1))
    renewed, gone = update(index, ["c.jsonl"], analyse=ANALYSE)
    assert (set(renewed), gone) == ({"c.jsonl"}, [])
    assert len(index) == 261


def test_what_stands_before_damage_is_kept(index: Index, root: Path) -> None:
    import gzip

    (root / "c.jsonl").unlink()
    chance = __import__("random").Random(1)
    lines = b"".join(
        json.dumps({"text": f"Note {n}: {chance.randbytes(900).hex()}"}).encode() + b"\n"
        for n in range(60)
    )
    packed = bytearray(gzip.compress(lines))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = b"\xff" * 40
    (root / "d.jsonl.gz").write_bytes(bytes(packed))
    build(index, analyse=ANALYSE, processes=1)
    known = [facts for batch in index.stream_facts() for facts in batch]
    assert 10 < len([facts for facts in known if not facts.problem]) < 60
    assert any("damaged" in facts.problem for facts in known)


def test_records_are_ordered_by_their_number() -> None:
    keys = ["c.jsonl#10", "c.jsonl#9", "b.txt", "c.jsonl#100", "a#2.txt"]
    assert sorted(keys, key=place_of) == [
        "a#2.txt", "b.txt", "c.jsonl#9", "c.jsonl#10", "c.jsonl#100"
    ]  # fmt: skip
