"""Open documents of every format while an audit hook forbids everything but reading them.

Run with a folder; prints what was done that must not be done, and exits 1 then.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from reader.analysis import judged
from reader.documents import Refused, open_document

FORBIDDEN = (
    "socket.", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
    "os.startfile", "pty.spawn", "urllib.Request", "ftplib.", "http.client", "webbrowser.open",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.symlink", "os.link", "shutil.",
)  # fmt: skip
"""Beginnings of the names of audit events (https://docs.python.org/3/library/audit_events.html)."""
PROGRAM = (
    sys.prefix,
    sys.base_prefix,
    str(Path(__file__).parent.parent.parent),
    "/usr/share/zoneinfo",
)
done: list[str] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what is neither reading the documents nor loading the program."""
    if event.startswith(FORBIDDEN):
        done.append(f"{event} {arguments!r}")
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        path, mode, flags = os.fsdecode(arguments[0]), arguments[1], arguments[2] or 0
        writes = (mode and set(mode) & set("wax+")) or flags & (os.O_WRONLY | os.O_RDWR)
        inside = path.startswith(FOLDER)
        if (writes and not path.endswith(".pyc") and ".pyc." not in path) or not (
            inside or path.startswith(PROGRAM)
        ):
            done.append(f"open {path!r} {mode} {flags}")


FOLDER = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""


def main() -> int:
    """Open each file of the folder under watch."""
    files = sorted(Path(FOLDER).iterdir())
    for path in files:  # what is loaded once is loaded before the watch begins
        _open(path)
    sys.addaudithook(watch)
    for path in files:
        _open(path)
    print(f"{len(files)} files", *done, sep="\n")
    return 1 if done else 0


def _open(path: Path) -> None:
    with contextlib.suppress(Refused):
        judged(open_document(path))


if __name__ == "__main__":
    sys.exit(main())
