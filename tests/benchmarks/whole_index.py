"""Measure the index of a large folder as a whole: one command, from nothing to the keyboard.

    whole_index.py FOLDER [--keys N] [--processes N]

Builds the index of FOLDER (articles of 2-8 KB, such as 100,000 of them) from nothing with cleaning
and language, and prints: seconds, CPU milliseconds a file in this process and in its workers, the
peak of this process, the size of the index against the text; how long searches take; how soon a
changed file is found; and how long a key takes to change the screen while the reader indexes,
against the same reader when all is indexed, in turn. FOLDER is left as it was; everything else is
made in a temporary folder. Times are wall-clock seconds and milliseconds on this machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import select
import shutil
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, os.fspath(Path(__file__).parents[2]))

from reader.library.build import Control, Progress, build
from reader.library.index import Index
from reader.library.scan import scan
from reader.library.search import search
from tests.benchmarks.library import measure_change, peak, seconds
from tests.terminal.terminal import Terminal, glosse

SEARCHES = ("art-000777", "drohnen", "die", '"die ukraine"', "selenskyj", "ukrain*")
PAUSE = 1.2
"""Seconds between two keys: the index rests after one, and is to be at work for the next."""


def cpu(who: int) -> float:
    """CPU seconds of this process, or of those it waited for."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measure_build(folder: Path, cache: Path, processes: int) -> None:
    """Everything from nothing."""
    shutil.rmtree(cache, ignore_errors=True)
    index = Index(cache, folder)
    begun = told = time.perf_counter()
    own, others = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)

    def progress(seen: Progress) -> None:
        nonlocal told
        if time.perf_counter() - told > 20:
            told = time.perf_counter()
            print(f"  {told - begun:.0f} s: {seen.done} of {seen.total}", flush=True)

    outcome = build(index, processes=processes, control=Control(progress=progress))
    wall, own = time.perf_counter() - begun, cpu(resource.RUSAGE_SELF) - own
    for _ in range(100):  # workers are counted when they have ended
        if (used := cpu(resource.RUSAGE_CHILDREN) - others) > 0:
            break
        time.sleep(0.1)
    files = max(1, outcome.indexed)
    print(f"built: {outcome.indexed} files in {wall:.1f} s, load {os.getloadavg()[0]:.1f}")
    print(
        f"CPU a file: {(own + used) / files * 1e3:.2f} ms"
        f" ({own / files * 1e3:.2f} here, {used / files * 1e3:.2f} in workers);"
        f" peak of this process {peak():.0f} MB"
    )
    text = sum(entry.size for batch in scan(folder) for entry in batch)
    size = index.path.stat().st_size
    print(f"size: {size / 1e6:.0f} MB, {size / text:.2f} of {text / 1e6:.0f} MB of text")
    print(f"nothing changed: {seconds(lambda: build(index, processes=processes)):.2f} s")
    for line in SEARCHES:
        times = [seconds(lambda line=line: search(index, line)) * 1e3 for _ in range(5)]
        print(f"search {line:16} first {times[0]:6.1f} ms, median {statistics.median(times):6.1f}")
    index.close()


def key_times(folder: Path, home: Path, keys: int) -> tuple[list[float], str]:
    """Milliseconds from a key to the first change of the screen, and the list's last title."""
    times = []
    with Terminal(glosse(folder), columns=120, rows=40, home=home) as terminal:
        terminal.wait_for("Library", 60)
        until = time.perf_counter() + 4
        while time.perf_counter() < until:
            terminal.read()
        for number in range(keys):
            until = time.perf_counter() + PAUSE
            while time.perf_counter() < until:
                terminal.read()
            begun = time.perf_counter()
            terminal.press(b"jk"[number % 2 : number % 2 + 1])
            select.select([terminal._master], [], [], 5)
            times.append((time.perf_counter() - begun) * 1e3)
        title = terminal.screen().partition("\n")[0][:30]
        terminal.type("Q")
        terminal.end(60)
    return times, title


def measure_keys(folder: Path, indexed: Path, made: Path, keys: int) -> None:
    """A key while the index is built, and without; in turn, three times each."""
    busy: list[float] = []
    quiet: list[float] = []
    fresh = made / "fresh"
    fresh.mkdir()
    for _ in range(3):
        times, title = key_times(folder, fresh, keys)
        busy += times
        quiet += key_times(folder, indexed, keys)[0]
        print(f"  while indexing: {title}")
    one, other = statistics.median(busy), statistics.median(quiet)
    print(f"a key: {one:.1f} ms while indexing, {other:.1f} without, ratio {one / other:.2f}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keys", type=int, default=15, help="keys in each of six runs")
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    folder = chosen.folder.resolve()
    kept = (folder / ".glosse").exists()
    with TemporaryDirectory(prefix="glosse-index-") as temporary:
        made = Path(temporary)
        indexed = made / "indexed"
        cache = indexed / ".cache" / "glosse" / "indexes"
        try:
            measure_build(folder, cache, chosen.processes)
            measure_change(folder, cache)
            measure_keys(folder, indexed, made, chosen.keys)
        finally:
            if not kept:
                shutil.rmtree(folder / ".glosse", ignore_errors=True)


if __name__ == "__main__":
    main()
