"""Reading by lines: what is typed, or comes in by a pipe, is carried out line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shutil import get_terminal_size

from rich.cells import cell_len

from reader.cli.console import Failure, complain
from reader.documents import Refused
from reader.indexing import index_of
from reader.library.index import IndexUnavailableError
from reader.session import Session
from reader.storage import reason
from reader.tui.linear.reader import LinearReader
from reader.tui.lines import wrap
from reader.tui.start.target import start_of

MOST_READ = 200
"""Files that are not indexed of which the titles are read for a list."""


def sit(target: Path) -> int:
    """Read a folder or a file by lines until ``q`` or the end of input. Returns the exit status."""
    start = start_of(target)
    root = start.root
    try:
        session = Session(root)
    except OSError as error:
        raise Failure(f"{root} cannot be opened: {reason(error, where=False)}.") from None
    try:
        reader = LinearReader(session, _keys(session, start.key), _say, titles=_Titles(session))
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


class _Titles:
    """The titles of articles: from the index, where it has them, else from the files."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[str, str] = {}

    def __call__(self, keys: Sequence[str]) -> dict[str, str]:
        """The titles of ``keys``; of very many files that are not indexed, of none."""
        missing = [key for key in keys if key not in self._found]
        if missing:
            self._found.update(self._indexed(missing))
            missing = [key for key in missing if key not in self._found]
        for key in missing if len(missing) <= MOST_READ else ():
            self._found[key] = self._read(key)
        return {key: self._found.get(key, "") for key in keys}

    def _indexed(self, keys: Sequence[str]) -> dict[str, str]:
        index = index_of(self._session.root)
        try:
            return {key: facts.title for key, facts in index.facts_of(keys).items()}
        except (IndexUnavailableError, OSError):
            return {}
        finally:
            index.close()

    def _read(self, key: str) -> str:
        try:
            return self._session.document(key).metadata.title
        except Refused:
            return ""


def _keys(session: Session, alone: str | None) -> list[str]:
    """The articles of the sitting: all of a folder, or the one file."""
    if alone is not None:
        return [alone]
    return [entry.key for batch in session.entries() for entry in batch if not entry.readable]


def _first(session: Session, reader: LinearReader) -> int:
    """The number of the article read last, or of the first one."""
    last = session.state.last[0]
    return reader.keys.index(last) if last in reader.keys else 0


def _lines() -> Iterable[str]:
    return _prompted() if sys.stdin.isatty() else sys.stdin


def _say(sentence: str) -> None:
    """Print it; a terminal would part words at its edge."""
    if sys.stdout.isatty():
        width = get_terminal_size().columns
        sentence = "\n".join(fitted(line, width) for line in sentence.split("\n"))
    print(sentence, flush=True)


def fitted(line: str, width: int) -> str:
    """A line broken between words into lines of ``width`` cells that begin as it does."""
    if cell_len(line) <= width:
        return line
    begins = line[: len(line) - len(line.lstrip(" "))][: width // 2]
    return "\n".join(begins + part for part in wrap(line, width - len(begins)))


def _prompted() -> Iterator[str]:
    """Lines a person types, until the end of input."""
    while True:
        try:
            yield input("> ")
        except (EOFError, KeyboardInterrupt):
            return
