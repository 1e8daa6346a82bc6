"""Keys that are Textual's, as far as what they open is shown before it is loaded.

Going into the article, the line to filter the list, the list of keys or of commands, and the text
that is typed there. The keys themselves stay where they are: Textual carries them out in order, and
draws what stands there already.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Mapping
from itertools import takewhile
from typing import NamedTuple

FILTER, HELP, PALETTE = "library-filter", "help", "palette"
"""Commands of what can lie open."""
INTO = frozenset({"library-open", "pane-next"})
OPENING = frozenset({FILTER, HELP, PALETTE})


class Typed(NamedTuple):
    """What the keys so far ask for."""

    entered: bool = False
    """The article has the keys, beside its library."""
    opened: str = ""
    """The command of what lies open: one of ``OPENING``, or ""."""
    text: str = ""
    """What was typed there."""


NOTHING = Typed()


def typed_of(keys: bytes, commands: Mapping[bytes, str], *, alone: bool) -> tuple[Typed, bool]:
    """What ``keys`` ask for, by the ``commands`` of keys, and whether more can be told from here.

    ``alone``: of one file, without a library.
    """
    entered = opened = ""
    rest = keys
    while rest and not opened:
        key = next((key for key in commands if rest.startswith(key)), b"")
        command = commands.get(key, "")
        if command in INTO and not entered and not alone:
            entered = command
        elif command in OPENING and not (command == FILTER and (entered or alone)):
            opened = command
        else:
            return Typed(bool(entered)), False
        rest = rest[len(key) :]
    read = getincrementaldecoder("utf-8")("replace").decode(rest)
    text = "".join(takewhile(str.isprintable, read))
    return Typed(bool(entered), opened, text), text == read
