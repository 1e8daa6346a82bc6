"""The frames of the side panes: a list with a filter line, and the note box below the notes.

What a frame asks of its list is called in the list's own context (``call_next``): a message made in
the context of a parent would not rise above that parent.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from reader.tui.library import LibraryView
from reader.tui.note_box import NoteBox
from reader.tui.notes import NotesView


class FilterLine(Input):
    """One line to filter the list above; Enter keeps the filter, Escape drops it."""

    class Left(Message):
        """The line was left; the list above is to have the keys again."""

    class Step(Message):
        """The selection of the list above is to move while the line keeps the keys."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    _STEPS: ClassVar[dict[str, int]] = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1}

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)
        self.display = False

    def open(self) -> None:
        """Show the line and take the keys."""
        self.display = True
        self.focus()

    def drop(self) -> None:
        """Clear the filter and hide the line."""
        self.value = ""
        self.display = False

    def on_key(self, event: events.Key) -> None:
        """Escape drops the filter; arrows move in the list."""
        if event.key == "escape":
            self.drop()
            self.post_message(self.Left())
        elif event.key in self._STEPS:
            self.post_message(self.Step(self._STEPS[event.key]))
        else:
            return
        event.stop()
        event.prevent_default()

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.value.strip():
            self.drop()
        self.post_message(self.Left())


class LibraryPane(Vertical):
    """The list of articles."""

    def compose(self) -> ComposeResult:
        """The list above its filter line."""
        yield LibraryView()
        yield FilterLine("words, lang:de, is:unread, words:<500 …")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        view = self.query_one(LibraryView)
        view.call_next(view.set_filter, event.value)

    @on(FilterLine.Left)
    def _left(self) -> None:
        self.query_one(LibraryView).focus()

    @on(FilterLine.Step)
    def _step(self, event: FilterLine.Step) -> None:
        view = self.query_one(LibraryView)
        view.call_next(view.move, event.by)


class NotesPane(Vertical):
    """The notes of the article, and the box to write one."""

    def compose(self) -> ComposeResult:
        """The cards, their filter line, the note box."""
        yield NotesView()
        yield FilterLine("words, #tag, colour, orphan …")
        yield NoteBox()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        view = self.query_one(NotesView)
        view.call_next(view.set_filter, event.value)

    @on(FilterLine.Left)
    def _left(self) -> None:
        self.query_one(NotesView).focus()

    @on(FilterLine.Step)
    def _step(self, event: FilterLine.Step) -> None:
        view = self.query_one(NotesView)
        view.call_next(view.command_notes_down, event.by, "")
