"""A corpus cleaned into a folder, a file for each shard, so that a run may end and go on later.

A shard is written under another name and gets its own when all of it is on the disk; a manifest
beside it tells of which input, version and settings it was made. Both are in ``.glosse-clean``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reader.cli.console import STDIN, Failure, complain
from reader.cli.sources import files_in
from reader.storage import LockHeld, locked, make_folder, stamp, sync_folder

WORK = ".glosse-clean"
_RECORDS = (".jsonl", ".ndjson", ".parquet")
_PACKED = (".gz", ".zst")


@dataclass(frozen=True, slots=True)
class Shard:
    """One input file and the file that its documents are written to."""

    source: str
    """As named on the command line, or found below it."""
    target: str
    """Below the folder that is written to, with slashes."""


@dataclass(slots=True)
class Count:
    """What came of one shard, or of many."""

    documents: int = 0
    skipped: int = 0


def shards_of(paths: Iterable[str], out: Path) -> list[Shard]:
    """The files named, each with its target. Raises Failure where targets would meet."""
    found: list[Shard] = []
    for path in paths:
        if path == STDIN:
            raise Failure("--out takes files and folders, not stdin.", status=2)
        if not Path(path).is_dir():
            found.append(Shard(path, _target(Path(path).name)))
            continue
        if _within(out, Path(path)):
            raise Failure(f"{out} is inside {path}: name a folder outside for --out.", status=2)
        for name, problem in files_in(path):
            if problem:
                complain(problem)
            else:
                found.append(Shard(name, _target(Path(name).relative_to(path).as_posix())))
    taken: dict[str, str] = {}
    for shard in found:
        other = taken.setdefault(os.path.normcase(shard.target), shard.source)
        if other != shard.source:
            raise Failure(
                f"{other} and {shard.source} would both be written to {out / shard.target}. "
                "Clean them into two folders.",
                status=2,
            )
        if _within(out / shard.target, Path(shard.source)):
            raise Failure(
                f"{shard.source} would be written over. Name another folder for --out.", status=2
            )
    return list(dict.fromkeys(found))


def _within(inner: Path, outer: Path) -> bool:
    """Whether two paths are one, or the first is below the second."""
    return Path(os.path.realpath(inner)).is_relative_to(os.path.realpath(outer))


def _target(name: str) -> str:
    """part-1.jsonl.gz and part-1.parquet become part-1.jsonl; page.html becomes page.html.jsonl."""
    bare = name
    for suffix in _PACKED:
        bare = bare.removesuffix(suffix)
    for suffix in _RECORDS:
        if bare.endswith(suffix) and len(os.path.basename(bare)) > len(suffix):
            return bare.removesuffix(suffix) + ".jsonl"
    return name + ".jsonl"


class Folder:
    """The folder that shards are written to, and what is known of those in it."""

    def __init__(self, out: Path, settings: Sequence[str]) -> None:
        self._out = out
        self._work = out / WORK
        self._manifest = self._work / "manifest.jsonl"
        self._settings = _digest(settings)
        self._known = self._read()

    def finished(self, shard: Shard) -> Count | None:
        """What came of a shard that is done: same input, version and settings, output whole."""
        row = self._known.get(shard.target)
        if row is None or row.get("made of") != self.made_of(shard):
            return None
        made = stamp(self._out / shard.target)
        if made is None or made.size != row.get("bytes"):
            return None
        return Count(row["documents"], row["skipped"])

    def finish(self, shard: Shard, count: Count, begun: str, part: BinaryIO) -> None:
        """Give the part its name and remember the shard; ``begun`` is ``made_of`` it."""
        part.flush()
        os.fsync(part.fileno())
        size = part.tell()
        part.close()
        target = self._out / shard.target
        make_folder(target.parent)
        os.replace(self._work / "part", target)
        sync_folder(target.parent)
        row = {
            "shard": shard.source,
            "output": shard.target,
            "made of": begun,
            "documents": count.documents,
            "skipped": count.skipped,
            "bytes": size,
        }
        with self._manifest.open("ab") as manifest:
            manifest.write(json.dumps(row).encode("ascii") + b"\n")
            manifest.flush()
            os.fsync(manifest.fileno())
        self._known[shard.target] = row

    def part(self) -> BinaryIO:
        """Where the shard in work is written."""
        return (self._work / "part").open("wb")

    def made_of(self, shard: Shard) -> str:
        """What the output of a shard depends on, as a digest; taken before it is read."""
        found = stamp(Path(shard.source))
        size, time = (found.size, found.mtime_ns) if found else (-1, -1)
        return _digest([self._settings, shard.source, str(size), str(time)])

    def _read(self) -> dict[str, dict[str, Any]]:
        """The last row of each shard; a torn line is one that was never finished."""
        known: dict[str, dict[str, Any]] = {}
        try:
            lines = self._manifest.read_bytes().split(b"\n")
        except FileNotFoundError:
            return known
        for line in lines:
            try:
                row = json.loads(line)
                known[row["output"]] = row
            except (ValueError, TypeError, KeyError):
                continue
        return known


@contextmanager
def folder(out: Path, settings: Sequence[str]) -> Iterator[Folder]:
    """The folder for one run; another that writes to it at the same time is refused."""
    make_folder(out / WORK)
    try:
        with locked(out / WORK / "lock", timeout=0.2):
            yield Folder(out, settings)
    except LockHeld:
        raise Failure(f"Another run of glosse writes to {out}. Wait for it, or end it.") from None


def corpus_state(shards: Iterable[Shard]) -> str:
    """Which files a corpus is made of, as a digest: names, sizes and times."""
    found = ((shard.source, stamp(Path(shard.source))) for shard in shards)
    return _digest([f"{name} {made.size} {made.mtime_ns}" for name, made in found if made])


def _digest(parts: Sequence[str]) -> str:
    line = json.dumps(list(parts)).encode("ascii")
    return hashlib.sha256(line).hexdigest()[:32]
