"""How often a block stands in the articles of one site: what repeats is no article.

Near-identical copies of one article within a site count once, else an article sent twice would
look like boilerplate. Articles without a site are counted by the folder they lie in.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence

from reader.library.scan import split_key


def group_of(site: str, key: str) -> str:
    """The name under which the blocks of an article are counted."""
    if site.strip():
        return "site:" + " ".join(site.casefold().split())
    return "folder:" + split_key(key)[0].rpartition("/")[0]


def group_id(connection: sqlite3.Connection, name: str) -> int:
    """The number of a group; a new one is made."""
    found = connection.execute("SELECT id FROM groups WHERE name = ?", (name,)).fetchone()
    if found is None:
        cursor = connection.execute("INSERT INTO groups (name, docs) VALUES (?, 0)", (name,))
        assert cursor.lastrowid is not None
        return cursor.lastrowid
    return int(found[0])


def count_in(connection: sqlite3.Connection, doc: int, group: int, prints: array[int]) -> None:
    """Let an article count in its group."""
    connection.execute("UPDATE docs SET counted = 1 WHERE id = ?", (doc,))
    connection.execute("UPDATE groups SET docs = docs + 1, changed = 1 WHERE id = ?", (group,))
    connection.executemany(
        "INSERT INTO blocks (folder, print, docs) VALUES (?, ?, 1)"
        " ON CONFLICT DO UPDATE SET docs = docs + 1",
        [(group, number) for number in prints],
    )


def count_out(connection: sqlite3.Connection, group: int, prints: array[int]) -> None:
    """Take an article out of the counts of its group."""
    connection.execute("UPDATE groups SET docs = docs - 1, changed = 1 WHERE id = ?", (group,))
    both = [(group, number) for number in prints]
    connection.executemany("UPDATE blocks SET docs = docs - 1 WHERE folder = ? AND print = ?", both)
    connection.executemany("DELETE FROM blocks WHERE folder = ? AND print = ? AND docs < 1", both)


def counts(
    connection: sqlite3.Connection, group: str, prints: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """For each position of ``prints`` that is known: in how many articles, of how many."""
    found = connection.execute("SELECT id, docs FROM groups WHERE name = ?", (group,)).fetchone()
    if found is None:
        return {}
    number, total = found
    known = dict(_counted(connection, number, dict.fromkeys(prints)))
    return {i: (known[p], total) for i, p in enumerate(prints) if p in known}


def _counted(
    connection: sqlite3.Connection, group: int, prints: Iterable[int]
) -> Iterable[tuple[int, int]]:
    for number in prints:
        row = connection.execute(
            "SELECT docs FROM blocks WHERE folder = ? AND print = ?", (group, number)
        ).fetchone()
        if row is not None:
            yield number, int(row[0])
