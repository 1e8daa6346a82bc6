"""A disk that fills up in mid-write (RLIMIT_FSIZE), and how long saving and loading take.

usage: python tests/benchmarks/notes_faults.py [--limits 40] [--folder DIR]

For each of many file-size limits a child adds notes until writing fails, and says what it put;
then the library is opened without the limit. Exit status 1 when a note is lost.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

WORKER = """
import json, resource, signal, sys
from pathlib import Path
from uuid import UUID
from reader.notes.model import Note
from reader.notes.store import NoteStore
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = NoteStore(folder / ".glosse", creator="me", state=folder / "state")
none = resource.RLIM_INFINITY
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, none))
for count in range(30):
    name = UUID(int=count + 1).urn
    store.put("a.txt", Note(id=name, exact="q" * 80, start=count, end=count + 80))
    print(json.dumps([count, store.status.safety]), flush=True)
assert len(store.notes("a.txt")) == 30
if sys.argv[3] == "room":
    resource.setrlimit(resource.RLIMIT_FSIZE, (none, none))
    assert store.retry().safety == "safe", store.status
"""


def full_disk(limits: int, folder: Path) -> dict[str, int]:
    """Counts over the limits: notes put, told safe, told kept elsewhere or in memory, and lost."""
    from reader.notes.store import NoteStore

    counts = {"limits": limits, "put": 0, "safe": 0, "waiting": 0, "emergency": 0, "unsafe": 0}
    counts["lost"] = counts["unreadable"] = counts["temporary files"] = 0
    for number in range(limits):
        place = folder / str(number)
        limit = 300 + number * 1009
        ending = "room" if number % 2 else "killed"
        done = subprocess.run(
            [sys.executable, "-c", WORKER, str(place), str(limit), ending],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = [json.loads(line) for line in done.stdout.splitlines()]
        for _, safety in said:
            counts["put"] += 1
            counts[safety] += 1
        store = NoteStore(place / ".glosse", creator="me", state=place / "state")
        there = {note.start for note in store.notes("a.txt")}
        promised = {count for count, safety in said if safety != "unsafe" or ending == "room"}
        counts["lost"] += len(promised - there) + (done.returncode != 0)
        counts["unreadable"] += len([*place.rglob("*.corrupt-*")])
        counts["temporary files"] += len([*place.rglob("*.tmp")])
        store.close()
    return counts


def times(folder: Path) -> dict[str, float]:
    """Medians in milliseconds."""
    from reader.notes.model import Note
    from reader.notes.page import Page
    from reader.notes.store import NoteStore

    def note(start: int) -> Note:
        return Note(
            id=uuid.uuid4().urn, exact="a passage of some length " * 4, prefix="p" * 32,
            suffix="s" * 32, start=start, end=start + 100, comment="a remark", tags=("one", "two"),
        )  # fmt: skip

    def median(deed: object, rounds: int) -> float:
        assert callable(deed)
        taken = []
        for count in range(rounds):
            began = time.perf_counter()
            deed(count)
            taken.append(time.perf_counter() - began)
        return round(1000 * statistics.median(taken), 2)

    where = {"creator": "me", "state": folder / "state"}
    store = NoteStore(folder / ".glosse", **where)  # type: ignore[arg-type]
    store.merge("large.txt", Page("large.txt", notes=tuple(map(note, range(1000)))))
    entry = store.vault.journal.entry("state", "a", "b", None, {"text": "x" * 800})

    def load(key: str) -> int:
        return len(NoteStore(folder / ".glosse", **where).notes(key))  # type: ignore[arg-type]

    return {
        "journal append": median(lambda _: store.vault.journal.append([entry]), 200),
        "put, small document": median(lambda count: store.put("small.txt", note(count)), 50),
        "put, 1,000 notes": median(lambda count: store.put("large.txt", note(count)), 30),
        "open, 1,000 notes": median(lambda _: load("large.txt"), 30),
        "open, no notes": median(lambda _: load("none.txt"), 30),
    }


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limits", type=int, default=40)
    parser.add_argument("--folder", type=Path, help="where to work (default: a new folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        counts = full_disk(options.limits, Path(folder) / "full")
        print(json.dumps(counts))
        print(json.dumps({"milliseconds": times(Path(folder) / "times")}))
    return 1 if counts["lost"] or counts["unreadable"] or counts["temporary files"] else 0


if __name__ == "__main__":
    sys.exit(main())
