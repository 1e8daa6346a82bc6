"""The box in the notes pane in which a note is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static, TextArea

from reader.notes.model import Colour
from reader.opened import OpenArticle
from reader.patterns import late
from reader.sanitise import sanitise
from reader.text import Span
from reader.tui.commands import Scope
from reader.tui.lines import clip, quoted

PAUSE = 0.6
"""Seconds without a key after which what was typed is kept as a draft."""
_OPEN_TAG = late(r"(?<![\w#&/])#([\w/-]*)\Z")


class Subject(NamedTuple):
    """What the note is about: a new span, or a note that exists."""

    key: str
    span: Span | None
    note_id: str | None
    colour: Colour | None
    quote: str
    """Foreign."""
    article: OpenArticle
    """As it was when the writing began: ``span`` counts in its text."""


class NoteBox(Vertical):
    """A text area with a heading; hidden while nothing is written."""

    scopes = (Scope.NOTE_BOX,)

    class Saved(Message):
        """The text is to be kept as the note."""

        def __init__(self, subject: Subject, text: str, *, resumed: bool) -> None:
            super().__init__()
            self.subject = subject
            self.text = text
            self.resumed = resumed

    class Paused(Message):
        """The text is to be kept as a draft."""

        def __init__(self, subject: Subject, text: str) -> None:
            super().__init__()
            self.subject = subject
            self.text = text

    class Closed(Message):
        """The box was closed, by saving or otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self.subject: Subject | None = None
        self.tags: Sequence[str] = ()
        self._timer: Timer | None = None
        self._offered: list[str] = []
        self._begun = ""
        """The text as it was when the writing began."""
        self.resumed = False
        """Whether an earlier draft was looked for and, if there is one, is in the text."""

    def compose(self) -> ComposeResult:
        """The text, and below it the tags that could be meant."""
        yield TextArea(compact=True, soft_wrap=True, highlight_cursor_line=False)
        yield Static()

    @property
    def area(self) -> TextArea:
        """Where the text is typed."""
        return self.query_one(TextArea)

    @property
    def text(self) -> str:
        """What was typed so far."""
        return self.area.text

    @property
    def draft(self) -> tuple[Subject, str] | None:
        """What is to be kept of an unfinished note: "" where nothing was changed.

        None where nothing is written, or where an earlier draft may still be on its way.
        """
        if self.subject is None:
            return None
        if self.text != self._begun:
            return self.subject, self.text
        return (self.subject, "") if self.resumed else None

    def open(self, subject: Subject, text: str, tags: Sequence[str]) -> None:
        """Begin to write on ``subject``; ``tags`` are those of the library, for completion."""
        self.subject, self.tags, self.resumed = subject, tags, False
        self._begun = text
        word = "Edit" if subject.note_id else "Note"
        quote = clip(" ".join(sanitise(subject.quote[:200]).split()), 48)
        self.border_title = Content(f"{word}: {quoted(quote)}")
        self.border_subtitle = Content("^s save · Esc")
        with self.area.prevent(TextArea.Changed):
            self.area.load_text(text)
        self.area.move_cursor(self.area.document.end)
        self._offer()
        self.display = True
        self.area.focus()

    def resume(self, subject: Subject, begun: str, draft: str) -> bool:
        """Take up a draft that was found after ``begun`` was shown; what was typed stays below.

        Returns whether the draft is shown.
        """
        if self.subject is not subject:
            return False
        self.resumed = True
        if not draft or draft == self.text:
            return False
        typed = self.text.removeprefix(begun)
        self.replace(f"{draft}\n{typed}" if typed else draft)
        return True

    def replace(self, text: str) -> None:
        """Take over what was written elsewhere."""
        self.area.load_text(text)
        self.area.move_cursor(self.area.document.end)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._offer()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self.keep_draft)

    def keep_draft(self) -> None:
        """Hand over what was typed so far, so that nothing is lost."""
        if self.draft is not None:
            self.post_message(self.Paused(*self.draft))

    def _typed_tag(self) -> str | None:
        row, column = self.area.cursor_location
        found = _OPEN_TAG.search(self.area.document.get_line(row)[:column])
        return None if found is None else found[1]

    def _offer(self) -> None:
        typed = self._typed_tag()
        self._offered = []
        if typed is not None:
            folded = typed.casefold()
            self._offered = [
                tag for tag in self.tags if tag.casefold().startswith(folded) and tag != typed
            ][:4]
        words = "  ".join(f"#{sanitise(tag)}" for tag in self._offered)
        self.query_one(Static).update(Content(f"Tab {words}" if words else ""))
        self.query_one(Static).display = bool(words)

    def on_key(self, event: events.Key) -> None:
        """Tab takes the first tag offered."""
        if event.key == "tab":
            typed = self._typed_tag()
            if self._offered and typed is not None:
                row, column = self.area.cursor_location
                self.area.replace(self._offered[0], (row, column - len(typed)), (row, column))
            event.stop()
            event.prevent_default()

    def command_box_save(self, count: int | None, argument: str) -> None:
        """Keep the note."""
        if self.subject is not None:
            self.post_message(self.Saved(self.subject, self.text, resumed=self.resumed))
        self.close()

    def command_box_close(self, count: int | None, argument: str) -> None:
        """Close; the text stays as a draft."""
        self.keep_draft()
        self.close()

    def close(self) -> None:
        """Hide the box."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.subject = None
        self.display = False
        self.post_message(self.Closed())
