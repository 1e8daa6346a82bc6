"""Files replaced as a whole: temporary file, fsync, rename, fsync of the folder.

The order follows Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014).
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader.patterns import late

_TEMPORARY = late(r"^\..+\.(\d+)-[0-9a-f]{8}\.tmp$", re.DOTALL)
BINARY: int = getattr(os, "O_BINARY", 0)
UNSUPPORTED = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What a file system says that cannot lock, or sync a folder."""


class Stamp(NamedTuple):
    """What ``stat`` says of one version of a file: another version has another stamp."""

    inode: int
    size: int
    mtime_ns: int


def stamp(path: Path) -> Stamp | None:
    """The stamp of the file at ``path``, or None where there is none that can be read."""
    try:
        return _stamp(os.stat(path))
    except OSError:
        return None


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


def write_atomic(path: Path, data: bytes) -> Stamp:
    """Replace the file at ``path`` by ``data``: all of it or nothing, also after a power cut.

    Makes missing folders and keeps the mode of the file it replaces. A symbolic link is replaced,
    never followed: a library from a stranger may hold one that leads to a file of the reader's.
    Raises OSError (disk full, read-only, …) and leaves the old file as it was.
    """
    make_folder(path.parent)
    temporary = path.parent / f".{path.name[:80]}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o666)
        try:
            write_all(descriptor, data)
            with suppress(OSError):
                before = os.lstat(path)
                if stat.S_ISREG(before.st_mode):
                    os.chmod(temporary, stat.S_IMODE(before.st_mode))
            os.fsync(descriptor)
            written = _stamp(os.fstat(descriptor))
        finally:
            os.close(descriptor)
        _replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            error.filename, error.filename2 = os.fspath(path), None
        raise
    sync_folder(path.parent)
    return written


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte; a short write that makes no progress raises ENOSPC."""
    view = memoryview(data)
    while view:
        count = os.write(descriptor, view)
        if count <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        view = view[count:]


def _replace(source: Path, target: Path) -> None:
    """``os.replace``, patient with Windows, where an open reader forbids it for a moment."""
    for attempt in range(20):
        try:
            os.replace(source, target)
        except PermissionError:
            if os.name != "nt" or attempt == 19:
                raise
            time.sleep(0.02)
        else:
            return


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, each entry synced to disk."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(exist_ok=True)
        sync_folder(new.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable, where the system can."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # a folder may be writable and not readable: the file itself is synced
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.EBADF, *UNSUPPORTED}:
            raise
    finally:
        os.close(descriptor)


def sweep(folder: Path, *, all_of_them: bool = False) -> int:
    """Remove temporary files that a killed ``write_atomic`` left in ``folder``; returns how many.

    Those of a process that still runs stay, unless ``all_of_them`` (the caller holds the lock
    every writer of this folder takes).
    """
    removed = 0
    try:
        names = os.listdir(folder)
    except OSError:
        return 0
    for name in names:
        match = _TEMPORARY.match(name)
        if match and (all_of_them or not is_alive(int(match[1]))):
            with suppress(OSError):
                os.unlink(folder / name)
                removed += 1
    return removed


def is_temporary(name: str) -> bool:
    """Whether a file of this name is an unfinished write of ours."""
    return _TEMPORARY.match(name) is not None


def is_alive(process: int) -> bool:
    """Whether a process of this number runs on this machine, as far as can be known."""
    if process == os.getpid():
        return True
    if os.name == "nt":
        return True  # os.kill(pid, 0) would end the process there
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
