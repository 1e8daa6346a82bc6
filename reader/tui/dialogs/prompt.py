"""One line to be typed in answer to a question, with completions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.sanitise import sanitise
from reader.tui.dialogs.modal import Modal

Complete = Callable[[str], Sequence[str]]
"""From the line typed so far to whole lines it may become."""


class Prompt(Modal[str | None], inherit_bindings=False):
    """Asks for a line; None when Escape was pressed."""

    def __init__(
        self, question: str, value: str = "", complete: Complete | None = None, hint: str = ""
    ) -> None:
        super().__init__()
        self._question, self._value, self._hint = question, value, hint
        self._complete = complete or (lambda _: ())
        self._offered: list[str] = []

    def compose(self) -> ComposeResult:
        """The line above its completions."""
        with Vertical():
            yield Input(self._value, compact=True, select_on_focus=False)
            yield Static()

    def on_mount(self) -> None:
        """Ask."""
        box = self.query_one(Vertical)
        box.border_title = Content(sanitise(self._question))
        box.border_subtitle = Content("Enter · Esc leaves")
        line = self.query_one(Input)
        line.focus()
        line.call_after_refresh(self._to_the_end)
        self._offer(self._value)

    def _to_the_end(self) -> None:
        """Show the end of a long line, which is what is changed; the caret is there already."""
        line = self.query_one(Input)
        line.scroll_to(x=len(line.value), animate=False, force=True)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        self._offered = [line for line in self._complete(typed) if line != typed][:5]
        ends = "  ".join(sanitise(line.split(" ")[-1]) for line in self._offered)
        self.query_one(Static).update(Content(f"Tab {ends}" if ends else self._hint))

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def on_key(self, event: events.Key) -> None:
        """Tab completes, Escape leaves."""
        if event.key in {"escape", "ctrl+c"}:
            self.dismiss(None)
        elif event.key == "tab" and self._offered:
            line = self.query_one(Input)
            line.value = self._offered[0]
            line.cursor_position = len(line.value)
        elif event.key != "tab":
            return
        event.stop()
        event.prevent_default()


def complete_tags(known: Sequence[str]) -> Complete:
    """Completes the last word of a line of tags."""

    def complete(typed: str) -> list[str]:
        head, blank, last = typed.rpartition(" ")
        word = last.lstrip("#").casefold()
        if not word:
            return []
        return [f"{head}{blank}{tag}" for tag in known if tag.casefold().startswith(word)]

    return complete
