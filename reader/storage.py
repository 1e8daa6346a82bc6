"""Durable files: atomic writes, advisory locks, bounded reading of JSON, damaged files set aside.

The order of a safe write (temporary file in the same folder, fsync, rename, fsync of the folder)
follows Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014).
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

HOME = ".glosse"
READ_LIMIT = 256 * 1024 * 1024
"""Bytes: a store file beyond this is not one we wrote."""
_TEMPORARY = re.compile(r"^\..+\.(\d+)-[0-9a-f]{8}\.tmp$", re.DOTALL)
_UNLOCKABLE = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


class Damaged(Exception):
    """A file that should hold JSON of ours and does not; its bytes are still on disk."""


class LockHeld(OSError):
    """Another process kept a lock longer than we were willing to wait."""


class Stamp(NamedTuple):
    """What ``stat`` says of one version of a file: another version has another stamp."""

    inode: int
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds what a person made in one library."""

    path: Path
    fallback: bool = False
    """The root cannot be written: the folder stands under the XDG data folder."""
    beneath: Path | None = None
    """With ``fallback``: the ``.glosse`` of the root, when there is one, to be read underneath."""


def home(root: Path) -> Home:
    """Choose the folder for ``root`` without creating anything.

    ``<root>/.glosse`` when it can be written, else a folder of its own, named after the digest of
    the real path, under the XDG data folder.
    """
    inside = root / HOME
    wanted = inside if inside.is_dir() else root
    if os.access(wanted, os.W_OK | os.X_OK):
        return Home(inside)
    import platformdirs

    real = os.path.realpath(root)
    digest = hashlib.sha256(os.fsencode(real)).hexdigest()[:16]
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", os.path.basename(real))[:40].strip(".-") or "root"
    data = Path(platformdirs.user_data_dir("glosse", appauthor=False))
    path = data / "libraries" / f"{name}-{digest}"
    return Home(path, fallback=True, beneath=inside if inside.is_dir() else None)


def stamp(path: Path) -> Stamp | None:
    """The stamp of the file at ``path``, or None where there is none that can be read."""
    try:
        return _stamp(os.stat(path))
    except OSError:
        return None


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


# Writing ---------------------------------------------------------------------------------------


def write_atomic(path: Path, data: bytes) -> Stamp:
    """Replace the file at ``path`` by ``data``: all of it or nothing, also after a power cut.

    Makes missing folders and keeps the mode of the file it replaces. A symbolic link is replaced,
    never followed: a library from a stranger may hold one that leads to a file of the reader's.
    Raises OSError (disk full, read-only, …) and leaves the old file as it was.
    """
    make_folder(path.parent)
    temporary = path.parent / f".{path.name[:80]}.{os.getpid()}-{secrets.token_hex(4)}.tmp"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
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
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)
    return written


_BINARY: int = getattr(os, "O_BINARY", 0)


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
        if error.errno not in {errno.EINVAL, errno.EBADF, *_UNLOCKABLE}:
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
        if match and (all_of_them or not _alive(int(match[1]))):
            with suppress(OSError):
                os.unlink(folder / name)
                removed += 1
    return removed


def is_temporary(name: str) -> bool:
    """Whether a file of this name is an unfinished write of ours."""
    return _TEMPORARY.match(name) is not None


def _alive(process: int) -> bool:
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


# Locks -----------------------------------------------------------------------------------------


@contextmanager
def locked(path: Path, *, timeout: float = 5.0) -> Iterator[None]:
    """Hold the advisory lock of the file ``path``, made when missing, during the block.

    Waits at most ``timeout`` seconds, then raises LockHeld. Not re-entrant. A file system
    without locks lets the block run: every write is atomic even then.
    """
    make_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o666)
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
        if error.errno in _UNLOCKABLE:
            return True
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK}:
            return False
        raise
    return True


# JSON ------------------------------------------------------------------------------------------


def read_bytes(path: Path, *, limit: int = READ_LIMIT) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes.

    Raises FileNotFoundError and other OSErrors; Damaged for a device, a pipe or a giant.
    """
    descriptor = os.open(path, os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise Damaged(f"{path} is not a regular file")
        if found.st_size > limit:
            raise Damaged(f"{path} is too large for a file of notes ({found.st_size:,} bytes)")
        return file.read(limit + 1)


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
        raise Damaged("nested too deeply") from error
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


# Files of JSON ---------------------------------------------------------------------------------


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
