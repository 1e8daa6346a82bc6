"""The main screen: what the panes tell each other, and the commands that hold everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import on
from textual.content import Content
from textual.timer import Timer

from reader.sanitise import sanitise
from reader.session import OpenArticle, Session, Undone
from reader.tui.addresses import AddressError, plain
from reader.tui.article import messages as told
from reader.tui.asking import keep_draft, marks_of, notes_of, states_of
from reader.tui.clipboard import copy
from reader.tui.commands import Command
from reader.tui.keys import Match
from reader.tui.layout import Pane
from reader.tui.library_rows import Row
from reader.tui.lines import clip_left
from reader.tui.note_keeping import draft_name
from reader.tui.notes import NoteOrder
from reader.tui.outside import OutsideError, edit_file, open_address, pipe
from reader.tui.panes import LibraryPane, NotesPane
from reader.tui.prompt import Prompt
from reader.tui.screens import Screens
from reader.tui.shelf import KEEP


class MainScreen(Screens):
    """Library, article and notes."""

    _keep_timer: Timer | None = None
    _search = ""

    # Titles

    def watch_article(self, old: OpenArticle | None, article: OpenArticle | None) -> None:
        """Show the article, and its notes beside it."""
        self.reading.article = article
        self.notes.show(article.notes if article is not None else ())
        if article is not None:
            fresh = old is None or old.key != article.key
            self.app.title = f"{sanitise(article.title)} — Glosse" if article.title else "Glosse"
            listing = self.library.listing
            tags = {tag for placed in article.notes for tag in placed.note.tags}
            listing.annotate(article.key, len(article.notes), tags)
            self.library.refresh()
            if fresh:
                for sentence in article.document.notices:
                    self.say(sentence)
        self.retitle()

    def retitle(self) -> None:
        """Write what is the case into the borders of the panes."""
        library, notes = self.query_one(LibraryPane), self.query_one(NotesPane)
        library.border_title = Content(self._library_title())
        current = self.library.current
        path = clip_left(sanitise(current), max(8, self.library_cells - 6)) if current else ""
        library.border_subtitle = Content(path) if path else None
        count = len(self.article.notes) if self.article is not None else 0
        shown = self.notes.shown
        number = f"{shown} of {count}" if shown != count else f"{count}"
        order = "" if self.notes.order is NoteOrder.PLACE else f" · {self.notes.order}"
        notes.border_title = Content(f"Notes ({number}){order}")
        self.reading.border_title = Content(self._article_title())
        self.reading.border_subtitle = Content(words) if (words := self._aside()) else None

    def _library_title(self) -> str:
        view = self.library
        count, shown = len(view.listing), view.shown
        number = f"{shown} of {count}" if shown != count else f"{count}"
        parts = [f"Library ({number})"]
        if view.query_text:
            parts[0] += f" /{sanitise(view.query_text)}"
        if view.sort != self.config.library.sort or view.sort != "path":
            parts.append(f"by {view.sort}")
        if self.progress_words:
            parts.append(self.progress_words)
        return " · ".join(parts)

    def _article_title(self) -> str:
        article = self.article
        if article is None:
            return "Article"
        parts = ["Article"]
        if article.language:
            parts.append(article.language.badge)
        minutes = self.reading.minutes_left
        parts.append(f"{minutes} min" if minutes else "done")
        parts.append(f"{self.reading.progress:.0%}")
        if self.session is not None and self.session.reading(article.key).mark == "read":
            parts.append("read")
        return " · ".join(parts)

    def _aside(self) -> str:
        """What the lower border says: the view, and how the file was read."""
        article = self.article
        if article is None:
            return ""
        parts = [sanitise(self._search)] if self._search else []
        view = str(self.reading.view_mode)
        if view != "clean":
            parts.append({"removed": "removed shown", "raw": "raw text"}.get(view, view))
        encoding = article.document.encoding
        if encoding.guessed:
            parts.append(f"read as {encoding.name}, a guess")
        if self.letters_words:
            parts.append(self.letters_words)
        elif article.read_only:
            parts.append("read only")
        return " · ".join(parts)

    @on(told.PositionChanged)
    def _position(self) -> None:
        self.read_at_end()
        self.retitle()
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self._keep_timer = self.set_timer(KEEP, self.keep_place)

    # From the article

    @on(told.LeaveRequested)
    def _leave(self) -> None:
        if self.layout_state.has_library:
            self.go_to_pane(Pane.LIBRARY)

    @on(told.OpenLink)
    def _open_link(self, event: told.OpenLink) -> None:
        self._open_address(event.target)

    @on(told.CopyRequested)
    def _copy_requested(self, event: told.CopyRequested) -> None:
        article = self.article
        cited = event.citation and article is not None
        self.copy(citation(article, event.text) if cited and article else event.text)

    @on(told.MarkSet)
    def _mark_set(self, event: told.MarkSet) -> None:
        article, session = self.article, self.session
        if article is None or session is None or article.read_only:
            return
        key, letter, position = article.key, event.letter, event.position
        self.store.run(lambda _: session.set_mark(key, letter, position))

    @on(told.Noticed)
    def _noticed(self, event: told.Noticed) -> None:
        self.say(event.sentence)

    @on(told.SearchChanged)
    def _search_changed(self, event: told.SearchChanged) -> None:
        self._search = (
            f"/{event.query} {event.current or '–'} of {event.total}" if event.query else ""
        )
        self.retitle()

    @on(told.SelectionChanged)
    def _selection_changed(self) -> None:
        self.refresh_footer()

    @on(told.NextUnreadRequested)
    def _next_unread(self) -> None:
        self.command_unread_next(None, "")

    @on(told.JumpBackRequested)
    def _jump_back(self) -> None:
        if not self.back():
            self.notify("There is nothing further back.")

    def copy(self, text: str) -> None:
        """Put text on the clipboard and say so."""
        copy(self.app, text)
        self.notify(f"Copied {len(text)} characters.", timeout=2)

    # Commands that hold everywhere

    def command_pane_next(self, count: int | None, argument: str) -> None:
        """The pane to the right."""
        self.go_to_pane(self.layout_state.beside(1))

    def command_pane_previous(self, count: int | None, argument: str) -> None:
        """The pane to the left."""
        self.go_to_pane(self.layout_state.beside(-1))

    def command_zen(self, count: int | None, argument: str) -> None:
        """The article alone, or all panes again."""
        zen = not self.layout_state.zen
        self.layout_state = replace(self.layout_state, zen=zen)
        if zen:
            self.go_to_pane(Pane.ARTICLE)

    def _undone(self, found: Undone | None, nothing: str) -> None:
        if found is None:
            self.notify(nothing)
            return
        self.say(found.sentence)
        article, session = self.article, self.session
        if article is not None and {article.key, ""} & found.keys:
            if "encoding" in found.fields:
                self.open(article.key)
            elif not article.read_only:
                self.change(lambda s, base: s.with_notes(s.judged_again(base)))
        if session is not None:
            self.store.run(lambda _: marks_of(session), self.learn_marks, kind="marks")

    def command_undo(self, count: int | None, argument: str) -> None:
        """Take back the last change."""
        session = self.session
        if session is not None:
            self.store.run(
                lambda _: session.undo(), lambda found: self._undone(found, "Nothing to undo.")
            )

    def command_redo(self, count: int | None, argument: str) -> None:
        """Do again what was undone."""
        session = self.session
        if session is not None:
            self.store.run(
                lambda _: session.redo(), lambda found: self._undone(found, "Nothing to redo.")
            )

    def _chosen(self, command: Command | None) -> None:
        if command is not None:
            self.carry_out(Match(command))

    def command_help(self, count: int | None, argument: str) -> None:
        """The keys."""
        from reader.tui.palette import Help

        self.app.push_screen(Help(self.commands, self.scopes), self._chosen)

    def command_palette(self, count: int | None, argument: str) -> None:
        """All commands."""
        from reader.tui.palette import Palette

        self.app.push_screen(Palette(self.commands, self.scopes), self._chosen)

    def command_theme(self, count: int | None, argument: str) -> None:
        """Pick a theme; it is shown while choosing."""
        from reader.tui.themes import ThemePicker

        def chosen(name: str | None) -> None:
            if name is not None:
                self.app.theme = name
                self._keep_theme(name)

        themes = list(self.app.available_themes.values())
        self.app.push_screen(ThemePicker(themes, self.app.theme), chosen)

    def _keep_theme(self, name: str) -> None:
        from reader.config import set_value

        self.side.run(lambda _: set_value("look", "theme", name))

    def command_back_or_quit(self, count: int | None, argument: str) -> None:
        """One step back: out of zen, to the library, out of the reader."""
        state = self.layout_state
        if state.zen:
            self.command_zen(None, "")
        elif state.has_library and state.focus is not Pane.LIBRARY:
            self.go_to_pane(Pane.LIBRARY)
        else:
            self.command_quit(None, "")

    def command_quit(self, count: int | None, argument: str) -> None:
        """Leave; what is still to be written is written first."""
        session = self.session
        if session is None:
            self.app.exit()
            return
        if self.box.display and self.box.subject is not None:
            subject, text = self.box.subject, self.box.text
            self.store.run(lambda _: keep_draft(session, subject.key, draft_name(subject), text))
        self.keep_place()
        self.leave_safely(lambda: self._leave_now(session))

    def _leave_now(self, session: Session) -> None:
        self.leave()
        self.side.close(wait=False)

        def close(_: object) -> str:
            session.close()
            return session.trouble

        self.call_after_refresh(lambda: self.store.run(close, self._close))

    def _close(self, trouble: str) -> None:
        self.store.close(wait=False)
        self.app.exit(message=sanitise(trouble) if trouble else None)

    # Outside

    def _open_address(self, target: str) -> None:
        """Show where an address leads, in full, and open it when Enter says so."""
        try:
            address, host = plain(target)
        except AddressError as error:
            self.say(f"{error} It is: {target}")
            return

        def answered(line: str | None) -> None:
            if line is None:
                return
            try:
                open_address(address)
            except OutsideError as error:
                self.notify(str(error), severity="error")

        self.app.push_screen(Prompt(f"Open {host or 'a mail to this address'}?", address), answered)

    def command_browser(self, count: int | None, argument: str) -> None:
        """Open the link at the caret, else the article's address, after showing it."""
        reading = self.reading
        link = reading.inlines.link_at(reading.caret) if reading.has_focus else None
        if link is not None:
            self._open_address(link.target)
            return
        address = self.article.document.metadata.url if self.article is not None else ""
        if address:
            self._open_address(address)
        else:
            self.notify("No address is known for this article.")

    def _edit(self, path: Path, key: str) -> None:
        try:
            edit_file(self.app, path)
        except OutsideError as error:
            self.notify(str(error), severity="error")
        self.library.forget(key)
        if self.article is not None and self.article.key == key:
            self.open(key)

    def command_edit_source(self, count: int | None, argument: str) -> None:
        """Open the article's file in the editor."""
        if self.article is not None:
            self._edit(self.article.path, self.article.key)

    def command_library_edit_source(self, count: int | None, argument: str) -> None:
        """Open the selected file in the editor."""
        key = self.library.current
        if key is not None:
            self._edit(self.start.root / key.partition("#")[0], key)

    def command_pipe(self, count: int | None, argument: str) -> None:
        """Pipe the selection, or the article as it is kept, to a command; show what it says."""
        article = self.article
        if article is None:
            return
        span = self.reading.selection
        kept = "\n\n".join(
            block.span.of(article.document.text)
            for block, verdict in zip(article.document.blocks, article.verdicts, strict=True)
            if verdict.kept
        )
        text = span.of(article.document.text) if span is not None and len(span) else kept

        def answered(line: str | None) -> None:
            if line and line.strip():
                self.side.run(
                    lambda _: pipe(line, text),
                    lambda output: self.notify(sanitise(output[:600], multiline=True) or "Done."),
                )

        self.app.push_screen(Prompt("Pipe to", hint="a command, such as wc -w"), answered)

    # The whole library

    def command_all_notes(self, count: int | None, argument: str) -> None:
        """All notes of the library."""
        from reader.notes.query import Noted
        from reader.tui.all_notes import AllNotes

        session = self.session
        if session is None:
            return

        def chosen(found: Noted | None) -> None:
            self.side.drop("states")
            if found is not None:
                self.go_to_note(found.key, found.note.id)

        def show(notes: list[Noted]) -> None:
            screen = AllNotes(notes)

            def told(states: dict[str, str]) -> None:
                self.side.post(lambda: screen.learn(states))

            self.app.push_screen(screen, chosen)
            self.side.run(
                lambda cancelled: states_of(session, notes, told, cancelled), kind="states"
            )

        self.store.run(lambda _: notes_of(session), show)

    def go_to_note(self, key: str, note_id: str) -> None:
        """Open an article at a note."""
        self.library.select(key, announce=False)
        self.open(key, then=lambda _: self._at_note(note_id), kept=True)

    def _at_note(self, note_id: str) -> None:
        placed = self.note(note_id)
        if placed is None or placed.anchor.span is None:
            self.go_to_pane(Pane.NOTES)
            self.notes.select(note_id)
            return
        self.go_to_pane(Pane.ARTICLE)
        self.notes.select(note_id)
        self.call_after_refresh(self._show_passage, note_id, flash=True)

    def title_of(self, key: str) -> str:
        """What the list calls an article."""
        number = self.library.listing.number(key)
        if number is None:
            return key
        return Row(self.library.listing.row(number), self.library.facts_of(key)).title


def citation(article: OpenArticle, text: str) -> str:
    """A quote with where it comes from: title, author, source, date, address or path."""
    metadata = article.document.metadata
    where = metadata.url or article.key
    parts = [metadata.author, f"“{article.title}”", metadata.site, metadata.date[:10], where]
    return f"“{text}”\n— {', '.join(part for part in parts if part)}"
