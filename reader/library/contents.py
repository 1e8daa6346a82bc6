"""The documents that the keys of a library stand for."""

from __future__ import annotations

from pathlib import Path

from reader.documents import open_document
from reader.documents.model import Document
from reader.documents.opening import refuse_outside
from reader.library.scan import path_of, split_key


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
