"""Changes of a library's folder while it is open: which articles came, changed or went."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from reader.library.ignore import IGNORE_FILE
from reader.library.scan import is_article

DEBOUNCE = 400
"""Milliseconds that changes are collected; an editor's save is several of them."""
STEP = 100
TICK = 500
"""Milliseconds after which a quiet watch asks whether it is to end."""
POLL = 2000
"""Milliseconds between two looks where the system cannot tell of changes."""


class Changes(NamedTuple):
    """Keys, each in one of the three; ``rescan`` when they cannot be named one by one."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rescan: bool = False
    """A folder was moved or removed, or an ignore file changed: scan again."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.rescan)


def is_hidden(key: str) -> bool:
    """Whether a part of the path begins with a dot, as everything in ``.glosse`` does."""
    return any(part.startswith(".") for part in key.split("/"))


def changes_of(root: str, raw: set[tuple[int, str]]) -> Changes:
    """What a set of watchfiles' changes (1 added, 2 modified, 3 deleted) means for the list.

    What is reported is checked against the disk, as moves and quick rewrites come in any order.
    """
    added: set[str] = set()
    changed: set[str] = set()
    removed: set[str] = set()
    rescan = False
    for kind, path in raw:
        key = os.path.relpath(path, root).replace(os.sep, "/")
        name = key.rpartition("/")[2]
        if name == IGNORE_FILE and not is_hidden(key.rpartition("/")[0]):
            rescan = True
        elif is_hidden(key):
            continue
        elif not is_article(name):
            # A folder that came brings files that may not be reported one by one; of one that
            # went only its name is left, and a name without suffix may have been a folder.
            rescan = rescan or os.path.isdir(path) or (kind == 3 and "." not in name)
        elif os.path.lexists(path):
            (added if kind == 1 else changed).add(key)
        else:
            removed.add(key)
    changed -= added
    return Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(removed)), rescan)


def folders_in(base: str) -> list[str]:
    """A folder and those below it that are not hidden; links are not followed."""
    found = []
    for folder, names, _ in os.walk(base):
        names[:] = [name for name in names if not name.startswith(".")]
        found.append(folder)
    return found


def watch(root: Path, *, cancelled: Callable[[], bool]) -> Iterator[Changes]:
    """Batches of changes under ``root`` until ``cancelled``, which is asked twice a second.

    Where the system's notification is missing or exhausted (inotify limits, network drives) the
    folder is looked at every two seconds instead. Where folders came or went, they are watched
    anew before that is told: one scan then finds all that happened. For a thread of its own.
    """
    base = os.path.realpath(root)
    polling = unsaid = False
    while not cancelled():
        folders = folders_in(base) if ONE_BY_ONE and not polling else [base]
        try:
            with closing(_batches(folders, polling)) as batches:
                for raw in batches:
                    if cancelled():
                        return
                    found = changes_of(base, {(int(kind), path) for kind, path in raw})
                    others = found.rescan and ONE_BY_ONE and not polling
                    if unsaid or (found.rescan and not others):
                        yield Changes(rescan=True)  # also while folders go on coming
                    elif found and not others:
                        yield found
                    unsaid = others
                    if others:
                        break
        except FileNotFoundError:  # a folder went before it was watched
            if not os.path.isdir(base):
                return
            unsaid = True
        except (OSError, RuntimeError):  # no inotify watches left, or none on this file system
            if polling:
                return
            polling = True
            yield Changes(rescan=True)


ONE_BY_ONE = sys.platform == "linux"
"""Whether folders are named to the system one by one. Of a whole tree, inotify's watcher looks at
every file in it before it begins, and nothing else of the program runs meanwhile: half a second
for 100,000 files."""


def _batches(folders: list[str], polling: bool) -> Generator[set[tuple[Any, str]], None, None]:
    from watchfiles import watch as watch_files

    return watch_files(
        *folders,
        watch_filter=None,
        debounce=DEBOUNCE,
        step=STEP,
        rust_timeout=TICK,
        yield_on_timeout=True,
        force_polling=polling or None,
        poll_delay_ms=POLL,
        recursive=polling or not ONE_BY_ONE,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
