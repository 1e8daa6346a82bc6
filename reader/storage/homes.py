"""The folder that holds what a person made in one library."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

HOME = ".glosse"


LEADING = ("notes", "journal", "backups")
"""Folders of it that files are written to."""


class Home(NamedTuple):
    """The folder that holds what a person made in one library."""

    path: Path
    fallback: bool = False
    """It stands under the XDG data folder: see ``reason``."""
    beneath: Path | None = None
    """With ``fallback``: the ``.glosse`` of the root, when there is one, to be read underneath."""
    reason: str = ""
    """With ``fallback``: why the root's own folder is not used, without a full stop."""


def home(root: Path) -> Home:
    """Choose the folder for ``root`` without creating anything.

    ``<root>/.glosse`` when it can be written, else a folder of its own, named after the digest of
    the real path, under the XDG data folder. A link in it that leads out of the root is never
    written through: a library unpacked from the web may hold one that leads anywhere.
    """
    inside = root / HOME
    linked = _leading_out(root, inside)
    wanted = inside if inside.is_dir() else root
    if inside.is_file():
        reason = f"{inside} is a file where a folder is needed; rename it"
        return Home(_elsewhere(root), fallback=True, reason=reason)
    if linked is None and os.access(wanted, os.W_OK | os.X_OK):
        return Home(inside)
    path = _elsewhere(root)
    if linked is not None:
        beneath = inside if linked != inside and inside.is_dir() else None
        reason = f"{linked} is a link that leads out of the folder and is not written through"
        return Home(path, fallback=True, beneath=beneath, reason=reason)
    beneath = inside if inside.is_dir() else None
    return Home(path, fallback=True, beneath=beneath, reason=f"{root} cannot be written")


def kept_apart(root: Path) -> Path | None:
    """What was made in a library while it could not be written, if anything was."""
    path = _elsewhere(root)
    return path if path.is_dir() else None


def _elsewhere(root: Path) -> Path:
    """The folder under the XDG data folder that stands for the one of ``root``."""
    import platformdirs

    real = os.path.realpath(root)
    digest = hashlib.sha256(os.fsencode(real)).hexdigest()[:16]
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", os.path.basename(real))[:40].strip(".-") or "root"
    data = Path(platformdirs.user_data_dir("glosse", appauthor=False))
    return data / "libraries" / f"{name}-{digest}"


def _leading_out(root: Path, inside: Path) -> Path | None:
    """The link among the folders of a library that leads out of its root, if there is one."""
    links = [p for p in (inside, *(inside / name for name in LEADING)) if p.is_symlink()]
    return next((link for link in links if not is_within(link, root)), None)


def is_within(path: Path, folder: Path) -> bool:
    """Whether ``path``, all links followed, is in ``folder``."""
    real, around = os.path.realpath(path), os.path.realpath(folder)
    return real == around or real.startswith(os.path.join(around, ""))
