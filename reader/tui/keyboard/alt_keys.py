"""A terminal sends Alt and a key as Escape and the key, which is also what a quick hand types.

Textual's parser tells of Alt for letters and digits only, and only after a pause; of Escape and a
sign, Tab or Enter it drops the Escape, and of Escape and a digit it makes another sign (1 is ¡).
Here the two are one key with Alt at once, and :func:`apart` makes two keys of it where nobody
chose that key.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterable

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.events import Event, Key

_ESCAPE = "\x1b"
_INTRODUCERS = frozenset("[OP]X^_")
"""What may follow Escape in a sequence of a terminal (ECMA-48): these wait for what comes."""
_EDITING = {"b": "ctrl+left", "f": "ctrl+right"}
"""Alt and a letter as a field of text knows it (readline's words)."""


class AltKeys(XTermParser):
    """Textual's parser, which keeps the Escape of every key that comes with one."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        if len(sequence) == 2 and sequence[0] == _ESCAPE and _may_be_two(sequence[1]):
            sequence, alt = sequence[1], True
        for key in super()._sequence_to_key_events(sequence, alt=alt):
            name = key.key
            yield key if not alt or "alt+" in name else Key(f"alt+{name}", sequence)


def _may_be_two(character: str) -> bool:
    if character == "\t":  # the Linux console sends shift+tab so
        return os.environ.get("TERM") != "linux"
    if character in "\x7f\x08\x1b":  # a word deleted, in every terminal; a second Escape
        return False
    return character not in _INTRODUCERS


def taught(driver: type[Driver]) -> type[Driver]:
    """The driver, made to read keys with :class:`AltKeys`: it asks its module for the parser."""
    for each in driver.__mro__:
        module = sys.modules.get(each.__module__)
        if getattr(module, "XTermParser", None) is XTermParser:
            setattr(module, "XTermParser", AltKeys)  # noqa: B010 - a name of another module
    return driver


def apart(event: Event, bound: Container[str] = (), *, editing: bool = False) -> tuple[Event, ...]:
    """Escape and a key that came as one, as the two keys that they most likely were.

    Keys in ``bound`` are left as they are; ``editing`` tells that text is being typed, where
    Alt moves by words.
    """
    if not isinstance(event, Key) or not event.key.startswith("alt+") or event.key in bound:
        return (event,)
    character = event.character
    if character is None or len(character) != 1:
        return (event,)
    if editing and character in _EDITING:
        return (Key(_EDITING[character], None),)
    name = character if character.isalnum() else event.key.removeprefix("alt+")
    return Key("escape", _ESCAPE), Key(name, character)
