"""The n-gram profiles of langdetect in two megabytes, instead of sixty as Python objects.

langdetect keeps a list of 55 floats for each of its n-grams, and reads 2 MB of JSON to make them.
Here the same counts stand in arrays: sorted n-grams as numbers, and for each the languages it
occurs in. They are made once and kept in the cache; whatever is wrong with that copy, it is made
anew. The probabilities are the same to the last bit, the languages always in the same order.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import merge
from itertools import repeat
from pathlib import Path
from typing import Any

from reader.storage import write_atomic

_MAGIC = b"glosse-languages-1 " + sys.byteorder.encode() + b"\n"
_LONGEST = 3
"""Letters of an n-gram, at most."""
_BITS = 21
"""Of a code point."""


@dataclass(slots=True, eq=False)
class Profiles:
    """Which n-gram is how frequent in which language; stands in for langdetect's own factory."""

    langlist: list[str]
    totals: Sequence[int]
    """For each language how many n-grams of one, two, three letters were counted."""
    grams: array[int]
    """Sorted."""
    starts: array[int]
    """Where in ``counts`` each n-gram's begin, and one more for the end."""
    counts: array[int]
    """How often each occurs in one language."""
    where: bytes
    """The number of that language."""
    seed: int = 0
    _kept: dict[str, list[float]] = field(default_factory=dict)

    @property
    def word_lang_prob_map(self) -> Profiles:
        """What langdetect's detector looks n-grams up in."""
        return self

    def __contains__(self, gram: str) -> bool:
        return self._find(gram) >= 0

    def __getitem__(self, gram: str) -> list[float]:
        """The probability of an n-gram in each language."""
        found = self._kept.get(gram)
        if found is None:
            at = self._find(gram)
            found = self._kept[gram] = [0.0] * len(self.langlist)
            for number in range(self.starts[at], self.starts[at + 1]):
                language = self.where[number]
                total = self.totals[language * _LONGEST + len(gram) - 1]
                found[language] = 1.0 * self.counts[number] / total
        return found

    def forget(self) -> None:
        """Let go of what was looked up for one text."""
        self._kept.clear()

    def _find(self, gram: str) -> int:
        wanted = _number(gram)
        at = bisect_left(self.grams, wanted)
        return at if at < len(self.grams) and self.grams[at] == wanted else -1

    def pack(self) -> bytes:
        """The bytes that ``unpack`` reads."""
        head = array("Q", [len(self.langlist), len(self.grams), len(self.counts), *self.totals])
        names = " ".join(self.langlist).encode().ljust(1024)
        parts = (head.tobytes(), names, self.grams.tobytes(), self.starts.tobytes())
        body = b"".join((*parts, self.counts.tobytes(), self.where))
        return _MAGIC + zlib.crc32(body).to_bytes(4, "little") + body


def _number(gram: str) -> int:
    number = 0
    for letter in gram:
        number = number << _BITS | ord(letter)
    return number


def unpack(data: bytes) -> Profiles:
    """The profiles of ``pack``. Raises ValueError for anything else."""
    begin = len(_MAGIC) + 4
    body = memoryview(data)[begin:]
    if data[: len(_MAGIC)] != _MAGIC or zlib.crc32(body) != int.from_bytes(
        data[len(_MAGIC) : begin], "little"
    ):
        raise ValueError("this is no file of language profiles")
    at = 0

    def take(kind: str, number: int) -> array[int]:
        nonlocal at
        found = array(kind)
        size = number * found.itemsize
        found.frombytes(body[at : at + size])
        at += size
        return found

    languages, grams, counts = take("Q", 3)
    totals = take("Q", languages * _LONGEST)
    names = bytes(body[at : at + 1024]).decode().split()
    at += 1024
    profiles = Profiles(
        names, totals, take("Q", grams), take("I", grams + 1), take("I", counts), bytes(body[at:])
    )
    if len(names) != languages or max(profiles.where, default=0) >= languages:
        raise ValueError("the file of language profiles is damaged")
    return profiles


def make(folder: Path) -> Profiles:
    """The profiles of the JSON files in a folder, as langdetect ships them."""
    import msgspec

    names: list[str] = []
    totals: list[int] = []
    sources: list[Iterable[tuple[int, int, int]]] = []
    for path in _files(folder):
        profile: dict[str, Any] = msgspec.json.decode(path.read_bytes())
        names.append(profile["name"])
        totals += profile["n_words"][:_LONGEST]
        sources.append(_sorted(profile["freq"], len(sources)))
    grams, starts, counts, where = array("Q"), array("I"), array("I"), bytearray()
    for gram, language, count in merge(*sources):
        if not grams or grams[-1] != gram:
            grams.append(gram)
            starts.append(len(counts))
        counts.append(count)
        where.append(language)
    starts.append(len(counts))
    return Profiles(names, totals, grams, starts, counts, bytes(where))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _sorted(frequencies: dict[str, int], language: int) -> Iterable[tuple[int, int, int]]:
    """The n-grams of one language in order; held in arrays, since there are many languages."""
    pairs = sorted((_number(gram), n) for gram, n in frequencies.items() if len(gram) <= _LONGEST)
    grams = array("Q", [gram for gram, _ in pairs])
    counts = array("I", [count for _, count in pairs])
    return zip(grams, repeat(language), counts, strict=False)


def load(profiles: Path, cache: Path) -> Profiles:
    """langdetect's ``profiles``, from a copy in the folder ``cache`` where that is good."""
    listed = "\n".join(f"{path.name} {path.stat().st_size}" for path in _files(profiles))
    kept = cache / f"languages-{zlib.crc32(listed.encode()):08x}.bin"
    try:
        return unpack(kept.read_bytes())
    except (OSError, ValueError):
        made = make(profiles)
    with suppress(OSError):  # a cache that cannot be written costs time, nothing else
        write_atomic(kept, made.pack())
    return made
