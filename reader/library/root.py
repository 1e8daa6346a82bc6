"""Where a library begins."""

from __future__ import annotations

from pathlib import Path

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
