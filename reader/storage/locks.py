"""Advisory locks between processes."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.storage.writing import BINARY, UNSUPPORTED, make_folder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class LockHeld(OSError):
    """Another process kept a lock longer than we were willing to wait."""


@contextmanager
def locked(path: Path, *, timeout: float = 5.0) -> Iterator[None]:
    """Hold the advisory lock of the file ``path``, made when missing, during the block.

    Waits at most ``timeout`` seconds, then raises LockHeld. Not re-entrant. A file system
    without locks lets the block run: every write is atomic even then.
    """
    make_folder(path.parent)
    if path.is_symlink():
        os.unlink(path)  # not followed: it may lead to anything
    flags = os.O_RDWR | os.O_CREAT | BINARY | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        deadline = time.monotonic() + timeout
        pause = 0.001
        while not try_lock(descriptor):
            if time.monotonic() >= deadline:
                raise LockHeld(
                    errno.EAGAIN,
                    f"{path} is locked by another program; close the other window or try again",
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)
        yield
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Take the lock of an open file without waiting; closing the file gives it back."""
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:  # pragma: no cover - Windows
            import msvcrt

            position = os.lseek(descriptor, 0, os.SEEK_CUR)
            # A range far past the end: locked bytes cannot be read by others on Windows.
            os.lseek(descriptor, 0x7FFF0000, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            finally:
                os.lseek(descriptor, position, os.SEEK_SET)
    except OSError as error:
        if error.errno in UNSUPPORTED:
            return True
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK}:
            return False
        raise
    return True
