"""Compiled modules in the cache, for an installation that keeps none beside its sources.

Without bytecode a start takes three times as long. Python writes it beside the sources when a
module is first imported, except where these cannot be written (an image, a system's packages) or
``PYTHONDONTWRITEBYTECODE`` says so; then it is kept in our own part of the cache.
"""

from __future__ import annotations

import os
import sys


def keep(compiled: str | None, folder: str) -> None:
    """Let modules imported from now on be kept in ``folder``, where there is nothing better.

    ``compiled`` is where Python looks for the bytecode of a module that was imported already. Who
    can write bytecode can run code, so a folder that others can write to is left alone.
    """
    if compiled is None or sys.pycache_prefix is not None or os.path.exists(compiled):
        return
    if os.name != "posix":
        return
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        found = os.lstat(folder)
    except OSError:
        return
    if found.st_uid == os.getuid() and not found.st_mode & 0o022:
        sys.pycache_prefix = folder
        sys.dont_write_bytecode = False
