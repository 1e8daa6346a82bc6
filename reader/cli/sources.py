"""The documents that a command line names: files, folders, records of a corpus, stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.console import STDIN

if TYPE_CHECKING:
    from reader.documents.corpus import CorpusRecord
    from reader.documents.model import Document


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
            return None, load(self.data, Path(self.source).name, text_field=self.text_field)
        return None, open_document(Path(self.source), text_field=self.text_field)

    @property
    def weight(self) -> int:
        """Bytes that travel with it to another process."""
        return len(self.data or b"") + len(self.record.data if self.record else b"")

    def carried(self) -> Unit:
        """The same with the file's bytes in it, for a machine that does not see the file."""
        from reader.documents import Refused
        from reader.documents.opening import read_bytes, read_head
        from reader.documents.registry import format_of
        from reader.documents.sniffing import HEAD

        if self.problem or self.record is not None or self.data is not None:
            return self
        path = Path(self.source)
        try:
            limit = format_of(read_head(path, HEAD), path.name).largest
            return replace(self, data=read_bytes(path, limit))
        except Refused as refused:
            return replace(self, problem=str(refused))


def units(paths: Iterable[str], text_field: str | None = None) -> Iterator[Unit]:
    """Everything that ``paths`` name, lazily, in order."""
    for path in paths:
        if path == STDIN:
            yield from _of_stdin(text_field)
        elif Path(path).is_dir():
            for found, problem in files_in(path):
                if problem:
                    yield Unit(found, problem=problem)
                else:
                    yield from of_file(found, text_field)
        else:
            yield from of_file(path, text_field)


def files_in(folder: str) -> Iterator[tuple[str, str]]:
    """The files of a folder that can be cleaned, each with "" or why it is not read."""
    from reader.cli.parquet import SUFFIX
    from reader.library.scan import scan

    for batch in scan(folder):
        for entry in batch:
            path = str(Path(folder, entry.key))
            yield path, f"{path} is not read: {entry.readable}." if entry.readable else ""
    for table in sorted(Path(folder).rglob(f"*{SUFFIX}")):
        yield str(table), ""


def of_file(path: str, text_field: str | None) -> Iterator[Unit]:
    """The document in a file, or the records of a corpus; what is wrong with it is in the unit."""
    from reader.cli.parquet import is_table, rows
    from reader.documents import Refused
    from reader.documents.corpus import is_corpus, records
    from reader.library.scan import record_address

    try:
        if (address := record_address(path)) is not None:
            yield _record(*address, text_field)
            return
        if is_table(Path(path)):
            for record in rows(Path(path), text_field):
                yield Unit(path, record=record)
            return
        if not is_corpus(Path(path)):
            yield Unit(path, text_field=text_field)
            return
        for record in records(Path(path), text_field):
            yield Unit(path, record=record)
    except Refused as refused:
        yield Unit(path, problem=str(refused))


def _record(file: str, number: int, text_field: str | None) -> Unit:
    from reader.documents.corpus import is_corpus, records

    last = 0
    for record in records(Path(file), text_field) if is_corpus(Path(file)) else ():
        last = record.number
        if last == number:
            return Unit(file, record=record)
    has = f"its last one is {last:,}" if last else "it is no file of records"
    return Unit(file, problem=f"There is no record {number:,} in {file}: {has}.")


def _of_stdin(text_field: str | None) -> Iterator[Unit]:
    """What is piped in: one document, or the records of a corpus as they come."""
    from reader.documents import Refused
    from reader.documents.corpus import FORMAT, MAILBOX, CorpusRecord, messages_in
    from reader.documents.registry import format_of
    from reader.documents.sniffing import HEAD, compressed

    stream = sys.stdin.buffer
    head = stream.read(HEAD)
    try:
        found = format_of(head, STDIN).name
    except Refused as refused:
        yield Unit(STDIN, problem=str(refused))
        return
    if found == MAILBOX and not compressed(head):
        for message in messages_in(head + stream.read(), STDIN):
            yield Unit(STDIN, record=message)
    elif found != FORMAT:
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

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stdin.jsonl")
        with path.open("wb") as copy:
            copy.write(head)
            shutil.copyfileobj(sys.stdin.buffer, copy)
        for unit in of_file(str(path), text_field):
            yield replace(unit, source=STDIN)
