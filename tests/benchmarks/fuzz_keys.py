"""Press random keys in the real program: ``python -m tests.benchmarks.fuzz_keys --seconds 600``.

Each seed opens a library of odd files, or one of them, in a pseudo-terminal of some size, and
types: alone, in bursts, while it starts, while it leaves; the window changes its size and signals
come. The program must end by itself with status 0 or 1, print no traceback, leave every source as
it was and every page of notes whole. What fails is printed with its seed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.terminal.terminal import Terminal, glosse
from tests.tui.any_keys import SIZES, odd_library

PIECES = [
    *"hjklwbe0^$(){}vVoHaynNxRtJKzsr12345um'[]*-+=<>/?:@g|iqdGETYSCM#ä漢",
    "\x1b", "\x1b", "\r", "\t", " ", "\x7f", "\x13", "\x04", "\x15", "\x06", "\x02", "\x12", "\x1a",
    "\x0f", "\x10", "\x03", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~",
    "\x1b[6~", "\x1bOP", "\x1b[200~pasted words #tag\nmore\x1b[201~", "\x1b[<0;9;5M\x1b[<0;9;5m",
    "a note #one\x13", "vjjH", "?q", "/the\r", "ggG", "\x1b[I", "\x1b[O",
]  # fmt: skip
"""What a keyboard, a mouse and a paste send."""


def one(seed: int, folder: Path) -> str:
    """What goes wrong with a seed; "" for nothing."""
    chance = random.Random(seed)
    library = odd_library(folder / "library")
    before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
    target = library if chance.random() < 0.5 else chance.choice(sorted(before, key=os.fspath))
    columns, rows = chance.choice(SIZES)
    env = {"EDITOR": "true", "PATH": "/usr/bin:/bin"}
    with Terminal(glosse(target), home=folder, columns=columns, rows=rows, env=env) as terminal:
        time.sleep(chance.choice((0, 0, 0.1, 0.4, 1.0, 2.0)))
        for _ in range(chance.randint(1, 40)):
            if terminal.process.poll() is not None:
                break
            terminal.type("".join(chance.choices(PIECES, k=chance.randint(1, 12))))
            if chance.random() < 0.15:
                terminal.resize(*chance.choice(SIZES))
            if chance.random() < 0.5:
                terminal.read(chance.choice((0.01, 0.1, 0.4)))
        left = chance.choice(("Q", "qqqqq", "TERM", "HUP", "INT"))
        said = _leave(terminal, left)
        wrong = _wrong(terminal, said)
    after = {path: path.read_bytes() for path in before}
    if after != before:
        wrong += " a source was changed"
    for page in sorted((library / ".glosse" / "notes").rglob("*.json")):
        try:
            json.loads(page.read_bytes().decode("utf-8", "strict"))
        except ValueError as error:
            wrong += f" {page.name} is not whole: {error}"
    return f"{wrong} (left by {left!r})" if wrong else ""


def _leave(terminal: Terminal, how: str) -> int | None:
    """End the program; its status, None when it does not end."""
    if how in ("TERM", "HUP", "INT") and terminal.process.poll() is None:
        terminal.process.send_signal(getattr(signal, f"SIG{how}"))
    until = time.monotonic() + 12
    while terminal.process.poll() is None and time.monotonic() < until:
        if how not in ("TERM", "HUP", "INT"):
            terminal.type("\x1b", "\x1b", how)
        terminal.read(0.3)
    while terminal.read(0.05):
        pass
    return terminal.process.poll()


def _wrong(terminal: Terminal, status: int | None) -> str:
    if b"Traceback" in terminal.output or b"A mistake in" in terminal.output:
        at = max(terminal.output.find(b"Traceback"), terminal.output.find(b"A mistake in"))
        return terminal.output[at : at + 3000].decode("utf-8", "replace")
    if status is None:
        return f"it does not end; on the screen:\n{terminal.screen()}"
    if status not in (0, 1, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT, 130):
        return f"status {status}"
    return ""


def main() -> int:
    """Try seed after seed; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=0, help="to begin with")
    asked = parser.parse_args()
    seed, found, until = asked.seed, 0, time.monotonic() + asked.seconds
    while time.monotonic() < until:
        folder = Path(tempfile.mkdtemp(prefix="glosse-keys-"))
        try:
            wrong = one(seed, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if wrong:
            found += 1
            print(f"--seed {seed}: {wrong}", flush=True)
        seed += 1
    print(f"{seed - asked.seed} runs, {found} with problems", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
