"""Keys where only Unicode may stand: in SQLite and in JSON."""

from __future__ import annotations

from reader.patterns import late

_SURROGATE = late("[\ud800-\udfff]")
_STORED = late("\0([0-9a-f]{4})")


def storable(name: str) -> str:
    """A key that can be encoded: bytes of a name that is no UTF-8 stand as NUL and their code.

    No file name holds NUL, so two keys never become one.
    """
    return _SURROGATE.sub(lambda found: f"\0{ord(found[0]):04x}", name)


def as_named(stored: str) -> str:
    """The key that ``storable`` was given."""
    if "\0" not in stored:
        return stored
    return _STORED.sub(lambda found: chr(int(found[1], 16)), stored)
