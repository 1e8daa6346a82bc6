"""The index: right after every start, whatever happened before."""

from __future__ import annotations

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reader.library import schema
from reader.library.build import Background, Control, Outcome, Progress, build, update
from reader.library.facts import Facts
from reader.library.index import Index, IndexUnavailableError
from reader.library.keys import as_named, storable
from reader.library.pack import Task, look_at
from reader.library.scan import scan
from reader.library.search import search

from . import reading

ANALYSE = "tests.library.reading:analyse"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def index(tmp_path: Path, root: Path):
    made = Index(tmp_path / "cache", root)
    yield made
    made.close()


def put(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def touch(path: Path) -> None:
    later = path.stat().st_mtime_ns + 2_000_000_000
    os.utime(path, ns=(later, later))


def make(index: Index) -> Outcome:
    return build(index, analyse=ANALYSE, processes=1)


def titles(index: Index) -> dict[str, str]:
    return {facts.key: facts.title for batch in index.stream_facts() for facts in batch}


def fresh(index: Index, tmp_path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What an index made from nothing holds, to compare with one that saw changes."""
    other = Index(tmp_path / "fresh", index.root)
    make(other)
    content = content_of(other)
    other.close()
    return content


def content_of(index: Index) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the index apart from numbers of rows."""
    queries = {
        "docs": "SELECT key, title, site, words FROM docs ORDER BY key",
        "blocks": "SELECT name, print, blocks.docs FROM blocks JOIN groups ON id = folder"
        " WHERE blocks.docs ORDER BY 1, 2",
        "groups": "SELECT name, docs FROM groups WHERE docs > 0 ORDER BY 1",
        "bands": "SELECT key, band FROM bands JOIN docs ON doc = id ORDER BY 1, 2",
        "terms": "SELECT term, col, doc, cnt FROM terms ORDER BY 1, 2",
        "names": "SELECT term, doc FROM name_terms ORDER BY 1",
    }
    for name, table in (("terms", "full"), ("name_terms", "named")):
        made = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab"
        index.run(lambda c, made=made, table=table: c.execute(f"{made} (main, {table}, 'col')"))
    return {name: index._rows(query, ()) for name, query in queries.items()}


class TestFollowingTheFolder:
    def test_what_is_known_of_an_article(self, index: Index, root: Path) -> None:
        put(root, "a.txt", "A title\nsite: Post\ndate: 2025-07-01\nlanguage: en\nSome words here.")
        assert make(index) == Outcome(indexed=1)
        facts = index.facts_of(["a.txt", "unknown.txt"])["a.txt"]
        assert (facts.title, facts.site, facts.date, facts.language) == (
            "A title",
            "Post",
            "2025-07-01",
            "en",
        )
        assert facts.minutes == 1
        assert len(facts.digest) == 64
        assert index.text_of("a.txt") == "A title\n\nSome words here."
        assert index.text_of("unknown.txt") is None

    def test_only_what_changed_is_read_again(self, index: Index, root: Path) -> None:
        for name in "abc":
            put(root, f"{name}.txt", f"Title {name}")
        make(index)
        put(root, "b.txt", "New title")
        touch(root / "b.txt")
        touch(root / "c.txt")  # another time, the same bytes
        (root / "a.txt").unlink()
        put(root, "d.txt", "Title d")
        assert make(index) == Outcome(indexed=2, unchanged=1, removed=1)
        assert titles(index) == {"b.txt": "New title", "c.txt": "Title c", "d.txt": "Title d"}
        assert make(index) == Outcome(unchanged=3)

    def test_changes_leave_no_trace(self, index: Index, root: Path, tmp_path: Path) -> None:
        body = "site: Post\nShared line\nÜber die Straße\n東京の記事\n" + "word " * 30
        for number in range(6):
            put(root, f"{number}.txt", f"Title {number}\n{body} {number}")
        make(index)
        for number in range(3):
            touch(put(root, f"{number}.txt", f"Changed {number}\nOther text entirely."))
        (root / "5.txt").unlink()
        make(index)
        assert content_of(index) == fresh(index, tmp_path)

    def test_records_of_a_corpus(self, index: Index, root: Path) -> None:
        lines = [json.dumps({"text": f"Record {number}\nBody"}) for number in range(3)]
        put(root, "sub/corpus.jsonl", "\n".join(lines))
        make(index)
        keys = [f"sub/corpus.jsonl#{number}" for number in range(3)]
        assert list(titles(index)) == keys
        assert index.records_of("sub/corpus.jsonl") == keys
        (root / "sub/corpus.jsonl").unlink()
        make(index)
        assert len(index) == 0

    def test_a_file_that_cannot_be_read_is_known_with_the_reason(
        self, index: Index, root: Path
    ) -> None:
        put(root, "bad.txt", "REFUSED")
        (root / "dangling.txt").symlink_to(root / "nowhere.txt")
        make(index)
        found = index.facts_of(["bad.txt", "dangling.txt"])
        assert found["bad.txt"].problem == "cannot be analysed: the file is refused"
        assert found["dangling.txt"].problem == "a link to a file that is not there"
        assert make(index).unchanged == 2
        put(root, "bad.txt", "Fine now")
        touch(root / "bad.txt")
        make(index)
        assert index.facts_of(["bad.txt"])["bad.txt"] == Facts(
            "bad.txt",
            title="Fine now",
            words=2,
            digest=index.facts_of(["bad.txt"])["bad.txt"].digest,
        )

    def test_names_and_texts_that_are_no_unicode(self, index: Index, root: Path) -> None:
        key = "bad_\udcff\udcfe.txt"
        result = look_at(str(root), Task(key, 1, 1), lambda *_: [reading.analysis("T\udcff x")])
        assert result.articles == []  # the file is not there
        path = put(root, "a.txt", "x")
        packed = look_at(str(root), Task("a.txt", 1, 1), lambda *_: [reading_with_surrogates()])
        index.apply([packed._replace(task=Task(key, 1, 1))])
        assert path.exists()
        assert as_named(storable(key)) == key
        assert titles(index) == {"a.txt": "T\ufffd"}

    def test_one_file_at_once(self, index: Index, root: Path) -> None:
        put(root, "a.txt", "One")
        put(root, "b.txt", "Two")
        assert update(index, ["a.txt", "b.txt"], analyse=ANALYSE) == (["a.txt", "b.txt"], [])
        touch(put(root, "a.txt", "Renewed"))
        (root / "b.txt").unlink()
        assert update(index, ["a.txt", "b.txt"], analyse=ANALYSE) == (["a.txt"], ["b.txt"])
        assert titles(index) == {"a.txt": "Renewed"}


def reading_with_surrogates():
    plain = reading.analysis("T")
    return type(plain)(plain.facts._replace(title="T\udcff"), "x \ud800 y", ())


class TestThrowAway:
    def fill(self, index: Index, root: Path) -> None:
        put(root, "a.txt", "A title\nand text")
        make(index)

    def test_deleted(self, index: Index, root: Path) -> None:
        self.fill(index, root)
        index.rebuild()
        assert len(index) == 0
        make(index)
        assert titles(index) == {"a.txt": "A title"}

    @pytest.mark.parametrize("damage", [b"", b"no database at all" * 1000])
    def test_damaged_as_a_whole(self, index: Index, root: Path, damage: bytes) -> None:
        self.fill(index, root)
        index.close()
        index.path.write_bytes(damage)
        assert len(index) == 0
        make(index)
        assert titles(index) == {"a.txt": "A title"}

    def test_damaged_in_the_middle(self, index: Index, root: Path) -> None:
        for number in range(50):
            put(root, f"{number}.txt", f"Title {number}\n" + f"words{number} and more " * 200)
        make(index)
        index.close()
        data = bytearray(index.path.read_bytes())
        data[16384:] = b"\xa5" * (len(data) - 16384)
        index.path.write_bytes(data)
        make(index)
        assert len(titles(index)) == 50
        assert len(search(index, "words7")) == 1

    def test_of_another_version(self, index: Index, root: Path) -> None:
        self.fill(index, root)
        index.close()
        with sqlite3.connect(index.path) as connection:
            connection.execute("PRAGMA user_version = 0")
            connection.execute("DROP TABLE bands")
        assert len(index) == 0
        make(index)
        assert titles(index) == {"a.txt": "A title"}

    @pytest.mark.skipif(
        sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
    )
    def test_where_nothing_can_be_written(self, tmp_path: Path, root: Path) -> None:
        cache = tmp_path / "locked"
        cache.mkdir()
        cache.chmod(0o500)
        with pytest.raises(IndexUnavailableError, match="its folder cannot be written"):
            len(Index(cache, root))

    @pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
    def test_a_folder_that_refuses_is_no_riddle_of_numbers(
        self, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(number, os.strerror(number), str(tmp_path))

        monkeypatch.setattr(Path, "mkdir", refuse)
        with pytest.raises(IndexUnavailableError) as told:
            len(Index(tmp_path / "cache", root))
        assert str(told.value).endswith(
            "cannot be used: its folder cannot be written. Reading and notes go on without it."
        )

    def test_a_full_disk_says_so_and_keeps_what_was(self, index: Index, root: Path) -> None:
        self.fill(index, root)
        pages = index._rows("PRAGMA page_count", ())[0][0]
        index.run(lambda c: c.execute(f"PRAGMA max_page_count = {pages}").fetchall())
        for number in range(30):
            put(root, f"{number}.txt", f"T {number}\n" + os.urandom(30_000).hex())
        with pytest.raises(IndexUnavailableError, match="the disk is full"):
            make(index)
        assert titles(index) == {"a.txt": "A title"}
        index.close()
        make(index)
        assert len(index) == 31

    def test_each_root_has_its_own(self, tmp_path: Path) -> None:
        one, other = Index(tmp_path, tmp_path / "a"), Index(tmp_path, tmp_path / "b" / "a")
        assert one.path != other.path


class TestBuilding:
    def test_progress_and_changes_are_told(self, index: Index, root: Path) -> None:
        for number in range(60):
            put(root, f"{number:02}.txt", f"Title {number}")
        seen: list[Progress] = []
        changed: list[str] = []
        build(
            index,
            analyse=ANALYSE,
            processes=2,
            control=Control(progress=seen.append, changed=changed.extend),
        )
        assert seen[-1] == Progress(60, 60)
        assert sorted(changed) == [f"{number:02}.txt" for number in range(60)]
        assert len(index) == 60

    def test_entries_of_a_scan_can_be_given(self, index: Index, root: Path) -> None:
        put(root, "a.txt", "One")
        assert build(index, scan(root), analyse=ANALYSE) == Outcome(indexed=1)

    def test_cancelled_builds_go_on_later(self, index: Index, root: Path) -> None:
        for number in range(100):
            put(root, f"{number:02}.txt", f"Title {number}")
        done: list[Progress] = []
        control = Control(progress=done.append, cancelled=lambda: bool(done))
        first = build(index, analyse=ANALYSE, processes=1, control=control)
        assert first.cancelled
        assert 0 < len(index) < 100
        assert make(index).indexed == 100 - first.indexed
        assert len(index) == 100

    def test_a_file_that_kills_its_reader_is_named_and_the_rest_is_read(
        self, index: Index, root: Path
    ) -> None:
        for number in range(8):
            put(root, f"{number}.txt", f"Title {number}")
        put(root, "deadly.txt", "DEADLY")
        make(index)
        assert len(index) == 9
        problem = index.facts_of(["deadly.txt"])["deadly.txt"].problem
        assert problem == "cannot be analysed: it ended the program reading it"

    def test_readers_that_never_live_end_the_build_with_a_sentence(
        self, index: Index, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("reader.library.workers._MOST_DEATHS", 2)
        for number in range(9):
            put(root, f"{number}.txt", "DEADLY")
        with pytest.raises(IndexUnavailableError, match="cannot be started"):
            make(index)
        assert len(index) == 0

    def test_a_file_that_upsets_a_library_in_an_unheard_of_way_is_named(self, root: Path) -> None:
        put(root, "odd.txt", "Odd")

        def analyse(path: Path, key: str, taught: object) -> object:
            raise TypeError("no such thing")

        found = look_at(str(root), Task("odd.txt", 3, 0), analyse)
        assert found.problem == "cannot be analysed: no such thing"

    def test_threads_that_ended_hold_no_files_open(
        self, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[sqlite3.Connection] = []
        connect = schema.connect
        monkeypatch.setattr(
            schema, "connect", lambda path: opened.append(connect(path)) or opened[-1]
        )
        for _ in range(5):
            thread = threading.Thread(target=index.copies)
            thread.start()
            thread.join()
        assert len(index) == 0
        for connection in opened[:-1]:
            with pytest.raises(sqlite3.ProgrammingError, match="closed"):
                connection.execute("SELECT 1")

    def test_in_the_background(self, index: Index, root: Path) -> None:
        for number in range(30):
            put(root, f"{number}.txt", f"Title {number}")
        finished = threading.Event()
        outcomes: list[object] = []

        def end(outcome: object) -> None:
            outcomes.append(outcome)
            finished.set()

        background = Background(index, analyse=ANALYSE, processes=1, finished=end)
        background.pause()
        background.start()
        time.sleep(0.3)
        assert len(index) == 0
        background.pause(False)
        assert finished.wait(30)
        assert outcomes == [Outcome(indexed=30)]
        assert background.progress == Progress(30, 30)

    def test_two_windows_at_once(self, index: Index, root: Path, tmp_path: Path) -> None:
        for number in range(80):
            put(root, f"{number}.txt", f"Title {number}\nshared line")
        other = Index(tmp_path / "cache", root)
        outcomes: list[Outcome] = []
        threads = [
            threading.Thread(
                target=lambda each=each: outcomes.append(build(each, analyse=ANALYSE, processes=1))
            )
            for each in (index, other)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        other.close()
        assert sorted(outcome.indexed for outcome in outcomes) == [0, 80]
        assert content_of(index) == fresh(index, tmp_path)

    @pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
    def test_killed_in_the_middle(self, index: Index, root: Path, tmp_path: Path) -> None:
        for number in range(1500):
            put(root, f"{number}.txt", f"Title {number}\n" + f"text {number} " * 50)
        script = tmp_path / "builder.py"
        script.write_text(
            "import sys\nfrom pathlib import Path\n"
            "from reader.library.build import Control, build\n"
            "from reader.library.index import Index\n"
            "if __name__ == '__main__':\n"
            "    index = Index(Path(sys.argv[1]), Path(sys.argv[2]))\n"
            f"    build(index, analyse={ANALYSE!r}, processes=1,\n"
            "          control=Control(changed=lambda keys: print('stored', flush=True)))\n"
        )
        repository = Path(__file__).parents[2]
        process = subprocess.Popen(
            [sys.executable, script, tmp_path / "cache", root],
            cwd=repository,
            env=os.environ | {"PYTHONPATH": str(repository)},
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"stored\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        # the dead window's claim runs out; nobody is made to wait for it here
        index.write(lambda c: c.execute("DELETE FROM meta"))
        known = len(index)
        assert 0 < known < 1500
        assert make(index) == Outcome(indexed=1500 - known, unchanged=known)
        assert index._rows("PRAGMA integrity_check", ()) == [("ok",)]
        index.run(lambda c: c.execute("INSERT INTO full(full) VALUES ('integrity-check')"))


class TestEvidence:
    def test_counts_blocks_by_site(self, index: Index, root: Path) -> None:
        body = ["Rain fell.", "Trains ran late again.", "Nobody asked the mayor why."]
        for number, line in enumerate(body):
            put(root, f"{number}.txt", f"Title {number}\nsite: Post\n{line}\nSubscribe now")
        put(root, "x.txt", "Title x\nsite: Other\nSubscribe now")
        make(index)
        line, other = (reading.crc32(text.encode()) for text in ("Subscribe now", body[0]))
        assert index.evidence("Post", [line, other, 7]) == {0: (3, 3), 1: (1, 3)}
        assert index.evidence("Other", [line]) == {0: (1, 1)}
        (root / "2.txt").unlink()
        make(index)
        assert index.evidence("Post", [line]) == {0: (2, 2)}

    def test_without_a_site_the_folder_counts(self, index: Index, root: Path) -> None:
        put(root, "sub/a.txt", "One\nLine")
        put(root, "sub/b.txt", "Two\nLine")
        put(root, "c.txt", "Three\nLine")
        put(root, "C#/d.txt", "Four\nLine")
        make(index)
        line = reading.crc32(b"Line")
        assert index.evidence("", [line], key="sub/new.txt") == {0: (2, 2)}
        assert index.evidence("", [line], key="c.txt") == {0: (1, 1)}

    def test_two_of_a_few_articles_are_enough_for_what_is_doubted(
        self, index: Index, root: Path
    ) -> None:
        put(root, "a.txt", "One\nsite: Post\nPerhaps you like rivers\nWe walked on")
        put(root, "b.txt", "Two\nsite: Post\nPerhaps you like rivers\nWe walked on")
        make(index)
        assert "Perhaps" in str(index.text_of("a.txt")), "two articles are all there are"
        put(root, "c.txt", "Three\nsite: Post\nAnother day")
        make(index)
        assert index.text_of("a.txt") == "One\n\nWe walked on"
        for number in range(8):
            put(root, f"more{number}.txt", f"Title {number}\nsite: Post\nLine {number}")
        make(index)
        assert "Perhaps" in str(index.text_of("a.txt")), "two of eleven are a coincidence"

    def test_copies_of_an_article_count_once(self, index: Index, root: Path) -> None:
        text = "\n".join(
            f"Sentence number {i} says {i * 7} things about rivers." for i in range(30)
        )
        for number in range(4):
            put(root, f"{number}.txt", f"Headline {number}\nsite: Post\n{text}\nSubscribe now")
        put(root, "y.txt", "Another matter\nsite: Post\nSubscribe now")
        make(index)
        line = reading.crc32(b"Subscribe now")
        assert index.evidence("Post", [line]) == {0: (2, 2)}
        assert index.copies() == {"0.txt": ["1.txt", "2.txt", "3.txt"]}
        (root / "0.txt").unlink()
        make(index)
        assert index.evidence("Post", [line]) == {0: (2, 2)}
        assert index.copies() == {"1.txt": ["2.txt", "3.txt"]}


@pytest.mark.skipif(os.name != "posix", reason="only there does a helper process get stderr")
def test_workers_start_where_what_is_printed_is_caught() -> None:
    program = """
import io, sys
class Caught(io.StringIO):
    def fileno(self):
        return -1
if __name__ == "__main__":
    sys.stderr = Caught()
    from reader.library.workers import Workers
    with Workers("/", "reader.analysis:analyse", 1) as workers:
        print(list(workers.map([[]], lambda: False, lambda: False)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[[]]", done.stderr


def test_a_program_that_is_left_does_not_wait_for_what_is_being_read(tmp_path: Path) -> None:
    put(tmp_path, "long.txt", "Title")
    program = """
import sys
from pathlib import Path
if __name__ == "__main__":
    from reader.library.pack import Task
    from reader.library.workers import Workers
    begun = Path(sys.argv[1], "begun").exists
    with Workers(sys.argv[1], "tests.library.reading:endless", 1) as workers:
        list(workers.map([[Task("long.txt", 5, 0)]], lambda: False, begun))
    print("left" if begun() else "never begun")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("left", "")
