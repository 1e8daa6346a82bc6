"""What the reader is to open, and what of it is read before the screen stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis import Remembered, judged
from reader.config import Config
from reader.documents import Refused, open_document
from reader.documents.opening import refuse_outside
from reader.language import Language
from reader.library.facts import Facts
from reader.library.root import find_root
from reader.library.scan import (
    Entry,
    identity_of,
    key_of_file,
    path_of,
    record_address,
    scan,
    split_key,
)
from reader.opened import OpenArticle, facts_from
from reader.storage import home

if TYPE_CHECKING:
    from reader.cleaning.rules import Rules
    from reader.session import Session

LIGHT = frozenset({".txt", ".text", ".md", ".markdown"})
"""Formats that are read without a library that takes long to load."""
HEAVIER = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".epub", ".jsonl", ".eml"})
"""Formats that are read once the rest of the first screen is painted."""
MOST_HEAVY = 1 << 18
"""Bytes of a file of such a format: a longer one would hold up the keys."""
MOST_BYTES = 1 << 20
"""Of a file that is read before the first screen; a longer one is read behind it."""


class Known(NamedTuple):
    """What the first screen shows, read once for all who draw it."""

    session: Session | None
    """None at first sight of a library in which nothing is kept."""
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
    rules: Rules | None = None
    """By which the article was judged."""
    moved: bool = False
    """Keys were typed already."""
    colours: Mapping[str, str] = {}
    """RRGGBB by name, of a theme that is not ours; empty where they are not known."""


def _session(root: Path, *, creator: str = "") -> Session:
    from reader.session import Session

    return Session(root, creator=creator)


class Start(NamedTuple):
    """What the reader is to open."""

    root: Path
    key: str | None = None
    """The one file to open, without the library; None for a folder."""
    open_session: Callable[..., Session] = _session
    """Called with the root and, by name, the creator of new notes."""
    target: str = ""
    """The path that was asked for, absolute; "" where that is no matter."""
    known: Known | None = None
    """What was read already; None leaves all of it to the screen."""


def start_of(target: Path) -> Start:
    """What to open for a path: a folder's library, or one file or record of a file alone."""
    path = Path(os.path.abspath(target))
    if (record := record_address(str(path))) is not None:
        root = find_root(Path(record[0]))
        return Start(root, path.relative_to(root).as_posix(), target=str(path))
    root = find_root(path)
    if path.is_dir():
        return Start(root, target=str(path))
    key = key_of_file(path.relative_to(root).as_posix())
    return Start(root, key, target=str(path))


def at_first_sight(start: Start, config: Config) -> Known | None:
    """What the first screen shows of a library in which nothing was kept; None for any other.

    Without a session, which takes longer to load than the article to be read.
    """
    root, key = start.root, start.key
    if home(root).path.exists():
        return None
    entries: tuple[Entry, ...] = ()
    if key is None:
        entries = tuple(next(scan(root), ()))
        key = entries[0].key if entries else ""
    if not key:
        return Known(None, key, None, entries)
    article = _unkept(root, key, config)
    return Known(None, key, article, entries) if article is not None else None


def _unkept(root: Path, key: str, config: Config) -> OpenArticle | None:
    """An article of which nothing was kept; None where it is slow to read. Raises ``Refused``."""
    path = Path(path_of(root, key))
    if not _is_quick(path, key):
        return None
    refuse_outside(path, root)
    document = open_document(path)
    if document.raw:
        return None
    found = judged(document)
    view = config.reading.view
    return OpenArticle(
        key, path, document, found.verdicts, words=found.words, view=view, file=identity_of(path)
    )


def moved_to(known: Known, root: Path, key: str, config: Config) -> Known | None:
    """The same with another article selected; None where that is slow to read, or cannot be."""
    if known.session is not None:
        article = _article(known.session, key, config, heavy=False)
    else:
        try:
            article = _unkept(root, key, config)
        except (OSError, ValueError, Refused):
            return None
    if article is None:
        return None
    facts = known.facts
    if known.article is not None:
        facts = (*(one for one in facts if one.key != known.key), facts_from(known.article))
    article = _told(article, facts)
    return known._replace(key=key, article=article, head=None, facts=facts)


def read_heavier(known: Known, root: Path, config: Config) -> Known | None:
    """The same with its article, of a format that is slower to read; None where there is none.

    Raises OSError.
    """
    session, path = known.session, Path(path_of(root, known.key))
    if session is None or known.article is not None or known.head is not None or not known.key:
        return None
    if path.suffix.lower() not in HEAVIER or path.stat().st_size > MOST_HEAVY:
        return None
    article = _article(session, known.key, config, heavy=True)
    return known._replace(article=_told(article, known.facts)) if article is not None else None


def _told(article: OpenArticle, facts: Sequence[Facts]) -> OpenArticle:
    """The article with its language, where that is among what is known of it."""
    own = next((fact for fact in facts if fact.key == article.key), None)
    if own is not None and own.language and own.digest == article.document.digest:
        return replace(article, language=Language(own.language, own.confidence))
    return article


def read_ahead(
    start: Start,
    config: Config,
    session: Session | None = None,
    *,
    seen: Known | None = None,
    facts: Sequence[Facts] = (),
    remembered: Remembered | None = None,
    heavy: bool = False,
) -> Known:
    """What the first screen needs. Raises whatever opening the library raises.

    With ``heavy`` an article is read whatever its format. ``facts`` and the ``remembered`` verdicts
    are from when the reader was left, and nothing changed since. ``seen`` is what was found at
    first sight; it is read anew where something was kept meanwhile.
    """
    session = session or start.open_session(start.root, creator=config.notes.creator)
    if seen is not None and not session.home.path.exists():
        return seen._replace(session=session, rules=session.rules)
    entries: tuple[Entry, ...] = ()
    key = start.key
    if key is None:
        entries = tuple(next(iter(session.entries()), ()))
        key = session.state.last[0] or (entries[0].key if entries else "")
    article = _article(session, key, config, heavy, remembered) if key else None
    listed = {entry.key for entry in entries}
    if article is not None:
        article = _told(article, facts)
    head = _head(session, key) if key and article is None else None
    known = tuple(fact for fact in facts if fact.key in listed)
    return Known(session, key, article, entries, head, known, session.rules)


def _head(session: Session, key: str) -> OpenArticle | None:
    try:
        return session.open_head(key, MOST_BYTES // 4)
    except (OSError, ValueError, Refused):
        return None


def _article(
    session: Session, key: str, config: Config, heavy: bool, remembered: Remembered | None = None
) -> OpenArticle | None:
    """The article, where that is quick; what goes wrong is told by the screen, which tries anew."""
    from reader.tui.main.asking import first_view

    path = Path(path_of(session.root, key))
    try:
        if not _is_quick(path, key, heavy=heavy):
            return None
        return first_view(session, session.open(key, remembered), config.reading.view)
    except (OSError, ValueError, Refused):
        return None


def _is_quick(path: Path, key: str, *, heavy: bool = False) -> bool:
    """Whether an article is read before the first screen. Raises OSError."""
    light = path.suffix.lower() in LIGHT and not split_key(key)[1]
    return (light or heavy) and path.stat().st_size <= MOST_BYTES
