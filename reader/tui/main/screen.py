"""The main screen: what the panes tell each other, and the commands that hold everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.timer import Timer
from textual.widgets import Input, TextArea

from reader.config import Config
from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.session import Session, Undone
from reader.tui.article import messages as told
from reader.tui.commands import Command
from reader.tui.damage import shown_on
from reader.tui.keyboard.keys import Match
from reader.tui.layout import Pane
from reader.tui.lines import clip_left
from reader.tui.main.all_notes import NotesOfAll
from reader.tui.main.asking import marks_of
from reader.tui.main.desk import Desk
from reader.tui.main.dropping import Dropping
from reader.tui.main.exporting import Exporting
from reader.tui.main.filtering import Filtering
from reader.tui.main.findings import Findings
from reader.tui.main.handing_out import HandingOut
from reader.tui.main.letters import Letters
from reader.tui.main.note_keeping import NoteKeeping
from reader.tui.main.note_writing import NoteWriting
from reader.tui.main.searching import Searching
from reader.tui.main.shelf import KEEP
from reader.tui.main.teaching import Teaching
from reader.tui.main.tracking import Tracking
from reader.tui.notes.box import NoteBox
from reader.tui.notes.pane import NoteOrder, NotesView
from reader.tui.start.target import Start
from reader.tui.titles import (
    article_aside,
    article_title,
    library_title,
    notes_title,
    selected,
)
from reader.tui.work import Serial


class MainScreen(Tracking, Desk):
    """Library, article and notes."""

    _keep_timer: Timer | None = None
    _search = ""

    def __init__(self, start: Start, config: Config, commands: Sequence[Command]) -> None:
        super().__init__(start, config, commands)
        self._noticed_in: set[str] = set()
        """Keys of articles of which it was said what they were opened without."""
        store, side, root = self.store, self.side, start.root
        self.piped = Serial("commands", self, self.failed)
        self.filtering = Filtering(self, self, store, self.library_pane, config.filters)
        self.handing_out = HandingOut(
            self, self, self.library, self.reading, root=root, piped=self.piped
        )
        self.exporting = Exporting(self, self, store, side)
        self.dropping = Dropping(self, side, root, self.go_to_article)
        self.searching = Searching(
            self,
            self,
            self.indexed,
            listing=self.library.listing,
            reading=self.reading,
            store=store,
            side=side,
        )
        self.writing = NoteWriting(self, self, store, self.box, self.library.listing)
        self.note_keeping = NoteKeeping(
            self, self, self.writing, store=store, reading=self.reading, pane=self.notes_pane
        )
        self.notes_of_all = NotesOfAll(self, self, store, side, self.note_keeping.go_to_note)
        self.findings = Findings(
            self, self, self.indexed, self.library, store=store, side=side, caution=self.caution
        )
        self.letters = Letters(self, self, store, side)
        self.teaching = Teaching(self, self, store, lambda: self.command_undo(None, ""))
        for part in (
            self.filtering,
            self.handing_out,
            self.exporting,
            self.searching,
            self.notes_of_all,
            self.findings,
            self.letters,
            self.teaching,
            self.writing,
            self.note_keeping,
        ):
            self.routes |= part.commands

    def _opened(self, article: OpenArticle) -> None:
        super()._opened(article)
        self.writing.opened(article)
        self.letters.look_at(article)

    def began(self, session: Session) -> None:
        """The library is open."""
        self.filtering.know(session.state.saved_filters())

    def on_unmount(self) -> None:
        """Wait for no command."""
        self.piped.close(wait=False)

    # Titles

    def watch_article(self, old: OpenArticle | None, article: OpenArticle | None) -> None:
        """Show the article, and its notes beside it."""
        self.reading.article = article
        self.notes.show(article.notes if article is not None else ())
        if article is None:
            self.app.title = "Glosse"
        else:
            fresh = old is None or old.key != article.key
            self.app.title = f"{sanitise(article.title)} — Glosse" if article.title else "Glosse"
            listing = self.library.listing
            tags = {tag for placed in article.notes for tag in placed.note.tags}
            listing.annotate(article.key, len(article.notes), tags)
            self.library.refresh()
            if fresh:
                self._say_notices()
        self.retitle()

    def went_in(self) -> None:
        """What the article was opened without is said once it is read, not in passing."""
        super().went_in()
        self._say_notices()

    def _say_notices(self) -> None:
        article = self.article
        if article is None or self.layout_state.focus is not Pane.ARTICLE or not self._arrived_at:
            return
        if article.document.notices and article.key not in self._noticed_in:
            self._noticed_in.add(article.key)
            for sentence in article.document.notices:
                self.say(sentence)

    def retitle(self) -> None:
        """Write what is the case into the borders of the panes."""
        current = self.library.current
        path = clip_left(sanitise(current), max(8, self.library_cells - 6)) if current else ""
        self.library_pane.caption(self._library_title(), path)
        count = len(self.article.notes) if self.article is not None else 0
        order = "" if self.notes.order is NoteOrder.PLACE else str(self.notes.order)
        self.notes_pane.caption(notes_title(count, self.notes.shown, order))
        self.reading.caption(*self._article_titles())

    def _library_title(self) -> str:
        view = self.library
        usual = view.sort == "path" and self.config.library.sort == "path" and not view.reverse
        order = f"{view.sort}, reversed" if view.reverse else view.sort
        return library_title(
            len(view.listing),
            view.shown,
            query=view.query_text,
            sort="" if usual else order,
            progress=self.progress_words,
            room=self.library_cells - 4,  # the title's own space and its ends
        )

    def _article_titles(self) -> tuple[str, str]:
        """The upper and the lower border of the article."""
        article, session, reading = self.article, self.session, self.reading
        if article is None:
            return "Article", ""
        badge = article.language.badge if article.language else ""
        read = session is not None and session.reading(article.key).mark == "read"
        empty = not article.document.text.strip()
        title = article_title(badge, reading.minutes_left, reading.progress, read=read, empty=empty)
        return title, article_aside(
            reading.view_mode,
            article.document.encoding,
            search=self._search,
            letters=self.letters.words_on(article),
            read_only=article.read_only,
            peek=reading.notes.comment_at(reading.caret),
            selecting=self._selected_words(),
        )

    def _selected_words(self) -> str:
        span, article = self.reading.selection, self.article
        if span is None or article is None:
            return ""
        resizing = self.reading.resized is not None
        return selected(span.of(article.document.text), resizing=resizing)

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

    @on(told.MarkSet)
    def _mark_set(self, event: told.MarkSet) -> None:
        article, session = self.article, self.session
        if article is None or session is None or article.read_only:
            return
        key, letter, position = article.key, event.letter, event.position
        self.store.run(lambda _: session.set_mark(key, letter, position))

    @on(told.LookChanged)
    def _look_changed(self, event: told.LookChanged) -> None:
        from reader.config import set_value

        def keep(_: object) -> None:
            set_value("reading", "column", event.column)
            set_value("reading", "justify", event.justify)

        self.side.run(keep, kind="look")

    @on(told.Noticed)
    def _noticed(self, event: told.Noticed) -> None:
        self.say(event.sentence)

    @on(told.SearchChanged)
    def _search_changed(self, event: told.SearchChanged) -> None:
        said = self.searching.said_of(event.query)
        self._search = f"/{said} {event.current or '–'} of {event.total}" if said else ""
        self.retitle()

    @on(told.AnnotateRequested)
    def _annotate(self, event: told.AnnotateRequested) -> None:
        if event.comment:
            self.writing.begin(event.span, event.note_id, event.colour)
        elif event.note_id is not None:
            self.note_keeping.resize(event.note_id, event.span, event.colour)
        else:
            self.note_keeping.annotate(event.span, event.colour)

    @on(told.DeleteRequested)
    def _delete(self, event: told.DeleteRequested) -> None:
        self.note_keeping.delete(event.note_id)

    @on(told.CaretMoved)
    def _caret_moved(self, event: told.CaretMoved) -> None:
        self.notes.mark(event.note_ids)

    @on(told.CopyRequested)
    def _copy_requested(self, event: told.CopyRequested) -> None:
        self.handing_out.copy(event.text, citation=event.citation)

    @on(told.BlockFlipRequested)
    def _flip(self, event: told.BlockFlipRequested) -> None:
        self.teaching.flip(event.block_index)

    @on(told.OpenLink)
    def _open_link(self, event: told.OpenLink) -> None:
        self.handing_out.open_address(event.target)

    def on_paste(self, event: events.Paste) -> None:
        """A path is opened; fields for text have taken their pastes, and let them rise."""
        event.stop()
        if not isinstance(self.focused, (Input, TextArea)):
            self.dropping.drop(event.text)

    @on(told.SelectionChanged)
    def _selection_changed(self) -> None:
        self.drop_hint()  # a selection may be the mouse's
        self.refresh_footer()
        self.retitle()

    @on(told.NextUnreadRequested)
    def _next_unread(self) -> None:
        self.command_unread_next(None, "")

    @on(told.JumpBackRequested)
    def _jump_back(self) -> None:
        if not self.back():
            self.notify("There is nothing further back.")

    # From the notes

    @on(NoteBox.Saved)
    def _saved(self, event: NoteBox.Saved) -> None:
        self.writing.save(event.subject, event.text, resumed=event.resumed)

    @on(NoteBox.Paused)
    def _paused(self, event: NoteBox.Paused) -> None:
        self.writing.keep_draft(event.subject, event.text)

    @on(NoteBox.Closed)
    def _box_closed(self) -> None:
        self.go_to_pane(Pane.ARTICLE)

    @on(NotesView.Moved)
    def _card_moved(self, event: NotesView.Moved) -> None:
        self.note_keeping.show_passage(event.note_id, flash=False)

    @on(NotesView.Entered)
    def _card_entered(self, event: NotesView.Entered) -> None:
        self.note_keeping.go_into(event.note_id)

    @on(NotesView.Changed)
    def _cards_changed(self) -> None:
        self.retitle()
        self.refresh_footer()

    # Commands that hold everywhere

    def command_pane_next(self, count: int | None, argument: str) -> None:
        """The pane to the right."""
        self.go_to_pane(self.layout_state.beside(1))

    def command_pane_previous(self, count: int | None, argument: str) -> None:
        """The pane to the left."""
        self.go_to_pane(self.layout_state.beside(-1))

    def command_redraw(self, count: int | None, argument: str) -> None:
        """Mend what another program has written into the screen."""
        if shown := shown_on(self.app._driver):
            shown.forget()
        self.refresh()

    def command_zen(self, count: int | None, argument: str) -> None:
        """The article alone, or all panes again."""
        zen = not self.layout_state.zen
        self.layout_state = self.layout_state._replace(zen=zen)
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
            self.store.run(lambda _: marks_of(session, found.keys - {""}), self.learn_marks)

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
        from reader.tui.dialogs.palette import Help

        self.app.push_screen(Help(self.commands, self.scopes), self._chosen)

    def command_palette(self, count: int | None, argument: str) -> None:
        """All commands."""
        from reader.tui.dialogs.palette import Palette

        self.app.push_screen(Palette(self.commands, self.scopes), self._chosen)

    def command_theme(self, count: int | None, argument: str) -> None:
        """Pick a theme; it is shown while choosing."""
        from reader.tui.dialogs.themes import ThemePicker

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
        self.writing.keep_what_is_written()
        self.keep_place()
        self.store.drop("open")  # an article that is not there yet is not waited for
        self.leave_safely(lambda: self._leave_now(session))

    def _leave_now(self, session: Session) -> None:
        self.leave()
        self.side.close(wait=False)

        def close(_: object) -> str:
            session.close()
            return session.trouble

        def closed(trouble: str) -> None:
            self.remember(lambda: self._close(trouble))

        def failed(error: Exception) -> None:
            self._close(self.sentence(error))

        self.call_after_refresh(lambda: self.store.run(close, closed, failed=failed))

    def _close(self, trouble: str) -> None:
        self.store.close(wait=False)
        self.app.exit(message=sanitise(trouble) if trouble else None)
