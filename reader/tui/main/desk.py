"""The main screen as Textual knows it: three panes, the footer, and how a key becomes a command."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from reader.config import Config
from reader.mishap import is_mistake, told
from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.storage import sentence
from reader.tui.article.view import ArticleView
from reader.tui.commands import Command, Scope
from reader.tui.drawn_once import DrawnOnce
from reader.tui.footer import FooterBar
from reader.tui.hints import Hint, hints
from reader.tui.keyboard.key_names import name_of, unknown_sentence
from reader.tui.keyboard.keys import KeyParser, Match, Unknown
from reader.tui.layout import Layout, Pane, too_small, widths
from reader.tui.main.host import Commands, Counted
from reader.tui.panes import LibraryPane, NotesPane
from reader.tui.start.first_keys import FirstKeys
from reader.tui.start.target import Start

TAKEN_DOWN = 0.2
"""Seconds after which what was laid over the panes is gone from the screen's map."""
T = TypeVar("T")


class Desk(DrawnOnce[None], inherit_bindings=False):
    """Which panes show, who has the keys, and what they stand for.

    Textual gives events to the class of a screen, so this is a base class and no part: it knows
    widgets and keys, and nothing of a library. The main screen says what the commands do.
    """

    ESCAPE_TO_MINIMIZE: ClassVar[bool] = False

    # Whoever shows these paints itself: the whole window anew is too much for a slow line.
    article: reactive[OpenArticle | None] = reactive(None, init=False, repaint=False)
    layout_state: reactive[Layout] = reactive(Layout(Pane.LIBRARY, Pane.LIBRARY), repaint=False)
    focused: reactive[Widget | None] = reactive(None, repaint=False)

    def __init__(self, start: Start, config: Config, commands: Sequence[Command]) -> None:
        super().__init__()
        self.start = start
        self.config = config
        self.commands = commands
        self.library_pane, self.notes_pane = LibraryPane(), NotesPane()
        self.library, self.notes = self.library_pane.view, self.notes_pane.view
        self.box = self.notes_pane.box
        reading = config.reading
        self.reading = ArticleView(
            column=reading.column, justify=reading.justify, hyphenate=reading.hyphenate
        )
        self.parser = KeyParser(commands)
        self._pause: Timer | None = None
        self.footer = FooterBar()
        self.first_keys = FirstKeys(commands, alone=start.key is not None)
        self.routes: Commands = {}
        """Who carries out commands that are not their pane's own, by their names."""
        self.counted: Counted = {}

    def compose(self) -> ComposeResult:
        """Three panes above the footer."""
        with Horizontal():
            yield self.library_pane
            yield self.reading
            yield self.notes_pane
        yield self.first_keys
        yield Static(classes="too-small")
        yield self.footer

    def on_mount(self) -> None:
        """Open the session off the event loop, and give the keys to the right pane."""
        self.notes.names = self.config.notes.names
        alone = self.start.key is not None
        focus = Pane.ARTICLE if alone else Pane.LIBRARY
        self.layout_state = Layout(focus, Pane.NOTES if alone else Pane.LIBRARY, not alone)
        self.show_panes()
        self.view_of(focus).focus()
        scope = Scope.ARTICLE if alone else Scope.LIBRARY
        self.footer.found = tuple(hints(self.commands, (scope, Scope.ANYWHERE)))
        self.begin()
        self.retitle()

    def begin(self) -> None:
        """Open the library; done in the class that knows how."""

    def _compositor_refresh(self) -> None:
        """Textual's, except while nothing is to be drawn, and below another screen.

        In the first case it would draw and throw that away; in the second it marks this whole
        screen as changed once more, and so paints everything anew twice a second at the least.
        """
        top, changed = self.app.screen, self._compositor._dirty_regions
        if self.app._batch_count:
            self._repaint_required = True
        elif self is top or self not in self.app._background_screens:
            super()._compositor_refresh()
        elif changed:
            top.refresh(*changed)
            changed.clear()
            self._dirty_widgets.clear()

    async def _invoke_and_clear_callbacks(self) -> None:
        """Textual: what waits for the next frame; here also while no frame is to be drawn yet."""
        if not self.app._batch_count:
            await super()._invoke_and_clear_callbacks()

    def update_node_styles(self, animate: bool = True) -> None:
        """Textual's, except before the first frame: every widget has just got its styles."""
        if self.outer_size:
            super().update_node_styles(animate)

    # The panes

    @property
    def library_cells(self) -> int:
        """Cells of a row of the library pane, also before it was laid out."""
        columns = self.app.size.width
        visible = self.layout_state.visible(columns)
        return widths(visible, columns).get(Pane.LIBRARY, 2) - 2

    def view_of(self, pane: Pane) -> Widget:
        """The widget of a pane that takes the keys."""
        found: dict[Pane, Widget] = {
            Pane.LIBRARY: self.library, Pane.ARTICLE: self.reading, Pane.NOTES: self.notes,
        }  # fmt: skip
        return found[pane]

    def go_to_pane(self, pane: Pane) -> None:
        """Give a pane the keys, and show it where it was hidden; the article for one not there."""
        if pane not in self.layout_state.panes:
            pane = Pane.ARTICLE
        self._at_pane(pane)
        if pane is Pane.NOTES and self.box.display:
            self.box.area.focus()
        else:
            self.view_of(pane).focus()

    def _at_pane(self, pane: Pane) -> None:
        side = self.layout_state.side if pane is Pane.ARTICLE else pane
        self.layout_state = self.layout_state._replace(focus=pane, side=side)
        if pane is Pane.ARTICLE:
            self.went_in()

    def went_in(self) -> None:
        """The article is read now, not only previewed."""

    def watch_layout_state(self) -> None:
        """Show the panes that belong on the screen."""
        if self.is_mounted:
            self.show_panes()

    def on_resize(self) -> None:
        """Show the panes that fit the new size."""
        self.show_panes()

    def show_panes(self) -> None:
        """Show and hide panes by the width of the terminal."""
        columns, rows = self.app.size
        sentence = too_small(columns, rows)
        notice = self.query_one(".too-small", Static)
        if bool(sentence) or notice.display:
            notice.update(Content(sentence))  # lays everything out anew, so only where it shows
        notice.display = bool(sentence)
        visible = set() if sentence else self.layout_state.visible(columns)
        frames: dict[Pane, Widget] = {
            Pane.LIBRARY: self.library_pane,
            Pane.ARTICLE: self.reading,
            Pane.NOTES: self.notes_pane,
        }
        for pane, frame in frames.items():
            frame.display = pane in visible
        self.footer.display = not sentence
        hint = self.first_keys
        hint.visible = not sentence
        hint.place(columns)
        self.set_class(self.layout_state.zen, "-zen")
        self.set_class(len(visible) == 1, "-one")

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        """A click may give a pane the keys as well."""
        for pane in Pane:
            if self.view_of(pane) is event.widget and pane in self.layout_state.panes:
                self._at_pane(pane)
        self.parser.clear()
        self.refresh_footer()

    def refresh_footer(self) -> None:
        """Show the keys that hold now."""
        footer = self.footer
        own: Sequence[Hint] = getattr(self.focused, "hints", ())  # of a line to type in
        idle: Container[str] = getattr(self.focused, "idle", ())
        footer.found = tuple(own or hints(self.commands, self.scopes, idle))
        footer.pending = self.parser.pending

    def retitle(self) -> None:
        """Write what is the case into the borders; done in the class that knows."""

    # Keys

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes of the focused pane, the narrowest first."""
        focused = self.focused
        if isinstance(focused, TextArea):
            return (Scope.NOTE_BOX,)
        if isinstance(focused, Input):
            return ()
        found: tuple[Scope, ...] = getattr(focused, "scopes", ())
        return (*found, Scope.ANYWHERE)

    def stays(self, event: events.Key) -> bool:
        """Whether a key, pressed now, leaves the keyboard where it is: a move in a pane."""
        command = self.parser.at_once(name_of(event), self.scopes)
        return command is not None and command.moves

    def on_key(self, event: events.Key) -> None:
        """Every key that no text field took for itself."""
        self.drop_hint()
        scopes = self.scopes
        key = name_of(event)
        if isinstance(self.focused, (Input, TextArea)):
            found = self.parser.feed(key, scopes) if scopes else []
            taken = [match for match in found if isinstance(match, Match)]
            if taken:
                event.stop()
                event.prevent_default()
            self._carry_out(taken, scopes)
            return
        event.stop()
        event.prevent_default()
        if key == "ctrl+c":
            self.notify("q goes back and quits, Q quits at once.")
            return
        self._carry_out(self.parser.feed(key, scopes), scopes)
        self._wait()

    def drop_hint(self) -> None:
        """The first keys are not shown any more; what they lay on is painted.

        Textual 8.2 forgets to where its map of widgets is made anew before the next layout, as
        when two keys come at once: parts of the hint would stay until something paints there.
        """
        hint = self.first_keys
        if hint.display:
            hint.display = False
            self.set_timer(TAKEN_DOWN, self.refresh)

    def _carry_out(self, found: Sequence[Match | Unknown], scopes: Sequence[Scope]) -> None:
        for match in found:
            if isinstance(match, Match):
                self.carry_out(match)
            else:
                self.notify(unknown_sentence(match.keys, scopes, self.commands), timeout=4)

    def _wait(self) -> None:
        """Show what is half typed, and settle it after a pause."""
        self.footer.pending = self.parser.pending
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self.parser.pending:
            self._pause = self.set_timer(self.config.keyboard.pause, self._settle)

    def _settle(self) -> None:
        match = self.parser.settle(self.scopes)
        if match is not None:
            self.carry_out(match)
        self.footer.pending = self.parser.pending

    def carry_out(self, match: Match) -> None:
        """Have a command carried out by who registered it, else by the widget of its pane."""
        command = match.command
        panes = {
            Scope.LIBRARY: self.library, Scope.ARTICLE: self.reading,
            Scope.SELECTING: self.reading, Scope.NOTES: self.notes, Scope.NOTE_BOX: self.box,
        }  # fmt: skip
        if (act := self.routes.get(command.id)) is not None:
            act()
        elif (counted := self.counted.get(command.id)) is not None:
            counted(match.count)
        else:
            method: Callable[[int | None, str], Any] = getattr(panes[command.scope], command.method)
            method(match.count, match.argument)
        self.refresh_footer()

    # What is said

    def failed(self, error: Exception) -> None:
        """Say in a sentence what went wrong."""
        self.notify(self.sentence(error), severity="error", timeout=8)

    @staticmethod
    def sentence(error: Exception) -> str:
        """What went wrong, sanitised."""
        if isinstance(error, OSError):
            return sanitise(sentence(error))
        return sanitise(told(error) if is_mistake(error) else str(error))

    def lay_over(
        self, screen: Screen[T], answered: Callable[[T | None], Any] | None = None
    ) -> None:
        """Show what a worker made ready; nothing where the person is at something else by now."""
        if self.app.screen is self and not isinstance(self.focused, (Input, TextArea)):
            self.app.push_screen(screen, answered)

    def alarm(self, trouble: str) -> None:
        """Keep what is not safely on disk before the person's eyes."""
        self.footer.status = trouble

    def say(self, sentence: str) -> None:
        """A toast, for what cannot be seen otherwise."""
        self.notify(sanitise(sentence))
