"""Time to a readable first screen, beside a bare Textual app with three empty panes.

usage: python tests/benchmarks/first_screen.py [PATH] [--text TEXT] [--rounds 11]

Both programs run in turn in a pseudo-terminal of 120×40; the clock stops when the text (for the
bare app: its frame) has been written to the terminal. Medians and the median of the ratios pair
by pair, so that a noisy machine disturbs both alike.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

BARE = """
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Static

class Bare(App):
    CSS = "Static { border: round white; width: 1fr; height: 1fr; }"
    def compose(self):
        with Horizontal():
            yield Static()
            yield Static()
            yield Static("bare-app-ready")

Bare().run()
"""
SEEDS = Path(__file__).parent.parent.parent / "seeds"
LONGEST = 20.0


def seconds_until(command: list[str], wanted: bytes) -> float:
    """Seconds from the start of ``command`` until it has written ``wanted``; then it is ended."""
    begun = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while wanted not in seen and time.perf_counter() - begun < LONGEST:
            if select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 1 << 16)
        if wanted not in seen:
            raise SystemExit(f"{command} never showed {wanted!r}; it wrote {seen[-500:]!r}")
        return time.perf_counter() - begun
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", default=str(SEEDS))
    parser.add_argument("--text", default="ukrainische", help="a word of the article's first rows")
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE, "utf-8")
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(options.rounds):
            theirs.append(seconds_until([sys.executable, str(bare)], b"bare-app-ready"))
            command = [sys.executable, "-m", "reader", options.path]
            ours.append(seconds_until(command, options.text.encode()))
    ratio = statistics.median(o / t for o, t in zip(ours, theirs, strict=True))
    print(f"bare   {statistics.median(theirs):.3f} s")
    print(f"glosse {statistics.median(ours):.3f} s")
    print(f"ratio  {ratio:.2f}")


if __name__ == "__main__":
    main()
