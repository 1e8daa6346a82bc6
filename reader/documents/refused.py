"""The one way in which a document is not opened."""

from __future__ import annotations


class Refused(Exception):
    """A file is not opened. ``str()`` is a sentence for the reader: what, where, what to do."""
