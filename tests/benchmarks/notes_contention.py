"""Several processes write notes to one document at once; every note must be there in the end.

usage: python tests/benchmarks/notes_contention.py [--processes 3] [--notes 100] [--folder DIR]

Exit status 1 when a note is missing, doubled or flagged as a conflict.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORKER = """
import sys
from dataclasses import replace
from pathlib import Path
from uuid import uuid4
from reader.notes.model import Note
from reader.notes.store import NoteStore
folder, notes, who = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
store = NoteStore(folder / ".glosse", creator=who, state=folder / "state", patience=30)
for count in range(notes):
    note = Note(id=uuid4().urn, exact="q" * 50, start=count, end=count + 50)
    note = store.put("a.txt", note)
    store.put("a.txt", replace(note, comment=f"{who} {count}"))
assert store.status.message == "", store.status
store.close()
"""


def run(processes: int, notes: int, folder: Path) -> dict[str, float]:
    """Counts of what should be and what is there, and the seconds it took."""
    from reader.notes.store import NoteStore

    began = time.monotonic()
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER, str(folder), str(notes), f"p{number}"])
        for number in range(processes)
    ]
    failed = sum(worker.wait() != 0 for worker in workers)
    seconds = time.monotonic() - began
    found = NoteStore(folder / ".glosse", creator="me", state=folder / "state").notes("a.txt")
    wanted = {f"p{number} {count}" for number in range(processes) for count in range(notes)}
    return {
        "wanted": processes * notes,
        "found": len(found),
        "missing": len(wanted - {note.comment for note in found}),
        "conflicts": sum(bool(note.conflict_of) for note in found),
        "failed processes": failed,
        "seconds": round(seconds, 1),
    }


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--notes", type=int, default=100)
    parser.add_argument("--folder", type=Path, help="where to work (default: a new folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        counts = run(options.processes, options.notes, Path(folder))
    print(json.dumps(counts))
    right = counts["found"] == counts["wanted"] and not counts["missing"]
    return 0 if right and not counts["conflicts"] and not counts["failed processes"] else 1


if __name__ == "__main__":
    sys.exit(main())
