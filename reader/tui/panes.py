"""The frames of the side panes: a list with a filter line, and the note box below the notes.

What a frame asks of its list is called in the list's own context (``call_next``): a message made in
the context of a parent would not rise above that parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from reader.library.query import Completion, parse
from reader.tui.captioned import Captioned
from reader.tui.hints import Hint
from reader.tui.library.filter_words import PROMPT, completes, completion, line_hints, said_below
from reader.tui.library.pane import LibraryView
from reader.tui.notes.box import NoteBox
from reader.tui.notes.pane import NotesView


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
        self.completes = ""
        """What Tab does here, for the footer; "" for nothing."""

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What the keys do while the line is typed."""
        return line_hints(self.completes)

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


class LibraryPane(Captioned, Vertical):
    """The list of articles."""

    saved: Mapping[str, str] = {}
    """Saved filters by name: a name is completed to its filter."""
    _values: Mapping[str, Iterable[str]] = {}
    _completion = Completion(0, ())

    def __init__(self) -> None:
        super().__init__()
        self.view = LibraryView()
        self.filter_line = FilterLine(PROMPT)

    def compose(self) -> ComposeResult:
        """The list above its filter line, and what the line may become."""
        yield self.view
        yield self.filter_line
        yield Static(classes="filter-hint")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.view.call_next(self.view.set_filter, event.value)
        self._hint()

    def open_filter(self) -> None:
        """Show the line; the values that fields can be completed to are collected once."""
        self._values = self.view.listing.values()
        line = self.filter_line
        line.completes = completes(self.saved)
        line.open()
        self._hint()

    def take_filter(self, line: str) -> None:
        """Filter by a whole line, as if it had been typed and kept."""
        field = self.filter_line
        field.display = True
        field.value = line
        field.cursor_position = len(line)

    def _hint(self) -> None:
        """Say what Tab would complete, else what was not understood."""
        line, hint = self.filter_line, self.query_one(".filter-hint", Static)
        self._completion = completion(line.value, self._values, self.saved)
        words = said_below(self._completion.options, parse(line.value).problems)
        hint.update(Content(words))
        hint.display = bool(words) and line.display

    def on_key(self, event: events.Key) -> None:
        """Tab takes the first completion, so does the right arrow at the end of the line."""
        line = self.filter_line
        at_end = event.key == "right" and line.cursor_position == len(line.value)
        if not line.has_focus or not (event.key == "tab" or at_end):
            return
        event.stop()
        event.prevent_default()
        if self._completion.options:
            line.value = line.value[: self._completion.start] + self._completion.options[0]
            line.cursor_position = len(line.value)

    @on(FilterLine.Left)
    def _left(self) -> None:
        self.query_one(".filter-hint", Static).display = False
        self.view.focus()

    @on(FilterLine.Step)
    def _step(self, event: FilterLine.Step) -> None:
        self.view.call_next(self.view.move, event.by)


class NotesPane(Captioned, Vertical):
    """The notes of the article, and the box to write one."""

    def __init__(self) -> None:
        super().__init__()
        self.view = NotesView()
        self.filter_line = FilterLine("words, #tag, colour, orphan …")
        self.box = NoteBox()

    def compose(self) -> ComposeResult:
        """The cards, their filter line, the note box."""
        yield self.view
        yield self.filter_line
        yield self.box

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.view.call_next(self.view.set_filter, event.value)

    @on(FilterLine.Left)
    def _left(self) -> None:
        self.view.focus()

    @on(FilterLine.Step)
    def _step(self, event: FilterLine.Step) -> None:
        self.view.call_next(self.view.command_notes_down, event.by, "")
