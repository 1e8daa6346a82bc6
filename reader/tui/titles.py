"""What the borders of the panes say, put together of a few parts. Nothing here knows Textual."""

from __future__ import annotations

from reader.documents.model import Encoding
from reader.sanitise import sanitise

JOINT = " · "
VIEWS = {"clean": "", "removed": "removed shown", "raw": "raw text"}
"""What is said of each view; nothing of the usual one."""


def library_title(
    count: int, shown: int, *, query: str = "", sort: str = "", progress: str = ""
) -> str:
    """How many articles there are and show, what they are filtered and sorted by."""
    parts = [f"Library ({_number(shown, count)})" + (f" /{sanitise(query)}" if query else "")]
    if sort:
        parts.append(f"by {sort}")
    return JOINT.join([*parts, progress] if progress else parts)


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
) -> str:
    """The search, the view, how the file was read, the comment at the caret; often empty."""
    guess = f"read as {encoding.name}, a guess" if encoding.guessed else ""
    state = letters or ("read only" if read_only else "")
    parts = (sanitise(search), VIEWS[view], guess, state, peek)
    return JOINT.join(part for part in parts if part)


def notes_title(count: int, shown: int, order: str) -> str:
    """How many notes there are and show, and their order where it is not the usual one."""
    return JOINT.join([f"Notes ({_number(shown, count)})", *([order] if order else [])])


def _number(shown: int, count: int) -> str:
    return f"{shown} of {count}" if shown != count else f"{count}"
