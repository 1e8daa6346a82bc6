"""What cleaning plain text costs: loading, a document of 5 KB, a corpus, memory.

    python tests/benchmarks/cleaning_cost.py text_full.jsonl.gz text_light.jsonl.gz

Times are processor time. A document's is the best of five, with and without the words and lines
remembered from the documents before it; memory is what Python has allocated for the model and
what it remembers (tracemalloc).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader.documents.model import Document
from tests.benchmarks.cleaning import document_of, rows_of

_LOAD = """
import time
import reader.documents.model
started = time.process_time()
from reader.cleaning import judge
imported = time.process_time()
from reader.cleaning.model import shipped
shipped()
print(imported - started, time.process_time() - imported)
"""
_SMALL = range(4_500, 5_500)
_TRIES = 5


def loading() -> None:
    """Print what importing and loading take in fresh processes, the best of five."""
    runs = [
        subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)
        for _ in range(_TRIES)
    ]
    imports, loads = zip(*(map(float, run.stdout.split()) for run in runs), strict=True)
    print(f"import {1e3 * min(imports):.1f} ms, loading {1e3 * min(loads):.1f} ms")


def memory(texts: Sequence[str]) -> None:
    """Print what stays allocated when all texts have been judged."""
    tracemalloc.start()
    from reader.cleaning import judge

    for text in texts:
        judge(document_of(text.split("\n"))[0])
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"memory {held / 1e6:.1f} MB after {len(texts)} documents")


def best(document: Document, *, cold: bool) -> float:
    """Seconds that judging a document takes."""
    from reader.cleaning import judge
    from reader.cleaning.model import shipped

    found = []
    for _ in range(_TRIES):
        if cold:
            shipped().vocabulary.looks.clear()
        started = time.process_time()
        judge(document)
        found.append(time.process_time() - started)
    return min(found)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path, help="files of rows that hold text")
    parser.add_argument("--each", type=int, default=3, help="take every n-th document only")
    chosen = parser.parse_args()
    loading()
    sets = {path.name: [row["text"] for row in rows_of(path)] for path in chosen.data}
    memory([text for texts in sets.values() for text in texts[:: chosen.each]])
    for name, texts in sets.items():
        small = [text for text in texts if len(text.encode()) in _SMALL]
        for cold in (True, False):
            spent = [best(document_of(text.split("\n"))[0], cold=cold) for text in small]
            print(f"{name}: {1e3 * statistics.median(spent):.2f} ms for about 5 KB, median of "
                  f"{len(small)}, {'first' if cold else 'again'}")  # fmt: skip
        some = texts[:: chosen.each]
        documents = [document_of(text.split("\n"))[0] for text in some]
        size = sum(len(text.encode()) for text in some)
        print(f"{name}: {size / sum(best(each, cold=True) for each in documents) / 1e6:.2f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
