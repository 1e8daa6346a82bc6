"""What the reader is to open, and what of it is read before the screen stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.config import Config
from reader.documents import Refused
from reader.language import Language
from reader.library.facts import Facts
from reader.library.root import find_root
from reader.library.scan import Entry, key_of_file, path_of, split_key
from reader.session import OpenArticle, Session
from reader.tui.asking import first_view

LIGHT = frozenset({".txt", ".text", ".md", ".markdown"})
"""Formats that are read without a library that takes long to load."""
MOST_BYTES = 1 << 20
"""Of a file that is read before the first screen; a longer one is read behind it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the first screen shows, read once for all who draw it."""

    session: Session
    key: str
    """The article to show; "" in a library without any."""
    article: OpenArticle | None
    """None where it is yet to be read, or cannot be."""
    entries: tuple[Entry, ...]
    """The first files of the library; none for one file alone."""
    head: OpenArticle | None = None
    """The beginning of an article that is too long to be read before the first screen."""
    facts: tuple[Facts, ...] = ()
    """Of articles of the list, as they were known when the reader was left."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the reader is to open."""

    root: Path
    key: str | None = None
    """The one file to open, without the library; None for a folder."""
    open_session: Callable[..., Session] = Session
    """Called with the root and, by name, the creator of new notes."""
    target: str = ""
    """The path that was asked for, absolute; "" where that is no matter."""
    known: Known | None = None
    """What was read already; None leaves all of it to the screen."""


def start_of(target: Path) -> Start:
    """What to open for a path: a folder's library, or one file alone."""
    path = target.absolute()
    root = find_root(path)
    if path.is_dir():
        return Start(root, target=os.path.abspath(target))
    key = key_of_file(path.relative_to(root).as_posix())
    return Start(root, key, target=os.path.abspath(target))


def read_ahead(
    start: Start,
    config: Config,
    session: Session | None = None,
    *,
    facts: Sequence[Facts] = (),
    heavy: bool = False,
) -> Known:
    """What the first screen needs. Raises whatever opening the library raises.

    With ``heavy`` an article is read whatever its format.
    """
    session = session or start.open_session(start.root, creator=config.notes.creator)
    entries: tuple[Entry, ...] = ()
    key = start.key
    if key is None:
        entries = tuple(next(iter(session.entries()), ()))
        key = session.state.last[0] or (entries[0].key if entries else "")
    article = _article(session, key, config, heavy) if key else None
    listed = {entry.key for entry in entries}
    if article is not None:
        own = next((fact for fact in facts if fact.key == key), None)
        if own is not None and own.language and own.digest == article.document.digest:
            article = replace(article, language=Language(own.language, own.confidence))
    head = _head(session, key) if key and article is None else None
    known = tuple(fact for fact in facts if fact.key in listed)
    return Known(session, key, article, entries, head, known)


def _head(session: Session, key: str) -> OpenArticle | None:
    try:
        return session.open_head(key, MOST_BYTES // 4)
    except (OSError, ValueError, Refused):
        return None


def _article(session: Session, key: str, config: Config, heavy: bool) -> OpenArticle | None:
    """The article, where that is quick; what goes wrong is told by the screen, which tries anew."""
    path = Path(path_of(session.root, key))
    try:
        light = path.suffix.lower() in LIGHT and not split_key(key)[1]
        if not (light or heavy) or path.stat().st_size > MOST_BYTES:
            return None
        return first_view(session, session.open(key), config.reading.view)
    except (OSError, ValueError):
        return None
