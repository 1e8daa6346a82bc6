"""A corpus: a file of records, each a document of its own, taken one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reader.documents.model import Document
from reader.documents.opening import read_head
from reader.documents.reading import Wish, finished
from reader.documents.records import RecordIndex, document_from, parse
from reader.documents.registry import format_of
from reader.documents.sniffing import HEAD

FORMAT = "jsonl"


@dataclass(frozen=True, slots=True)
class CorpusRecord:
    """One record, not yet parsed; picklable, so that another process may do that."""

    file: str
    """The file's name, for sentences."""
    number: int
    """Of its line, from 1."""
    data: bytes
    text_field: str | None = None
    """The field that holds the text; None looks for the usual ones."""

    def document(self) -> Document:
        """Parse it. Raises ``Refused`` with a sentence that names the line."""
        return self.named_document()[1]

    def named_document(self) -> tuple[str | int, Document]:
        """The record's own id, or its number where it has none, and its document."""
        wish = Wish(self.file, None, self.text_field, self.number)
        fields = parse(self.data, wish)
        document = finished(replace(document_from(fields, wish), format=FORMAT), "")
        return _own_id(fields.get("id"), self.number), document


def _own_id(value: object, number: int) -> str | int:
    if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
        return value
    return number


def is_corpus(path: Path) -> bool:
    """Whether a file holds records. Raises ``Refused`` where it cannot be read."""
    return format_of(read_head(path, HEAD), path.name).name == FORMAT


def records(path: Path, text_field: str | None = None) -> Iterator[CorpusRecord]:
    """The records of a file, read as they are asked for. Raises ``Refused``."""
    for record in RecordIndex(path).scan():
        yield CorpusRecord(path.name, record.number, record.data, text_field)


def records_in(data: bytes, name: str, text_field: str | None = None) -> Iterator[CorpusRecord]:
    """The records in bytes that are not packed."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield CorpusRecord(name, number, line.rstrip(b"\r"), text_field)
