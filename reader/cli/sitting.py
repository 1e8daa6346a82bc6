"""Reading by lines: what is typed, or comes in by a pipe, is carried out line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from reader.cli.console import Failure, complain
from reader.library.root import find_root
from reader.session import Session
from reader.storage import reason
from reader.tui.linear import LinearReader, prompted


def sit(target: Path) -> int:
    """Read a folder or a file by lines until ``q`` or the end of input. Returns the exit status."""
    path = Path(os.path.abspath(target))
    root = find_root(path)
    try:
        session = Session(root)
    except OSError as error:
        raise Failure(f"{root} cannot be opened: {reason(error, where=False)}.") from None
    try:
        reader = LinearReader(session, _keys(session, path), _say)
        if not reader.keys:
            raise Failure(f"There is nothing to read in {root}.")
        reader.open(_first(session, reader))
        reader.run(_lines())
    finally:
        session.close()
    trouble = session.trouble
    if trouble:
        complain(trouble)
    return 1 if trouble or reader.article is None else 0


def _keys(session: Session, path: Path) -> list[str]:
    """The articles of the sitting: all of a folder, or the one file."""
    if not path.is_dir():
        return [session.key_of(path)]
    return [entry.key for batch in session.entries() for entry in batch if not entry.readable]


def _first(session: Session, reader: LinearReader) -> int:
    """The number of the article read last, or of the first one."""
    last = session.state.last[0]
    return reader.keys.index(last) if last in reader.keys else 0


def _lines() -> Iterable[str]:
    return prompted(input) if sys.stdin.isatty() else sys.stdin


def _say(sentence: str) -> None:
    print(sentence, flush=True)
