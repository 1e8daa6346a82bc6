"""JSON files: read within bounds, written in one form, changed under a lock, set aside damaged."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reader.storage.locks import locked
from reader.storage.writing import BINARY, sync_folder, write_atomic

READ_LIMIT = 256 * 1024 * 1024
"""Bytes: a store file beyond this is not one we wrote."""


class Damaged(Exception):
    """A file that should hold JSON of ours and does not; its bytes are still on disk."""


def read_bytes(path: Path, *, limit: int = READ_LIMIT) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes.

    Raises FileNotFoundError, IsADirectoryError and other OSErrors; Damaged for a device, a pipe or
    a giant.
    """
    descriptor = os.open(path, os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0))
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
        if not stat.S_ISREG(found.st_mode):
            raise Damaged(f"{path} is not a regular file")
        if found.st_size > limit:
            raise Damaged(f"{path} is too large for a file of notes ({found.st_size:,} bytes)")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(descriptor)


def read_json(path: Path, *, limit: int = READ_LIMIT) -> Any:
    """The JSON value in ``path``. Raises OSError where it cannot be read, else Damaged."""
    data = read_bytes(path, limit=limit)
    try:
        return parse_json(data)
    except Damaged as error:
        raise Damaged(f"{path}: {error}") from error


def parse_json(data: bytes) -> Any:
    """The JSON value in ``data``, strictly: no NaN, no endless nesting or integers.

    Lone surrogates written as ``\\udXXX`` are accepted, since a document's text may hold them.
    Raises Damaged with the reason.
    """
    import msgspec

    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return msgspec.json.decode(data)
    except RecursionError as error:
        raise Damaged("is nested too deeply") from error
    except ValueError as error:  # DecodeError, ValidationError and UnicodeDecodeError
        if b"\\ud" not in data and b"\\uD" not in data:
            raise Damaged(_reason(data, error)) from error
    import json

    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise Damaged(_reason(data, error)) from error


def _reason(data: bytes, error: Exception) -> str:
    if not data.strip(b"\0 \t\r\n"):
        return "holds nothing but zero bytes" if b"\0" in data else "is empty"
    return f"is not JSON ({error})"


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not a number of JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        raise ValueError(f"{digits} is out of range")
    return value


def dump_json(value: Any, *, indent: int = 2) -> bytes:
    """``value`` as UTF-8 JSON with a final newline, in the order of its keys.

    ``indent=0`` gives one line. Lone surrogates are written as escapes, so that the bytes are
    valid UTF-8 whatever the text was.
    """
    import msgspec

    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        import json

        # Python's escape of a lone surrogate (backslashreplace) is JSON's escape of it.
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        data = text.encode("utf-8", "backslashreplace")
        return (_indented(text, indent) if indent else data) + b"\n"
    return (msgspec.json.format(data, indent=indent) if indent else data) + b"\n"


def _indented(text: str, indent: int) -> bytes:
    import json

    pretty = json.dumps(json.loads(text), ensure_ascii=False, indent=indent)
    return pretty.encode("utf-8", "backslashreplace")


def now() -> datetime:
    """The time, with a zone."""
    return datetime.now(UTC)


def quarantine(path: Path, *, keep: bool = False) -> Path:
    """Rename a damaged file to ``<name>.corrupt-<time>`` beside it; returns the new path.

    With ``keep`` it is copied, so that the name is never empty before its replacement is written.
    """
    moment = now().strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.name}.corrupt-{moment}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.name}.corrupt-{moment}-{count}")
    if keep:
        write_atomic(aside, path.read_bytes())
    else:
        os.rename(path, aside)
        sync_folder(path.parent)
    return aside


def lock_file(path: Path) -> Path:
    """The file whose lock guards the file ``path``."""
    return path.with_name(f".{path.name}.lock")


def update_json(
    path: Path,
    mutate: Callable[[Any], Any],
    *,
    default: Callable[[], Any] = dict,
    timeout: float = 5.0,
) -> Path | None:
    """Change a JSON file that other processes change too: lock, read again, mutate, write.

    ``mutate`` gets the value in the file (``default()`` where there is none) and returns the new
    one; the file is written only when it changed. A damaged file is set aside first, and its new
    path is returned, so that the caller can say so. Raises OSError, among it LockHeld.
    """
    aside = None
    with locked(lock_file(path), timeout=timeout):
        try:
            before = read_bytes(path)
            value = parse_json(before)
        except FileNotFoundError:
            before, value = b"", default()
        except Damaged:
            aside = quarantine(path)
            before, value = b"", default()
        after = dump_json(mutate(value))
        if after != before:
            write_atomic(path, after)
    return aside
