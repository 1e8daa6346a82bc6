"""What the borders of the panes say, put together of a few parts. Nothing here knows Textual."""

from __future__ import annotations

from rich.cells import cell_len

from reader.documents.model import Encoding
from reader.sanitise import sanitise
from reader.wording import counted, duration

JOINT = " · "
VIEWS = {"clean": "", "removed": "removed shown", "raw": "raw text"}
"""What is said of each view; nothing of the usual one."""
MOST_COUNTED = 20_000
"""Code points of a selection up to which its words are counted."""


def library_title(
    count: int, shown: int, *, query: str = "", sort: str = "", progress: str = "", room: int = 0
) -> str:
    """How many articles there are and show, what they are filtered and sorted by.

    Where all that does not fit into ``room`` (cells; 0 is room enough), the ``progress`` of the
    index is put briefly, and then the name of the pane is left out.
    """
    number = _number(shown, count)
    parts = [f"/{sanitise(query)}" + (JOINT.rstrip() if sort else "")] if query else []
    if sort:
        parts.append(f"by {sort}")
    brief = progress.rpartition(" ")[2] if progress.endswith("%") else "waits"
    whole = f"Library ({number})"
    bare = whole if query and cell_len(whole) <= room else number  # a long filter is cut anyway
    title = ""
    for head, told in ((whole, progress), (whole, brief), (bare, brief)):
        title = " ".join((head, *parts)) + (f"{JOINT}{told}" if progress else "")
        if not room or cell_len(title) <= room:
            break
    return title


def article_title(
    badge: str, minutes_left: int, progress: float, *, read: bool, empty: bool = False
) -> str:
    """The language, what is left to read, how far the caret is (0-1), and the read mark.

    Of an ``empty`` article nothing was left and nothing is done.
    """
    left = duration(minutes_left) if minutes_left else "done"
    amount = ["empty"] if empty else [left, f"{progress:.0%}"]
    parts = ["Article", badge, *amount, "read" if read else ""]
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
        amount = counted(words, "word")
    return f"highlight taken up · {amount} · H resizes it" if resizing else f"{amount} selected"


def notes_title(count: int, shown: int, order: str) -> str:
    """How many notes there are and show, and their order where it is not the usual one."""
    return JOINT.join([f"Notes ({_number(shown, count)})", *([order] if order else [])])


def _number(shown: int, count: int) -> str:
    return f"{shown} of {count}" if shown != count else f"{count}"
