"""Plain text: each quote with its citation."""

from __future__ import annotations

from collections.abc import Sequence

from reader.notes.exchange.model import Exported, day, line, lines
from reader.notes.model import Note


def export(items: Sequence[Exported]) -> str:
    """All notes, document by document; every line of a quote or a comment is indented."""
    return "\n".join(_document(item) for item in items)


def _document(item: Exported) -> str:
    heading = line(item.name)
    parts = [f"{heading}\n{'=' * min(len(heading), 72)}\n"]
    for note in item.notes:
        quote = "\n".join(f"    {text}".rstrip() for text in lines(note.exact))
        parts.append(f"{quote}\n    — {citation(item, note)}")
        if note.comment.strip():
            parts.append("\n".join(f"  > {text}".rstrip() for text in lines(note.comment)))
        if note.tags:
            parts.append("  Tags: " + ", ".join(map(line, note.tags)))
        parts.append("")
    return "\n".join(parts)


def citation(item: Exported, note: Note) -> str:
    """Author, title, site, date, address and characters (from 1) of one passage."""
    said = [line(item.author), f"“{line(item.name)}”", line(item.site), day(item.date)]
    where = f"characters {note.start + 1:,}–{note.end:,}"
    return ", ".join(filter(None, [*said, line(item.url) or line(item.key), where]))
