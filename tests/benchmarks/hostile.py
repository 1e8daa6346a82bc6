"""Open every file of a folder in the real program: ``python -m tests.benchmarks.hostile FOLDER``.

Each is opened on the screen with keys that reach most of it, by lines and by `glosse clean`, all in
a pseudo-terminal; every byte written is examined. Leaks, tracebacks and programs that do not end
are printed; 1 when there were any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.terminal.leaks import leaks
from tests.terminal.terminal import Terminal, glosse

KEYS = (
    "j",
    "j",
    "v",
    "l",
    "H",
    "a",
    "a note #tag",
    "ctrl+s",
    "x",
    "x",
    "t",
    "escape",
    "?",
    "escape",
)
WAYS: dict[str, tuple[list[str], Sequence[str], Sequence[str]]] = {
    "screen": ([], KEYS, ("escape", "Q")),
    "lines": (["--linear"], ("n\r", "l\r", "h\r"), ("q\r",)),
    "clean": (["clean"], (), ()),
}
"""What to run before the file's name, what to type, and what to leave with."""


def wrong(path: Path, way: str, seconds: float) -> str:
    """What goes wrong with a file on one way; "" for nothing."""
    words, keys, leaving = WAYS[way]
    with (
        tempfile.TemporaryDirectory(prefix="glosse-hostile-") as home,
        Terminal(glosse(*words, path), home=Path(home), env={"EDITOR": "true"}) as terminal,
    ):
        until = time.monotonic() + seconds
        if keys:
            terminal.read(seconds / 4)
            terminal.read(0.5)
        for key in keys:
            if terminal.process.poll() is None:
                terminal.type(key)
                terminal.read(0.1)
        while terminal.process.poll() is None and time.monotonic() < until:
            for key in leaving:
                terminal.type(key)
                terminal.read(0.2)
            terminal.read(0.2)
        while terminal.read(0.05):
            pass
        found = [f"leaks {leak!r}" for leak in leaks(terminal.output)[:3]]
        if b"Traceback" in terminal.output or b"A mistake in Glosse" in terminal.output:
            found.append("fails")
        if terminal.process.poll() is None:
            found.append(f"does not end in {seconds:.0f} s")
        return ", ".join(found)


def main() -> int:
    """Try file after file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=20, help="at most, for each file and way")
    parser.add_argument("--ways", default=",".join(WAYS), help="names parted by commas")
    asked = parser.parse_args()
    files = sorted(path for path in asked.folder.iterdir() if path.is_file())
    bad = 0
    for path in files:
        for way in asked.ways.split(","):
            found = wrong(path, way, asked.seconds)
            if found:
                bad += 1
                print(f"{path.name} ({way}): {found}", flush=True)
    print(f"{len(files)} files, {bad} problems", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
