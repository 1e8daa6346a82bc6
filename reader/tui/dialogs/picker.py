"""One list to choose from by typing: the body of palette, help, themes, notes and search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input

from reader.tui.dialogs.choices import Choice, Lines
from reader.tui.dialogs.modal import Modal
from reader.tui.late_styles import RowStyles
from reader.tui.lines import wrap

V = TypeVar("V")


class ChoiceList(RowStyles, ScrollView, can_focus=False, inherit_bindings=False):
    """The list, drawn line by line; keys come to it from the field above."""

    STYLES: ClassVar[tuple[str, ...]] = (
        "text", "detail", "group", "key", "match", "more", "mark-yellow", "mark-green",
        "mark-blue", "mark-pink", "mark-purple",
    )  # fmt: skip
    FAMILY = "choices"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"choices--{name}" for name in STYLES),
        "choices--selected",
    }

    class Moved(Message):
        """Another choice is selected."""

    class Taken(Message):
        """A choice was taken by mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[Choice[Any]] = []
        self._lines = Lines(())
        self._cursor = 0
        self.empty = "Nothing fits."

    @property
    def current(self) -> Choice[Any] | None:
        """The selected choice."""
        return self._choices[self._cursor] if self._choices else None

    @property
    def cursor(self) -> int:
        """The number of the selected choice."""
        return self._cursor

    def show(self, choices: Sequence[Choice[Any]], cursor: int = 0) -> None:
        """Show these choices."""
        self._choices = list(choices)
        self._lines = Lines(self._choices)
        self._cursor = min(cursor, max(0, len(self._choices) - 1))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self._into_view()
        self.refresh()
        self.post_message(self.Moved())

    def move(self, by: int) -> None:
        """Move the selection, stopping at the ends."""
        target = max(0, min(self._cursor + by, len(self._choices) - 1))
        if target != self._cursor:
            self._cursor = target
            self._into_view()
            self.refresh()
            self.post_message(self.Moved())

    @property
    def page(self) -> int:
        """How many choices make a page."""
        return max(1, self.scrollable_content_region.height - 2)

    def _into_view(self) -> None:
        if not self._choices:
            self.scroll_to(y=0, animate=False)
            return
        height = self.scrollable_content_region.height
        line = self._lines.first[self._cursor]
        headed = self._lines.choice_at(line - 1) is None
        top = 0 if self._cursor == 0 else line - headed
        bottom = line + (2 if self._choices[self._cursor].more else 1)
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False)

    def on_resize(self) -> None:
        """Keep the selection in view."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self._into_view()

    def render_line(self, y: int) -> Strip:
        """One terminal row of the list."""
        width = self.scrollable_content_region.width
        at = self.scroll_offset.y + y
        if at >= len(self._lines):
            words = self._empty_line(y - 1, width) if not self._lines else ""
            return Strip([Segment(words, self._style("detail"))]).crop_extend(
                0, width, self.rich_style
            )
        index = self._lines.choice_at(at)
        pieces = self._lines.pieces(at, width)
        if index is None:
            segments = [Segment(text, self._style(name)) for text, name in pieces]
            return Strip(segments).crop_extend(0, width, self.rich_style)
        selected = index == self._cursor
        segments = [Segment("▌" if selected else " ", self._style("key", selected))]
        segments += [Segment(text, self._style(name, selected)) for text, name in pieces]
        return Strip(segments).crop_extend(0, width, self._style("text", selected))

    def _empty_line(self, line: int, width: int) -> str:
        """A row of what is said instead of choices."""
        said = wrap(self.empty, max(1, width - 4))
        return f"  {said[line]}" if 0 <= line < len(said) else ""

    def on_click(self, event: events.Click) -> None:
        """Take a choice by mouse."""
        at = self.scroll_offset.y + event.y
        index = self._lines.choice_at(at)
        if index is not None:
            self.move(index - self._cursor)
            self.post_message(self.Taken())


class Picker(Modal[V | None], inherit_bindings=False):
    """A field and a list: typing narrows, Enter takes, Escape leaves. Subclasses say what of."""

    title_text = ""
    prompt = "Type to narrow"
    footer_text = "Enter takes · Esc leaves"
    _STEPS: ClassVar[dict[str, int]] = {
        "down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "ctrl+j": 1, "ctrl+k": -1,
        "tab": 1, "shift+tab": -1,
    }  # fmt: skip

    def compose(self) -> ComposeResult:
        """The field above the list."""
        with Vertical():
            yield Input(placeholder=self.prompt, compact=True, select_on_focus=False)
            yield ChoiceList()

    def on_mount(self) -> None:
        """Show everything first."""
        box = self.query_one(Vertical)
        box.border_title = Content(self.title_text)
        box.border_subtitle = Content(self.footer_text)
        self.query_one(Input).focus()
        self.refill("")

    def choices(self, typed: str) -> list[Choice[V]]:
        """What fits ``typed``, best first."""
        raise NotImplementedError

    def refill(self, typed: str) -> None:
        """Show what fits."""
        self.query_one(ChoiceList).show(self.choices(typed), self.start(typed))

    def start(self, typed: str) -> int:
        """The choice selected at first."""
        return 0

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.refill(event.value)

    @on(Input.Submitted)
    @on(ChoiceList.Taken)
    def _take(self) -> None:
        self.take()

    def take(self) -> None:
        """Leave with the selected choice."""
        choice = self.query_one(ChoiceList).current
        self.dismiss(choice.value if choice is not None else None)

    def leave(self) -> None:
        """Leave with nothing."""
        self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the field keeps the focus."""
        found = self.query_one(ChoiceList)
        steps = self._STEPS | {"pagedown": found.page, "pageup": -found.page}
        if event.key in steps:
            found.move(steps[event.key])
        elif event.key in {"escape", "ctrl+c"}:
            self.leave()
        else:
            return
        event.stop()
        event.prevent_default()
