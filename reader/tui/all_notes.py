"""All notes of the library, to be narrowed and jumped to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from textual.containers import Vertical
from textual.content import Content

from reader.notes.model import Note
from reader.tui.note_cards import LETTERS, age
from reader.tui.picker import Choice, Picker, narrowed

Found = tuple[str, Note]
"""Key of the document and the note."""


class AllNotes(Picker[Found]):
    """Every note, newest first; words narrow by quote, comment, tag, colour, language and path."""

    title_text = "All notes"
    prompt = "words, #tag, yellow, orphan, 2025-07, path …"
    footer_text = "Enter goes there · Esc leaves"

    def __init__(self, rows: Sequence[tuple[str, Note, str]]) -> None:
        """``rows``: key, note, and words on its state ("orphan", a language, a title)."""
        super().__init__()
        now = datetime.now(UTC)
        ordered = sorted(rows, key=lambda row: row[1].modified or row[1].created, reverse=True)
        self._choices = [_choice(key, note, state, now) for key, note, state in ordered]

    def choices(self, typed: str) -> list[Choice[Found]]:
        """The notes that fit; the title tells how many."""
        found = narrowed(typed, self._choices)
        self.query_one(Vertical).border_title = Content(f"{self.title_text} ({len(found)})")
        return found


def _choice(key: str, note: Note, state: str, now: datetime) -> Choice[Found]:
    quote = " ".join(note.exact[:400].split())
    tags = " ".join(f"#{tag}" for tag in note.tags)
    comment = " ".join(note.comment[:400].split())
    more = " · ".join(part for part in (comment, tags, state, key) if part)
    return Choice(
        (key, note),
        f"“{quote}”",
        detail=age(note.modified or note.created, now),
        lead=LETTERS[note.colour],
        lead_style=f"mark-{note.colour}",
        more=more,
        searched=f"{comment} {tags} {note.colour} {state} {key} {note.created[:10]} {note.creator}",
    )
