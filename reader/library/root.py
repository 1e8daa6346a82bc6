"""Where a library begins."""

from __future__ import annotations

import os
from pathlib import Path

from reader.storage import write_atomic

STORE = ".glosse"
"""The folder inside a root that holds what a person made: notes, state, journal."""


def find_root(path: Path) -> Path:
    """The nearest folder upward of ``path`` that holds ``.glosse/``, else the folder given.

    For a file the search begins in its parent, which is also the answer when nothing is found.
    The path need not exist. The result is absolute, and links in it are left as they are.
    """
    start = path.absolute()
    if not start.is_dir():
        start = start.parent
    for folder in (start, *start.parents):
        if (folder / STORE).is_dir():
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
    return root if root.is_dir() else None


def _remembered() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("glosse", appauthor=False), "last-library")
