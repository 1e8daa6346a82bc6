"""Taking back and doing again what was changed in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.session import Session, Undone
from reader.tui.main.asking import marks_of
from reader.tui.main.host import Commands, Host

if TYPE_CHECKING:
    from reader.tui.main.opening import Opening
    from reader.tui.main.shelf import Shelf


class Undoing:
    """Undo and redo of notes, marks and cleaning, one after the other."""

    def __init__(self, host: Host, opening: Opening, shelf: Shelf) -> None:
        self._host, self._opening, self._shelf = host, opening, shelf
        self.commands: Commands = {"undo": self.undo, "redo": self.redo}

    def undo(self) -> None:
        """Take back the last change."""
        session = self._opening.session
        if session is not None:
            self._opening.store.run(
                lambda _: session.undo(),
                lambda found: self._undone(session, found, "Nothing to undo."),
            )

    def redo(self) -> None:
        """Do again what was undone."""
        session = self._opening.session
        if session is not None:
            self._opening.store.run(
                lambda _: session.redo(),
                lambda found: self._undone(session, found, "Nothing to redo."),
            )

    def _undone(self, session: Session, found: Undone | None, nothing: str) -> None:
        if found is None:
            self._host.notify(nothing)
            return
        self._host.say(found.sentence)
        opening, article = self._opening, self._opening.article
        if article is not None and {article.key, ""} & found.keys:
            if "encoding" in found.fields:
                opening.open(article.key)
            elif not article.read_only:
                opening.change(lambda s, base: s.with_notes(s.judged_again(base)))
        keys = found.keys - {""}
        self._opening.store.run(lambda _: marks_of(session, keys), self._shelf.learn_marks)
