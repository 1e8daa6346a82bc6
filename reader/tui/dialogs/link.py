"""Where a link leads, in full, before anything is opened."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.sanitise import sanitise
from reader.tui.dialogs.modal import Modal
from reader.tui.lines import wrap

MOST_ROWS = 12
"""Of an address; the host, which is what matters, is in the border anyway."""
KEYS = {"enter": "open", "y": "copy", "escape": "", "q": "", "ctrl+c": ""}


class Link(Modal[str], inherit_bindings=False):
    """Shows an address; gives "open", "copy" or, when it was left, ""."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__()
        self._host, self._address = host, address

    def compose(self) -> ComposeResult:
        """The address, broken where it has to be."""
        with Vertical():
            yield Static()

    def on_mount(self) -> None:
        """Ask."""
        box = self.query_one(Vertical)
        box.border_title = Content(f"Open {sanitise(self._host) or 'a mail to this address'}?")
        box.border_subtitle = Content("Enter opens · y copies · Esc leaves")

    def on_resize(self) -> None:
        """Break the address for the width there is."""
        words = self.query_one(Static)
        rows = wrap(sanitise(self._address), max(8, words.content_size.width), MOST_ROWS)
        words.update(Content("\n".join(rows)))

    def on_key(self, event: events.Key) -> None:
        """Enter opens, y copies, Escape leaves."""
        event.stop()
        event.prevent_default()
        if event.key in KEYS:
            self.dismiss(KEYS[event.key])
