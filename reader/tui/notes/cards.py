"""What the card of one note says, as lines of pieces of text with the names of their styles."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.notes.colour import Colour
from reader.patterns import late
from reader.sanitise import sanitise
from reader.tui.lines import clip, quoted, wrap

if TYPE_CHECKING:
    from reader.notes.model import PlacedNote

Piece = tuple[str, str]
"""Text and the name of its style: quote, comment, tag, meta, badge, or a colour's mark."""

LETTERS = {colour: str(number) for number, colour in enumerate(Colour, 1)}
"""The key of each colour, so that they are told apart without colour, as in the gutter."""
QUOTE_LINES = 3
COMMENT_LINES = 12
INDENT = 2

EMPTY = (
    "No notes here yet.",
    "",
    "a  note on a sentence",
    "H  mark a paragraph",
    "v  select; then a, H",
)
"""What the pane says where there is no card."""

_TAG = late(r"(?<![\w#&/])#([^\W\d_][\w/-]*)")


class Card(NamedTuple):
    """One note with its lines; each is to be drawn behind the note's coloured bar."""

    placed: PlacedNote
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def height(self) -> int:
        """Terminal rows, with the blank one below."""
        return len(self.lines) + 1


def age(written: str, now: datetime) -> str:
    """How long ago a time of RFC 3339 was, in one unit: ``now``, ``5 min``, ``3 h``, ``2 d``."""
    try:
        seconds = (now - datetime.fromisoformat(written)).total_seconds()
    except (ValueError, TypeError):  # no time, or one without a zone
        return ""
    for size, unit in (
        (31_557_600, "y"),
        (2_629_800, "mo"),
        (86_400, "d"),
        (3600, "h"),
        (60, "min"),
    ):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return "now"


def badge(placed: PlacedNote, *, contested: bool = False) -> str:
    """A word where the note needs a look: orphan, uncertain; conflict with a rival."""
    words: list[str] = [] if placed.anchor.status == "placed" else [placed.anchor.status]
    if contested:
        words.append("conflict")
    return " · ".join(words)


def card(
    placed: PlacedNote, width: int, now: datetime, named: str = "", *, contested: bool = False
) -> Card:
    """The card of a note in ``width`` cells.

    ``named`` is what its colour means, if anything; ``contested`` when it has a rival.
    """
    note = placed.note
    room = max(4, width - INDENT - 2)
    lines: list[tuple[Piece, ...]] = []
    quote = sanitise(note.exact[: 4 * room * QUOTE_LINES].replace("\n", " "))
    letter = LETTERS[note.colour]
    for number, text in enumerate(wrap(quoted(quote), room, QUOTE_LINES)):
        lead = (f"{letter} ", f"mark-{note.colour}") if number == 0 else (" " * INDENT, "quote")
        lines.append((lead, (text, "quote")))
    if note.comment:
        comment = sanitise(note.comment, multiline=True)
        lines += [
            ((" " * INDENT, "comment"), (text, "comment"))
            for text in wrap(comment, room, COMMENT_LINES)
        ]
    tags = sanitise(" ".join(f"#{tag}" for tag in note.tags))
    lines += [((" " * INDENT, "tag"), (text, "tag")) for text in (wrap(tags, room) if tags else ())]
    said = (sanitise(named), age(note.modified or note.created, now))
    tail = [("  ", "meta"), (clip(" · ".join(part for part in said if part), room), "meta")]
    if word := badge(placed, contested=contested):
        tail += [(" · " if tail[-1][0] else "", "meta"), (clip(f"⚠ {word}", room), "badge")]
    if len(tail) > 2 or tail[-1][0]:
        lines.append(tuple(tail))
    return Card(placed, tuple(lines))


def split_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """What was typed in the note box as a comment and its tags.

    Every ``#word`` is a tag. Tags that stand at the end, after the last word of the comment, are
    taken out of it; those inside a sentence stay there to be read as well.
    """
    tags = tuple(dict.fromkeys(match[1] for match in _TAG.finditer(text)))
    comment = re.sub(rf"(?:(?:^|\s+){_TAG.pattern})+\s*\Z", "", text).strip()
    return comment, tags


def join_tags(comment: str, tags: tuple[str, ...]) -> str:
    """The text for the note box: the reverse of :func:`split_tags`."""
    there = set(split_tags(comment + " .")[1])
    words = " ".join(f"#{tag}" for tag in tags if tag not in there)
    return "\n".join(part for part in (comment, words) if part)
