"""Keeping the first screen as it will be when the reader is started again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reader.analysis import Remembered
from reader.config import Config, config_path
from reader.library.facts import Facts
from reader.library.scan import path_of
from reader.notes.pages import NOTES
from reader.notes.places import hashed_place, plain_place
from reader.session import Session
from reader.tui import terminal
from reader.tui.layout import too_small
from reader.tui.start import picture
from reader.tui.start.beside import written
from reader.tui.start.first_inks import Inks
from reader.tui.start.first_screen import FirstScreen
from reader.tui.start.target import Start, read_ahead
from reader.tui.theme_table import colours as own_colours


class Look(NamedTuple):
    """What the screen looks like."""

    columns: int
    rows: int
    colours: Mapping[str, str]
    """RRGGBB by name, as in ``theme_table``."""


def remember(
    session: Session, start: Start, config: Config, facts: Sequence[Facts], look: Look
) -> None:
    """Keep a picture of what the reader will begin with; where that cannot be, do without."""
    library = config.library
    if (
        not start.target
        or too_small(look.columns, look.rows)
        or library.sort != "path"
        or library.reversed
        or library.folders
    ):
        return
    alone = start.key is not None
    judged = _judged(session, start)
    known = read_ahead(start, config, session, facts=facts, remembered=judged, heavy=True)
    if not start.target or (known.article is None and known.key):
        return  # an article that is slow to read would come late, and the picture be wrong
    screen = FirstScreen(known, config, alone, datetime.now(UTC))
    inks = Inks(look.colours, terminal.depth())
    lines = screen.rows(look.columns, look.rows)
    styled = [[(text, inks[names]) for text, names in line] for line in lines]
    sources = _sources(session, known.key)
    shown = {known.key, *screen.shown}
    kept = [fact for fact in facts if fact.key in shown]
    foreign = {} if own_colours(config.look.theme) else look.colours
    beside = written(kept, known.article, foreign)
    with suppress(OSError):  # a cache that cannot be written: the next start is slower
        picture.write(start.target, (look.columns, look.rows), styled, sources, beside)


def _judged(session: Session, start: Start) -> Remembered | None:
    """The verdicts on the article that was opened first, where it would be judged as it was."""
    known, key = start.known, start.key or session.state.last[0]
    if known is None or known.article is None or known.key != key:
        return None
    if known.rules is not session.rules:
        return None
    return Remembered(known.article.document.digest, known.article.verdicts)


def _sources(session: Session, key: str) -> list[str]:
    """The files that tell which article is shown, and how.

    Not those of the list beside it: articles come and go daily, and what is to be read stands
    as it was. Until the list is read, half a second later, it is the one that was left.
    """
    home = session.home.path
    found = [config_path(), home / "state.json", home / "cleaning.json"]
    if key != session.state.last[0]:  # the first of the list, whichever that is
        found.append(session.root)
    if key:
        places = filter(None, (plain_place(key), hashed_place(key)))
        found += [Path(path_of(session.root, key)), *(home / NOTES / place for place in places)]
    return [str(path) for path in found]
