"""Taking blocks that repeat out of the texts the index holds, and bringing them back.

A text is stored with all blocks that its own document keeps. Which of them are hidden is worked
out from the counts of its group, on storing it and again whenever the counts change their mind, so
that a search finds what the reader shows.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.library.facts import Kept
from reader.library.packing import decompress
from reader.repeated import heard, repeating

_SEPARATOR = 2
"""Line breaks between two blocks of a text."""
_SAY_BITS = 2


class Blocks(NamedTuple):
    """The kept blocks of one text, as stored."""

    prints: array[int]
    """Fingerprint of each."""
    say: array[int]
    sizes: array[int]


def packed_blocks(kept: Sequence[Kept], order: dict[int, int], prints: Sequence[int]) -> bytes:
    """Kept blocks for storing; ``order``: where each fingerprint stands among the distinct ones."""
    codes = array("I", [order[prints[k.block]] << _SAY_BITS | k.say for k in kept])
    return codes.tobytes() + array("I", [k.size for k in kept]).tobytes()


def blocks_of(data: bytes, prints: bytes) -> Blocks:
    """What ``packed_blocks`` gave, with the distinct fingerprints of the document."""
    both = array("I", data)
    half = len(both) // 2
    distinct = array("q", prints)
    codes = both[:half]
    return Blocks(
        array("q", [distinct[code >> _SAY_BITS] for code in codes]),
        array("B", [code & ((1 << _SAY_BITS) - 1) for code in codes]),
        both[half:],
    )


def parts(text: str, sizes: Sequence[int], hidden: Iterable[int]) -> tuple[str, list[str]]:
    """The text without the hidden blocks, and these."""
    away = set(hidden)
    if not away:
        return text, []
    shown: list[str] = []
    gone: list[str] = []
    at = 0
    for number, size in enumerate(sizes):
        (gone if number in away else shown).append(text[at : at + size])
        at += size + _SEPARATOR
    return "\n\n".join(shown), gone


def shown_text(data: bytes, kept: bytes, hidden: bytes) -> str:
    """A stored text as it is searched and shown."""
    text = decompress(data)
    if not hidden:
        return text
    both = array("I", kept)
    return parts(text, both[len(both) // 2 :], array("I", hidden))[0]


def hidden_of(connection: sqlite3.Connection, group: int, blocks: Blocks) -> list[int]:
    """Which blocks of a text repeat in its group now, by number."""
    if not blocks.prints:
        return []
    (total,) = connection.execute("SELECT docs FROM groups WHERE id = ?", (group,)).fetchone()
    counts = {}
    for number, each in enumerate(blocks.prints):
        found = connection.execute(_COUNT, (group, each)).fetchone()
        if found is not None:
            counts[number] = (found[0], total)
    return repeating(blocks.say, counts)


_COUNT = "SELECT docs FROM blocks WHERE folder = ? AND print = ?"
_OFTEN = "docs >= 2 OR told > 0"
"""The condition of an index: only few blocks meet it."""


def changed_groups(connection: sqlite3.Connection) -> list[int]:
    """The groups whose counts changed since they were last looked at."""
    return [row[0] for row in connection.execute("SELECT id FROM groups WHERE changed = 1")]


def minds_changed(connection: sqlite3.Connection, group: int) -> dict[int, int]:
    """Fingerprints of a group that repeat more or less than when last told: a ``Heard`` each."""
    (total,) = connection.execute("SELECT docs FROM groups WHERE id = ?", (group,)).fetchone()
    rows = connection.execute(
        f"SELECT print, docs, told FROM blocks WHERE folder = ? AND ({_OFTEN})",  # noqa: S608
        (group,),
    )
    now = ((number, int(heard(held, total)), told) for number, held, told in rows)
    return {number: repeats for number, repeats, told in now if repeats != told}


def holders(connection: sqlite3.Connection, group: int, prints: Iterable[int]) -> list[int]:
    """The articles of a group in which one of these blocks stands."""
    wanted = set(prints)
    rows = connection.execute(
        "SELECT docs.id, prints FROM docs JOIN bodies USING (id) WHERE folder = ?", (group,)
    )
    return [doc for doc, data in rows if not wanted.isdisjoint(array("q", data))]


def settle_group(connection: sqlite3.Connection, group: int, minds: dict[int, int]) -> None:
    """All articles of a group follow its counts now."""
    connection.executemany(
        "UPDATE blocks SET told = ? WHERE folder = ? AND print = ?",
        [(told, group, number) for number, told in minds.items()],
    )
    connection.execute("UPDATE groups SET changed = 0 WHERE id = ?", (group,))
