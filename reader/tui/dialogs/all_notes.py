"""All notes of the library, to be filtered and jumped to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.notes.query import Noted, parse
from reader.tui.dialogs.choices import Choice
from reader.tui.dialogs.picker import ChoiceList, Picker
from reader.tui.lines import quoted
from reader.tui.notes.cards import LETTERS, age

NONE_YET = "There are no notes yet: a in an article writes one."


class AllNotes(Picker[Noted]):
    """Every note, newest first; words and fields narrow."""

    title_text = "All notes"
    prompt = "words, #tag, colour:blue, lang:de, date:2025-07, is:orphan, path:…"
    footer_text = "Enter goes there · Esc leaves"

    def __init__(self) -> None:
        super().__init__()
        self._now = datetime.now(UTC)
        self._made: dict[str, Choice[Noted]] = {}
        """By the note's id: making them anew for every key typed would be felt."""
        self.notes: list[Noted] = []
        self._empty = "Reading the notes…"

    def on_mount(self) -> None:
        """Take what is typed at once; the notes may still be being read."""
        self.query_one(ChoiceList).empty = self._empty

    def fill(self, notes: Sequence[Noted]) -> None:
        """Show the notes that were read, those that fit what was typed meanwhile."""
        self.notes = sorted(
            notes, key=lambda noted: noted.note.modified or noted.note.created, reverse=True
        )
        self._empty = "Nothing fits." if notes else NONE_YET
        if self.stands:
            self.query_one(ChoiceList).empty = self._empty
            self.refill(self.query_one(Input).value)

    def choices(self, typed: str) -> list[Choice[Noted]]:
        """The notes that fit; the frame tells how many, and what is not understood."""
        query = parse(typed)
        found = query.fitting(self.notes)
        box = self.query_one(Vertical)
        box.border_title = Content(f"{self.title_text} ({len(found)})")
        box.border_subtitle = Content(" ".join(query.problems) or self.footer_text)
        return [self._choice(noted) for noted in found]

    def _choice(self, noted: Noted) -> Choice[Noted]:
        known = self._made.get(noted.note.id)
        if known is None or known.value is not noted:
            known = self._made[noted.note.id] = _choice(noted, self._now)
        return known

    def learn(self, states: Mapping[str, str]) -> None:
        """Take over where notes were found, by their ids; the selection stays."""
        self.notes = [
            replace(noted, states=noted.states | {state})
            if (state := states.get(noted.note.id)) and state not in noted.states
            else noted
            for noted in self.notes
        ]
        if not self.stands:
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
        quoted(quote),
        detail=age(note.modified or note.created, now),
        lead=LETTERS[note.colour],
        lead_style=f"mark-{note.colour}",
        more=" · ".join(part for part in parts if part),
    )
