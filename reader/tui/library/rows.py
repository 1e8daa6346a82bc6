"""What one row of the library says, as pieces of text with the names of their styles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import NamedTuple

from rich.cells import cell_len

from reader.library.facts import Facts
from reader.library.listing import RowView
from reader.sanitise import sanitise
from reader.text import Span
from reader.tui.lines import clip, fill
from reader.wording import duration

Piece = tuple[str, str]
"""Text and the name of its style: title, read, meta, match, mark, note, star, problem, folder."""

MARKS = {"unread": "●", "reading": "◐", "read": " "}


class Row(NamedTuple):
    """What is shown of one article; the strings are foreign."""

    view: RowView
    facts: Facts | None = None
    """None until the file was looked at."""
    copies: str = ""
    """What is to be said of its copies: "3 copies"."""

    @property
    def title(self) -> str:
        """The title found in the text, or the file's name while that is not known."""
        if self.facts is not None and self.facts.title:
            return self.facts.title
        path, _, record = self.view.key.partition("#")
        return PurePosixPath(path).stem + (f" #{record}" if record else "")


def marked(text: str, spans: Sequence[Span], width: int, style: str) -> list[Piece]:
    """``text`` in at most ``width`` cells, the parts under ``spans`` in the style of matches."""
    shown = clip(text, width)
    pieces: list[Piece] = []
    at = 0
    for span in spans:
        start, end = min(span.start, len(shown)), min(span.end, len(shown))
        if start > at:
            pieces.append((shown[at:start], style))
        if end > start:
            pieces.append((shown[start:end], "match"))
        at = max(at, end)
    if at < len(shown):
        pieces.append((shown[at:], style))
    return pieces


def title_line(row: Row, width: int, spans: Sequence[Span] = ()) -> list[Piece]:
    """The first line: the read mark and the title; ``spans`` index the sanitised title."""
    mark = "!" if row.view.problem else MARKS[row.view.mark]
    style = "read" if row.view.mark == "read" else "title"
    known = row.facts is not None and bool(row.facts.title)
    pieces: list[Piece] = [(f"{mark} ", "problem" if row.view.problem else "mark")]
    title = sanitise(row.title)
    return pieces + marked(title, spans if known else (), width - 2, style)


def meta_line(row: Row, width: int) -> list[Piece]:
    """The second line: source · language · minutes · notes, or why the file cannot be read."""
    view = row.view
    if view.problem:
        return [("  ", "meta"), (clip(sanitise(view.problem), width - 2), "problem")]
    tail: list[Piece] = []
    if view.notes:
        tail.append((f"✎ {view.notes}", "note"))
    if view.starred:
        tail.append((" ★" if tail else "★", "star"))
    gap = "  " if tail else ""  # its own piece: some fonts draw the signs wider than their cell
    tail_width = sum(cell_len(text) for text, _ in tail) + len(gap)
    fixed = [
        part
        for part in (view.language, duration(view.minutes) if view.minutes else "", row.copies)
        if part
    ]
    fixed_text = " · ".join(fixed)
    room = width - 2 - tail_width
    site = sanitise(view.site)
    if site and fixed_text:
        site_room = room - cell_len(fixed_text) - 3
        text = f"{clip(site, site_room)} · {fixed_text}" if site_room >= 4 else fixed_text
    else:
        text = site or fixed_text or sanitise(PurePosixPath(view.key).name)
    return [("  ", "meta"), ((fill(text, room) if tail else clip(text, room)) + gap, "meta"), *tail]


def folder_lines(folder: str, count: int, width: int) -> tuple[list[Piece], list[Piece]]:
    """The two lines of a folder's heading: a blank one, and its name with the number of rows."""
    name = f"{sanitise(folder)}/" if folder else "./"
    number = f" {count}"
    return [], [(clip(name, width - cell_len(number)), "folder"), (number, "meta")]


def grouped(rows: Sequence[int], keys: Sequence[str]) -> tuple[list[int], list[tuple[str, int]]]:
    """Rows folder by folder, each after a heading, and the folders with how many rows they have.

    The heading of folder ``n`` stands as ``-n - 1``; within a folder the order stays.
    """

    def folder_of(row: int) -> str:
        return keys[row].rpartition("/")[0]

    arranged: list[int] = []
    folders: list[tuple[str, int]] = []
    for folder, members in groupby(sorted(rows, key=folder_of), key=folder_of):
        found = list(members)
        folders.append((folder, len(found)))
        arranged.append(-len(folders))
        arranged.extend(found)
    return arranged, folders


def empty_words(*, filtered: bool, scanning: bool) -> str:
    """What a list without rows says: why, and what to do."""
    if filtered:
        return "Nothing fits the filter.\n\nEscape clears it."
    if scanning:
        return "Looking for articles …"
    return "No articles here yet.\n\nglosse add URL saves one."
