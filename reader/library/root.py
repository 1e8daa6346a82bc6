"""Where a library begins."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reader.folders import base
from reader.storage import HOME, write_atomic


def find_root(path: Path) -> Path:
    """The nearest folder upward of ``path`` that holds ``.glosse/``, else the folder given.

    For a file the search begins in its parent, which is also the answer when nothing is found.
    The path need not exist. The result is absolute, without ``..``, and links in it are left as
    they are.
    """
    start = Path(os.path.abspath(path))
    if not os.path.isdir(start):
        start = start.parent
    for folder in (start, *start.parents):
        if os.path.isdir(folder / HOME):
            return folder
    return start


def remember_library(root: Path) -> None:
    """Keep ``root`` as the library that ``glosse`` without a path opens. Raises OSError."""
    write_atomic(_remembered(), os.fsencode(root.absolute()))


def last_library() -> Path | None:
    """The library opened last on this machine, if its folder is still there."""
    try:
        root = Path(os.fsdecode(_remembered().read_bytes()))
    except OSError:
        return None
    return root if os.path.isdir(root) else None


def remember_visit(root: Path) -> None:
    """Keep that a whole library was opened on this machine. Raises OSError."""
    if not was_opened(root):
        remember_opened(root)
    remember_library(root)


def was_opened(root: Path) -> bool:
    """Whether a library was opened before on this machine, or holds what a person made."""
    return os.path.isdir(root / HOME) or os.path.exists(_trace(root))


def remember_opened(root: Path) -> None:
    """Keep that a library was opened, without a word in its own folder. Raises OSError."""
    write_atomic(_trace(root), b"")


def _trace(root: Path) -> Path:
    from hashlib import sha256

    return _state_dir() / "opened" / sha256(os.fsencode(root.absolute())).hexdigest()[:24]


def _remembered() -> Path:
    return _state_dir() / "last-library"


def _state_dir() -> Path:
    if sys.platform == "linux":
        return Path(base("XDG_STATE_HOME", ".local/state"), "glosse")
    import platformdirs

    return Path(platformdirs.user_state_dir("glosse", appauthor=False))
