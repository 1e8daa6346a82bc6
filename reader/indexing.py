"""The index of a library and its rows: where it lies, bringing it up to date, what it knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reader.analysis import publisher_of, taught_by
from reader.cleaning import fingerprints
from reader.cleaning.rules import Rules
from reader.documents.model import Document
from reader.library.build import Control, Outcome, build
from reader.library.facts import Facts
from reader.library.index import Index
from reader.library.scan import split_key
from reader.library.state import Reading, State
from reader.notes.model import Note

ANALYSE = "reader.analysis:analyse"
"""What reads a file for the index, by the name that a worker process can import."""


def index_folder() -> Path:
    """The folder of all indexes, in the cache of this machine; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("glosse", appauthor=False), "indexes")


def index_of(root: Path) -> Index:
    """The index of a library; nothing is read or written until it is asked something."""
    return Index(index_folder(), root)


def bring_up_to_date(
    index: Index,
    *,
    rules: Rules | None = None,
    processes: int = 2,
    control: Control | None = None,
) -> Outcome:
    """Let the index follow the folder, and the ``rules`` of the library (None: those it knows).

    Raises ``IndexUnavailableError`` with a sentence.
    """
    taught = index.taught if rules is None else taught_by(rules)
    return build(index, analyse=ANALYSE, taught=taught, processes=processes, control=control)


def evidence_for(index: Index, document: Document, key: str) -> dict[int, tuple[int, int]]:
    """In how many articles of its site or folder each block of a document stands; {} unknown."""
    return index.evidence(publisher_of(document), fingerprints(document), key=key)


def index_notes(index: Index, notes: Mapping[str, Sequence[Note]]) -> None:
    """Make all notes of the library searchable; others are forgotten."""
    index.put_notes(
        {key: [(note.id, searchable(note)) for note in some] for key, some in notes.items()},
        whole=True,
    )


def searchable(note: Note) -> str:
    """What a search looks at in a note: the comment, the tags, the quote."""
    return "\n".join(filter(None, (note.comment, " ".join(f"#{t}" for t in note.tags), note.exact)))


@dataclass(frozen=True)
class Row:
    """One article of a library: what the index, the reading state and the notes say of it."""

    facts: Facts
    reading: Reading
    annotations: tuple[Note, ...] = ()

    @property
    def key(self) -> str:
        """Path below the root, POSIX, with ``#record`` for a record of a corpus."""
        return self.facts.key

    @property
    def title(self) -> str:
        """As found in the text, else the file's name."""
        return self.facts.title or self.facts.key.rpartition("/")[2]

    @property
    def site(self) -> str:
        """Where it was published."""
        return self.facts.site

    @property
    def language(self) -> str:
        """BCP 47 primary tag, "" when unknown."""
        return self.facts.language

    @property
    def words(self) -> int:
        """Of the cleaned article."""
        return self.facts.words

    @property
    def minutes(self) -> int:
        """Reading time."""
        return self.facts.minutes

    @property
    def date(self) -> str:
        """ISO 8601, as precise as the source is."""
        return self.facts.date

    @property
    def mark(self) -> str:
        """unread, reading or read."""
        return self.reading.mark

    @property
    def starred(self) -> bool:
        """Whether it has a star."""
        return self.reading.starred

    @property
    def notes(self) -> int:
        """How many notes are on it."""
        return len(self.annotations)

    @cached_property
    def tags(self) -> frozenset[str]:
        """Of its notes."""
        return frozenset(tag for note in self.annotations for tag in note.tags)

    @property
    def problem(self) -> str:
        """Why it cannot be read, or ""."""
        return self.facts.problem


def rows(
    facts: Iterable[Facts], state: State, notes: Mapping[str, Sequence[Note]]
) -> Iterator[Row]:
    """A row for each article, in the order given."""
    for fact in facts:
        yield Row(fact, state.of(fact.key), tuple(notes.get(fact.key, ())))


def all_facts(index: Index) -> Iterator[Facts]:
    """What the index knows, by key."""
    for batch in index.stream_facts():
        yield from batch


def is_below(key: str, part: str) -> bool:
    """Whether an article is, or lies in, a part of the library; "" is all of it."""
    return not part or key == part or split_key(key)[0] == part or key.startswith(part + "/")
