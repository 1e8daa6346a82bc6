"""Notes on the main screen: making, editing, deleting, and what the cards ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partialmethod

from textual import on

from reader.notes.model import Colour, PlacedNote
from reader.opened import OpenArticle
from reader.session import Session
from reader.text import Span
from reader.tui.article import messages as told
from reader.tui.layout import Pane
from reader.tui.main.asking import history_of, tags_beside
from reader.tui.main.drafting import draft_of, drafts_in, keep_draft
from reader.tui.main.handing_out import copy
from reader.tui.main.together import Together
from reader.tui.notes.box import NoteBox, Subject
from reader.tui.notes.cards import join_tags
from reader.tui.notes.pane import NotesView


class NoteKeeping(Together):
    """What article and cards ask for of notes."""

    _tags_elsewhere: Mapping[str, int] = {}
    """Tags, with how often, of articles that are not in the list: a file was opened alone."""

    def note(self, note_id: str) -> PlacedNote | None:
        """A note of the open article."""
        notes = self.article.notes if self.article is not None else ()
        return next((placed for placed in notes if placed.note.id == note_id), None)

    def known_tags(self) -> list[str]:
        """The tags of the library, the most used first, for completion."""
        counts = dict(self._tags_elsewhere)
        for tags in self.library.listing.tags.values():
            for tag in tags:
                counts[tag] = counts.get(tag, 0) + 1
        for placed in self.article.notes if self.article is not None else ():
            for tag in placed.note.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: (-counts[tag], tag.casefold()))

    # From the article

    @on(told.AnnotateRequested)
    def _annotate(self, event: told.AnnotateRequested) -> None:
        span, note_id, colour = event.span, event.note_id, event.colour
        if event.comment:
            self.write_note(span, note_id, colour)
        elif note_id is not None:
            self._resize(note_id, span, colour)
        else:
            chosen = colour or Colour.YELLOW
            self.change(lambda session, base: session.annotate(base, span, colour=chosen))

    def _resize(self, note_id: str, span: Span, colour: Colour | None) -> None:
        placed = self.note(note_id)
        moved = placed is not None and placed.anchor.span != span

        def operation(session: Session, base: OpenArticle) -> OpenArticle:
            with session.store.group():
                if moved:
                    base = session.reattach(base, note_id, span)
                return base if colour is None else session.edit_note(base, note_id, colour=colour)

        self.change(operation)

    @on(told.DeleteRequested)
    def _delete(self, event: told.DeleteRequested) -> None:
        self.delete_note(event.note_id)

    @on(told.CaretMoved)
    def _caret_moved(self, event: told.CaretMoved) -> None:
        self.notes.mark(event.note_ids)

    # Writing

    def _opened(self, article: OpenArticle) -> None:
        """Say once what was left unfinished here."""
        super()._opened(article)
        session = self.session
        if session is None or article.key in self._offered:
            return
        self._offered |= {article.key}

        def offer(said: list[str]) -> None:
            for sentence in said[:3]:
                self.say(sentence)

        self.store.run(lambda _: drafts_in(session, article), offer)
        if not self._tags_elsewhere and len(self.library.listing.keys) <= 1:
            self.store.run(lambda _: tags_beside(session, article.key), self._learn_tags)

    def _learn_tags(self, tags: Mapping[str, int]) -> None:
        self._tags_elsewhere = tags
        if self.box.display:
            self.box.tags = self.known_tags()

    def _language(self, found: OpenArticle) -> None:
        """Notes made before the language was known are told it."""
        super()._language(found)
        session = self.session
        if session is not None and found.notes and not found.read_only:
            self.store.run(lambda _: session.describe(found))

    def write_note(self, span: Span | None, note_id: str | None, colour: Colour | None) -> None:
        """Open the note box for a new note, or for one that exists; a draft is taken up again."""
        article, session = self.article, self.session
        if article is None or session is None:
            return
        if article.read_only:
            self.notify(article.read_only, severity="warning")
            return
        placed = self.note(note_id) if note_id is not None else None
        if placed is not None:
            quote = placed.note.exact
        else:
            quote = span.of(article.document.text) if span is not None else ""
        text = join_tags(placed.note.comment, placed.note.tags) if placed is not None else ""
        subject = Subject(article.key, span, note_id, colour, quote, article)
        self._write(subject, text)

        def resume(draft: str) -> None:
            if self.box.resume(subject, text, draft):
                self.notify("Your draft is back.")

        self.store.run(lambda _: draft_of(session, subject), resume)

    def _write(self, subject: Subject, text: str) -> None:
        self.keep_draft()
        self.box.open(subject, text, self.known_tags())
        self.go_to_pane(Pane.NOTES)

    @on(NoteBox.Saved)
    def _saved(self, event: NoteBox.Saved) -> None:
        subject, session = event.subject, self.session
        assert session is not None

        def keep(_: Callable[[], bool]) -> tuple[OpenArticle | None, str]:
            from reader.tui.main.note_writing import write, written_on

            base = self._worked if self._worked and self._worked.key == subject.key else None
            write(session, base or written_on(session, subject), subject, event.text)
            if event.resumed:
                keep_draft(session, subject, "")
            if base is not None:
                self._worked = base = session.with_notes(base)
            return base, session.trouble

        def kept(found: tuple[OpenArticle | None, str]) -> None:
            changed, trouble = found
            if changed is not None:
                self.took(changed)
            self.alarm(trouble)

        def failed(error: Exception) -> None:
            self.failed(error)
            self._write(subject, event.text)

        self.store.run(keep, kept, failed=failed)  # whatever is open by now, or nothing

    @on(NoteBox.Paused)
    def _paused(self, event: NoteBox.Paused) -> None:
        self._keep_draft(event.subject, event.text)

    def keep_draft(self) -> None:
        """Keep what is being written, before anything else is done with the notes."""
        if self.box.draft is not None:
            self._keep_draft(*self.box.draft)

    def _keep_draft(self, subject: Subject, text: str) -> None:
        session = self.session
        if session is not None:
            self.store.run(lambda _: keep_draft(session, subject, text))

    @on(NoteBox.Closed)
    def _box_closed(self) -> None:
        self.go_to_pane(Pane.ARTICLE)

    def command_box_editor(self, count: int | None, argument: str) -> None:
        """Write the note in $EDITOR."""
        from reader.tui.outside import OutsideError, edit_text

        try:
            self.box.replace(edit_text(self.app, self.box.text))
        except OutsideError as error:
            self.notify(str(error), severity="error")

    # From the cards

    @on(NotesView.Moved)
    def _card_moved(self, event: NotesView.Moved) -> None:
        self._show_passage(event.note_id, flash=False)

    @on(NotesView.Entered)
    def _card_entered(self, event: NotesView.Entered) -> None:
        if self._show_passage(event.note_id, flash=True):
            self.go_to_pane(Pane.ARTICLE)

    def _show_passage(self, note_id: str, *, flash: bool) -> bool:
        placed = self.note(note_id)
        span = placed.anchor.span if placed is not None else None
        if span is None:
            if flash:
                self.notify(
                    "Its passage is not in the text any more. r attaches it to a selection."
                )
            return False
        self.reading.go_to(span, flash=flash)
        return True

    def go_to_note(self, note_id: str) -> None:
        """Show a note and its passage; a note without one among the cards."""
        placed = self.note(note_id)
        if placed is None or placed.anchor.span is None:
            self.go_to_pane(Pane.NOTES)
            self.notes.select(note_id)
            return
        self.go_to_pane(Pane.ARTICLE)
        self.notes.select(note_id)
        self.call_after_refresh(self._show_passage, note_id, flash=True)

    @on(NotesView.Changed)
    def _cards_changed(self) -> None:
        self.retitle()
        self.refresh_footer()

    def _on_card(self, act: Callable[[PlacedNote], None]) -> None:
        placed = self.notes.current
        if placed is None:
            self.notify("There is no note here. a in the article writes one.")
        else:
            act(placed)

    def command_notes_edit(self, count: int | None, argument: str) -> None:
        """Edit the comment of the selected card."""
        self._on_card(lambda placed: self.write_note(placed.anchor.span, placed.note.id, None))

    def delete_note(self, note_id: str) -> None:
        """Delete a note; the toast says how to have it back."""
        self.change(
            lambda session, base: session.delete_note(base, note_id),
            "Note deleted; u brings it back.",
        )

    def command_notes_delete(self, count: int | None, argument: str) -> None:
        """Delete the selected note."""
        self._on_card(lambda placed: self.delete_note(placed.note.id))

    def command_notes_tags(self, count: int | None, argument: str) -> None:
        """Edit the tags of the selected note."""
        from reader.tui.dialogs.prompt import Prompt, complete_tags

        def ask(placed: PlacedNote) -> None:
            def answered(line: str | None) -> None:
                if line is not None:
                    tags = tuple(dict.fromkeys(word.lstrip("#") for word in line.split()))
                    chosen = tuple(tag for tag in tags if tag)
                    self.change(lambda s, base: s.edit_note(base, placed.note.id, tags=chosen))

            line = " ".join(placed.note.tags)
            self.app.push_screen(
                Prompt("Tags", line + " " if line else "", complete_tags(self.known_tags())),
                answered,
            )

        self._on_card(ask)

    def _colour(self, count: int | None, argument: str, *, colour: Colour) -> None:
        self._on_card(
            lambda placed: self.change(
                lambda session, base: session.edit_note(base, placed.note.id, colour=colour)
            )
        )

    command_notes_colour_1 = partialmethod(_colour, colour=Colour.YELLOW)
    command_notes_colour_2 = partialmethod(_colour, colour=Colour.GREEN)
    command_notes_colour_3 = partialmethod(_colour, colour=Colour.BLUE)
    command_notes_colour_4 = partialmethod(_colour, colour=Colour.PINK)
    command_notes_colour_5 = partialmethod(_colour, colour=Colour.PURPLE)

    def command_notes_copy(self, count: int | None, argument: str) -> None:
        """Copy quote and comment of the selected note."""

        def quote(placed: PlacedNote) -> None:
            parts = [f"“{placed.note.exact}”", placed.note.comment]
            copy(self, "\n\n".join(part for part in parts if part))

        self._on_card(quote)

    def command_notes_filter(self, count: int | None, argument: str) -> None:
        """Open the filter line of the notes."""
        self.notes_pane.filter_line.open()

    def command_notes_escape(self, count: int | None, argument: str) -> None:
        """Clear the filter, else go back to the article."""
        if self.notes.filter_text:
            self.notes_pane.filter_line.drop()
        else:
            self.go_to_pane(Pane.ARTICLE)

    def command_notes_reattach(self, count: int | None, argument: str) -> None:
        """Attach the selected note to what is selected in the article."""

        def attach(placed: PlacedNote) -> None:
            span = self.reading.selection
            if span is None or not len(span):
                self.notify("Select the passage in the article first (v), then r on the card.")
                return
            self.change(
                lambda session, base: session.reattach(base, placed.note.id, span),
                "The note is attached to the selection; u takes it back.",
            )

        self._on_card(attach)

    def command_notes_keep(self, count: int | None, argument: str) -> None:
        """Settle a conflict: keep the selected one of rival notes."""
        self._on_card(
            lambda placed: self.change(
                lambda session, base: session.keep_only(base, placed.note.id),
                "Kept; its rivals are deleted. u brings them back.",
            )
        )

    def command_notes_history(self, count: int | None, argument: str) -> None:
        """Show what became of the selected note."""
        from reader.tui.dialogs.history import History

        def show(placed: PlacedNote) -> None:
            session = self.session
            if session is not None:
                self.store.run(
                    lambda _: history_of(session, placed.note.id),
                    lambda changes: self.lay_over(History(changes)),
                )

        self._on_card(show)
