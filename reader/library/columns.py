"""Columns of a long list: each costs little more memory than what stands in it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import overload

CHUNK = 1024
"""Texts that are kept in one piece."""
_FEW = CHUNK // 8
"""Finds in a piece up to which it is quicker to look for each than to take the piece apart."""
_LOOSE = 4
"""Pieces that may be taken apart at a time, to be written in."""
_END = b"\xff"
"""Follows every text; no UTF-8 holds it."""


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # names of files may hold lone surrogates


class Texts(Sequence[str]):
    """Texts by number, as UTF-8 in large pieces: a tenth of the overhead of as many strings.

    To be changed by one thread only; another one may read meanwhile.
    """

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._ends: list[array[int]] = []
        """For each piece, where the texts in it end."""
        self._loose: dict[int, list[bytes]] = {}
        """Pieces that are being written in, by number: what stands in ``_pieces`` is old."""
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        for piece in range(len(self._pieces)):
            for text in self._texts(piece):
                yield text.decode("utf-8", "surrogatepass")

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(self._count))]
        return self.encoded(number).decode("utf-8", "surrogatepass")

    def encoded(self, number: int) -> bytes:
        """One text as UTF-8: such bytes stand in the order of the texts."""
        if not 0 <= number < self._count:
            raise IndexError(number)
        piece, place = divmod(number, CHUNK)
        loose = self._loose.get(piece)
        if loose is not None:
            return loose[place]
        ends = self._ends[piece]
        return self._pieces[piece][ends[place - 1] + 1 if place else 0 : ends[place]]

    def append(self, text: str) -> None:
        """Add a text at the end."""
        if self._count % CHUNK == 0:
            self._pieces.append(b"")
            self._ends.append(array("I"))
        self._taken_apart(self._count // CHUNK).append(_encoded(text))
        self._count += 1

    def __setitem__(self, number: int, text: str) -> None:
        piece, place = divmod(number, CHUNK)
        self._taken_apart(piece)[place] = _encoded(text)

    def holding(
        self, forms: Sequence[str], part: Callable[[bytes], bytes] | None = None
    ) -> bytearray:
        """For each text 1 if it, or ``part`` of it (both UTF-8), holds one of ``forms``, else 0."""
        for piece in list(self._loose):
            self._join(piece)
        marks = bytearray(self._count)
        for form in forms:
            needle = _encoded(form)
            for piece, data in enumerate(self._pieces):
                times = data.count(needle)
                if times > _FEW or (times and part is not None):
                    texts = data.split(_END)[:-1]
                    if part is not None:
                        texts = [part(text) for text in texts]
                    _mark(marks, piece * CHUNK, bytes([needle in text for text in texts]))
                elif times:
                    for place in _places(needle, data, self._ends[piece]):
                        marks[piece * CHUNK + place] = 1
        return marks

    def _texts(self, piece: int) -> list[bytes]:
        """The texts of a piece; from any thread."""
        loose = self._loose.get(piece)
        return list(loose) if loose is not None else self._pieces[piece].split(_END)[:-1]

    def _taken_apart(self, piece: int) -> list[bytes]:
        loose = self._loose.get(piece)
        if loose is None:
            while len(self._loose) >= _LOOSE:
                self._join(next(iter(self._loose)))
            self._loose[piece] = loose = self._texts(piece)
        return loose

    def _join(self, piece: int) -> None:
        texts = self._loose[piece]
        self._ends[piece] = array("I", (end - 1 for end in accumulate(len(t) + 1 for t in texts)))
        self._pieces[piece] = _END.join((*texts, b""))
        del self._loose[piece]  # only now: another thread looks there first


def _places(needle: bytes, data: bytes, ends: Sequence[int]) -> Iterator[int]:
    """Which of the texts that end at ``ends`` hold the needle."""
    at = data.find(needle)
    while at != -1:
        place = bisect_left(ends, at)
        yield place
        at = data.find(needle, ends[place])


def _mark(marks: bytearray, first: int, held: bytes) -> None:
    """Set the marks from ``first`` on where ``held`` is set, and leave the others."""
    last = first + len(held)
    both = int.from_bytes(marks[first:last], "big") | int.from_bytes(held, "big")
    marks[first:last] = both.to_bytes(len(held), "big")


class Keys(Texts):
    """Texts that all differ, and the number of each."""

    def __init__(self) -> None:
        super().__init__()
        self._hashes = array("I")
        self._table = array("I", bytes(4 * CHUNK))
        """By hash: numbers counted from 1, 0 for none; a key whose place is taken stands behind."""

    def number(self, key: str) -> int | None:
        """The number of a text; None when it is not one of these."""
        found = self._table[self._place(key, _hash(key))]
        return found - 1 if found else None

    def append(self, text: str) -> None:
        """Add a text that is not there yet."""
        super().append(text)
        self._hashes.append(_hash(text))
        if 3 * self._count > 2 * len(self._table):
            self._grow()
        else:
            self._table[self._place(text, self._hashes[-1])] = self._count

    def _place(self, key: str, hashed: int) -> int:
        """Where the number of a text stands in the table, or where it is to stand."""
        table, mask = self._table, len(self._table) - 1
        place = hashed & mask
        while (number := table[place]) and (
            self._hashes[number - 1] != hashed or self[number - 1] != key
        ):
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        mask = 4 * len(self._table) - 1
        table = array("I", bytes(4 * (mask + 1)))
        for number, hashed in enumerate(self._hashes, 1):
            place = hashed & mask
            while table[place]:
                place = (place + 1) & mask
            table[place] = number
        self._table = table


def _hash(text: str) -> int:
    return hash(text) & 0xFFFFFFFF  # differs from run to run; only the table's layout follows it


class Choices:
    """One of a few different texts for each row."""

    def __init__(self) -> None:
        self.codes = array("I")
        """For each row the place of its text in ``values``."""
        self.values: list[str] = []
        self._codes: dict[str, int] = {}

    def __getitem__(self, row: int) -> str:
        return self.values[self.codes[row]]

    def __setitem__(self, row: int, value: str) -> None:
        self.codes[row] = self._code(value)

    def append(self, value: str) -> None:
        """Add a row."""
        self.codes.append(self._code(value))

    def used(self) -> set[str]:
        """The texts that stand in a row now."""
        return {self.values[code] for code in set(self.codes)}

    def _code(self, value: str) -> int:
        code = self._codes.get(value)
        if code is None:
            code = self._codes[value] = len(self.values)
            self.values.append(value)
        return code
