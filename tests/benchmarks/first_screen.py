"""Start-up beside a bare Textual app with three empty panes: first screen, first key, memory.

usage: python tests/benchmarks/first_screen.py [PATH] [--rounds 11] [--uncompiled]

Both programs run in turn in a pseudo-terminal of 120×40, each with a home of its own, from the
same Python with the same bytecode. Printed are medians, and the medians of the ratios pair by pair
so that a noisy machine disturbs both alike:

first    seconds until the text (for the bare app: its frame) was written, nothing remembered
again    the same, when the folder was opened on this machine before
key      seconds until a ``j`` typed at the start was answered: the other article's text is shown
cpu      seconds of processor time until then
peak     megabytes held at most, all processes together, in the first seconds
settled  megabytes held when the program has come to rest
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
from typing import NamedTuple

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
    def key_j(self):
        self.query(Static).last().update("bare-app-answered")

Bare().run()
"""
SEEDS = Path(__file__).parent.parent.parent / "seeds"
LONGEST = 30.0
REST = 6.0
"""Seconds after which a program has come to rest."""


class Run(NamedTuple):
    """What one start cost; seconds and megabytes."""

    first: float
    key: float
    cpu: float
    peak: float
    settled: float


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self.begun = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(command[0], command, env)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.seen = b""
        self.peak = 0.0

    def until(self, wanted: bytes) -> float:
        """Seconds from the start until ``wanted`` was written."""
        while wanted not in self.seen:
            if time.perf_counter() - self.begun > LONGEST:
                raise SystemExit(f"never showed {wanted!r}; wrote {self.seen[-600:]!r}")
            self.read(0.05)
        return time.perf_counter() - self.begun

    def read(self, seconds: float) -> None:
        """Take in what is written within ``seconds``."""
        if select.select([self.terminal], [], [], seconds)[0]:
            self.seen += os.read(self.terminal, 1 << 16)

    def rest(self, seconds: float) -> float:
        """Megabytes held after so many seconds."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.read(0.05)
            self.peak = max(self.peak, held(self.process))
        return held(self.process)

    def end(self) -> None:
        """End it."""
        for process in family(self.process):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def family(process: int) -> list[int]:
    """A process and all its descendants."""
    found = [process]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text("ascii").split()]
            except OSError:
                continue
    return found


def held(process: int) -> float:
    """Megabytes of resident memory of a process and its descendants together."""
    pages = 0
    for one in family(process):
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def cpu_seconds(process: int) -> float:
    """Processor time of a process and its descendants."""
    total = 0
    for one in family(process):
        fields = Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def start(command: list[str], env: dict[str, str], words: tuple[str, str]) -> Run:
    """Start a program twice: for the time of its first screen, and with a key typed ahead."""
    wanted, answer = (word.encode() for word in words)
    program = Program(command, env)
    try:
        first = program.until(wanted)
        settled = program.rest(REST)
        peak = program.peak
    finally:
        program.end()
    program = Program(command, env)
    try:
        os.write(program.terminal, b"j")
        key = program.until(answer)
        cpu = cpu_seconds(program.process)
    finally:
        program.end()
    return Run(first, key, cpu, peak, settled)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", default=str(SEEDS))
    parser.add_argument("--text", default="ukrainische", help="a word of the article's first rows")
    parser.add_argument("--next", default="bemerkenswerten", help="a word of the next article's")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--uncompiled", action="store_true", help="Python keeps no bytecode")
    options = parser.parse_args()
    names = ("first", "again", "key", "cpu", "peak", "settled")
    ours: list[tuple[float, ...]] = []
    theirs: list[tuple[float, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE, "utf-8")
        env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        env |= {"LANG": "C.UTF-8", "HOME": folder}
        if options.uncompiled:
            env["PYTHONDONTWRITEBYTECODE"] = "1"
        else:
            env["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        command = [sys.executable, "-m", "reader", options.path]
        words = (options.text, options.next)
        for number in range(options.rounds + 1):
            plain = start([sys.executable, str(bare)], env, ("bare-app-ready", "bare-app-answered"))
            env["HOME"] = f"{folder}/{number}"
            new, again = start(command, env, words), start(command, env, words)
            if number:  # the first round leaves bytecode behind
                theirs.append((plain.first, *plain))
                ours.append((new.first, again.first, *again[1:]))
    print(f"{'':8}" + "".join(f"{name:>10}" for name in names))
    for label, rows in (("bare", theirs), ("glosse", ours)):
        print(f"{label:8}" + "".join(f"{statistics.median(c):10.3f}" for c in zip(*rows)))  # noqa: B905
    ratios = [
        statistics.median(o / t for o, t in zip(ours_, theirs_, strict=True))
        for ours_, theirs_ in zip(zip(*ours), zip(*theirs), strict=True)  # noqa: B905
    ]
    print(f"{'ratio':8}" + "".join(f"{ratio:10.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
