"""Measure the library: scan, filter, index, search, near-identical articles.

    library.py scan FOLDER            walk a folder
    library.py filter FOLDER          type filter lines letter by letter
    library.py index FOLDER CACHE     build an index from nothing, then look again
    library.py search FOLDER CACHE    words and phrases in the index of FOLDER in CACHE
    library.py change FOLDER CACHE    how soon a changed file is found, the folder being followed
    library.py copies [NUMBER]        recall and precision on a made set of articles

Times are wall-clock seconds or milliseconds on this machine; memory is the peak of this process.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, os.fspath(Path(__file__).parents[2]))

from reader.following import Follower, Listener
from reader.library.build import DEFAULT_ANALYSE, Control, build
from reader.library.facts import Facts
from reader.library.index import Index
from reader.library.listing import Listing
from reader.library.query import parse
from reader.library.related import related
from reader.library.scan import scan
from reader.library.search import search
from tests.library.stories import World

LINES = (
    "selenskyj",
    "art-000123",
    "drohnen lang:de words:<500",
    "selnskj",
    "xyzzyq",
    "präsident trump",
    "politik/2003",
    "ueber date:2025-07..",
    "-trump drohnen",
)
SEARCHES = ("die", "der", "ukraine", "selenskyj", '"new york post"', "ukrain*", "der OR die")


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_scan(folder: Path) -> None:
    """Time to the first batch and to the last."""
    for _ in range(3):
        start = time.perf_counter()
        batches = scan(folder)
        first = len(next(batches, []))
        early = time.perf_counter() - start
        total = first + sum(map(len, batches))
        print(
            f"first {first} in {early * 1e3:.1f} ms, {total} in {time.perf_counter() - start:.2f} s"
        )


def measure_filter(folder: Path) -> None:
    """Every keystroke of every line, over rows with titles and made-up facts."""
    before = peak()
    rows = Listing()
    print(f"rows {seconds(lambda: [rows.extend(batch) for batch in scan(folder)]):.2f} s")

    def facts(number: int, key: str) -> Facts:
        with open(folder / key, encoding="utf-8", errors="replace") as file:
            title = file.readline().strip()
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        language = ("de", "en", "uk")[number % 3]
        return Facts(key, title, site="Post", date=day, language=language, words=number % 2000)

    for start in range(0, len(rows.keys), 2000):
        keys = rows.keys[start : start + 2000]
        rows.learn([facts(start + number, key) for number, key in enumerate(keys)])
    print(f"memory of {len(rows)} rows: {peak() - before:.0f} MB")
    print(f"vocabulary {seconds(rows.vocabulary):.2f} s")
    order = rows.order()
    times = []
    for line in LINES:
        for end in range(1, len(line) + 1):
            query = parse(line[:end])
            times.append(seconds(lambda query=query: rows.filter(query, order)) * 1e3)
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    print(
        f"keystroke: median {statistics.median(times):.1f} ms, p95 {p95:.1f}, max {times[-1]:.1f}"
    )


def measure_index(folder: Path, cache: Path, analyse: str, processes: int) -> None:
    """Build from nothing, look again, one changed file, size against the text."""
    shutil.rmtree(cache, ignore_errors=True)
    index = Index(cache, folder)
    start = time.perf_counter()
    told = [start]

    def progress(seen: object) -> None:
        if time.perf_counter() - told[0] > 20:
            told[0] = time.perf_counter()
            print(f"  {told[0] - start:.0f} s {seen}", flush=True)

    control = Control(progress=progress)
    print(build(index, analyse=analyse, processes=processes, control=control))
    print(f"built in {time.perf_counter() - start:.1f} s, peak of this process {peak():.0f} MB")
    again = seconds(lambda: build(index, analyse=analyse, processes=processes))
    print(f"nothing changed: {again:.2f} s")
    text = sum(entry.size for batch in scan(folder) for entry in batch)
    size = index.path.stat().st_size
    print(f"index {size / 1e6:.0f} MB, {size / text:.2f} of {text / 1e6:.0f} MB of text")
    stream = seconds(lambda: [None for _ in index.stream_facts()])
    print(f"all facts {stream:.2f} s, copies {sum(map(len, index.copies().values()))}")
    index.close()


def measure_search(folder: Path, cache: Path) -> None:
    """The median of five, and the first one, of some searches."""
    index = Index(cache, folder)
    keys = [facts.key for batch in index.stream_facts() for facts in batch]
    rare = index.facts_of([keys[len(keys) // 2]])[keys[len(keys) // 2]].title.split()[0]
    for line in (rare, *SEARCHES):
        times = [seconds(lambda line=line: search(index, line)) * 1e3 for _ in range(5)]
        median = statistics.median(times)
        print(f"{line:20} first {times[0]:7.1f} ms, median {median:7.1f} ms")
    some = keys[:: max(1, len(keys) // 60)][:60]
    print(f"facts of {len(some)} rows {seconds(lambda: index.facts_of(some)) * 1e3:.1f} ms")
    print(f"related {seconds(lambda: related(index, keys[0])) * 1e3:.0f} ms")
    index.close()


def measure_change(folder: Path, cache: Path) -> None:
    """From the moment a file is written until a search finds its new words; five files."""
    index = Index(cache, folder)
    built = threading.Event()
    follower = Follower(index, Listener(built=lambda outcome: built.set()), articles=10_000).start()
    try:
        built.wait()
        paths = [path for path in sorted(folder.rglob("*.txt"))[:5] if path.is_file()]
        for number, path in enumerate(paths):
            before, word = path.read_bytes(), f"zzunheard{number}"
            middle = before.index(b" ", len(before) // 2)  # not to be cleaned away
            path.write_bytes(before[:middle] + f" {word}".encode() + before[middle:])
            begun = time.perf_counter()
            while not search(index, word) and time.perf_counter() - begun < 60:
                time.sleep(0.02)
            print(f"{path.name}: found after {time.perf_counter() - begun:.2f} s")
            path.write_bytes(before)
            time.sleep(2)
    finally:
        follower.end()
        index.close()


def measure_copies(number: int) -> None:
    """Copies (other boilerplate, headline, up to a tenth of the words) among reports on stories."""
    world = World(2024)
    families: dict[str, str] = {}
    with TemporaryDirectory() as made:
        folder, cache = Path(made, "articles"), Path(made, "cache")
        folder.mkdir()
        for story in range(number):
            names = world.story()
            quotes = (world.sentence(names), world.sentence(names))
            for report in range(3):
                length = world.rnd.randint(10, 40)
                text = world.article(names, length, quotes)
                texts = [text]
                for _ in range(world.rnd.randint(0, 2)):
                    edits = world.rnd.uniform(0, 0.1)
                    texts.append(world.copy(text, edits, world.rnd.randint(1, 5)))
                for copy, each in enumerate(texts):
                    name = f"{world.rnd.randrange(10**9):09}-{story}-{report}-{copy}.txt"
                    (folder / name).write_text(each, encoding="utf-8")
                    families[name] = f"{story}-{report}"
        index = Index(cache, folder)
        build(index, analyse="tests.library.reading:analyse", processes=2)
        found = index.copies()
        index.close()
    groups: dict[str, list[str]] = {}
    for name, family in families.items():
        groups.setdefault(family, []).append(name)
    true = {frozenset(pair) for some in groups.values() for pair in combinations(some, 2)}
    told = {
        frozenset(pair)
        for leader, others in found.items()
        for pair in combinations([leader, *others], 2)
    }
    right = len(true & told)
    print(f"{len(families)} articles, {len(true)} pairs of copies, {len(told)} told")
    print(f"recall {right / len(true):.4f}, precision {right / max(1, len(told)):.4f}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["scan", "filter", "index", "search", "change", "copies"])
    parser.add_argument("arguments", nargs="*")
    parser.add_argument("--analyse", default=DEFAULT_ANALYSE, help="dotted name of the analysis")
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    match chosen.what, chosen.arguments:
        case "scan", [folder]:
            measure_scan(Path(folder))
        case "filter", [folder]:
            measure_filter(Path(folder))
        case "index", [folder, cache]:
            measure_index(Path(folder), Path(cache), chosen.analyse, chosen.processes)
        case "search", [folder, cache]:
            measure_search(Path(folder), Path(cache))
        case "change", [folder, cache]:
            measure_change(Path(folder), Path(cache))
        case "copies", numbers if len(numbers) < 2:
            measure_copies(int(numbers[0]) if numbers else 300)
        case _:
            parser.error(f"{chosen.what} has other arguments: see --help")


if __name__ == "__main__":
    main()
