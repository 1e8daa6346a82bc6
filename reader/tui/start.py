"""What the reader is to open, and what of it is read before the screen stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reader.config import Config
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


@dataclass(frozen=True, slots=True)
class Start:
    """What the reader is to open."""

    root: Path
    key: str | None = None
    """The one file to open, without the library; None for a folder."""
    open_session: Callable[..., Session] = Session
    """Called with the root and, by name, the creator of new notes."""
    known: Known | None = None
    """What was read already; None leaves all of it to the screen."""


def start_of(target: Path) -> Start:
    """What to open for a path: a folder's library, or one file alone."""
    path = target.absolute()
    root = find_root(path)
    if path.is_dir():
        return Start(root)
    return Start(root, key=key_of_file(path.relative_to(root).as_posix()))


def read_ahead(start: Start, config: Config) -> Known:
    """What the first screen needs. Raises whatever opening the library raises."""
    session = start.open_session(start.root, creator=config.notes.creator)
    if start.key is not None:
        return Known(session, start.key, _article(session, start.key, config), ())
    batches = session.entries()
    entries = tuple(next(iter(batches), ()))
    key = session.state.last[0] or (entries[0].key if entries else "")
    return Known(session, key, _article(session, key, config) if key else None, entries)


def _article(session: Session, key: str, config: Config) -> OpenArticle | None:
    """The article, where that is quick; what goes wrong is told by the screen, which tries anew."""
    path = Path(path_of(session.root, key))
    try:
        light = path.suffix.lower() in LIGHT and not split_key(key)[1]
        if not light or path.stat().st_size > MOST_BYTES:
            return None
        return first_view(session, session.open(key), config.reading.view)
    except (OSError, ValueError):
        return None
