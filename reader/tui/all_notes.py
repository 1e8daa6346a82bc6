"""All notes of the library, to be filtered and jumped to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.notes.query import Noted, fitting
from reader.tui.note_cards import LETTERS, age
from reader.tui.picker import Choice, ChoiceList, Picker


class AllNotes(Picker[Noted]):
    """Every note, newest first; words and fields narrow."""

    title_text = "All notes"
    prompt = "words, #tag, colour:blue, lang:de, date:2025-07, is:orphan, path:…"
    footer_text = "Enter goes there · Esc leaves"

    def __init__(self, notes: Sequence[Noted]) -> None:
        super().__init__()
        self._now = datetime.now(UTC)
        self.notes = sorted(
            notes, key=lambda noted: noted.note.modified or noted.note.created, reverse=True
        )

    def choices(self, typed: str) -> list[Choice[Noted]]:
        """The notes that fit; the title tells how many."""
        found = fitting(typed, self.notes)
        self.query_one(Vertical).border_title = Content(f"{self.title_text} ({len(found)})")
        return [_choice(noted, self._now) for noted in found]

    def learn(self, states: Mapping[str, str]) -> None:
        """Take over where notes were found, by their ids; the selection stays."""
        self.notes = [
            replace(noted, states=noted.states | {states[noted.note.id]})
            if noted.note.id in states
            else noted
            for noted in self.notes
        ]
        if not self.is_mounted:
            return
        view = self.query_one(ChoiceList)
        current = view.current.value.note.id if view.current is not None else ""
        choices = self.choices(self.query_one(Input).value)
        ids = [choice.value.note.id for choice in choices]
        view.show(choices, ids.index(current) if current in ids else 0)


def _choice(noted: Noted, now: datetime) -> Choice[Noted]:
    note = noted.note
    quote = " ".join(note.exact[:400].split())
    tags = " ".join(f"#{tag}" for tag in note.tags)
    comment = " ".join(note.comment[:400].split())
    badge = f"⚠ {noted.badge}" if noted.badge else ""
    parts = (badge, comment, tags, noted.title, noted.language, noted.key)
    return Choice(
        noted,
        f"“{quote}”",
        detail=age(note.modified or note.created, now),
        lead=LETTERS[note.colour],
        lead_style=f"mark-{note.colour}",
        more=" · ".join(part for part in parts if part),
    )
