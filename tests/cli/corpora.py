"""Corpora for the tests, of texts made for them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

PLACES = ("harbour", "school", "bridge", "orchard", "station", "library", "market", "mill")
ENDS = ("Sign up for our newsletter", "Share this article", "Read more: ten tips for the garden")


def article(number: int) -> str:
    """A short article with something around it; another for each number."""
    place, other = PLACES[number % 8], PLACES[(number // 8 + 3) % 8]
    return (
        f"The {place} of the town stayed closed for {number + 2} days after a storm had torn the "
        f"roof off the {other} beside it, the council said on Monday.\n"
        f"Nobody was hurt, but the damage is said to be as large as {number * 7 + 40} thousand, "
        "and the engineers want to look at the walls before the winter comes.\n"
        f"{ENDS[number % 3]}"
    )


def rows(count: int, start: int = 0) -> list[dict[str, object]]:
    """Records of a corpus."""
    numbers = range(start, start + count)
    return [{"id": f"a-{n}", "site": "The Example", "text": article(n)} for n in numbers]


def written(path: Path, records: list[dict[str, object]]) -> Path:
    """A JSON Lines file, packed where its name says so."""
    lines = "".join(json.dumps(row) + "\n" for row in records).encode()
    if path.suffix == ".gz":
        lines = gzip.compress(lines)
    if path.suffix == ".zst":
        import zstandard

        lines = zstandard.compress(lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lines)
    return path
