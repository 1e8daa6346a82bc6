"""Processes that read files, as they are left."""

from __future__ import annotations

import time
from pathlib import Path

from reader.library.pack import Task
from reader.library.workers import Workers


def test_who_leaves_does_not_wait_for_half_a_result(tmp_path: Path) -> None:
    tasks = [[Task(f"{number}.txt", 1, 1)] for number in range(40)]
    for (task,) in tasks:
        (tmp_path / task.path).write_text("words", "utf-8")
    for trial in range(5):
        analyse = "tests.library.reading:say_much"
        with Workers(str(tmp_path), analyse, 2) as workers:
            results = workers.map(iter(tasks), lambda: False, lambda: False)
            assert len(next(results)[0].problem) > 1_000_000
            time.sleep(trial * 0.003)  # somewhere in the middle of the next results
            manager = workers._pool._executor_manager_thread  # type: ignore[attr-defined]
        manager.join(20)
        assert not manager.is_alive(), "Python would wait for it at its end, for ever"
