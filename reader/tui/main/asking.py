"""Questions of the screen to the session, each one job for a worker thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis import facts_about, judged, language_of
from reader.documents.refused import Refused
from reader.library.facts import Facts
from reader.library.scan import path_of
from reader.notes.model import Note
from reader.notes.versions import contested
from reader.opened import OpenArticle, placed
from reader.session import Session

if TYPE_CHECKING:
    from reader.notes.query import Noted


class Marks(NamedTuple):
    """What a person did with one article, as far as the list shows it."""

    key: str
    mark: str
    starred: bool
    notes: int
    tags: frozenset[str]


def marks_of(session: Session, some: Collection[str] | None = None) -> list[Marks]:
    """Read marks, stars and numbers of notes of all articles that have any, or of some."""
    keys = sorted({*session.state.fields, *session.store.keys()} if some is None else some)
    found = []
    for key in keys:
        state = session.reading(key)
        notes = session.store.notes(key)
        tags = frozenset(tag for note in notes for tag in note.tags)
        found.append(Marks(key, state.mark, state.starred, len(notes), tags))
    return found


def facts_of(session: Session, keys: Sequence[str], cancelled: Callable[[], bool]) -> list[Facts]:
    """What the list shows of some articles, read from the files; touches nothing of the store."""
    found = []
    for key in keys:
        if cancelled():
            break
        try:
            found.append(_facts(session, key))
        except Refused as refused:
            found.append(Facts(key, problem=str(refused)))
    return found


def _facts(session: Session, key: str) -> Facts:
    document = session.document(key)
    article = judged(document, key=key, rules=session.rules)
    language = language_of(document, article.verdicts)
    return facts_about(document, key, words=article.words, language=language)


def first_view(session: Session, article: OpenArticle, usual: str) -> OpenArticle:
    """The article in the usual view, unless another one was kept for it."""
    kept = "view" in session.state.fields.get(article.key, {})
    return article if kept else replace(article, view=usual)


def history_of(session: Session, note_id: str) -> list[tuple[str, str]]:
    """When and what was changed of a note, the newest first."""
    from reader.described import told as in_history

    changes = session.store.history(note_id)
    return [(change.at, in_history(change)) for change in reversed(changes)]


def notes_of(session: Session) -> list[Noted]:
    """All notes of the library; those whose file is gone, and rivals, are told at once."""
    from reader.notes.query import Noted

    found = []
    for page in session.store.pages():
        there = Path(path_of(session.root, page.key)).exists() if page.notes else True
        rivals = contested(page.notes)
        for note in page.notes:
            states = {"conflict"} if note.id in rivals else set()
            states |= set() if there else {"gone"}
            facts = page.facts
            noted = Noted(page.key, note, facts.title, facts.language, frozenset(states))
            found.append(noted)
    return found


def notes_by_key(session: Session) -> dict[str, list[Note]]:
    """The notes of each document that has any."""
    found: dict[str, list[Note]] = {}
    for key, note in session.store.all_notes():
        found.setdefault(key, []).append(note)
    return found


def tags_beside(session: Session, key: str) -> dict[str, int]:
    """The tags of the library's other articles, with how many articles have each."""
    pages = (page for page in session.store.pages() if page.key != key)
    each = ({tag for note in page.notes for tag in note.tags} for page in pages)
    return dict(Counter(tag for tags in each for tag in tags))


def states_of(
    session: Session,
    notes: Sequence[Noted],
    told: Callable[[dict[str, str]], None],
    cancelled: Callable[[], bool],
) -> None:
    """Look where every note stands, document by document; touches nothing of the store.

    ``told`` gets the state by note id, now and then.
    """
    by_key: dict[str, list[Note]] = {}
    for noted in notes:
        if "gone" not in noted.states:
            by_key.setdefault(noted.key, []).append(noted.note)
    states: dict[str, str] = {}
    for number, (key, some) in enumerate(by_key.items(), 1):
        if cancelled():
            return
        try:
            text = session.document(key).text
        except Refused:
            continue
        states |= {pair.note.id: pair.anchor.status for pair in placed(text, some)}
        if number % 25 == 0:
            told(states)
            states = {}
    if states:
        told(states)
