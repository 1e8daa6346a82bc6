"""The driver that takes the terminal over from the first screen, without clearing it.

While the terminal echoes, what is typed is written to it too, between any two bytes of ours: a
letter in the middle of a control sequence ends it as another one. So nothing is written before the
echo is off, and it comes on again only when everything is written.
"""

from __future__ import annotations

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from reader.tui import terminal

_ALTERNATE = "\x1b[?1049h"
_ESCAPE = "\x1b"


class TakingOver(LinuxDriver):
    """Textual's own driver on a screen that is already the alternate one, and already painted."""

    _held: list[str] | None = None
    """What is to be written when the echo is off; None where it is."""

    def write(self, data: str) -> None:
        """Write to the terminal; a second alternate screen would clear what is painted."""
        taken = terminal.taken
        if taken is not None and taken.held and data == _ALTERNATE:
            taken.held = False
        elif self._held is not None:
            self._held.append(data)
        elif self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    def start_application_mode(self) -> None:
        """Take over; what the terminal was like before is what it is given back as."""
        taken = terminal.taken
        if taken is not None:
            self._hand_on(taken.typed.decode("utf-8", "replace"))
            taken.typed = b""
        self._held = []
        try:
            super().start_application_mode()  # type: ignore[no-untyped-call]
        finally:
            held, self._held = self._held, None
            if self._writer_thread is not None:
                for data in held:
                    self.write(data)
        if taken is not None:
            self.attrs_before = taken.before

    def stop_application_mode(self) -> None:
        """Give the terminal back, the echo last of all."""
        import termios

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
        for event in XTermParser(self._debug).feed(keys) if keys else ():
            self.process_message(event)
        if keys != typed:  # a parser would wait for what might follow it
            self.process_message(Key("escape", _ESCAPE))
