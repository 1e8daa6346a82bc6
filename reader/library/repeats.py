"""Blocks that stand in many documents of one site or folder, counted without an index.

The counts of ``reader.library.evidence`` for a corpus that is gone through once: kept in memory,
some hundred bytes a document, and the same rule that near-identical copies count once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

from reader.library.sketch import Sketch, bands, likeness

LEAST = 2
"""A block in fewer documents is not told of."""
ALIKE = 0.4
"""Estimated likeness of cleaned texts from which two documents are copies of one article."""
_NEIGHBOURS = 8
"""Of the documents that share a band so many of those before are compared with each."""
_DOCUMENT_BITS = 26


class Repeats:
    """Add every document, then ask what repeats."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}
        self._counted: dict[str, Mapping[int, tuple[int, int]]] = {}

    def add(self, group: str, prints: Iterable[int], sketch: bytes = b"") -> None:
        """Count a document: its group, fingerprints of all its blocks, sketch of its article."""
        self._groups.setdefault(group, _Group()).add(prints, sketch)
        self._counted.pop(group, None)

    def shared(self, group: str) -> Mapping[int, tuple[int, int]]:
        """``{fingerprint: (n, m)}`` of the blocks in ``n >= LEAST`` of a group's ``m`` articles."""
        if group not in self._counted:
            known = self._groups.get(group)
            self._counted[group] = known.counts() if known else {}
        return self._counted[group]


class _Group:
    def __init__(self) -> None:
        self.prints: list[array[int]] = []
        self.sketches: list[bytes] = []

    def add(self, prints: Iterable[int], sketch: bytes) -> None:
        self.prints.append(array("q", dict.fromkeys(prints)))
        self.sketches.append(sketch)

    def counts(self) -> dict[int, tuple[int, int]]:
        if len(self.prints) < LEAST:
            return {}
        copies = self._copies()
        chosen = [one for number, one in enumerate(self.prints) if number not in copies]
        every = array("q")
        for prints in chosen:
            every.extend(prints)
        total = len(chosen)
        lengths = ((number, sum(1 for _ in run)) for number, run in groupby(sorted(every)))
        return {number: (count, total) for number, count in lengths if count >= LEAST}

    def _copies(self) -> set[int]:
        """The documents that are copies of an earlier one."""
        read: dict[int, Sketch] = {}

        def sketch(number: int) -> Sketch:
            if number not in read:
                read[number] = Sketch.of_bytes(self.sketches[number])
            return read[number]

        found: set[int] = set()
        for one, other in self._candidates():
            if other not in found and likeness(sketch(one), sketch(other)) >= ALIKE:
                found.add(other)
        return found

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs of documents, the earlier one first, that share a band of their sketches."""
        packed = array("q")
        for number, data in enumerate(self.sketches):
            if data:
                of_number = bands(Sketch.of_bytes(data))
                packed.extend(band << _DOCUMENT_BITS | number for band in of_number)
        pairs: set[tuple[int, int]] = set()
        ordered = sorted(packed)
        mask = (1 << _DOCUMENT_BITS) - 1
        for _, run in groupby(ordered, key=lambda value: value >> _DOCUMENT_BITS):
            numbers = [value & mask for value in run]
            pairs.update(pairwise(numbers))
            for step in range(2, min(_NEIGHBOURS, len(numbers) - 1) + 1):
                pairs.update(zip(numbers, numbers[step:], strict=False))
        yield from sorted(pairs)
