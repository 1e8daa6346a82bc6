"""The Textual application: themes, the guard before the terminal, and the way in and out."""

from __future__ import annotations

import asyncio
import gc
import os
import select
import signal
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from rich.console import RenderableType
from textual import events, messages
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.content import Content
from textual.driver import Driver
from textual.notifications import Notification, SeverityLevel
from textual.screen import Screen
from textual.widgets import Input, TextArea

from reader.config import Config, Problem
from reader.mishap import note
from reader.sanitise import sanitise
from reader.tui import terminal
from reader.tui.commands import COMMANDS, Command
from reader.tui.damage import Thinned, shown_on
from reader.tui.guard import Guard
from reader.tui.keyboard.alt_keys import apart, taught
from reader.tui.keyboard.keymap import named, rebound
from reader.tui.keyboard.pasting import fitted
from reader.tui.keyboard.typing_ahead import TypingAhead
from reader.tui.layout import STYLE_VARIABLES
from reader.tui.main.desk import TAKEN_DOWN
from reader.tui.main.screen import MainScreen
from reader.tui.rescue import heed_threads, last_words
from reader.tui.settings import told, wrong_theme
from reader.tui.start.target import Start
from reader.tui.theme import DEFAULT_THEME, THEMES, variables
from reader.tui.toasts import MOST_TOASTS, ROWS_PER_TOAST, superfluous

LOOK_AFTER = 5.0
"""Seconds between two looks whether the terminal is still there."""
HELD = 1.0
"""Seconds at most for which the first screen is left as it is while keys are carried out."""
RARELY = (20_000, 20, 20)
"""New objects before the youngest are looked through, and how often before older ones are: to look
at all of them takes as long as several keys, and of what a reader makes hardly any is garbage."""
PATIENCE = 3.0
"""Seconds for an orderly end after the terminal was closed; every change is on disk before."""


class GlosseApp(App[None], inherit_bindings=False):
    """The reader on the screen."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Glosse"
    _held = False
    """Whether nothing is drawn yet because keys wait."""
    _themed = False
    """Whether the theme in use is the one that was asked for, and not Textual's first."""

    def __init__(self, start: Start, config: Config, problems: list[Problem] | None = None) -> None:
        self._own_variables: dict[str, dict[str, str]] = {}
        super().__init__()
        self.start = start
        self.config = config
        self._problems = list(problems or [])
        for theme in THEMES:
            self.register_theme(theme)
        self._filters.append(Guard())
        self._typing = TypingAhead(self, self._hand_over, self._takes, self._stays)
        if terminal.painted() and terminal.waiting():
            self._hold()
        commands, wrong = rebound(named(COMMANDS, config.notes.names), config.keys, config.lines)
        self.commands: tuple[Command, ...] = commands
        self._bound = {key for one in commands for keys in one.keys for key in keys.split(" ")}
        self._problems += wrong
        # Before anything is mounted, or the style sheet would be read for two themes.
        self.theme = self._wanted_theme()
        self._themed = True
        self._read_for = self.get_css_variables()
        self.stylesheet.set_variables(self._read_for)

    def get_driver_class(self) -> type[Driver]:
        """One that goes on from a screen that is painted already, and tells Escape from Alt."""
        return taught(_taking_over() or super().get_driver_class())

    def _wanted_theme(self) -> str:
        wanted = self.config.look.theme
        if wanted in self.available_themes:
            return wanted
        self._problems += wrong_theme(self.config, self.available_themes)
        return DEFAULT_THEME

    def get_default_screen(self) -> MainScreen:
        """The main screen is the first one: no empty screen is built and drawn below it."""
        return MainScreen(self.start, self.config, self.commands)

    def _hold(self) -> None:
        """Leave the first screen as it is painted until the keys typed meanwhile are carried out.

        What they lead to is the first thing that is drawn, and so on the screen the sooner.
        """
        self._begin_batch()
        self._typing.idle = self._show
        self._held = True

    def _show(self) -> None:
        """Draw, once all keys are carried out and the article is there that they lead to."""
        screen = self.screen
        awaits = isinstance(screen, MainScreen) and screen.opening.awaits_article
        if self._typing.rests and not awaits:
            self._let_go()

    def _let_go(self) -> None:
        if self._held:
            self._held = False
            self._end_batch()
            self.screen.refresh()

    def on_mount(self) -> None:
        """Say what is wrong with the settings, and heed signals."""
        self._heed_signals()
        if self._held:
            self.watch(self.screen, "article", self._show, init=False)
            self.set_timer(HELD, self._let_go)
        for sentence in told(self._problems):
            self.notify(sentence, severity="warning", timeout=12)
        self.call_after_refresh(_collect)

    def _heed_signals(self) -> None:
        """A closed terminal or a request to end leaves by the front door: drafts are kept."""
        if self.is_headless:
            return
        heed_threads(self)
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGINT", "SIGTERM"):
            with suppress(AttributeError, NotImplementedError):  # not on Windows
                loop.add_signal_handler(getattr(signal, name), self._end)
        if hasattr(select, "poll"):  # not on Windows
            self.set_interval(LOOK_AFTER, self._leave_a_gone_terminal)

    def _leave_a_gone_terminal(self) -> None:
        """A terminal may go without a signal, as below `setsid`; reading it finds nothing."""
        look = select.poll()
        look.register(0, 0)
        if any(event & (select.POLLHUP | select.POLLERR) for _, event in look.poll(0)):
            self._end()

    def on_exit_app(self, message: messages.ExitApp) -> None:
        """The page of `glosse serve` was closed, which ends the reader as a signal does."""
        if not self._exit and any(isinstance(one, MainScreen) for one in self.screen_stack):
            message.prevent_default()
            self._end()

    def _end(self) -> None:
        """Leave; a terminal that is gone may hold up whoever writes to it, so not for ever."""
        last = threading.Timer(PATIENCE, os._exit, (1,))
        last.daemon = True
        last.start()
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.leaving.leave()

    def _handle_exception(self, error: Exception) -> None:
        """Textual: a mistake in a handler. What was typed is kept, and a sentence is left."""
        if self._exit:  # of a widget that was taken down while it was being built: nothing is lost
            note(error)
        elif self.is_headless:
            super()._handle_exception(error)
        else:
            self._exit = True
            self._return_code = 1
            self._exit_renderables[:] = [last_words(error, self.screen_stack)]
            self._close_messages_no_wait()

    async def on_event(self, event: events.Event) -> None:
        """Keys and pasted text go in one at a time; everything else as Textual has it."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._rest_index()
            editing = isinstance(self.focused, (Input, TextArea))
            for key in apart(event, self._bound, editing=editing):
                await self._typing.take(key)
        else:
            if isinstance(event, events.Resize) and (shown := shown_on(self._driver)):
                shown.forget()
            await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Textual: an update of the screen is written; of it, what does not stand there already."""
        shown = shown_on(self._driver)
        if shown is not None and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            renderable = Thinned(renderable, shown)  # type: ignore[assignment] # as Textual's own
        super()._display(screen, renderable)

    async def _hand_over(self, event: events.Event) -> None:
        """Give a key or a paste to whatever has the keyboard; of a paste what it can take."""
        if isinstance(event, events.Paste):
            text, left_out = fitted(event.text, self.focused)
            event = events.Paste(text)
            if left_out:
                self.notify(left_out, severity="warning", timeout=8)
        await super().on_event(event)

    def _rest_index(self) -> None:
        """Whatever screen takes the keys: the index leaves the machine to it."""
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.tracking.rest()

    def _takes(self, event: events.Event) -> bool:
        """Whether the screen on top stands, and has something to which a key applies."""
        screen = self.screen
        if isinstance(screen, MainScreen):
            return screen.takes(event)
        return screen.is_mounted and (self.focused is not None or not screen.focus_chain)

    def _stays(self, event: events.Event) -> bool:
        """Whether the key after this one goes to the same widget: text in a field, a move."""
        if isinstance(self.focused, (Input, TextArea)):
            return isinstance(event, events.Paste) or (
                isinstance(event, events.Key) and event.is_printable
            )
        screen = self.screen
        return (
            isinstance(event, events.Key) and isinstance(screen, MainScreen) and screen.stays(event)
        )

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Ink, frames and highlights for the theme in use, also for Textual's own themes."""
        theme = self.current_theme
        if theme.name not in self._own_variables:
            self._own_variables[theme.name] = variables(theme)
        return self._own_variables[theme.name]

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheet for another theme; the first one it was read for at once."""
        found = self.get_css_variables()
        if found != self._read_for:
            self._read_for = found
            super().refresh_css(animate)

    def notify(
        self,
        message: str | Content,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A toast; its words are never markup and never reach the terminal as a command."""
        text = message.plain if isinstance(message, Content) else message
        super().notify(
            sanitise(text, multiline=True),
            title=sanitise(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def _refresh_notifications(self) -> None:
        """Textual: toasts are to be shown. As many as leave the text to be read, each once."""
        most = max(1, min(MOST_TOASTS, self.size.height // ROWS_PER_TOAST))
        for notification in superfluous(list(self._notifications), most):
            del self._notifications[notification]
        super()._refresh_notifications()

    def _unnotify(self, notification: Notification, refresh: bool = True) -> None:
        """Textual: a toast goes; what it lay on is painted.

        Textual 8.2 forgets to where its map of widgets is made anew while the toast is being taken
        down, as after scrolling: its words would stay until something else paints there.
        """
        super()._unnotify(notification, refresh)
        self.set_timer(TAKEN_DOWN, self._repaint)

    def _repaint(self) -> None:
        self.screen.refresh()

    def get_css_variables(self) -> dict[str, str]:
        """Our variables are worked out, not overridden by a theme that happens to have one."""
        if not self._themed:  # nothing is ever read for that theme
            return {}
        found: Mapping[str, str] = super().get_css_variables()
        return {**found, **self.get_theme_variable_defaults(), **STYLE_VARIABLES}


def _collect() -> None:
    """What is loaded now stays: look for garbage only among what comes."""
    gc.freeze()
    gc.set_threshold(*RARELY)
    gc.enable()


def _taking_over() -> type[Driver] | None:
    """The driver for a screen that is painted already; None for Textual's own."""
    if terminal.taken is None:
        return None
    from reader.tui.driver import TakingOver

    return TakingOver


def run(start: Start, config: Config, problems: list[Problem]) -> int:
    """Open the reader and stay until it is left. Returns the exit status."""
    app = GlosseApp(start, config, problems)
    app.run()
    return app.return_code or 0
