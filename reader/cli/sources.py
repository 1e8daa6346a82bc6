"""The documents that a command line names: files, folders, records of a corpus, stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.documents.corpus import CorpusRecord
    from reader.documents.model import Document

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Unit:
    """One document still to be read; picklable."""

    source: str
    """As named on the command line, or found below it."""
    data: bytes | None = None
    """The bytes where they do not stand in a file of their own."""
    record: CorpusRecord | None = None
    """Where it is one of a corpus."""
    text_field: str | None = None
    problem: str = ""
    """Why it cannot be read, where that is known before it is tried."""

    def read(self) -> tuple[str | int | None, Document]:
        """The id of a record (its own, else its number; None for a file), and the document.

        Raises ``Refused``.
        """
        from reader.documents import Refused, load, open_document

        if self.problem:
            raise Refused(self.problem)
        if self.record is not None:
            return self.record.named_document()
        if self.data is not None:
            return None, load(self.data, STDIN, text_field=self.text_field)
        return None, open_document(Path(self.source), text_field=self.text_field)


def units(paths: Iterable[str], text_field: str | None = None) -> Iterator[Unit]:
    """Everything that ``paths`` name, lazily, in order."""
    for path in paths:
        if path == STDIN:
            yield from _of_stdin(text_field)
        elif Path(path).is_dir():
            yield from _of_folder(path, text_field)
        else:
            yield from _of_file(path, text_field)


def _of_folder(folder: str, text_field: str | None) -> Iterator[Unit]:
    from reader.library.scan import scan

    for batch in scan(folder):
        for entry in batch:
            path = str(Path(folder, entry.key))
            if entry.readable:
                yield Unit(path, problem=f"{path} is not read: {entry.readable}.")
            else:
                yield from _of_file(path, text_field)


def _of_file(path: str, text_field: str | None) -> Iterator[Unit]:
    from reader.documents import Refused
    from reader.documents.corpus import is_corpus, records

    try:
        if not is_corpus(Path(path)):
            yield Unit(path, text_field=text_field)
            return
        for record in records(Path(path), text_field):
            yield Unit(path, record=record)
    except Refused as refused:
        yield Unit(path, problem=str(refused))


def _of_stdin(text_field: str | None) -> Iterator[Unit]:
    """What is piped in: one document, or the records of a corpus as they come."""
    from reader.documents import Refused
    from reader.documents.corpus import FORMAT, CorpusRecord
    from reader.documents.registry import format_of
    from reader.documents.sniffing import HEAD, compressed

    stream = sys.stdin.buffer
    head = stream.read(HEAD)
    try:
        corpus = format_of(head, STDIN).name == FORMAT
    except Refused as refused:
        yield Unit(STDIN, problem=str(refused))
        return
    if not corpus:
        yield Unit(STDIN, data=head + stream.read(), text_field=text_field)
    elif compressed(head):
        yield from _of_packed(head, text_field)
    else:
        head += stream.readline()
        lines = (line for part in (head.splitlines(keepends=True), stream) for line in part)
        for number, line in enumerate(lines, 1):
            if line.strip():
                record = CorpusRecord(STDIN, number, line.rstrip(b"\r\n"), text_field)
                yield Unit(STDIN, record=record)


def _of_packed(head: bytes, text_field: str | None) -> Iterator[Unit]:
    """A packed corpus from stdin, by way of a temporary file."""
    import shutil
    import tempfile
    from dataclasses import replace

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stdin.jsonl")
        with path.open("wb") as copy:
            copy.write(head)
            shutil.copyfileobj(sys.stdin.buffer, copy)
        for unit in _of_file(str(path), text_field):
            yield replace(unit, source=STDIN)
