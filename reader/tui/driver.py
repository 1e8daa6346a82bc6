"""The driver that takes the terminal over from the first screen, without clearing it.

While the terminal echoes, what is typed is written to it too, between any two bytes of ours: a
letter in the middle of a control sequence ends it as another one. So nothing is written before the
echo is off, and it comes on again only when everything is written.
"""

from __future__ import annotations

import codecs
import os
import selectors
import signal
import threading
from typing import Any

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from reader.tui import terminal
from reader.tui.damage import Shown
from reader.tui.keyboard.pasting import PastingParser

_ALTERNATE = "\x1b[?1049h"
_ESCAPE = "\x1b"
_READ = 1 << 16


class TakingOver(LinuxDriver):
    """Textual's own driver on a screen that is already the alternate one, and already painted."""

    _held: list[str] | None = None
    """What is to be written when the echo is off; None where it is."""

    _away = False
    """Whether the terminal is being given back, or is not ours."""

    _standing = False
    """Whether the terminal is the screen's, and not being given back for good."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = Shown()

    def _sigtstp_application(self, *_: object) -> None:
        """Stop as the shell asks, and take the terminal again on coming back.

        Signals come at any moment, also while one of them is being heeded: the second does nothing.
        """
        if self._away:
            return
        self._away = True
        restarts = self._auto_restart and not self._app._exit
        if restarts:
            self.suspend_application_mode()
            self._must_signal_resume = True
        os.kill(os.getpid(), signal.SIGSTOP)
        self._away = False
        if restarts:
            self._return()

    def _sigcont_application(self, *_: object) -> None:
        """Somebody stopped the program without a word: the terminal may be anything now."""
        if self._auto_restart and self._standing and not self._away:
            self._away = True
            self.suspend_application_mode()
            self._away = False
            self._return()

    def _return(self) -> None:
        """Take the terminal; in the background this stops the program again, until it may."""
        self._away = True
        for _ in range(100):
            self.resume_application_mode()
            if self._writer_thread is not None and self._writer_thread.is_alive():
                break
        self._away = False

    def _get_terminal_size(self) -> tuple[int, int]:
        """Columns and rows, as everything else finds them.

        Textual asks two that guess differently where a terminal is gone, 80×24 and 80×25: it would
        change from one to the other for ever, and do nothing else.
        """
        found = self._app.console.size
        return found.width, found.height

    def write(self, data: str) -> None:
        """Write to the terminal; a second alternate screen would clear what is painted."""
        taken = terminal.taken
        if taken is not None and taken.held and data == _ALTERNATE:
            taken.held = False
        elif self._held is not None:
            self._held.append(data)
        elif self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    def process_message(self, message: Message) -> None:
        """Give the app what was typed, unless it has ended meanwhile."""
        if not self._loop.is_closed():
            super().process_message(message)

    def run_input_thread(self) -> None:
        """Read the keyboard; what is no UTF-8 ends nothing, and a paste comes as a whole."""
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        parser = PastingParser(self._debug)
        with selectors.SelectSelector() as selector:  # others do not take every terminal
            selector.register(self.fileno, selectors.EVENT_READ)
            # Stops and returns in quick succession may leave a thread behind that was not told.
            while not self.exit_event.is_set() and self._key_thread is threading.current_thread():
                if selector.select(0.1):
                    read = os.read(self.fileno, _READ)
                    typed = decode(read)
                    for event in parser.feed(typed) if typed else ():
                        self.process_message(event)
                    if not read:  # the terminal is going; do not spin until it is gone
                        self.exit_event.wait(0.1)
                for event in parser.tick():
                    self.process_message(event)

    def start_application_mode(self) -> None:
        """Take over; what the terminal was like before is what it is given back as."""
        taken = terminal.taken
        if taken is not None:
            self._hand_on(taken.typed.decode("utf-8", "replace"))
            taken.typed = b""
        self._held = []
        self.shown.forget()
        try:
            super().start_application_mode()  # type: ignore[no-untyped-call]
        finally:
            held, self._held = self._held, None
            if self._writer_thread is not None:
                for data in held:
                    self.write(data)
        if taken is not None:
            self.attrs_before = taken.before
        self._standing = True

    def stop_application_mode(self) -> None:
        """Give the terminal back, the echo last of all."""
        import termios

        self._standing = False
        before, self.attrs_before = self.attrs_before, None
        try:
            super().stop_application_mode()
            self.close()
        finally:
            self.attrs_before = before
        if before is not None:
            try:
                termios.tcsetattr(self.fileno, termios.TCSANOW, before)
            except termios.error:  # a terminal that is gone needs nothing
                return

    def _hand_on(self, typed: str) -> None:
        """Give the app the keys that were read before it stood, ahead of all that come."""
        keys = typed.removesuffix(_ESCAPE)
        for event in PastingParser(self._debug).feed(keys) if keys else ():
            self.process_message(event)
        if keys != typed:  # a parser would wait for what might follow it
            self.process_message(Key("escape", _ESCAPE))
