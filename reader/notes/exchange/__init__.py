"""Notes in other programs' formats, one file for each: exports, imports, two-way Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.notes.exchange.model import Exported

if TYPE_CHECKING:
    from reader.notes.exchange.arrival import Incoming
    from reader.notes.exchange.markdown import Templates

EXPORTS = {
    "markdown": ".md",
    "json": ".json",
    "csv": ".csv",
    "hypothesis": ".json",
    "anki": ".txt",
    "org": ".org",
    "text": ".txt",
}
"""Names of the formats that can be written, with the extension of their files."""
IMPORTS = ("json", "hypothesis", "csv")
"""Names of the formats that can be read."""


def export(name: str, items: Sequence[Exported], *, templates: Templates | None = None) -> str:
    """``items`` in the format ``name``, one of EXPORTS; ``templates`` are for Markdown.

    The text may hold escaped lone surrogates in JSON only, and encodes as UTF-8. Raises
    ValueError for an unknown format.
    """
    from reader.notes.exchange import (
        anki,
        csv_readwise,
        json_hypothesis,
        json_w3c,
        markdown,
        org,
        plain,
    )

    if name == "markdown":
        return markdown.export(items, templates=templates)
    writers = {
        "json": json_w3c.export,
        "csv": csv_readwise.export,
        "hypothesis": json_hypothesis.export,
        "anki": anki.export,
        "org": org.export,
        "text": plain.export,
    }
    if name not in writers:
        raise ValueError(f"unknown format {name!r}: choose one of {', '.join(EXPORTS)}")
    return writers[name](items)


def read(text: str, name: str = "") -> Incoming:
    """The notes in a file of the format ``name``, one of IMPORTS, or told by its look."""
    from reader.notes.exchange import csv_readwise, json_hypothesis, json_w3c

    name = name or sniff(text)
    readers = {
        "json": json_w3c.read,
        "hypothesis": json_hypothesis.read,
        "csv": csv_readwise.read,
    }
    if name not in readers:
        raise ValueError(f"unknown format {name!r}: choose one of {', '.join(IMPORTS)}")
    return readers[name](text)


def sniff(text: str) -> str:
    """The format of a file of notes: "json", "hypothesis" or "csv"."""
    head = text.removeprefix("\ufeff").lstrip()[:100_000]
    if not head.startswith(("{", "[")):
        return "csv"
    return "json" if '"@context"' in head or '"motivation"' in head else "hypothesis"


__all__ = ["EXPORTS", "IMPORTS", "Exported", "export", "read", "sniff"]
