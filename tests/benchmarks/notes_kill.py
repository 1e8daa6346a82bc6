"""Kill the store with SIGKILL at random instants and see that nothing acknowledged is lost.

usage: python tests/benchmarks/notes_kill.py [--kills 500] [--seed 1] [--folder DIR] [--packing]

A child makes, edits and deletes notes and prints a line for each change that was acknowledged.
The parent kills it, opens the library as a reader would, and compares. Exit status 1 on a loss.
With ``--packing`` the child opens the library anew after every few changes and divides its journal
at 20 kB, so that it is killed while the journal is folded and packed as well, and the history of
every acknowledged change has to be there at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

WORKER = """
import json, random, sys, uuid
from dataclasses import replace
from pathlib import Path
from reader.notes.model import Note
from reader.notes.store import NoteStore
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
choose = random.Random(seed)
packing = len(sys.argv) > 3
if packing:
    from functools import partial
    from reader.notes import journal
    journal.divide = partial(journal.divide, limit=20_000, kept=6_000)
store = NoteStore(folder / ".glosse", creator="me", state=folder / "state")
print("ready", flush=True)
count = 0
while True:
    count += 1
    if packing and count % 4 == 0:
        store.close()
        store = NoteStore(folder / ".glosse", creator="me", state=folder / "state")
    key = f"{choose.randrange(4)}.txt"
    notes = store.notes(key)
    deed = choose.random()
    if notes and deed < 0.2:
        note = choose.choice(notes)
        print(json.dumps(["try", key, note.id, None]), flush=True)
        store.remove(key, note.id)
        print(json.dumps(["done", key, note.id, None]), flush=True)
        continue
    if notes and (deed < 0.5 or len(notes) > 40):
        note = replace(choose.choice(notes), comment=f"{seed} {count}")
    else:
        name = uuid.UUID(int=choose.getrandbits(128)).urn
        note = Note(id=name, exact="q" * 50, start=count, end=count + 50, comment=f"{seed} {count}")
    print(json.dumps(["try", key, note.id, note.comment]), flush=True)
    store.put(key, note)
    print(json.dumps(["done", key, note.id, note.comment]), flush=True)
"""


def run(
    kills: int, seed: int, folder: Path, *, log: bool = True, packing: bool = False
) -> dict[str, int]:
    """Kill ``kills`` times; counts of changes acknowledged and of everything that went wrong."""
    from reader.notes.store import NoteStore

    choose = random.Random(seed)
    expected: dict[tuple[str, str], str] = {}
    made: set[tuple[str, str | None]] = set()
    counts = dict.fromkeys(("kills", "acknowledged", "lost", "unreadable", "rivals"), 0)
    began = time.monotonic()
    for kill in range(kills):
        lines = _one_life(folder, seed * 100_000 + kill, choose.uniform(0.0, 0.4), packing)
        made |= _acknowledged(lines)
        open_deed = _learn(lines, expected, counts)
        store = NoteStore(folder / ".glosse", creator="me", state=folder / "state")
        found = {(key, note.id): note for key, note in store.all_notes()}
        counts["rivals"] += sum(bool(note.conflict_of) for note in found.values())
        if open_deed is not None:
            place, comment = open_deed
            said = found[place].comment if place in found else None
            if said == comment:
                _set(expected, place, comment)
        shown = {place: note.comment for place, note in found.items()}
        if shown != expected:
            counts["lost"] += len(set(shown.items()) ^ set(expected.items()))
            expected = dict(shown)
        counts["unreadable"] += len([*(folder / ".glosse").rglob("*.corrupt-*")])
        counts["kills"] += 1
        store.vault.release()
        if log and kill % 50 == 49:
            print(f"{kill + 1} kills, {time.monotonic() - began:.0f} s: {counts}", flush=True)
    last = NoteStore(folder / ".glosse", creator="me", state=folder / "state")
    told = {
        (entry.item, _comment(entry.after))
        for entry in last.vault.entries()
        if entry.kind == "note"
    }
    counts["history lost"] = len(made - told)
    last.record("state", "a", "b", None, True)
    last.close()
    counts["temporary files"] = len([*folder.rglob("*.tmp")])
    counts["journal files"] = len([*(folder / ".glosse" / "journal").glob("*.jsonl")])
    counts["packed parts"] = len([*(folder / ".glosse" / "journal").glob("*.gz")])
    return counts


def _acknowledged(lines: list[str]) -> set[tuple[str, str | None]]:
    """Id and comment of every change that was acknowledged."""
    found = set()
    for line in lines:
        with suppress(ValueError):
            word, _, name, comment = json.loads(line)
            if word == "done":
                found.add((name, comment))
    return found


def _comment(value: Any) -> str | None:
    """The comment in one side of a journal entry; None for a deletion."""
    for body in value.get("body", ()):
        if body.get("purpose") == "commenting":
            return str(body["value"])
    return None


def _one_life(folder: Path, seed: int, seconds: float, packing: bool) -> list[str]:
    """What a worker said before it was killed, ``seconds`` after it was ready."""
    command = [sys.executable, "-c", WORKER, str(folder), str(seed)]
    command += ["packing"] if packing else []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        time.sleep(seconds)
        worker.kill()
        return worker.stdout.read().splitlines()


def _learn(
    lines: list[str], expected: dict[tuple[str, str], str], counts: dict[str, int]
) -> tuple[tuple[str, str], str | None] | None:
    """Take in what was acknowledged; the change that was begun and not acknowledged, if any."""
    begun = None
    for line in lines:
        try:
            word, key, name, comment = json.loads(line)
        except ValueError:
            continue  # the torn last line
        if word == "try":
            begun = ((key, name), comment)
        else:
            _set(expected, (key, name), comment)
            counts["acknowledged"] += 1
            begun = None
    return begun


def _set(expected: dict[tuple[str, str], str], place: tuple[str, str], comment: str | None) -> None:
    if comment is None:
        expected.pop(place, None)
    else:
        expected[place] = comment


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work (default: a new folder)")
    parser.add_argument("--packing", action="store_true", help="fold and pack all the time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        counts = run(options.kills, options.seed, Path(folder), packing=options.packing)
    print(json.dumps(counts))
    bad = ("lost", "history lost", "unreadable", "rivals", "temporary files")
    return 1 if any(counts[name] for name in bad) else 0


if __name__ == "__main__":
    sys.exit(main())
