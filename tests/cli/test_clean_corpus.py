"""`glosse clean` over corpora: records, several processes, what documents share."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.cli.parallel import Processes, in_order
from tests.cli.shell import Shell

ARTICLES = [
    "The harbour of the town was closed on Monday after a storm had torn two ships from their "
    "moorings, the port authority said.\nNobody was hurt, but the damage is said to be large.",
    "A school in the north of the county has opened its library to all who live nearby, every "
    "evening from five to nine.\nThe teachers hope that more people will read together.",
    "Engineers have found a crack in the third arch of the old railway bridge, which stays closed "
    "until the spring.\nTrains will take the line along the river in the meantime.",
    "The orchestra plays the fourth symphony tonight, for the first time under its new conductor, "
    "who grew up in the city.\nTickets were sold within an hour of the announcement.",
]
SHARED = "Our reporters answer your questions every day and we are grateful for each of them."


def corpus(path: Path, rows: list[dict[str, object]]) -> Path:
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)
    return path


def test_records_are_documents_with_their_own_ids(shell: Shell, tmp_path: Path) -> None:
    path = corpus(
        tmp_path / "c.jsonl.gz",
        [
            {"id": "a-1", "text": ARTICLES[0]},
            {"text": ARTICLES[1]},
            {"id": 7, "html": f"<html><body><article>{'<p>It rains. It is late.</p>' * 5}"},
        ],
    )
    rows = shell.json("clean", path)
    assert [row["id"] for row in rows] == ["a-1", 2, 7]
    assert {row["source"] for row in rows} == {str(path)}
    assert rows[0]["text"] == ARTICLES[0]


def test_a_broken_record_is_reported_and_skipped(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"text": ARTICLES[0]}) + '\n{"text": \n[]\n{"no": 1}\n\n', "utf-8")
    done = shell.glosse("clean", "--json", path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert [line for line in (b"line 2", b"line 3", b"line 4") if line not in done.stderr] == []


def test_a_field_may_be_named(shell: Shell, tmp_path: Path) -> None:
    path = corpus(tmp_path / "c.jsonl", [{"story": ARTICLES[0], "text": "not this"}])
    assert shell.json("clean", "--text-field", "story", path)[0]["text"] == ARTICLES[0]
    assert shell.glosse("clean", "--text-field", "other", path).returncode == 1


@pytest.mark.parametrize("packed", [False, True])
def test_a_corpus_may_be_piped_in(shell: Shell, packed: bool) -> None:
    data = "".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in enumerate(ARTICLES)).encode()
    rows = shell.json("clean", "-", given=gzip.compress(data) if packed else data)
    assert [(row["source"], row["id"]) for row in rows] == [("-", n) for n in range(4)]


def test_processes_and_order(shell: Shell, tmp_path: Path) -> None:
    rows = [{"id": n, "text": ARTICLES[n % 4]} for n in range(50)]
    rows[20] = {"broken": True}
    path = corpus(tmp_path / "c.jsonl", rows)
    one = shell.glosse("clean", "--json", path)
    two = shell.glosse("clean", "--json", "--jobs", "2", path)
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
    assert len(one.stdout.splitlines()) == 49


def test_what_many_documents_of_a_site_share_goes(shell: Shell, tmp_path: Path) -> None:
    rows = [{"site": "Example", "text": f"{text}\n{SHARED}"} for text in ARTICLES]
    path = corpus(tmp_path / "c.jsonl", rows)
    assert all(SHARED in row["text"] for row in shell.json("clean", path)), "it reads well"
    cleaned = shell.json("clean", "--corpus", path)
    assert [row["text"] for row in cleaned] == ARTICLES
    assert {row["blocks"][-1]["reason"] for row in cleaned} == {"in 4 of 4 files from this site"}


def test_copies_of_one_article_do_not_count_against_it(shell: Shell, tmp_path: Path) -> None:
    rows = [{"site": "Example", "text": ARTICLES[0]} for _ in range(5)]
    path = corpus(tmp_path / "c.jsonl", rows)
    assert [row["text"] for row in shell.json("clean", "--corpus", path)] == [ARTICLES[0]] * 5


def test_the_reader_of_the_output_may_leave(tmp_path: Path) -> None:
    path = corpus(tmp_path / "c.jsonl", [{"text": text} for text in ARTICLES * 200])
    command = f"{sys.executable} -m reader clean --json {path} | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


def test_names_of_files_are_no_commands_to_the_terminal(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b]0;title\x07\nname.txt"
    path.write_bytes(b"\x7fELF" + bytes(64))
    done = shell.glosse("clean", path)
    assert done.returncode == 1
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def _careful(number: int) -> int:
    if number == 13:
        import os

        os._exit(9)
    return number * 2


def _lost(number: int) -> int:
    return -number


def test_a_document_that_ends_its_process_is_the_only_one_lost() -> None:
    with closing(Processes(2)) as pool:
        found = list(in_order(_careful, range(40), pool, _lost))
    assert found == [-13 if number == 13 else number * 2 for number in range(40)]
