"""The driver that takes the terminal over from the first screen, without clearing it."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from reader.tui import terminal

_ALTERNATE = "\x1b[?1049h"


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
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if terminal.taken is not None:
            self.attrs_before = terminal.taken.before
