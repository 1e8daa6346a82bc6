"""The library's index as the main screen uses it: made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.library.facts import Facts
from reader.tui.main.asking import facts_of

if TYPE_CHECKING:
    from reader.library.index import Index
    from reader.session import Session
    from reader.tui.main.opening import Opening


class Indexed:
    """What is known of articles: from the index where it has them, else from the files."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._index: Index | None = None

    @property
    def index(self) -> Index | None:
        """The index, from when it is first asked for: the first screen does without."""
        session = self._opening.session
        if self._index is None and session is not None:
            from reader.indexing import index_of

            self._index = index_of(session.root)
        return self._index

    def look_up(
        self, session: Session, keys: Sequence[str], cancelled: Callable[[], bool]
    ) -> list[Facts]:
        """Facts for rows in view, in a worker's thread."""
        known = self._known(keys)
        missing = [key for key in keys if key not in known]
        return [*known.values(), *facts_of(session, missing, cancelled)]

    def digests_of(self, keys: Sequence[str]) -> dict[str, str]:
        """The digests of the texts that the index knows, by key."""
        return {key: facts.digest for key, facts in self._known(keys).items()}

    def _known(self, keys: Sequence[str]) -> dict[str, Facts]:
        from reader.library.index import IndexUnavailableError

        index = self.index
        if index is None or not index.path.exists():
            return {}
        try:
            return index.facts_of(keys)
        except IndexUnavailableError:  # told by the follower; files and notes stand without it
            return {}
