"""The main screen: it puts its parts together, and hands them messages and commands."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.widgets import Input, TextArea

from reader.config import Config, set_value
from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.session import Session
from reader.tui.article import messages as told
from reader.tui.commands import Command
from reader.tui.damage import shown_on
from reader.tui.keyboard.key_names import name_of
from reader.tui.layout import Pane
from reader.tui.library.pane import LibraryView
from reader.tui.main.all_notes import NotesOfAll
from reader.tui.main.beginning import Beginning
from reader.tui.main.borders import Borders
from reader.tui.main.choosing import Choosing
from reader.tui.main.cleaning_rules import CleaningRules
from reader.tui.main.desk import Desk
from reader.tui.main.dropping import Dropping
from reader.tui.main.evidence import Evidence
from reader.tui.main.exporting import Exporting
from reader.tui.main.filtering import Filtering
from reader.tui.main.findings import Findings
from reader.tui.main.handing_out import HandingOut
from reader.tui.main.host import Commands, joined
from reader.tui.main.indexed import Indexed
from reader.tui.main.leaving import Leaving
from reader.tui.main.letters import Letters
from reader.tui.main.note_keeping import NoteKeeping
from reader.tui.main.note_writing import NoteWriting
from reader.tui.main.opening import Opening
from reader.tui.main.pursuing import Pursuing
from reader.tui.main.searching import Searching
from reader.tui.main.shelf import Shelf
from reader.tui.main.together import Together
from reader.tui.main.tracking import Tracking
from reader.tui.main.undoing import Undoing
from reader.tui.main.updating import Updating
from reader.tui.notes.box import NoteBox
from reader.tui.notes.pane import NotesView
from reader.tui.start.target import Start
from reader.tui.work import Done, Serial

AWAY = frozenset({"article-next", "article-previous", "back-or-quit", "quit"})
"""Commands for which the article need not be there."""
LEAVING = frozenset({"quit"})
"""Commands that need not even wait for the first article."""


class MainScreen(Desk):
    """Library, article and notes.

    Each part holds one idea and is given what it needs; here is only what goes on between them.
    """

    def __init__(self, start: Start, config: Config, commands: Sequence[Command]) -> None:
        super().__init__(start, config, commands)
        self.store = Serial("store", self, self.failed)
        self.side = Serial("side", self, self.failed)
        self.titles = Serial("titles", self, self.failed)
        self.piped = Serial("commands", self, self.failed)
        self.seekers = Serial("moves", self, self.failed)
        library, reading, root = self.library, self.reading, start.root
        self.opening = opening = Opening(
            self, self.store, self.side, library=library, reading=reading, settings=config.reading,
            opened=self._opened,
        )  # fmt: skip
        self.indexed = Indexed(opening)
        self.shelf = Shelf(
            self, opening, self.indexed, titles=self.titles, pane=self.library_pane, root=root
        )
        self.undoing = Undoing(self, opening, self.shelf)
        self.letters = Letters(self, opening)
        self.cleaning_rules = CleaningRules(self, opening, self.undoing.undo)
        self.filtering = Filtering(self, opening, self.library_pane, config.filters)
        self.searching = Searching(
            self, opening, self.indexed, listing=library.listing, reading=reading
        )
        self.writing = NoteWriting(self, opening, self.box, library.listing)
        self.note_keeping = NoteKeeping(
            self, opening, self.writing, reading=reading, pane=self.notes_pane
        )
        self.notes_of_all = NotesOfAll(self, opening, self.note_keeping.go_to_note)
        self.exporting = Exporting(self, opening)
        self.handing_out = HandingOut(self, opening, library, reading, root=root, piped=self.piped)
        self.dropping = Dropping(self, self.side, root, opening.go_to_article)
        self.choosing = Choosing(self, commands, self.side)
        self._follow()
        self._begin_and_leave()
        self._register()

    def _follow(self) -> None:
        """The parts that keep to what happens outside, and what is said of that."""
        opening, shelf, indexed, library = self.opening, self.shelf, self.indexed, self.library
        self.evidence = Evidence(opening, indexed)
        alone = self.start.key is not None
        self.together = Together(self, opening, shelf, seekers=self.seekers, alone=alone)
        pursuing = Pursuing(self, opening, shelf)
        updating = Updating(
            self, opening, shelf, pursuing=pursuing, evidence=self.evidence, library=library
        )
        self.tracking = Tracking(self, opening, indexed, updating, library=library)
        self.findings = Findings(self, opening, indexed, library, caution=self.tracking.caution)
        self.borders = Borders(
            opening, self.tracking, self.letters, library=self.library_pane, notes=self.notes_pane,
            reading=self.reading, usual_sort=self.config.library.sort,
        )  # fmt: skip

    def _begin_and_leave(self) -> None:
        self.beginning = Beginning(
            self, self.opening, self.shelf, self.start, self.config, library=self.library,
            footer=self.footer, first_keys=self.first_keys, began=self._began,
            scanned=self.tracking.begin,
        )  # fmt: skip
        self.leaving = Leaving(
            self, self.opening, keep=self.writing.keep_what_is_written, rest=self._rest,
            remember=self.beginning.remember,
        )  # fmt: skip

    def _register(self) -> None:
        """Say who carries out which command; those of a pane are methods of its widget."""
        own: Commands = {
            "pane-next": lambda: self.go_to_pane(self.layout_state.beside(1)),
            "pane-previous": lambda: self.go_to_pane(self.layout_state.beside(-1)),
            "zen": self.turn_zen,
            "redraw": self.redraw,
            "back-or-quit": self.go_back,
        }
        parts = (
            self.shelf, self.undoing, self.letters, self.cleaning_rules, self.filtering,
            self.searching, self.writing, self.note_keeping, self.notes_of_all, self.exporting,
            self.handing_out, self.choosing, self.tracking, self.findings, self.leaving,
        )  # fmt: skip
        self.routes = joined(own, *(part.commands for part in parts))
        self.counted = self.shelf.counted

    # The library and the open article

    def begin(self) -> None:
        """Open the library."""
        self.beginning.begin()

    def _began(self, session: Session) -> None:
        self.filtering.know(session.state.saved_filters())
        self.together.begin()

    def _opened(self, article: OpenArticle) -> None:
        self.writing.opened(article)
        self.call_after_refresh(self.evidence.look)
        self.letters.look_at(article)

    def watch_article(self, old: OpenArticle | None, article: OpenArticle | None) -> None:
        """Show the article, and its notes beside it."""
        self.reading.article = article
        self.notes.show(article.notes if article is not None else ())
        title = sanitise(article.title) if article is not None else ""
        self.app.title = f"{title} — Glosse" if title else "Glosse"
        if article is not None:
            tags = {tag for placed in article.notes for tag in placed.note.tags}
            self.library.listing.annotate(article.key, len(article.notes), tags)
            self.library.refresh()
            if old is None or old.key != article.key:
                self.opening.say_notices()
        self.retitle()

    def went_in(self) -> None:
        """The article is read now, not only previewed."""
        self.opening.went_in()

    def retitle(self) -> None:
        """Write what is the case into the borders of the panes."""
        self.borders.write(self.library_cells)

    def takes(self, event: events.Event) -> bool:
        """Whether a key may be carried out: what is for an article waits until that is there."""
        opening = self.opening
        here = opening.awaited is None or self.layout_state.focus is Pane.LIBRARY
        if opening.ready and here:
            return True
        if not isinstance(event, events.Key) or isinstance(self.focused, (Input, TextArea)):
            return opening.ready
        command = self.parser.at_once(name_of(event), self.scopes)
        return command is not None and command.id in (AWAY if opening.ready else LEAVING)

    def _rest(self) -> None:
        """Nobody waits for the index, for titles, or for commands any more."""
        self.tracking.end()
        for worker in (self.side, self.titles, self.seekers, self.piped):
            worker.close(wait=False)

    def on_unmount(self) -> None:
        """However the screen went: no thread may keep the program from ending."""
        self._rest()
        self.store.close(wait=False)

    # Messages

    @on(Done)
    def _done(self, event: Done) -> None:
        event.run()

    def on_paste(self, event: events.Paste) -> None:
        """A path is opened; fields for text have taken their pastes, and let them rise."""
        event.stop()
        if not isinstance(self.focused, (Input, TextArea)):
            self.dropping.drop(event.text)

    @on(LibraryView.Moved)
    def _moved(self, event: LibraryView.Moved) -> None:
        self.opening.open(event.key)
        self.retitle()

    @on(LibraryView.Entered)
    def _entered(self, event: LibraryView.Entered) -> None:
        self.opening.enter(event.key)

    @on(LibraryView.Changed)
    @on(NotesView.Changed)
    def _rows_changed(self) -> None:
        self.refresh_footer()
        self.retitle()

    @on(LibraryView.Arranged)
    def _arranged(self, event: LibraryView.Arranged) -> None:
        """Keep the order for the next start."""

        def keep(_: object) -> None:
            set_value("library", "sort", str(event.sort))
            set_value("library", "reversed", event.reverse)
            set_value("library", "folders", event.grouped)

        self.side.run(keep, kind="arrangement")

    @on(LibraryView.FactsWanted)
    def _facts_wanted(self, event: LibraryView.FactsWanted) -> None:
        self.shelf.fill_in(event.keys)

    @on(told.PositionChanged)
    def _position(self) -> None:
        self.opening.moved()
        self.retitle()

    @on(told.LeaveRequested)
    def _leave(self) -> None:
        if self.layout_state.has_library:
            self.go_to_pane(Pane.LIBRARY)

    @on(told.MarkSet)
    def _mark_set(self, event: told.MarkSet) -> None:
        self.opening.set_mark(event.letter, event.position)

    @on(told.LookChanged)
    def _look_changed(self, event: told.LookChanged) -> None:
        def keep(_: object) -> None:
            set_value("reading", "column", event.column)
            set_value("reading", "justify", event.justify)

        self.side.run(keep, kind="look")

    @on(told.Noticed)
    def _noticed(self, event: told.Noticed) -> None:
        self.say(event.sentence)

    @on(told.SearchChanged)
    def _search_changed(self, event: told.SearchChanged) -> None:
        self.borders.searched(self.searching.said_of(event.query), event.current, event.total)
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
        self.cleaning_rules.flip(event.block_index)

    @on(told.OpenLink)
    def _open_link(self, event: told.OpenLink) -> None:
        self.handing_out.open_address(event.target)

    @on(told.SelectionChanged)
    def _selection_changed(self) -> None:
        self.drop_hint()  # a selection may be the mouse's
        self.refresh_footer()
        self.retitle()

    @on(told.NextUnreadRequested)
    def _next_unread(self) -> None:
        self.shelf.go_to_unread()

    @on(told.JumpBackRequested)
    def _jump_back(self) -> None:
        if not self.opening.back():
            self.notify("There is nothing further back.")

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

    # Commands

    def redraw(self) -> None:
        """Mend what another program has written into the screen."""
        if shown := shown_on(self.app._driver):
            shown.forget()
        self.refresh()

    def turn_zen(self) -> None:
        """The article alone, or all panes again."""
        zen = not self.layout_state.zen
        self.layout_state = self.layout_state._replace(zen=zen)
        if zen:
            self.go_to_pane(Pane.ARTICLE)

    def go_back(self) -> None:
        """One step back: out of zen, to the library, out of the reader."""
        state = self.layout_state
        if state.zen:
            self.turn_zen()
        elif state.has_library and state.focus is not Pane.LIBRARY:
            self.go_to_pane(Pane.LIBRARY)
        else:
            self.leaving.leave()
