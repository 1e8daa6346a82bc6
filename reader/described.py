"""Changes in words: what an undo did, and the history of a note."""

from __future__ import annotations

from reader.notes.model import Note
from reader.notes.undo import Change

_STATE = {"encoding": "encoding"}


def described(change: Change) -> str:
    """What one change did, after "Undone:" or "Done again:": "note on “…” deleted"."""
    before, after = change.before, change.after
    if change.kind == "cleaning":
        where = change.key or f"all of {change.id.partition('/')[2]}"
        return f"what is restored and removed in {where}"
    if change.kind == "state":
        return _state(change)
    if change.kind == "move":
        return f"notes of {change.key} moved to {change.id}"
    note = after if isinstance(after, Note) else before
    if not isinstance(note, Note):
        return change.kind
    if isinstance(before, Note) and note is after:
        words = f": {_differences(before, note)}"
    else:
        words = " brought back" if note is after else " deleted"
    return f"note on “{shortened(note.exact)}”{words}"


def _state(change: Change) -> str:
    name, value = _STATE.get(change.id, change.id), change.after
    if change.id == "star":
        return f"{change.key} {'has a star' if value else 'has no star'}"
    if change.id == "mark":
        return f"{change.key} is {value or 'unread'}"
    return f"{name} of {change.key}: {value or 'as found'}"


def told(change: Change) -> str:
    """One change of a note as its history tells it, with who made it where that is known."""
    before, after = change.before, change.after
    if change.kind == "move":
        words = f"Went from {change.key} to {change.id}"
    elif isinstance(before, Note) and isinstance(after, Note):
        words = _capital(_differences(before, after))
    elif isinstance(after, Note):
        words = f"Written: {_whole(after)}"
    elif isinstance(before, Note):
        words = f"Deleted: {_whole(before)}"
    else:
        words = "Merged"
    return f"{words} ({change.by})" if change.by else words


def _whole(note: Note) -> str:
    tags = " ".join(f"#{tag}" for tag in note.tags)
    comment = f"“{shortened(note.comment, 60)}”" if note.comment else ""
    return " · ".join(part for part in (comment, tags, note.colour.value) if part)


def _differences(before: Note, after: Note) -> str:
    """What an edit changed: "comment “…”, tags +#a −#b, colour green, passage “…”"."""
    found = []
    if before.comment != after.comment:
        found.append(
            f"comment “{shortened(after.comment, 60)}”" if after.comment else "comment taken out"
        )
    if before.tags != after.tags:
        more = [f"+#{tag}" for tag in after.tags if tag not in before.tags]
        less = [f"−#{tag}" for tag in before.tags if tag not in after.tags]
        found.append(f"tags {' '.join([*more, *less]) or 'in another order'}")
    if before.colour != after.colour:
        found.append(f"colour {after.colour.value}")
    if (before.exact, before.start) != (after.exact, after.start):
        found.append(f"passage “{shortened(after.exact)}”")
    if before.conflict_of and not after.conflict_of:
        found.append("conflict settled")
    return ", ".join(found) or "changed"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def shortened(quote: str, length: int = 40) -> str:
    """A quote in one line, cut at a word."""
    line = " ".join(quote.split())
    if len(line) <= length:
        return line
    cut = line.rfind(" ", 0, length)
    return line[: cut if cut > length // 2 else length] + "…"
