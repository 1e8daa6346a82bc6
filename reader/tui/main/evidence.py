"""What other articles say of the open one: a block that stands in many belongs to none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from reader.opened import OpenArticle

if TYPE_CHECKING:
    from reader.documents.model import Document
    from reader.tui.main.indexed import Indexed
    from reader.tui.main.opening import Opening


class Evidence:
    """Looks which blocks of the open article stand in others, and judges it with that."""

    def __init__(self, opening: Opening, indexed: Indexed) -> None:
        self._opening, self._indexed = opening, indexed

    def look(self) -> None:
        """Look behind what is on the screen."""
        article = self._opening.article
        if article is None or self._opening.session is None or article.gone:
            return
        document, key = article.document, article.key

        def look(_: Callable[[], bool]) -> Mapping[int, tuple[int, int]]:
            from reader.indexing import evidence_for
            from reader.library.index import IndexUnavailableError

            index = self._indexed.index
            if index is None or not index.path.exists():
                return {}
            try:
                return evidence_for(index, document, key)
            except IndexUnavailableError:  # told by the follower; the model's verdicts stand
                return {}

        self._opening.side.run(look, partial(self.judge, document), kind="evidence")

    def judge(self, document: Document, evidence: Mapping[int, tuple[int, int]]) -> None:
        """Judge the open article with what was found; the caret stays where it is."""
        opening, article, session = self._opening, self._opening.article, self._opening.session
        if article is None or session is None or article.document is not document:
            return

        def judge(_: Callable[[], bool]) -> OpenArticle | None:
            base = opening.worked
            if base is None or base.document is not document:
                base = article
            changed = session.with_evidence(base, evidence)
            if opening.worked is base:
                opening.worked = changed
            # What an earlier look found was perhaps never shown: this one takes its place.
            return None if changed is base and base.verdicts is article.verdicts else changed

        def shown(changed: OpenArticle | None) -> None:
            if changed is not None:
                opening.took(changed)

        self._opening.store.run(judge, shown, kind="evidence")
