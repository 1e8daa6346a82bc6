"""All notes of the library in one list, and the way to the passage of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.tui.main.asking import notes_of, states_of
from reader.tui.main.host import Commands, Host

if TYPE_CHECKING:
    from reader.notes.query import Noted
    from reader.tui.main.opening import Opening


class NotesOfAll:
    """Goes through the notes of all articles."""

    def __init__(self, host: Host, opening: Opening, at_note: Callable[[str], None]) -> None:
        self._host, self._opening = host, opening
        self._at_note = at_note
        """Shows a note of the article that is open by then."""
        self.commands: Commands = {"all-notes": self.look_through}

    def look_through(self) -> None:
        """All notes of the library."""
        from reader.tui.dialogs.all_notes import AllNotes

        app, session = self._host.app, self._opening.session
        if session is None:
            return

        screen = AllNotes()

        def chosen(found: Noted | None) -> None:
            self._opening.side.drop("states")
            if found is not None:
                note_id = found.note.id
                self._opening.show(found.key, then=lambda _: self._at_note(note_id), kept=True)

        def told(states: dict[str, str]) -> None:
            self._opening.side.post(lambda: screen.learn(states))

        def show(notes: list[Noted]) -> None:
            screen.fill(notes)
            if screen in app.screen_stack:  # perhaps not built yet
                self._opening.side.run(
                    lambda cancelled: states_of(session, notes, told, cancelled), kind="states"
                )

        app.push_screen(screen, chosen)  # at once: what is typed now is meant for it
        self._opening.store.run(lambda _: notes_of(session), show)
