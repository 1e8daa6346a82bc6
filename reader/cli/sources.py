"""The documents that a command line names: files, folders, records of a corpus, stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.documents.model import Document

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Unit:
    """One document still to be read."""

    source: str
    """As named on the command line, or found below it."""
    id: str | None = None
    """Of a record: its own, if it has one, else its number."""
    data: bytes | None = None
    """The bytes where they do not stand in a file of their own."""
    name: str = ""
    """Stands for a file name where the format is told."""
    text_field: str | None = None

    def document(self) -> Document:
        """Read it. Raises ``Refused``."""
        from reader.documents import load, open_document

        if self.data is not None:
            return load(self.data, self.name, text_field=self.text_field)
        return open_document(Path(self.source), text_field=self.text_field)


def units(paths: Iterable[str], text_field: str | None = None) -> Iterator[Unit]:
    """Everything that ``paths`` name, lazily, in order."""
    for path in paths:
        if path == STDIN:
            yield Unit(STDIN, data=sys.stdin.buffer.read(), name=STDIN, text_field=text_field)
        elif Path(path).is_dir():
            from reader.library.scan import scan

            for batch in scan(path):
                for entry in batch:
                    yield from _of_file(str(Path(path, entry.key)), text_field)
        else:
            yield from _of_file(path, text_field)


def _of_file(path: str, text_field: str | None) -> Iterator[Unit]:
    yield Unit(path, text_field=text_field)
