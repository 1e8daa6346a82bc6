"""Processes that read files, as they are left and as they end."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from reader.library.pack import FileResult, Task
from reader.library.workers import Worker, Workers

SAY_MUCH = "tests.library.reading:say_much"
ANALYSE = "tests.library.reading:analyse"
PATIENCE = 20


def files(folder: Path, count: int, text: str = "words") -> list[list[Task]]:
    """Batches of one file each."""
    tasks = [Task(f"{number:02}.txt", 1, 1) for number in range(count)]
    for task in tasks:
        (folder / task.path).write_text(text, "utf-8")
    return [[task] for task in tasks]


def always_no() -> bool:
    return False


def killed(worker: Worker) -> None:
    """The process is killed from outside, as by a system that is out of memory."""
    assert worker.process.pid is not None
    os.kill(worker.process.pid, signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    worker.process.join(PATIENCE)
    assert not worker.process.is_alive()


def test_who_leaves_does_not_wait_for_half_a_result(tmp_path: Path) -> None:
    batches = files(tmp_path, 40)
    for trial in range(5):
        with Workers(str(tmp_path), SAY_MUCH, 2) as workers:
            results = workers.map(iter(batches), always_no, always_no)
            assert len(next(results)[0].problem) > 1_000_000
            time.sleep(trial * 0.003)  # somewhere in the middle of the next results
            crew = list(workers._crew)
        for worker in crew:
            worker.process.join(PATIENCE)
            assert not worker.process.is_alive()


def test_a_worker_killed_in_the_middle_of_a_result_is_replaced(tmp_path: Path) -> None:
    batches = files(tmp_path, 6)
    with Workers(str(tmp_path), SAY_MUCH, 1) as workers:
        results = workers.map(iter(batches), always_no, always_no)
        found = next(results)
        (worker,) = workers._crew
        assert worker.pipe.poll(PATIENCE), "it begins to send more than a pipe holds"
        killed(worker)
        for result in results:
            found += result
        assert workers._crew != [worker]
    assert sorted(result.task.path for result in found) == [task.path for (task,) in batches]
    assert {len(result.problem) > 1_000_000 for result in found} == {True}


def test_a_worker_killed_while_it_has_nothing_to_do_is_replaced(tmp_path: Path) -> None:
    first, second = files(tmp_path, 2)
    with Workers(str(tmp_path), ANALYSE, 1) as workers:
        assert [r.problem for r in next(workers.map([first], always_no, always_no))] == [""]
        killed(workers._crew[0])
        assert [r.problem for r in next(workers.map([second], always_no, always_no))] == [""]


def test_what_a_dead_worker_had_not_begun_is_not_suspected(tmp_path: Path) -> None:
    (deadly,), *others = files(tmp_path, 5)
    (tmp_path / deadly.path).write_text("DEADLY", "utf-8")
    found: dict[str, FileResult] = {}
    with Workers(str(tmp_path), ANALYSE, 1) as workers:
        for results in workers.map([[deadly], *others], always_no, always_no):
            found |= {result.task.path: result for result in results}
    blamed = [path for path, result in found.items() if result.problem]
    assert (len(found), blamed) == (5, [deadly.path])


def test_what_goes_wrong_in_a_worker_is_raised_here(tmp_path: Path) -> None:
    with Workers(str(tmp_path), ANALYSE, 1) as workers:
        odd: list[list[Task]] = [[None]]  # type: ignore[list-item]
        with pytest.raises(AttributeError):
            list(workers.map(odd, always_no, always_no))
