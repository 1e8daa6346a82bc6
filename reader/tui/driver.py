"""The driver that takes the terminal over from the first screen, without clearing it."""

from __future__ import annotations

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from reader.tui import terminal

_ALTERNATE = "\x1b[?1049h"
_ESCAPE = "\x1b"


class TakingOver(LinuxDriver):
    """Textual's own driver on a screen that is already the alternate one, and already painted."""

    def write(self, data: str) -> None:
        """Write to the terminal; a second alternate screen would clear what is painted."""
        taken = terminal.taken
        if taken is not None and taken.held and data == _ALTERNATE:
            taken.held = False
            return
        super().write(data)

    def start_application_mode(self) -> None:
        """Take over; what the terminal was like before is what it is given back as."""
        taken = terminal.taken
        if taken is not None:
            self._hand_on(taken.typed.decode("utf-8", "replace"))
            taken.typed = b""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if taken is not None:
            self.attrs_before = taken.before

    def _hand_on(self, typed: str) -> None:
        """Give the app the keys that were read before it stood, ahead of all that come."""
        keys = typed.removesuffix(_ESCAPE)
        for event in XTermParser(self._debug).feed(keys) if keys else ():
            self.process_message(event)
        if keys != typed:  # a parser would wait for what might follow it
            self.process_message(Key("escape", _ESCAPE))
