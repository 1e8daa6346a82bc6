"""Time from a key to the screen in the article pane, beside other readers in the same run.

usage: python tests/benchmarks/article_keys.py FILE… --ready WORDS [--peer 'less FILE' …]

Every file is opened in this program, every peer by its own command line, in turn, in a
pseudo-terminal of 120×40. When WORDS have been written and the program is quiet, Home is pressed,
then ``j`` and the space bar many times, each when the program has been quiet for a while. *first*
is when the first byte of the answer arrives, *whole* the last one before it is quiet again, both
in milliseconds; *held* is how long after the last of 60 ``j``, 30 a second, the screen still
changes; *cpu* is what the process spent for a key. Use the ratios: they are of the same minute of
the same machine.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import shlex
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

QUIET = 0.25
"""Seconds without output after which a program has answered; longer than any of its timers."""
LONGEST = 40.0
FRAME = 1 / 60
"""Seconds between the frames of Textual; keys come at any moment of one."""
HELD, RATE = 60, 30.0
HOME = "\x1b[H"
_ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}


@dataclass(slots=True)
class Program:
    """What is measured, and what was found."""

    name: str
    command: list[str]
    found: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


class Running:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str], home: str) -> None:
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", HOME=home)
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)

    def read(self, seconds: float) -> bytes:
        """What was written, waiting at most so long for it."""
        if not select.select([self.terminal], [], [], max(0.0, seconds))[0]:
            return b""
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError as error:  # the program is gone
            raise SystemExit("a program ended by itself") from error
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self.terminal, answer)
        return data

    def wait_for(self, words: bytes) -> None:
        """Read until these words have been written."""
        seen, end = b"", time.perf_counter() + LONGEST
        while words not in seen and time.perf_counter() < end:
            seen = seen[-len(words) :] + self.read(0.1)
        if words not in seen:
            raise SystemExit(f"{words!r} was not written")

    def rest(self, quiet: float, longest: float = LONGEST) -> tuple[float, float]:
        """Read until it has been quiet; when the first and the last byte came (0: none)."""
        first = last = 0.0
        begun = time.perf_counter()
        while (now := time.perf_counter()) - begun < longest:
            if self.read(quiet):
                last = time.perf_counter()
                first = first or last
            elif last or now - begun >= 4 * quiet:
                break
        return first, last

    def press(self, keys: str) -> float:
        """Send keys; the time then."""
        os.write(self.terminal, keys.encode())
        return time.perf_counter()

    def cpu(self) -> float:
        """Seconds of processor time the process has used."""
        fields = Path(f"/proc/{self.process}/schedstat").read_text().split()
        return int(fields[0]) / 1e9


def measure(program: Program, home: str, ready: bytes, keys: int) -> None:
    """One round: rows, pages, rows held down."""
    chance = random.Random(keys)
    with Running(program.command, home) as running:
        running.wait_for(ready)
        running.rest(1.5)
        running.press(HOME)
        running.rest(1.0)
        for name, key, times in (("row", "j", keys), ("page", " ", keys // 3)):
            begun, answered = running.cpu(), 0
            for _ in range(times):
                running.read(chance.uniform(0, FRAME))
                sent = running.press(key)
                first, last = running.rest(QUIET, 3.0)
                if first:
                    answered += 1
                    program.found[f"{name} first"].append((first - sent) * 1000)
                    program.found[f"{name} whole"].append((last - sent) * 1000)
            program.found[f"{name} cpu"].append((running.cpu() - begun) / times * 1000)
            program.found[f"{name} unanswered"].append(times - answered)
        begun = time.perf_counter()
        for number in range(HELD):
            sent = running.press("j")
            while (left := begun + (number + 1) / RATE - time.perf_counter()) > 0:
                running.read(left)
        program.found["held"].append(max(0.0, running.rest(QUIET, 5.0)[1] - sent) * 1000)


def report(programs: Sequence[Program]) -> None:
    """Medians and 95th percentiles, and what they are of the first program's."""
    base = programs[0]
    for program in programs:
        print(program.name)
        for name, values in program.found.items():
            ordered = sorted(values)
            high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
            middle, other = statistics.median(values), statistics.median(base.found[name])
            ratio = f"{middle / other:6.2f}" if other else ""
            print(f"  {name:16} median {middle:8.2f}  p95 {high:8.2f}  {ratio}")


def copied(files: Sequence[Path], home: str) -> list[Program]:
    """This program on a copy of each file, below ``home``."""
    programs = []
    for number, file in enumerate(files):
        copy = Path(home, str(number), file.name)
        copy.parent.mkdir()
        shutil.copyfile(file, copy)
        programs.append(Program(str(file), [sys.executable, "-m", "reader", str(copy)]))
    return programs


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--peer", action="append", default=[])
    parser.add_argument("--ready", required=True, help="words of the first screen")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keys", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        programs = copied(options.files, home)
        programs += [Program(line, shlex.split(line)) for line in options.peer]
        for turn in range(options.rounds):
            for program in programs if turn % 2 else reversed(programs):
                measure(program, home, options.ready.encode(), options.keys)
                for left in Path(home).glob("*/.glosse/state.json"):
                    left.unlink()  # every round begins at the top
    report(programs)


if __name__ == "__main__":
    main()
