"""The documents of `glosse clean` in batches, with what a first pass over all of them found."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reader.cli.cleaning import Cleaned, Task, clean, lost, lost_survey, survey
from reader.cli.parallel import Pool, in_order
from reader.cli.progress import Progress
from reader.cli.sources import Unit
from reader.library.repeats import Repeats


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that belong together: a shard, or all that a command names."""

    name: str
    units: Callable[[], Iterable[Unit]]
    """Read anew at each call, the same every time."""


@dataclass(slots=True)
class _Seen:
    """What the first pass found."""

    repeats: Repeats = field(default_factory=Repeats)
    groups: dict[str, list[str]] = field(default_factory=dict)
    """The group of each unit, by the name of its batch."""


class Work:
    """Cleaning of batches by a pool; with ``--corpus`` all of them are compared first."""

    def __init__(
        self, batches: Sequence[Batch], options: argparse.Namespace, pool: Pool | None
    ) -> None:
        self._pool = pool
        self._carried = options.engine == "dask"
        self._language = bool(options.json or options.out)
        self._seen: _Seen | None = None
        if options.corpus:
            self._seen = self._compared(batches, quiet=options.quiet)

    def outcomes(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Cleaned]]:
        """What comes of every document, in order, with the batch it is of."""
        owners: deque[Batch] = deque()

        def tasks() -> Iterator[Task]:
            for batch in batches:
                groups = self._seen.groups[batch.name] if self._seen else []
                for number, unit in enumerate(self._units(batch)):
                    owners.append(batch)
                    group = groups[number] if number < len(groups) else ""
                    shared = self._seen.repeats.shared(group) if self._seen else None
                    yield Task(unit, shared, language=self._language)

        for outcome in in_order(clean, tasks(), self._pool, lost, lambda task: task.unit.weight):
            yield owners.popleft(), outcome

    def _units(self, batch: Batch) -> Iterator[Unit]:
        for unit in batch.units():
            yield unit.carried() if self._carried else unit

    def _compared(self, batches: Sequence[Batch], *, quiet: bool) -> _Seen:
        seen = _Seen()
        owners: deque[Batch] = deque()

        def everything() -> Iterator[Unit]:
            for batch in batches:
                seen.groups[batch.name] = []
                for unit in self._units(batch):
                    owners.append(batch)
                    yield unit

        def weight(unit: Unit) -> int:
            return unit.weight

        with Progress("comparing", quiet=quiet) as progress:
            for found in in_order(survey, everything(), self._pool, lost_survey, weight):
                seen.groups[owners.popleft().name].append(found.group)
                if found.group:
                    seen.repeats.add(found.group, found.prints, found.sketch)
                progress.step()
        return seen
