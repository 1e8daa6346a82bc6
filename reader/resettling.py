"""Notes whose file was renamed, moved or fetched again find it, and follow.

Three steps, since the store belongs to one thread and files are better read in another: what is
``lost`` (store), where it may be (``whereabouts``, files alone), ``resettle`` (store).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reader.documents import Refused, open_document
from reader.documents.model import Document
from reader.library.scan import identity_of, is_corpus_name, path_of, scan, split_key
from reader.notes.model import DocumentFacts
from reader.notes.moves import (
    ALIKE,
    ALIKE_NAMED,
    Move,
    find_moves,
    nearness,
    resemblance,
    sketch,
)
from reader.opened import OpenArticle
from reader.session import Session

SAMPLED = 500
"""Files whose texts are compared for likeness; in larger libraries those that are named alike."""
TRIED = 50
"""Files that came of which so many are read to find the one that was open."""
BELIEVED = 20
"""Records of one corpus found in another as an index tells, after which it is believed."""
BREATH = 0.002
"""Seconds of rest after each file read, so that the keyboard never waits for this."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Documents that have notes and are gone, and what is not to be looked at."""

    missing: Mapping[str, DocumentFacts]
    taken: Collection[str] = ()
    """Keys that have notes of their own."""
    undone: Collection[tuple[str, str]] = ()
    """Moves that the reader took back."""
    readings: Mapping[str, str] = field(default_factory=dict)
    """Articles without notes that were read or marked and are gone, with the text's digest."""


class _Cancelled(Exception):
    """Nobody waits any more."""


def lost(session: Session) -> Lost:
    """What is lost in a library; one look at each file that has notes."""
    there = _looked_up(session.root)
    missing: dict[str, DocumentFacts] = {}
    taken: set[str] = set()
    for page in session.store.pages():
        if not page.notes:
            continue
        if there(split_key(page.key)[0]):
            taken.add(page.key)
        elif not page.newer:
            missing[page.key] = page.facts
    readings = {
        key: fields["digest"][0]
        for key, fields in session.state.fields.items()
        if fields.get("digest", ("",))[0] and key not in missing and not there(split_key(key)[0])
    }
    undone = session.store.undone_moves() if missing or readings else ()
    return Lost(missing, taken, undone, readings)


def _looked_up(root: Path) -> Callable[[str], bool]:
    """Whether a file is there, looked up once for all records of it."""

    @cache
    def there(file: str) -> bool:
        return Path(root, *file.split("/")).exists()

    return there


def whereabouts(
    root: Path,
    found: Lost,
    *,
    digests: Mapping[str, str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Move]:
    """Where the notes of missing documents belong; reads files, and nothing of the store.

    ``digests`` are those known by key from an index; the file is read before one is believed.
    """
    files = [
        entry.key
        for batch in scan(root, cancelled=cancelled)
        for entry in batch
        if not entry.readable
    ]
    reader = _Reader(root, digests or {}, cancelled)
    moves: list[Move] = []
    try:
        for record in sorted({split_key(key)[1] for key in found.missing}):
            some = {k: facts for k, facts in found.missing.items() if split_key(k)[1] == record}
            keys = _candidates(files, record, found.taken)
            if record:
                keys += _elsewhere(some, digests or {}, set(files), {*keys, *found.taken})
            moves += _moves(reader, some, keys)
        moves += _same_texts(reader, found.readings, digests or {}, set(files))
    except _Cancelled:
        return []
    return [move for move in moves if (move.old, move.new) not in found.undone]


def successor(
    root: Path,
    article: OpenArticle,
    fresh: Collection[str],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Move | None:
    """Where the open article went whose file is gone, among files that came; None where nowhere.

    The same file under another name is believed when its text is still somewhat like, for numbers
    of files are given out again; any other file has to be nearly the same text. Reads at most
    ``TRIED`` files, those first that are the same file or named alike.
    """
    record = split_key(article.key)[1]
    if record:
        fresh = [f"{name}#{record}" for name in fresh if is_corpus_name(name)]
    same = {key for key in fresh if any(article.file) and article.file == _identity(root, key)}
    ordered = sorted(fresh, key=lambda key: (key not in same, -nearness(article.key, key), key))
    text = article.document.text
    ours = sketch(text)
    reader = _Reader(root, {}, cancelled)
    best: Move | None = None
    try:
        for key in ordered[:TRIED]:
            found = reader.read(key)
            if found is None:
                continue
            if found.digest == article.document.digest and (text.strip() or key in same):
                return Move(article.key, key, "same text", 1)
            alike = resemblance(ours, sketch(found.text))
            least = ALIKE_NAMED if key in same else ALIKE
            if alike >= least and (best is None or alike > best.confidence):
                best = Move(article.key, key, "similar text", alike)
    except _Cancelled:
        return None
    return best


def _identity(root: Path, key: str) -> tuple[int, int]:
    return identity_of(path_of(root, key))


def _same_texts(
    reader: _Reader, readings: Mapping[str, str], digests: Mapping[str, str], files: Collection[str]
) -> list[Move]:
    """Where articles without notes went: only where an index tells, else all would be read."""
    wanted = set(readings.values())
    copies: dict[str, list[str]] = {}
    for key, known in digests.items():
        if known in wanted and split_key(key)[0] in files:
            copies.setdefault(known, []).append(key)
    believed: Counter[tuple[str, str]] = Counter()
    moves: list[Move] = []
    for old, digest in sorted(readings.items()):
        if digest not in copies:
            continue
        new = _nearest(old, copies[digest])
        pair = split_key(old)[0], split_key(new)[0]
        if believed[pair] >= BELIEVED or reader.digest(new, {digest}) == digest:
            believed[pair] += 1
            moves.append(Move(old, new, "same text", 1))
    return moves


def _nearest(old: str, copies: Collection[str]) -> str:
    """The copy named most like the old key, where there are many among those of its number."""
    record = split_key(old)[1]
    alike = [key for key in copies if split_key(key)[1] == record] or copies
    return max(sorted(alike)[:TRIED], key=lambda key: nearness(old, key))


def _candidates(files: list[str], record: str, taken: Collection[str]) -> list[str]:
    """Documents without notes: whole files, or that record of every corpus."""
    if record:
        keys = [f"{name}#{record}" for name in files if is_corpus_name(name)]
    else:
        keys = [name for name in files if not is_corpus_name(name)]
    return [key for key in keys if key not in taken]


def _elsewhere(
    missing: Mapping[str, DocumentFacts],
    digests: Mapping[str, str],
    files: Collection[str],
    known: Collection[str],
) -> list[str]:
    """Records of other numbers whose texts are looked for, by what an index tells."""
    wanted = {facts.digest for facts in missing.values() if facts.digest}
    return [
        key
        for key, digest in digests.items()
        if digest in wanted and key not in known and split_key(key)[0] in files
    ]


def _moves(reader: _Reader, missing: dict[str, DocumentFacts], keys: list[str]) -> list[Move]:
    names = {_name(key) for key in missing}
    folders = {_folder(key) for key in missing}
    near = sorted(keys, key=lambda key: (_name(key) not in names, _folder(key) not in folders, key))
    sampled = set(near[:SAMPLED])
    wanted = {facts.digest for facts in missing.values()}
    return find_moves(
        missing,
        keys,
        digest=lambda key: reader.digest(key, wanted),
        sample=lambda key: reader.sample(key) if key in sampled else "",
    )


def _name(key: str) -> str:
    return split_key(key)[0].rpartition("/")[2]


def _folder(key: str) -> str:
    return key.rpartition("/")[0]


class _Reader:
    """Reads documents one by one, at rest between them."""

    def __init__(
        self, root: Path, digests: Mapping[str, str], cancelled: Callable[[], bool]
    ) -> None:
        self._root, self._digests, self._cancelled = root, digests, cancelled

    def digest(self, key: str, wanted: Collection[str]) -> str:
        """The digest of a document; one that an index tells and nobody looks for is believed."""
        known = self._digests.get(key, "")
        if known and known not in wanted:
            return known
        document = self.read(key)
        return document.digest if document is not None else ""

    def sample(self, key: str) -> str:
        """The sketch of a document's text."""
        document = self.read(key)
        return sketch(document.text) if document is not None else ""

    def read(self, key: str) -> Document | None:
        """A document; None where it cannot be read."""
        if self._cancelled():
            raise _Cancelled
        time.sleep(BREATH)
        record = split_key(key)[1]
        try:
            return open_document(
                Path(path_of(self._root, key)), record=int(record) if record else None
            )
        except Refused:
            return None


def resettle(session: Session, moves: Collection[Move]) -> list[str]:
    """Let notes, reading and restored blocks follow; sentences about the notes.

    What they tell of is one step for undo. Raises ReadOnlyNotes, OSError, RulesError.
    """
    there = _looked_up(session.root)
    moves = [move for move in moves if not there(split_key(move.old)[0])]
    keys = {move.old: move.new for move in moves}
    session.follow_readings(keys)
    session.follow_overrides(keys)
    with session.store.group():
        went = [move for move in moves if session.store.move(move.old, move.new)]
    return _told(went)


def _told(went: Collection[Move]) -> list[str]:
    """Sentences, one for a file: records of one corpus went together."""
    files = {(split_key(m.old)[0], split_key(m.new)[0]): m.reason for m in went}
    if len(files) > 3:
        return [f"The notes of {len(files)} files that were moved went along; u takes it back."]
    taken_back = "u takes it back" if len(files) < 2 else "u takes all of it back"
    return [
        f"The notes of {old} went along to {new} ({reason}); {taken_back}."
        for (old, new), reason in files.items()
    ]
