"""What became of one note, change by change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from reader.tui.dialogs.choices import Choice, narrowed
from reader.tui.dialogs.picker import Picker
from reader.tui.notes.cards import age


class History(Picker[int]):
    """The changes of a note, the newest first: (when, sentence) pairs."""

    title_text = "History of the note"
    footer_text = "Esc leaves"

    def __init__(self, changes: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        now = datetime.now(UTC)
        self._choices = [
            Choice(index, sentence, detail=age(when, now), more=when)
            for index, (when, sentence) in enumerate(changes)
        ]

    def choices(self, typed: str) -> list[Choice[int]]:
        """The changes that fit."""
        return narrowed(typed, self._choices)
