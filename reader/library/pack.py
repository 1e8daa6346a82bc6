"""The work of one file, done in a worker process: read it, and make ready all the index stores."""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from reader.documents.refused import Refused
from reader.library.facts import Analyse, Analysis, Facts, Taught
from reader.library.hiding import packed_blocks
from reader.library.keys import storable
from reader.library.names import names
from reader.library.packing import compress
from reader.library.scan import key_of_file
from reader.library.sketch import bands, runs, sketch
from reader.library.tokens import prepared, words

HASHED = 64 << 20
"""Bytes; of larger files only size and time are compared."""
MOST_RECORDS, MOST_TEXT = 1_000, 8_000_000
"""Records, and code points of text, of a corpus that are read before they are handed over."""
FIRST_RECORDS = 100
"""Records of a corpus that are handed over first: more than a screen shows."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Task(NamedTuple):
    """A file to look at, and the hash it had when it was last read."""

    path: str
    """Relative POSIX path."""
    size: int
    mtime_ns: int
    digest: bytes = b""
    after: int = 0
    """The number of the record of a long corpus up to which it was read."""


class Packed(NamedTuple):
    """One article, ready to be stored."""

    facts: Facts
    text: bytes
    """Cleaned text, UTF-8, compressed."""
    title_tokens: str
    body_tokens: str
    name_tokens: str
    prints: bytes
    """Fingerprints of its blocks, 64-bit, native order."""
    kept: bytes
    """The blocks of its text, as ``hiding.blocks_of`` reads them."""
    sketch: bytes
    bands: tuple[int, ...]


class FileResult(NamedTuple):
    """What became of a task. ``articles`` is None when the content is as it was."""

    task: Task
    digest: bytes
    articles: list[Packed] | None
    problem: str = ""
    rest: Task | None = None
    """What is still to be read of a long corpus."""


def signed(number: int) -> int:
    """A number of up to 64 bits as SQLite stores it."""
    number &= (1 << 64) - 1
    return number - (1 << 64) if number >> 63 else number


def _encodable(facts: Facts, key: str) -> Facts:
    texts = (_SURROGATE.sub("\ufffd", text) for text in facts[1:7])
    return Facts._make((key, *texts, *facts[7:]))


def name_tokens(text: str) -> str:
    """The keys of the names in a text, as the index stores them."""
    return " ".join(names(text))


def pack(key: str, analysis: Analysis) -> Packed:
    """All the index stores of one article; ``key`` is the file's."""
    facts, text = analysis.facts, _SURROGATE.sub("\ufffd", analysis.text)
    own = f"{key}#{facts.key}" if facts.key else key
    found = words(text)
    values = sketch(runs(found))
    marks = list(map(signed, analysis.fingerprints))
    order = {number: place for place, number in enumerate(dict.fromkeys(marks))}
    return Packed(
        facts=_encodable(facts, storable(own)),
        text=compress(text),
        title_tokens=prepared(_SURROGATE.sub("\ufffd", facts.title)),
        body_tokens=" ".join(found),
        name_tokens=name_tokens(text),
        prints=array("q", order).tobytes(),
        kept=packed_blocks(analysis.kept, order, marks),
        sketch=values.to_bytes(),
        bands=tuple(bands(values)),
    )


def resolve(name: str) -> Analyse:
    """The function of a dotted name such as ``reader.analysis:analyse``."""
    module, _, function = name.partition(":")
    found: Analyse = getattr(import_module(module), function)
    return found


def file_digest(path: str) -> bytes:
    """A hash of a file's bytes; b"" for a file too large to be worth it."""
    digest = blake2b(digest_size=16)
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size > HASHED:
            return b""
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.digest()


def look_at(root: str, task: Task, analyse: Analyse, taught: Taught = ()) -> FileResult:
    """Read one file, or a part of a long corpus, and pack its articles.

    Every failure becomes a sentence in the result.
    """
    path = os.path.join(root, *task.path.split("/"))
    digest = task.digest if task.after else b""
    packed: list[Packed] = []
    last = 0
    try:
        if not task.after:
            digest = file_digest(path)
            if digest and digest == task.digest:
                return FileResult(task, digest, None)
        after = {"after": task.after} if task.after else {}
        found = analyse(Path(path), key_of_file(task.path), taught, **after)
        last = _pack_all(packed, task, found)
    except OSError as error:
        return FileResult(task, digest, packed, f"cannot be read: {error.strerror or error}")
    except Refused as error:
        return FileResult(task, digest, packed, str(error))
    except Exception as error:  # noqa: BLE001 - no file, whatever library it upsets, ends a build
        if isinstance(error.__cause__, Refused):  # a sentence for the reader already
            return FileResult(task, digest, packed, str(error))
        sentence = f"cannot be analysed: {error or type(error).__name__}"
        return FileResult(task, digest, packed, sentence)
    rest = task._replace(digest=digest, after=last) if last else None
    return FileResult(task, digest, packed, rest=rest)


def _pack_all(packed: list[Packed], task: Task, found: Iterable[Analysis]) -> int:
    """Append the articles; the number of the record to go on after, 0 when these are all."""
    most = MOST_RECORDS if task.after else FIRST_RECORDS
    size = 0
    for analysis in found:
        packed.append(pack(task.path, analysis))
        size += len(analysis.text)
        if analysis.facts.key.isdecimal() and (len(packed) >= most or size >= MOST_TEXT):
            return int(analysis.facts.key)
    return 0


def look_at_all(
    root: str, tasks: Iterable[Task], analyse: Analyse, taught: Taught = ()
) -> Iterator[FileResult]:
    """One result for each task, in order."""
    for task in tasks:
        yield look_at(root, task, analyse, taught)
