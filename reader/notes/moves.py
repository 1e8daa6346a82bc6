"""Where the notes of a file went that was renamed, moved or fetched again.

First by content (the digest of the text), then by near-duplicate text, where a like name or
folder counts in favour. Near-duplicates are told by bottom-k sketches of word shingles (Broder,
"On the resemblance and containment of documents", 1997), small enough to keep beside the notes.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from reader.notes.model import DocumentFacts
from reader.patterns import late

SHINGLE = 4
"""Words in a shingle."""
KEPT = 40
"""Hashes in a sketch; the error of the estimate is about 1 / sqrt(KEPT)."""
ALIKE = 0.6
"""Resemblance from which two texts with unlike names are one document."""
ALIKE_NAMED = 0.3
"""The same for files of the same name: a page fetched again, much changed."""
_WORD = late(r"\w+")


class Move(NamedTuple):
    """Where the notes of ``old`` belong now, and how that is known."""

    old: str
    new: str
    reason: str
    """"same text", "same name, similar text" or "similar text"."""
    confidence: float
    """0-1: 1 for the same text, else the estimated resemblance."""


def sketch(text: str) -> str:
    """A sketch of a text: the smallest hashes of its word shingles, 8 hexadecimal digits each."""
    words = _WORD.findall(text.casefold())
    if not words:
        return ""
    last = max(1, len(words) - SHINGLE + 1)
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(last)}
    hashes = {
        hashlib.blake2b(shingle.encode("utf-8", "replace"), digest_size=4).hexdigest()
        for shingle in shingles
    }
    return "".join(heapq.nsmallest(KEPT, hashes))


def resemblance(one: str, other: str) -> float:
    """The estimated share of shingles that two sketched texts have in common, 0-1."""
    ours, theirs = _hashes(one), _hashes(other)
    if not ours or not theirs:
        return 0.0
    lowest = sorted(ours | theirs)[:KEPT]
    return len(ours & theirs & set(lowest)) / len(lowest)


def _hashes(sketched: str) -> set[str]:
    return {sketched[at : at + 8] for at in range(0, len(sketched), 8)}


def find_moves(
    missing: Mapping[str, DocumentFacts],
    present: Iterable[str],
    *,
    digest: Callable[[str], str],
    sample: Callable[[str], str] | None = None,
) -> list[Move]:
    """Where the notes of ``missing`` files went, in order of the old key.

    ``present`` are the keys of files that exist; ``digest`` and ``sample`` give the digest and
    the sketch of one of them ("" where it cannot be read) and are asked once for each. A file
    takes the notes of several old ones; an old one goes to one file.
    """
    keys = sorted(set(present))
    digests: dict[str, list[str]] = {}
    if any(facts.digest for facts in missing.values()):
        for key in keys:
            digests.setdefault(digest(key), []).append(key)
    samples: dict[str, str] = {}
    found: list[Move] = []
    for old, facts in sorted(missing.items()):
        copies = digests.get(facts.digest, []) if facts.digest else []
        if copies:
            found.append(Move(old, max(copies, key=lambda key: nearness(old, key)), "same text", 1))
        elif sample is not None and facts.sample:
            if not samples:
                samples = {key: sample(key) for key in keys}
            move = _most_alike(old, facts.sample, samples)
            if move is not None:
                found.append(move)
    return found


def _most_alike(old: str, sketched: str, samples: Mapping[str, str]) -> Move | None:
    best: tuple[float, float, Move] | None = None
    for new, theirs in samples.items():
        alike = resemblance(sketched, theirs)
        named = _name(old) == _name(new)
        if alike < (ALIKE_NAMED if named else ALIKE):
            continue
        reason = "same name, similar text" if named else "similar text"
        rank = (alike, nearness(old, new), Move(old, new, reason, alike))
        if best is None or rank[:2] > best[:2]:
            best = rank
    return None if best is None else best[2]


def nearness(one: str, other: str) -> float:
    """How alike two paths are, 0-2: the name counts as much as the folders above it."""
    folders = SequenceMatcher(None, one.rpartition("/")[0], other.rpartition("/")[0]).ratio()
    return SequenceMatcher(None, _name(one), _name(other)).ratio() + folders


def _name(key: str) -> str:
    return key.rpartition("/")[2]
