"""Notes as article and cards ask for them: made, moved, changed, deleted, gone to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reader.notes.model import Colour, PlacedNote
from reader.opened import OpenArticle
from reader.session import Session
from reader.text import Span
from reader.tui.layout import Pane
from reader.tui.main.asking import history_of
from reader.tui.main.handing_out import copy
from reader.tui.main.host import Commands, Host

if TYPE_CHECKING:
    from reader.tui.article.view import ArticleView
    from reader.tui.main.note_writing import NoteWriting
    from reader.tui.main.opening import Opening
    from reader.tui.panes import NotesPane


class NoteKeeping:
    """Changes notes of the open article, and moves between cards and passages."""

    def __init__(
        self,
        host: Host,
        opening: Opening,
        writing: NoteWriting,
        *,
        reading: ArticleView,
        pane: NotesPane,
    ) -> None:
        self._host, self._opening, self._writing = host, opening, writing
        self._reading, self._pane, self._cards = reading, pane, pane.view
        self.commands: Commands = {
            "notes-edit": self.edit,
            "notes-delete": self.delete_selected,
            "notes-tags": self.edit_tags,
            **{f"notes-colour-{n}": partial(self.colour, c) for n, c in enumerate(Colour, 1)},
            "notes-copy": self.copy,
            "notes-filter": pane.filter_line.open,
            "notes-escape": self.leave,
            "notes-reattach": self.reattach,
            "notes-keep": self.keep_only,
            "notes-history": self.show_history,
        }

    # From the article

    def annotate(self, span: Span, colour: Colour | None) -> None:
        """Highlight a passage."""
        chosen = colour or Colour.YELLOW
        self._opening.change(lambda session, base: session.annotate(base, span, colour=chosen))

    def resize(self, note_id: str, span: Span, colour: Colour | None) -> None:
        """Give a highlight another passage, or another colour."""
        placed = self._placed(note_id)
        moved = placed is not None and placed.anchor.span != span

        def operation(session: Session, base: OpenArticle) -> OpenArticle:
            with session.store.group():
                if moved:
                    base = session.reattach(base, note_id, span)
                return base if colour is None else session.edit_note(base, note_id, colour=colour)

        self._opening.change(operation)

    def delete(self, note_id: str) -> None:
        """Delete a note; the toast says how to have it back."""
        self._opening.change(
            lambda session, base: session.delete_note(base, note_id),
            "Note deleted; u brings it back.",
        )

    def _placed(self, note_id: str) -> PlacedNote | None:
        article = self._opening.article
        return article.note(note_id) if article is not None else None

    # Passages

    def show_passage(self, note_id: str, *, flash: bool) -> bool:
        """Move the article to the passage of a note; whether there is one."""
        placed = self._placed(note_id)
        span = placed.anchor.span if placed is not None else None
        if span is None:
            if flash:
                self._host.notify(
                    "Its passage is not in the text any more. r attaches it to a selection."
                )
            return False
        self._reading.go_to(span, flash=flash)
        return True

    def go_into(self, note_id: str) -> None:
        """Go to the passage of a card."""
        if self.show_passage(note_id, flash=True):
            self._host.go_to_pane(Pane.ARTICLE)

    def go_to_note(self, note_id: str) -> None:
        """Show a note and its passage; a note without one among the cards."""
        placed = self._placed(note_id)
        if placed is None or placed.anchor.span is None:
            self._host.go_to_pane(Pane.NOTES)
            self._cards.select(note_id)
            return
        self._host.go_to_pane(Pane.ARTICLE)
        self._cards.select(note_id)
        self._host.call_after_refresh(self.show_passage, note_id, flash=True)

    # From the cards

    def _on_card(self, act: Callable[[PlacedNote], None]) -> None:
        placed = self._cards.current
        if placed is None:
            self._host.notify("There is no note here. a in the article writes one.")
        else:
            act(placed)

    def _change_card(
        self, change: Callable[[Session, OpenArticle, str], OpenArticle], said: str = ""
    ) -> None:
        """Change the note of the selected card, which ``change`` gets the id of."""

        def act(placed: PlacedNote) -> None:
            note_id = placed.note.id
            self._opening.change(lambda session, base: change(session, base, note_id), said)

        self._on_card(act)

    def edit(self) -> None:
        """Edit the comment of the selected card."""
        self._on_card(lambda placed: self._writing.begin(placed.anchor.span, placed.note.id, None))

    def delete_selected(self) -> None:
        """Delete the selected note."""
        self._on_card(lambda placed: self.delete(placed.note.id))

    def edit_tags(self) -> None:
        """Edit the tags of the selected note."""
        from reader.tui.dialogs.prompt import Prompt, complete_tags

        def ask(placed: PlacedNote) -> None:
            def answered(line: str | None) -> None:
                if line is not None:
                    tags = tuple(dict.fromkeys(word.lstrip("#") for word in line.split()))
                    chosen = tuple(tag for tag in tags if tag)
                    self._opening.change(
                        lambda s, base: s.edit_note(base, placed.note.id, tags=chosen)
                    )

            line = " ".join(placed.note.tags)
            completed = complete_tags(self._writing.known_tags())
            prompt = Prompt("Tags", line + " " if line else "", completed)
            self._host.app.push_screen(prompt, answered)

        self._on_card(ask)

    def colour(self, colour: Colour) -> None:
        """Give the selected note a colour."""
        self._change_card(lambda s, base, note_id: s.edit_note(base, note_id, colour=colour))

    def copy(self) -> None:
        """Copy quote and comment of the selected note."""

        def quote(placed: PlacedNote) -> None:
            parts = [f"“{placed.note.exact}”", placed.note.comment]
            copy(self._host, "\n\n".join(part for part in parts if part))

        self._on_card(quote)

    def leave(self) -> None:
        """Clear the filter, else go back to the article."""
        if self._cards.filter_text:
            self._pane.filter_line.drop()
        else:
            self._host.go_to_pane(Pane.ARTICLE)

    def reattach(self) -> None:
        """Attach the selected note to what is selected in the article."""

        def attach(placed: PlacedNote) -> None:
            span = self._reading.selection
            if span is None or not len(span):
                self._host.notify(
                    "Select the passage in the article first (v), then r on the card."
                )
                return
            self._opening.change(
                lambda session, base: session.reattach(base, placed.note.id, span),
                "The note is attached to the selection; u takes it back.",
            )

        self._on_card(attach)

    def keep_only(self) -> None:
        """Settle a conflict: keep the selected one of rival notes."""
        self._change_card(
            lambda session, base, note_id: session.keep_only(base, note_id),
            "Kept; its rivals are deleted. u brings them back.",
        )

    def show_history(self) -> None:
        """Show what became of the selected note."""
        from reader.tui.dialogs.history import History

        def show(placed: PlacedNote) -> None:
            session = self._opening.session
            if session is not None:
                self._opening.store.run(
                    lambda _: history_of(session, placed.note.id),
                    lambda changes: self._host.lay_over(History(changes)),
                )

        self._on_card(show)
