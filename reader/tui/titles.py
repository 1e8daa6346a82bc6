"""What the borders of the panes say, put together of a few parts. Nothing here knows Textual."""

from __future__ import annotations

from rich.cells import cell_len

from reader.documents.model import Encoding
from reader.sanitise import sanitise

JOINT = " · "
VIEWS = {"clean": "", "removed": "removed shown", "raw": "raw text"}
"""What is said of each view; nothing of the usual one."""
MOST_COUNTED = 20_000
"""Code points of a selection up to which its words are counted."""


def library_title(
    count: int, shown: int, *, query: str = "", sort: str = "", progress: str = "", room: int = 0
) -> str:
    """How many articles there are and show, what they are filtered and sorted by.

    ``progress`` of the index is put briefly where there is ``room`` for so few cells only; 0 is
    room enough.
    """
    parts = [f"Library ({_number(shown, count)})"]
    if query:
        parts.append(f"/{sanitise(query)}" + (JOINT.rstrip() if sort else ""))
    if sort:
        parts.append(f"by {sort}")
    named = " ".join(parts)
    if progress and 0 < room < cell_len(named + JOINT + progress):
        progress = progress.rpartition(" ")[2] if progress.endswith("%") else "waits"
    return f"{named}{JOINT}{progress}" if progress else named


def article_title(badge: str, minutes_left: int, progress: float, *, read: bool) -> str:
    """The language, what is left to read, how far the caret is (0-1), and the read mark."""
    left = f"{minutes_left} min" if minutes_left else "done"
    parts = ["Article", badge, left, f"{progress:.0%}", "read" if read else ""]
    return JOINT.join(part for part in parts if part)


def article_aside(
    view: str,
    encoding: Encoding,
    *,
    search: str = "",
    letters: str = "",
    read_only: str = "",
    peek: str = "",
    selecting: str = "",
) -> str:
    """What is selected, the search, the view, how the file was read, the comment at the caret."""
    guess = f"read as {encoding.name}, a guess" if encoding.guessed else ""
    state = letters or ("read only" if read_only else "")
    parts = (selecting, sanitise(search), VIEWS[view], guess, state, peek)
    return JOINT.join(part for part in parts if part)


def selected(text: str, *, resizing: bool) -> str:
    """How much is selected, and what for: words, or characters where there are very many."""
    if len(text) > MOST_COUNTED:
        amount = f"{len(text) // 1000} thousand characters"
    else:
        words = len(text.split())
        amount = f"{words} word{'' if words == 1 else 's'}"
    return f"highlight taken up · {amount} · H resizes it" if resizing else f"{amount} selected"


def notes_title(count: int, shown: int, order: str) -> str:
    """How many notes there are and show, and their order where it is not the usual one."""
    return JOINT.join([f"Notes ({_number(shown, count)})", *([order] if order else [])])


def _number(shown: int, count: int) -> str:
    return f"{shown} of {count}" if shown != count else f"{count}"
