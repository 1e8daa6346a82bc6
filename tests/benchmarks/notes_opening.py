"""What 1,000 notes cost on opening a document, with and without the cards of the notes pane.

usage: python tests/benchmarks/notes_opening.py [--notes 1000] [--rounds 9]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

WORDS = (
    "The ferry came in at {n}, an hour late, and nobody on quay {n} seemed to mind number {n}.\n\n"
)


def milliseconds(deed: Callable[[], object], rounds: int) -> float:
    """Median of ``rounds`` runs."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        deed()
        times.append((time.perf_counter() - began) * 1000)
    return round(median(times), 2)


def main() -> int:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    from reader.notes.page import Page
    from reader.opened import quoted
    from reader.session import Session
    from reader.text import Span
    from reader.tui.notes.cards import card

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        text = "".join(WORDS.format(n=n) for n in range(options.notes))
        for key in ("plain.txt", "noted.txt"):
            (root / key).write_text(text, "utf-8")
        session = Session(root)
        starts = [text.index(f"at {n}, an") for n in range(options.notes)]
        notes = [quoted(text, Span(start, start + 20)) for start in starts]
        session.store.merge("noted.txt", Page("noted.txt", notes=tuple(notes)))
        session.close()
        cold = {
            key: milliseconds(lambda key=key: Session(root).open(key), options.rounds)
            for key in ("plain.txt", "noted.txt")
        }
        warm = {
            key: milliseconds(lambda key=key: session.open(key), options.rounds)
            for key in ("plain.txt", "noted.txt")
        }
        placed, now = session.open("noted.txt").notes, datetime.now(UTC)
        cards = milliseconds(lambda: [card(pair, 36, now) for pair in placed], options.rounds)
        more = {
            "cold, more": round(cold["noted.txt"] - cold["plain.txt"], 2),
            "warm, more": round(warm["noted.txt"] - warm["plain.txt"], 2),
        }
        print(json.dumps({"cold": cold, "warm": warm, "cards": cards, **more}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
