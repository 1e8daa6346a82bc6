"""A corpus: a file of records or of messages, each a document of its own, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reader.documents.model import Document
from reader.documents.opening import read_head
from reader.documents.reading import Wish, finished
from reader.documents.record_lines import lines_of
from reader.documents.records import document_from, parse
from reader.documents.registry import format_of, open_message, read_packed
from reader.documents.sniffing import HEAD, suffix_format

FORMAT = "jsonl"
MAILBOX = "mbox"


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
    format: str = FORMAT
    """What the record is: a line of JSON, or a message."""

    def document(self) -> Document:
        """Parse it. Raises ``Refused`` with a sentence that names the line."""
        return self.named_document()[1]

    def named_document(self) -> tuple[str | int, Document]:
        """The record's own id, or its number where it has none, and its document."""
        wish = Wish(self.file, None, self.text_field, self.number)
        if self.format == MAILBOX:
            return self.number, open_message(self.data, wish)
        fields = parse(self.data, wish)
        document = finished(replace(document_from(fields, wish), format=FORMAT), "")
        return _own_id(fields.get("id"), self.number), document


def _own_id(value: object, number: int) -> str | int:
    if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
        return value
    return number


def is_corpus(path: Path) -> bool:
    """Whether a file holds records. Raises ``Refused`` where it cannot be read."""
    return bool(_corpus_format(path))


def _corpus_format(path: Path) -> str:
    """``FORMAT``, ``MAILBOX`` or "". A file named as one message is one, with a postmark too."""
    found = format_of(read_head(path, HEAD), path.name).name
    if found == MAILBOX:
        return MAILBOX if suffix_format(path.name) in (MAILBOX, None) else ""
    return FORMAT if found == FORMAT else ""


def records(path: Path, text_field: str | None = None, *, after: int = 0) -> Iterator[CorpusRecord]:
    """The records of a file after that number, read as they are asked for. Raises ``Refused``."""
    if _corpus_format(path) == MAILBOX:
        yield from messages_in(read_packed(path), path.name, after=after)
        return
    for record in lines_of(path).scan(after + 1):
        yield CorpusRecord(path.name, record.number, record.data, text_field)


def messages_in(data: bytes, name: str, *, after: int = 0) -> Iterator[CorpusRecord]:
    """The messages of a mailbox after that number."""
    from reader.documents.mbox import messages

    for number, (start, end) in enumerate(messages(data), 1):
        if number > after:
            yield CorpusRecord(name, number, data[start:end], None, MAILBOX)
