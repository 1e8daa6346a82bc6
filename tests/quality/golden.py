"""Golden documents: written for these tests, every line marked as the article's or not.

A file of ``golden/`` holds documents that begin with ``===== name``. A line begins with ``+``
(article), ``-`` (not the article) or ``?`` (either will do: titles, contacts), then a space.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader.cleaning import judge
from tests.cleaning.build import document

FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Golden:
    name: str
    lines: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return "-" not in self.marks

    def wrong(self) -> tuple[list[str], list[str]]:
        """Lines of the article that were removed, and lines not of it that were kept."""
        lost, left = [], []
        for line, mark, verdict in zip(
            self.lines, self.marks, judge(document(*self.lines)), strict=True
        ):
            if mark == "+" and not verdict.kept:
                lost.append(line)
            if mark == "-" and verdict.kept:
                left.append(line)
        return lost, left

    def size(self, mark: str) -> int:
        return sum(len(line) for line, m in zip(self.lines, self.marks, strict=True) if m == mark)


def golden() -> list[Golden]:
    found = []
    for file in sorted(FOLDER.glob("*.txt")):
        for part in file.read_text("utf-8").split("===== ")[1:]:
            name, *marked = part.rstrip("\n").split("\n")
            rows = [line for line in marked if line[2:].strip()]
            found.append(
                Golden(name, tuple(row[2:] for row in rows), tuple(row[0] for row in rows))
            )
    return found
