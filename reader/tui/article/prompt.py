"""The line a search in the article is typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input, Label

from reader.tui.dialogs.modal import Modal

if TYPE_CHECKING:
    from reader.tui.article.searching import Searching


class SearchPrompt(Modal[None], inherit_bindings=False):
    """Searches while typing; Enter stays at the hit, Escape goes back to where it began."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Back", show=False),
        Binding("up", "older", "Older query", show=False),
        Binding("down", "newer", "Newer query", show=False),
        Binding("ctrl+n", "next", "Next hit", show=False),
        Binding("ctrl+p", "previous", "Previous hit", show=False),
    ]
    DEFAULT_CSS = """
    SearchPrompt {
        background: transparent;
        align: left top;
        & > Horizontal {
            height: 1;
            background: $surface;
            & > Label { color: $accent; width: auto; padding: 0 1; }
            & > Input, & > Input:focus {
                border: none;
                height: 1;
                width: 1fr;
                padding: 0;
                background: $surface;
            }
            & > .counter { color: $foreground 70%; max-width: 50%; }
        }
    }
    """

    def __init__(self, pane: Searching) -> None:
        super().__init__()
        self.pane = pane
        self.origin, self.top = pane.caret, pane.top
        self.before = pane.search.query if pane.search is not None else ""
        self._older, self._typed = len(pane.history), ""
        self._over = Region()
        """Where the pane was when the line was laid over it."""

    def compose(self) -> ComposeResult:
        """The slash, the query, the counter."""
        with Horizontal():
            yield Label(Content("/"))
            yield Input(placeholder="words, or \\v and a regular expression", compact=True)
            yield Label(Content(""), classes="counter")

    def on_mount(self) -> None:
        """Lie over the last row of the pane, and stay there."""
        self._lie_over()
        self.query_one(Input).focus()
        self.set_interval(0.2, self._look)  # a long text is searched behind the screen

    def _look(self) -> None:
        self._lie_over()
        self._count()

    def _lie_over(self) -> None:
        region = self.pane.region
        if region != self._over:
            self._over = region
            line = self.query_one(Horizontal)
            line.styles.width = region.width
            line.styles.offset = (region.x, region.bottom - 1)  # padding would hide what it covers

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self.pane.seek(self.origin, event.value)
        self._count()

    def _count(self) -> None:
        self.query_one(".counter", Label).update(Content(self.pane.counter()))

    @on(Input.Submitted)
    def _stay(self, event: Input.Submitted) -> None:
        if event.value:
            self.pane.keep_query(event.value)
            self.pane.jumps.append(self.origin)
        elif self.before:
            self.pane.seek(self.origin, self.before)
        self.pane.end_seeking()
        self.dismiss()

    def action_give_up(self) -> None:
        """Back to where the search began, with what was marked before."""
        self.pane.end_seeking()
        self.pane.show_hits(self.before)
        self.pane.move_caret(self.origin)
        self.pane.scroll_to_place(self.top)
        self.dismiss()

    def _recall(self, step: int) -> None:
        history = self.pane.history
        entry = self.query_one(Input)
        if self._older == len(history):
            self._typed = entry.value
        self._older = max(0, min(len(history), self._older + step))
        entry.value = history[self._older] if self._older < len(history) else self._typed
        entry.cursor_position = len(entry.value)

    def action_older(self) -> None:
        """The query before."""
        self._recall(-1)

    def action_newer(self) -> None:
        """The query after."""
        self._recall(1)

    def action_next(self) -> None:
        """The next hit, still typing."""
        if self.pane.search is not None:
            self.pane.command_find_next()
            self._count()

    def action_previous(self) -> None:
        """The hit before, still typing."""
        if self.pane.search is not None:
            self.pane.command_find_previous()
            self._count()
