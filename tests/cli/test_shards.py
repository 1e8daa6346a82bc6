"""`glosse clean --out`: a corpus shard by shard, that may end and go on."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.corpora import article, rows, written
from tests.cli.shell import Shell


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    """Three shards in a folder, one a folder deeper."""
    root = tmp_path / "shards"
    written(root / "one.jsonl", rows(20))
    written(root / "two.jsonl.gz", rows(20, 20))
    written(root / "deep" / "three.jsonl.zst", rows(5, 40))
    return root


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*.jsonl") if ".glosse-clean" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_each_file_has_its_own_with_what_json_prints(
    shell: Shell, shards: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = shell.glosse("clean", "--out", out, shards)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    made = files(out)
    assert sorted(made) == ["deep/three.jsonl", "one.jsonl", "two.jsonl"]
    for name, source in (("one.jsonl", "one.jsonl"), ("two.jsonl", "two.jsonl.gz")):
        assert made[name] == shell.glosse("clean", "--json", shards / source).stdout


def test_processes_make_the_same_bytes(shell: Shell, shards: Path, tmp_path: Path) -> None:
    for jobs, out in (("1", "a"), ("2", "b")):
        done = shell.glosse("clean", "--jobs", jobs, "--corpus", "--out", tmp_path / out, shards)
        assert done.returncode == 0
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_what_is_finished_is_not_done_again(shell: Shell, shards: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shell.glosse("clean", "--out", out, shards)
    before = files(out)
    marked = out / "one.jsonl"
    marked.write_bytes(bytes(len(before["one.jsonl"])))  # as long: nobody looks into it
    (out / "two.jsonl").unlink()
    written(shards / "deep" / "three.jsonl.zst", rows(6, 40))
    assert shell.glosse("clean", "--out", out, shards).returncode == 0
    assert set(marked.read_bytes()) == {0}, "passed over"
    assert files(out)["two.jsonl"] == before["two.jsonl"], "made again: it was not there"
    assert len(files(out)["deep/three.jsonl"].splitlines()) == 6, "its source changed"


def test_other_settings_make_all_of_it_anew(shell: Shell, tmp_path: Path) -> None:
    path = written(tmp_path / "c.jsonl", [{"text": article(1), "story": article(2)}])
    out = tmp_path / "out"
    for options in ((), ("--text-field", "story")):
        shell.glosse("clean", *options, "--out", out, path)
        expected = shell.glosse("clean", "--json", *options, path).stdout
        assert files(out)["c.jsonl"] == expected


def test_a_skipped_document_is_remembered(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"text": article(1)}) + "\n{broken\n", "utf-8")
    first = shell.glosse("clean", "--out", tmp_path / "out", path)
    assert first.returncode == 1
    assert b"line 2" in first.stderr
    again = shell.glosse("clean", "--out", tmp_path / "out", path)
    assert again.returncode == 1, "as it would be in one go"
    assert b"1 document skipped" in again.stderr


def test_an_empty_shard_and_a_missing_one(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"\n\n")
    full = written(tmp_path / "full.jsonl", rows(2))
    done = shell.glosse(
        "clean", "--out", tmp_path / "out", tmp_path / "empty.jsonl", tmp_path / "no.jsonl", full
    )
    assert done.returncode == 1
    assert b"no.jsonl is no file" in done.stderr
    made = files(tmp_path / "out")
    assert made["full.jsonl"].count(b"\n") == 2
    assert made["empty.jsonl"] == b""


def test_nothing_is_written_over_and_nothing_meets(
    shell: Shell, shards: Path, tmp_path: Path
) -> None:
    def refused(*arguments: str | Path) -> bytes:
        done = shell.glosse("clean", *arguments)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        return done.stderr

    assert b"inside" in refused("--out", shards / "out", shards)
    assert b"written over" in refused("--out", shards, shards / "one.jsonl")
    written(tmp_path / "other" / "one.jsonl.gz", rows(1))
    both = (shards / "one.jsonl", tmp_path / "other" / "one.jsonl.gz")
    assert b"both be written" in refused("--out", tmp_path / "out", *both)
    assert b"stdin" in refused("--out", tmp_path / "out", "-")
    assert b"JSON" in refused("--out", tmp_path / "out", "--removed", shards)
    assert b"go together" in refused("--engine", "dask", shards)
    assert b"go together" in refused("--scheduler", "tcp://localhost:1", shards)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not there")
def test_a_killed_run_goes_on_where_it_ended(tmp_path: Path, shell: Shell) -> None:
    root = tmp_path / "shards"
    for number in range(6):
        written(root / f"{number}.jsonl", rows(40, number * 40))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "reader", "clean", "--out", str(out), str(root)]
    run = subprocess.Popen(command, env=shell.environment)
    deadline = time.monotonic() + 60
    while not (out / "1.jsonl").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    begun = files(out)
    assert 2 <= len(begun) < 6
    stamps = {name: (out / name).stat().st_mtime_ns for name in begun}
    assert shell.glosse("clean", "--jobs", "2", "--out", out, root).returncode == 0
    whole = shell.glosse("clean", "--json", root).stdout
    assert b"".join(data for _, data in sorted(files(out).items())) == whole
    # The last may have been killed between its name and the manifest's line: then it is redone.
    kept = [name for name in stamps if (out / name).stat().st_mtime_ns == stamps[name]]
    assert len(kept) >= len(begun) - 1


def test_rows_of_a_table_are_records(shell: Shell, shards: Path, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed: glosse[parquet]")
    import pyarrow.parquet as parquet

    day = datetime.datetime(2025, 7, 1, 12, 30)
    table = pyarrow.table(
        {
            "id": [f"a-{n}" for n in range(70)],
            "site": ["The Example"] * 70,
            "text": [article(n) for n in range(70)],
            "published": [day] * 70,
            "authors": [["Ada", "Ben"]] * 70,
            "embedding": [[0.5] * 3] * 70,
            "score": [float("nan"), None] * 35,
        }
    )
    shutil.rmtree(shards)
    shards.mkdir()
    parquet.write_table(table, shards / "part-0.parquet", row_group_size=20)
    found = shell.json("clean", shards)
    same = shell.json("clean", written(tmp_path / "part-0.jsonl", rows(70)))
    assert [row["id"] for row in found] == [f"a-{n}" for n in range(70)]
    assert [row["blocks"] for row in found] == [row["blocks"] for row in same]
    out = tmp_path / "out"
    assert shell.glosse("clean", "--out", out, shards).returncode == 0
    assert list(files(out)) == ["part-0.jsonl"]
    pages = pyarrow.table({"html": [b"<html><body><p>It rains. \xc3\xbc</p></body></html>"]})
    parquet.write_table(pages, tmp_path / "pages.parquet")
    (page,) = shell.json("clean", tmp_path / "pages.parquet")
    assert "It rains. ü" in page["text"]


def test_a_damaged_table_is_a_sentence(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(b"PAR1" + bytes(100))
    done = shell.glosse("clean", path)
    assert done.returncode == 1
    assert b"broken.parquet is a " in done.stderr
    assert b"Traceback" not in done.stderr
