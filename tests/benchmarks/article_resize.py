"""Time from a resize of the terminal to the whole next frame, and whether the place was kept.

usage: python tests/benchmarks/article_resize.py FILE… --ready WORDS

Every file is opened in a pseudo-terminal of 120×40 and gone to 50 %. The terminal is then made
narrower and wider in turn; *first* is when the first byte of the next frame arrives, *whole* when
its last one does (nothing follows for 60 ms), both in milliseconds from the signal; *cpu* is what
the main thread spent. The files are measured in turn within a round: use the ratios.
"""

from __future__ import annotations

import argparse
import fcntl
import random
import struct
import tempfile
import termios
import time
from pathlib import Path

from article_keys import HOME, Program, Running, copied, report

GAP = 0.06
"""Seconds without output that end a frame."""
SIZES = ((90, 40), (120, 40), (120, 24), (120, 40))


def resize(running: Running, columns: int, rows: int) -> float:
    """Change the size of the terminal; the time then."""
    size = struct.pack("HHHH", rows, columns, 0, 0)
    fcntl.ioctl(running.terminal, termios.TIOCSWINSZ, size)
    return time.perf_counter()


def measure(program: Program, home: str, ready: bytes, times: int) -> None:
    """One round: narrower and wider, flatter and higher."""
    chance = random.Random(times)
    with Running(program.command, home) as running:
        running.wait_for(ready)
        running.rest(1.5)
        running.press(HOME)
        running.rest(0.6)
        running.press("50%")
        running.rest(1.0)
        for number in range(times):
            running.read(chance.uniform(0, 0.02))
            begun = running.cpu()
            sent = resize(running, *SIZES[number % len(SIZES)])
            first, last = running.rest(GAP, 3.0)
            kind = "width" if number % len(SIZES) < 2 else "height"
            program.found[f"{kind} first"].append((first - sent) * 1000)
            program.found[f"{kind} whole"].append((last - sent) * 1000)
            running.rest(0.3, 3.0)
            program.found[f"{kind} cpu"].append((running.cpu() - begun) * 1000)


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--ready", required=True, help="words of the first screen")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--times", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        programs = copied(options.files, home)
        for turn in range(options.rounds):
            for program in programs if turn % 2 else reversed(programs):
                measure(program, home, options.ready.encode(), options.times)
    report(programs)


if __name__ == "__main__":
    main()
