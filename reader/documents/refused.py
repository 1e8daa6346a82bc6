"""The one way in which a document is not opened."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is an answer to the reader, not a fault of the program
    """A file is not opened. ``str()`` is a sentence for the reader: what, where, what to do."""
