"""Corpora in Parquet files: each row is a record with the fields that a JSON Lines record has.

Columns of text, numbers, truth values and times, and lists of text, become fields; others
(embeddings, nested tables) are not read from the file at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.documents.corpus import CorpusRecord
from reader.documents.opening import read_head
from reader.documents.refused import Refused

if TYPE_CHECKING:
    import pyarrow

SUFFIX = ".parquet"
_MAGIC = b"PAR1"
_ROWS = 64
"""Read at a time."""


def is_table(path: Path) -> bool:
    """Whether a file is in the Parquet format. Raises ``Refused`` where it cannot be read."""
    return read_head(path, len(_MAGIC)) == _MAGIC


def rows(path: Path, text_field: str | None = None) -> Iterator[CorpusRecord]:
    """The rows as records, numbered from 1. Raises ``Refused``."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise Refused(
            f"{path.name} is a Parquet file. Install what reads it: pip install 'glosse[parquet]'."
        ) from None
    number = 0
    try:
        with ParquetFile(path) as table:
            columns = [field.name for field in table.schema_arrow if _is_plain(field.type)]
            for batch in table.iter_batches(_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield CorpusRecord(path.name, number, _line(row), text_field)
    except (pyarrow.ArrowException, OSError) as error:
        raise Refused(
            f"{path.name} is a damaged Parquet file, after row {number}: {error}."
        ) from error


def _is_plain(kind: pyarrow.DataType) -> bool:
    from pyarrow import types

    if types.is_list(kind) or types.is_large_list(kind):
        return bool(types.is_string(kind.value_type) or types.is_large_string(kind.value_type))
    if types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    return not bool(types.is_nested(kind))


def _line(row: dict[str, Any]) -> bytes:
    fields = {name: _field(value) for name, value in row.items() if value is not None}
    return json.dumps(fields).encode("ascii")


def _field(value: object) -> object:
    """A value as JSON has it: bytes decoded as a file's would be, times in ISO 8601."""
    if isinstance(value, (str, bool, int, list)):
        return value
    if isinstance(value, bytes):
        from reader.documents.decoding import decode

        return decode(value)[0]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    return str(value)
