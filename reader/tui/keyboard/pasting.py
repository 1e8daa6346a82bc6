"""What is pasted: taken from the terminal as a whole, and cut to what its place can hold.

Textual 8.2 reads a paste character by character, carries out keys that stand in it behind an
Escape, and lays a field of a megabyte out at every blink of its cursor.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END as END
from textual._xterm_parser import BRACKETED_PASTE_START as START
from textual._xterm_parser import FOCUSOUT
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from reader.tui.clipboard import harmless
from reader.tui.keyboard.alt_keys import AltKeys

MOST_READ = 10_000_000
"""Characters of a paste that are kept at all."""
MOST_IN_BOX = 100_000
"""Characters that a note takes at once: more of them in one line make every key wait."""
MOST_IN_LINE = 2_000
"""Characters that a field of one line takes."""
_TOLD = 3
"""Characters from which on what stands at the end of a read can only become ``START``."""


class PastingParser(AltKeys):
    """The parser of keys, with pastes read by the piece."""

    _pasted: list[str] | None = None
    """What came of a paste whose end is not there yet."""
    _kept = 0
    _held = ""
    """The beginning of a ``START`` or ``END`` that the last read broke off in."""
    _lead = ""
    """As ``_held``, but given on, for it may be a key."""

    def feed(self, data: str) -> Iterable[Message]:
        """The keys and pastes in what was read."""
        if not data:  # the end of the input
            yield from super().feed(data)
            return
        data = self._held + data
        self._held = ""
        if self._lead:
            lead, self._lead = self._lead, ""
            whole = lead + data
            if len(whole) < len(START) and START.startswith(whole):
                yield from self._still(lead, data)
                return
            if whole.startswith(START):
                yield from self._forget(lead)
                self._begin()
                data = whole[len(START) :]
        yield from self._parts(data)

    def _parts(self, data: str) -> Iterable[Message]:
        """What was read, from where no ``START`` is half there."""
        while data:
            if self._pasted is None:
                keys, found, data = data.partition(START)
                if not found:
                    keys = self._hold(keys, START, _TOLD)
                    self._lead = keys[len(keys) - _overlap(keys, START) :]
                if keys:
                    yield from super().feed(keys)
                if found:
                    self._begin()
            else:
                text, found, data = data.partition(END)
                self._keep(text if found else self._hold(text, END, 1))
                if found:
                    pasted, self._pasted = "".join(self._pasted), None
                    yield events.Paste(pasted.replace("\x00", ""))

    def _still(self, lead: str, data: str) -> Iterable[Message]:
        """More of what may become a ``START``, and is not yet."""
        if len(lead + data) < _TOLD:
            self._lead = lead + data
            yield from super().feed(data)
        else:
            self._lead, self._held = lead, data

    def _begin(self) -> None:
        self._pasted, self._kept = [], 0

    def _keep(self, text: str) -> None:
        text = text[: MOST_READ - self._kept]
        self._kept += len(text)
        if self._pasted is not None and text:
            self._pasted.append(text)

    def _hold(self, text: str, mark: str, least: int) -> str:
        """``text`` without the beginning of a mark at its end, which is held back."""
        size = _overlap(text, mark)
        if size < least:
            return text
        self._held = text[len(text) - size :]
        return text[: len(text) - size]

    def _forget(self, lead: str) -> Iterable[Message]:
        """Bring the parser back that waits for what follows ``lead``, unless it gave up waiting."""
        if self._awaiting.timeout is not None:
            found = super().feed(FOCUSOUT[len(lead) :])
            yield from (one for one in found if not isinstance(one, events.AppBlur))


def _overlap(text: str, mark: str) -> int:
    """How many characters at the end of ``text`` are the beginning of ``mark``, and not all."""
    sizes = range(min(len(text), len(mark) - 1), 0, -1)
    return next((size for size in sizes if text.endswith(mark[:size])), 0)


def fitted(text: str, place: Widget | None) -> tuple[str, str]:
    """What of a paste goes to the widget that has the keyboard, and a sentence on what does not.

    A field of one line takes lines as one. No control of a terminal goes anywhere.
    """
    text = harmless(text.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(place, Input):
        most, whole = MOST_IN_LINE, " ".join(text[:MOST_READ].split("\n")).strip()
    elif isinstance(place, TextArea):
        most, whole = MOST_IN_BOX, text
    else:
        return text, ""
    if len(whole) <= most:
        return whole, ""
    return whole[:most], (
        f"Only the first {most:,} of {len(whole):,} characters were pasted: more is not taken here."
    )
