"""The documents that the keys of a library stand for."""

from __future__ import annotations

from collections import deque
from itertools import islice, takewhile
from pathlib import Path

from reader.documents import Refused, open_document
from reader.documents.model import Document
from reader.documents.opening import refuse_outside
from reader.library.scan import is_corpus_name, path_of, split_key

_MOST_BLANK = 1_000
"""Lines without a record, before one, among which the record before it is looked for."""


def file_of(root: Path, key: str) -> Path:
    """The file of a key. Raises ``Refused`` where it is a link that leads out of the library."""
    path = Path(path_of(root, key))
    refuse_outside(path, root)
    return path


def document_of(root: Path, key: str, encoding: str = "") -> Document:
    """The document of a key as it is now, in an encoding if one was chosen. Raises ``Refused``."""
    record = split_key(key)[1]
    return open_document(
        file_of(root, key), record=int(record) if record else None, encoding=encoding or None
    )


def document_key(root: Path, key: str) -> str:
    """The key of the document that is opened for a key: of a whole corpus that of a record.

    Its first: under the corpus' own name nobody would find what is kept of it.
    """
    if split_key(key)[1] or not is_corpus_name(key):
        return key
    try:
        first = _record_near(file_of(root, key), 0, 1)
    except Refused:
        return key  # opening it tells why
    return f"{key}#{first}" if first else key


def record_beside(root: Path, key: str, by: int) -> str:
    """The key of the record so many further on, or back with ``by`` below 0; the last there is.

    The key itself where it is no record's. Raises ``Refused``.
    """
    path, record = split_key(key)
    found = _record_near(file_of(root, key), int(record), by) if record else 0
    return f"{path}#{found}" if found else key


def _record_near(path: Path, number: int, by: int) -> int:
    """The number of the record ``by`` records after or before that one; 0 where there is none."""
    from reader.documents.corpus import is_corpus, records

    if not is_corpus(path):
        return 0
    if by > 0:
        found = deque((r.number for r in islice(records(path, after=number), by)), maxlen=1)
        return found[0] if found else 0
    begin = max(0, number + by - _MOST_BLANK)
    numbers = takewhile(lambda n: n < number, (r.number for r in records(path, after=begin)))
    before = deque(numbers, maxlen=-by)
    return before[0] if before else 0
