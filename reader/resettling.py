"""Notes whose file was renamed, moved or fetched again find it, and follow.

Three steps, since the store belongs to one thread and files are better read in another: what is
``lost`` (store), where it may be (``whereabouts``, files alone), ``resettle`` (store).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
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
    missing: dict[str, DocumentFacts] = {}
    taken: set[str] = set()
    for page in session.store.pages():
        if not page.notes:
            continue
        if Path(path_of(session.root, page.key)).exists():
            taken.add(page.key)
        elif not page.newer:
            missing[page.key] = page.facts
    readings = {
        key: fields["digest"][0]
        for key, fields in session.state.fields.items()
        if fields.get("digest", ("",))[0]
        and key not in missing
        and not Path(path_of(session.root, key)).exists()
    }
    undone = session.store.undone_moves() if missing or readings else ()
    return Lost(missing, taken, undone, readings)


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
            moves += _moves(reader, some, _candidates(files, record, found.taken))
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
    moves: list[Move] = []
    for old, digest in sorted(readings.items()):
        copies = [key for key, known in digests.items() if known == digest and key in files]
        if copies:
            new = max(sorted(copies), key=lambda key: nearness(old, key))
            if reader.digest(new, {digest}) == digest:
                moves.append(Move(old, new, "same text", 1))
    return moves


def _candidates(files: list[str], record: str, taken: Collection[str]) -> list[str]:
    """Documents without notes: whole files, or that record of every corpus."""
    if record:
        keys = [f"{name}#{record}" for name in files if is_corpus_name(name)]
    else:
        keys = [name for name in files if not is_corpus_name(name)]
    return [key for key in keys if key not in taken]


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
    """Let notes and reading follow; sentences about the notes, whose move can be undone.

    Raises ReadOnlyNotes, OSError.
    """
    said = []
    for move in moves:
        gone = not Path(path_of(session.root, move.old)).exists()
        if not gone:
            continue
        session.follow_reading(move.old, move.new)
        if session.store.move(move.old, move.new):
            went = f"The notes of {move.old} went along to {move.new}"
            said.append(f"{went} ({move.reason}); u takes it back.")
    if len(said) > 3:
        return [f"The notes of {len(said)} files that were moved went along; u takes it back."]
    return said
