"""What is known of an article once it was read: for rows, filters, sorting and search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from reader.documents.addresses import host_of
from reader.pace import minutes


class Facts(NamedTuple):
    """What the list shows of one article. Empty fields are not known."""

    key: str
    """The entry's key; one record of a corpus file is ``path#record``."""
    title: str = ""
    site: str = ""
    date: str = ""
    """ISO 8601, as precise as the source is."""
    url: str = ""
    author: str = ""
    language: str = ""
    """BCP 47 primary tag of the detected language, "" when unknown."""
    confidence: float = 0.0
    """Of the language, 0-1."""
    words: int = 0
    """Of the cleaned article."""
    digest: str = ""
    """SHA-256 of ``Document.text``."""
    problem: str = ""
    """A sentence when the file could not be read, else ""."""

    @property
    def minutes(self) -> int:
        """Reading time, as the article itself tells it."""
        return minutes(self.words, self.language)


class Kept(NamedTuple):
    """A kept block, as far as the index must know it to take it out again."""

    block: int
    """Its number in ``Analysis.fingerprints``."""
    say: int
    """What counts of repetition have to say of it: a ``repeated.Say``."""
    size: int
    """Code points in ``Analysis.text``."""


Taught = tuple[tuple[str, str, str], ...]
"""What a reader taught the cleaning: table ("sites", "documents"), name of the site or key of the
document, and the rules themselves, opaque here. Sorted."""


def site_name(url: str, site: str) -> str:
    """The name under which rules of a site are kept: the host of the address, else the site."""
    return host_of(url) or site


class Analysis(NamedTuple):
    """One article as the index wants it: facts, cleaned text, fingerprints of all its blocks."""

    facts: Facts
    """``facts.key`` is the record's name inside a corpus file, else ""."""
    text: str
    """The kept blocks, separated by blank lines."""
    fingerprints: tuple[int, ...] = ()
    """One number of at most 64 bits for each block, kept or removed: see ``Index.evidence``."""
    kept: tuple[Kept, ...] = ()
    """The blocks of ``text`` in order; () keeps evidence from taking any out."""


Analyse = Callable[..., Iterable[Analysis]]
"""``analyse(path, key, taught)`` reads one file, of this key, and yields its articles: one, or one
for each record of a corpus file, judged by what was taught; ``after=N`` begins behind record N.

Raises OSError or ValueError with a sentence when the file cannot be read.
"""
