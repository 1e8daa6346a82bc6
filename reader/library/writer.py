"""Changes to the index, each set of them one transaction."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence

from reader.documents.measure import word_count
from reader.library.duplicates import are_copies
from reader.library.evidence import count_in, count_out, group_id, group_of
from reader.library.facts import Facts
from reader.library.hiding import blocks_of, hidden_of, parts
from reader.library.keys import storable
from reader.library.pack import FileResult, Packed, Task, name_tokens
from reader.library.packing import decompress
from reader.library.sketch import BANDS, Sketch, bands, likeness, most_alike
from reader.library.tokens import prepared

_WORTH_A_LOOK = 0.24
"""Least estimated likeness that is worth comparing the texts themselves."""
_PER_BAND, _CANDIDATES, _COMPARED = 16, 5, 2

_COLUMNS = ", ".join(Facts._fields)


def apply(connection: sqlite3.Connection, results: Iterable[FileResult]) -> None:
    """Store what was found in files, in place of what was known of them before."""
    for result in results:
        size, mtime_ns = result.task.size, result.task.mtime_ns
        path = storable(result.task.path)
        if result.articles is None:
            connection.execute(
                "UPDATE files SET size = ?, mtime_ns = ? WHERE path = ?", (size, mtime_ns, path)
            )
            continue
        if result.task.after:
            file = _file_to_go_on(connection, path)
            if file is None:  # forgotten, or read anew, meanwhile
                continue
        else:
            remove_file(connection, path)
            file = _insert_file(connection, result, path)
        for packed in result.articles:
            _insert(connection, packed, file)
        if result.rest is None:
            connection.execute(
                "UPDATE files SET size = ?, digest = ?, problem = ? WHERE id = ?",
                (size, result.digest, result.problem, file),
            )
        _keep_rest(connection, path, result.rest)


_UNFINISHED = -2
"""The size that a file has in the index while only the beginning of it is known."""


def _insert_file(connection: sqlite3.Connection, result: FileResult, path: str) -> int:
    task = result.task
    cursor = connection.execute(
        "INSERT INTO files (path, size, mtime_ns, digest, problem) VALUES (?, ?, ?, x'', ?)",
        (path, _UNFINISHED, task.mtime_ns, result.problem),
    )
    assert cursor.lastrowid is not None
    if result.problem:
        _insert_facts(connection, Facts(path, problem=result.problem), cursor.lastrowid, 0, None)
    return cursor.lastrowid


def _file_to_go_on(connection: sqlite3.Connection, path: str) -> int | None:
    """The number of a file of which a part is known; None when it was forgotten meanwhile."""
    found = connection.execute(
        "SELECT id FROM files WHERE path = ? AND size = ?", (path, _UNFINISHED)
    ).fetchone()
    return found[0] if found else None


def _keep_rest(connection: sqlite3.Connection, path: str, rest: Task | None) -> None:
    """Remember how far a long corpus was read, so that an ended build goes on there."""
    connection.execute("DELETE FROM meta WHERE name = ?", (f"rest {path}",))
    if rest is not None:
        value = f"{rest.size} {rest.mtime_ns} {rest.after}"
        connection.execute("INSERT INTO meta VALUES (?, ?)", (f"rest {path}", value))


def rest_of(connection: sqlite3.Connection, task: Task) -> Task:
    """The task, or what is left of it where a build ended in the middle of the same file."""
    path = storable(task.path)
    if _file_to_go_on(connection, path) is None:
        return task
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (f"rest {path}",)).fetchone()
    size, mtime_ns, after = map(int, row[0].split()) if row else (-1, -1, 0)
    return task._replace(after=after) if (size, mtime_ns) == task[1:3] else task


def remove_file(connection: sqlite3.Connection, path: str) -> None:
    """Forget a file with all its articles; unknown paths are no error."""
    path = storable(path)
    found = connection.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchone()
    if found is None:
        return
    for (doc,) in connection.execute("SELECT id FROM docs WHERE file = ?", found).fetchall():
        _remove(connection, doc)
    connection.execute("DELETE FROM files WHERE id = ?", found)
    connection.execute("DELETE FROM meta WHERE name = ?", (f"rest {path}",))


def _insert_facts(
    connection: sqlite3.Connection, facts: Facts, file: int, group: int, copy_of: int | None
) -> int:
    values = facts._replace(digest="")
    cursor = connection.execute(
        f"INSERT INTO docs ({_COLUMNS}, file, folder, copy_of)"  # noqa: S608 - our own names
        f" VALUES ({', '.join('?' * (len(Facts._fields) + 3))})",
        (*values[:9], bytes.fromhex(facts.digest), facts.problem, file, group, copy_of),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _insert(connection: sqlite3.Connection, packed: Packed, file: int) -> None:
    facts = packed.facts
    group = group_id(connection, group_of(facts.site, facts.key))
    copied = find_copy(connection, packed)
    doc = _insert_facts(connection, facts, file, group, copied)
    connection.executemany(
        "INSERT OR IGNORE INTO bands (band, doc) VALUES (?, ?)",
        [(band, doc) for band in packed.bands],
    )
    if not _has_sibling(connection, doc, group, copied):
        count_in(connection, doc, group, array("q", packed.prints))
    _insert_body(connection, packed, doc, group)


def _insert_body(connection: sqlite3.Connection, packed: Packed, doc: int, group: int) -> None:
    """Store the text, and make searchable what of it the counts leave."""
    blocks = blocks_of(packed.kept, packed.prints)
    hidden = hidden_of(connection, group, blocks)
    body = packed.body_tokens
    if hidden:
        shown, gone = parts(decompress(packed.text), blocks.sizes, hidden)
        body = prepared(shown)
        words = packed.facts.words - sum(map(word_count, gone))
        connection.execute("UPDATE docs SET words = ? WHERE id = ?", (words, doc))
    connection.execute(
        "INSERT INTO bodies (id, prints, kept, hidden, sketch, text) VALUES (?, ?, ?, ?, ?, ?)",
        (doc, packed.prints, packed.kept, _numbers(hidden), packed.sketch, packed.text),
    )
    connection.execute(_WORDS, (doc, packed.title_tokens, body))
    connection.execute("INSERT INTO named (rowid, names) VALUES (?, ?)", (doc, packed.name_tokens))


def _numbers(hidden: Sequence[int]) -> bytes:
    return array("I", hidden).tobytes()


def hide_again(connection: sqlite3.Connection, doc: int) -> str | None:
    """Let one article follow the counts of its group; its key where that changed its text."""
    row = connection.execute(
        "SELECT key, title, folder, words, prints, kept, hidden, text"
        " FROM docs JOIN bodies USING (id) WHERE id = ?",
        (doc,),
    ).fetchone()
    if row is None:
        return None
    key, title, group, words, prints, kept, before, data = row
    blocks = blocks_of(kept, prints)
    hidden = _numbers(hidden_of(connection, group, blocks))
    if hidden == before:
        return None
    text = decompress(data)
    old, away = parts(text, blocks.sizes, array("I", before))
    new, gone = parts(text, blocks.sizes, array("I", hidden))
    title = prepared(title)
    connection.execute(_FORGET_WORDS, (doc, title, prepared(old)))
    connection.execute(_WORDS, (doc, title, prepared(new)))
    words += sum(map(word_count, away)) - sum(map(word_count, gone))
    connection.execute("UPDATE docs SET words = ? WHERE id = ?", (words, doc))
    connection.execute("UPDATE bodies SET hidden = ? WHERE id = ?", (hidden, doc))
    return str(key)


_WORDS = "INSERT INTO full (rowid, title, body) VALUES (?, ?, ?)"
_FORGET_WORDS = "INSERT INTO full (full, rowid, title, body) VALUES ('delete', ?, ?, ?)"
_FORGET_NAMES = "INSERT INTO named (named, rowid, names) VALUES ('delete', ?, ?)"


def _has_sibling(connection: sqlite3.Connection, doc: int, group: int, leader: int | None) -> bool:
    """Whether another copy of the same article is already counted in the group."""
    if leader is None:
        return False
    found = connection.execute(
        "SELECT 1 FROM docs WHERE (id = :leader OR copy_of = :leader) AND folder = :group"
        " AND id != :doc AND counted LIMIT 1",
        {"leader": leader, "group": group, "doc": doc},
    ).fetchone()
    return found is not None


def find_copy(connection: sqlite3.Connection, packed: Packed) -> int | None:
    """The leader of the near-identical articles this one belongs to, if there are any.

    Sets that this article shows to be one, as both are close to it, become one.
    """
    likely = _likely(connection, packed)
    if not likely:
        return None
    text = decompress(packed.text)
    leaders: set[int] = set()
    for doc in likely:
        (other,) = connection.execute("SELECT text FROM bodies WHERE id = ?", (doc,)).fetchone()
        (leader,) = connection.execute(
            "SELECT coalesce(copy_of, id) FROM docs WHERE id = ?", (doc,)
        ).fetchone()
        if leader not in leaders and are_copies(text, decompress(other)):
            leaders.add(leader)
    if not leaders:
        return None
    first, *others = sorted(leaders)
    for other in others:
        _merge(connection, first, other)
    return first


def _merge(connection: sqlite3.Connection, first: int, other: int) -> None:
    """Make two sets of copies one; in each group only one of them goes on counting."""
    rows = connection.execute(
        "SELECT id, folder, prints FROM docs JOIN bodies USING (id)"
        " WHERE (id = :other OR copy_of = :other) AND counted",
        {"other": other},
    ).fetchall()
    for doc, group, prints in rows:
        if _has_sibling(connection, doc, group, first):
            connection.execute("UPDATE docs SET counted = 0 WHERE id = ?", (doc,))
            count_out(connection, group, array("q", prints))
    connection.execute(
        "UPDATE docs SET copy_of = :first WHERE id = :other OR copy_of = :other",
        {"first": first, "other": other},
    )


def _likely(connection: sqlite3.Connection, packed: Packed) -> list[int]:
    """The few articles whose sketches say that they may be copies, the likeliest first."""
    if not packed.bands:
        return []
    own = Sketch.of_bytes(packed.sketch)
    estimates = []
    for doc, data in connection.execute(_SHARING, packed.bands):
        other = Sketch.of_bytes(data)
        if most_alike(own, other) < _WORTH_A_LOOK:
            continue
        estimate = likeness(own, other)
        if estimate >= _WORTH_A_LOOK:
            estimates.append((-estimate, doc))
    return [doc for _, doc in sorted(estimates)[:_COMPARED]]


_OF_A_BAND = f"SELECT doc FROM (SELECT doc FROM bands WHERE band = ? LIMIT {_PER_BAND})"  # noqa: S608 - a number
_SHARING = f"""
SELECT id, sketch FROM bodies JOIN (
    SELECT doc, count(*) AS shared FROM ({" UNION ALL ".join([_OF_A_BAND] * BANDS)})
    GROUP BY doc ORDER BY shared DESC, doc LIMIT {_CANDIDATES}) ON id = doc"""  # noqa: S608 - numbers
"""The articles that share the most bands; of a band all share, only the first few are asked."""


def _remove(connection: sqlite3.Connection, doc: int) -> None:
    title, group, leader, counted = connection.execute(
        "SELECT title, folder, copy_of, counted FROM docs WHERE id = ?", (doc,)
    ).fetchone()
    body = connection.execute(
        "SELECT text, prints, sketch, kept, hidden FROM bodies WHERE id = ?", (doc,)
    ).fetchone()
    connection.execute("DELETE FROM docs WHERE id = ?", (doc,))
    heirs = _hand_over(connection, doc, leader)
    if body is None:  # the row of a file that could not be read
        return
    text = decompress(body[0])
    shown, _ = parts(text, blocks_of(body[3], body[1]).sizes, array("I", body[4]))
    connection.execute("DELETE FROM bodies WHERE id = ?", (doc,))
    connection.execute(_FORGET_WORDS, (doc, prepared(title), prepared(shown)))
    connection.execute(_FORGET_NAMES, (doc, name_tokens(text)))
    connection.executemany(
        "DELETE FROM bands WHERE band = ? AND doc = ?",
        [(band, doc) for band in bands(Sketch.of_bytes(body[2]))],
    )
    if counted:
        count_out(connection, group, array("q", body[1]))
        _count_instead(connection, group, heirs)


def _hand_over(connection: sqlite3.Connection, doc: int, leader: int | None) -> list[int]:
    """Make the first copy the leader of the others; all that is left of the set, in order."""
    if leader is None:
        found = connection.execute("SELECT min(id) FROM docs WHERE copy_of = ?", (doc,)).fetchone()
        leader = found[0]
        if leader is None:
            return []
        connection.execute("UPDATE docs SET copy_of = ? WHERE copy_of = ?", (leader, doc))
        connection.execute("UPDATE docs SET copy_of = NULL WHERE id = ?", (leader,))
    rows = connection.execute(
        "SELECT id FROM docs WHERE id = :leader OR copy_of = :leader ORDER BY id",
        {"leader": leader},
    )
    return [row[0] for row in rows]


def _count_instead(connection: sqlite3.Connection, group: int, heirs: Sequence[int]) -> None:
    """Let another copy in the same group count for the one that went."""
    for heir in heirs:
        found = connection.execute(
            "SELECT prints FROM docs JOIN bodies USING (id) WHERE id = ? AND folder = ?",
            (heir, group),
        ).fetchone()
        if found is not None:
            count_in(connection, heir, group, array("q", found[0]))
            return
