"""The files that a build has before it: a hundred thousand of them in a few megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from reader.library.columns import Texts
from reader.library.pack import Task


class Tasks:
    """Tasks in the order in which they were added."""

    def __init__(self) -> None:
        self._paths = Texts()
        self._sizes = array("q")
        self._times = array("q")
        self._begun: dict[int, tuple[bytes, int]] = {}
        """Of files that were read before, the hash and how far."""

    def __len__(self) -> int:
        return len(self._paths)

    def append(self, task: Task) -> None:
        """Add a task."""
        if task.digest or task.after:
            self._begun[len(self)] = task.digest, task.after
        self._paths.append(task.path)
        self._sizes.append(task.size)
        self._times.append(task.mtime_ns)

    def batches(self, size: int) -> Iterator[list[Task]]:
        """All tasks, so many at a time."""
        for first in range(0, len(self), size):
            yield [self._task(number) for number in range(first, min(first + size, len(self)))]

    def _task(self, number: int) -> Task:
        digest, after = self._begun.get(number, (b"", 0))
        path = self._paths[number]
        return Task(path, self._sizes[number], self._times[number], digest, after)
