"""Reading a file's bytes without ever waiting on a device or filling memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from reader.documents.refused import Refused

LARGEST = 256_000_000
"""Bytes. What is larger is refused by its size, before anything of it is read."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Source(NamedTuple):
    """An open regular file: the stream stands at its beginning."""

    stream: BinaryIO
    size: int


def open_regular(path: Path) -> Source:
    """Open a regular file for reading; the caller closes ``Source.stream``.

    The file is opened without blocking and looked at through its descriptor, so that nothing
    can be put in its place between the look and the read. Raises ``Refused`` for whatever is
    not a regular file or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        _refuse_unless_regular(path, os.stat(path))
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise Refused(_sentence(path, error)) from error
    try:
        status = os.fstat(descriptor)
        _refuse_unless_regular(path, status)
    except BaseException:
        os.close(descriptor)
        raise
    return Source(os.fdopen(descriptor, "rb"), status.st_size)


def refuse_outside(path: Path, root: Path) -> None:
    """Raise ``Refused`` where a link in the library leads out of it: to a secret, perhaps.

    The file may be the link, or a folder above it.
    """
    target, inside = os.path.realpath(path), os.path.realpath(root)
    if not target.startswith(inside.rstrip(os.sep) + os.sep):
        raise Refused(
            f"{path.name} is a link that leads out of the library. Open {target} itself to read it."
        )


def read_bytes(path: Path, limit: int = LARGEST) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes. Raises ``Refused`` otherwise."""
    source = open_regular(path)
    with source.stream as stream:
        if source.size > limit:
            raise Refused(too_large(path.name, source.size, limit))
        try:
            data = stream.read(min(source.size, limit) + 1)
        except OSError as error:
            raise Refused(_sentence(path, error)) from error
    if len(data) > limit:
        raise Refused(too_large(path.name, len(data), limit))
    return data


def read_head(path: Path, length: int = 4096) -> bytes:
    """The first ``length`` bytes of a regular file. Raises ``Refused`` when it cannot be read."""
    with open_regular(path).stream as stream:
        try:
            return stream.read(length)
        except OSError as error:
            raise Refused(_sentence(path, error)) from error


def too_large(name: str, size: int, limit: int) -> str:
    """The sentence for a file of ``size`` bytes where ``limit`` are allowed."""
    return (
        f"{name} is too large to open: {_megabytes(size)} where at most {_megabytes(limit)} "
        "are read. Split it into smaller files."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"


def _refuse_unless_regular(path: Path, status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    if stat.S_ISDIR(status.st_mode) and not os.access(path, os.R_OK | os.X_OK):
        raise Refused(_sentence(path, PermissionError()))
    kind = next((word for test, word in _KINDS if test(status.st_mode)), "not a file")
    raise Refused(f"{path} is {kind}, not a file that can be read.")


def _sentence(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return f"{path} is a link to a file that does not exist."
        return f"{path} does not exist. Check the spelling, or give another path."
    if isinstance(error, PermissionError):
        return f"{path} cannot be read: permission denied. Change its permissions to open it."
    why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    return f"{path} cannot be read: {why}."
