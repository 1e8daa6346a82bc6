"""Of several windows one builds the index; a window that died holds nobody up."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.library import lease
from reader.library.build import Control, Progress, build
from reader.library.index import Index

ANALYSE = "tests.library.reading:analyse"


@pytest.fixture
def index(tmp_path: Path) -> Index:
    root = tmp_path / "articles"
    root.mkdir()
    (root / "a.txt").write_text("A title\nand a sentence.\n", "utf-8")
    return Index(tmp_path / "cache", root)


def held_by(index: Index, owner: str, until: float) -> None:
    def hold(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO meta VALUES ('builder', ?)", (f"{owner} {until}",))

    index.write(hold)


def told_while_building(index: Index) -> list[Progress]:
    told: list[Progress] = []
    build(index, analyse=ANALYSE, control=Control(progress=told.append))
    assert len(index) == 1
    return told


def test_the_lease_of_a_process_that_ended_is_taken_at_once(index: Index) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    owner = lease.new_owner().replace(f"/{os.getpid()}/", f"/{dead.pid}/")
    held_by(index, owner, time.time() + 3600)
    if os.name == "posix":
        assert not any(progress.waiting for progress in told_while_building(index))


@pytest.mark.parametrize("owner", ["this process", "another-machine/1/x", "of-an-older-version"])
def test_a_lease_that_may_be_in_use_is_waited_for(index: Index, owner: str) -> None:
    owner = lease.new_owner() if owner == "this process" else owner
    held_by(index, owner, time.time() + 3600)
    assert not index.write(lambda c: lease.take(c, "me"))


def test_a_lease_runs_out_and_is_given_back(index: Index) -> None:
    held_by(index, "another-machine/1/x", time.time() - 1)
    assert index.write(lambda c: lease.take(c, "me"))
    assert not index.write(lambda c: lease.take(c, "other"))
    lease.release(index, "me")
    assert index.write(lambda c: lease.take(c, "other"))
