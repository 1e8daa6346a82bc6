"""The outline: the headings of the article, to go to one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.documents.model import BlockKind, Document
from reader.sanitise import sanitise
from reader.tui.dialogs.modal import Modal

LONGEST = 100


def headings(document: Document) -> list[tuple[int, int, str]]:
    """``(offset, level, words)`` of the headings, in order; foreign text, sanitised."""
    return [
        (
            block.span.start,
            max(1, block.level),
            sanitise(" ".join(block.span.of(document.text).split()))[:LONGEST],
        )
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    ]


class Outline(Modal[int | None], inherit_bindings=False):
    """Lists the headings; gives the offset of the one chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,t", "close", "Close", show=False),
        Binding("j", "down", "Down", show=False),
        Binding("k", "up", "Up", show=False),
        Binding("l", "choose", "Go", show=False),
    ]
    DEFAULT_CSS = """
    Outline {
        align: center middle;
        background: $background 60%;
        & > OptionList, & > OptionList:focus {
            width: 70%;
            min-width: 12;
            max-width: 90;
            height: auto;
            max-height: 80%;
            background: $background;
            border: round $accent;
        }
    }
    """

    def __init__(self, found: list[tuple[int, int, str]], caret: int) -> None:
        super().__init__()
        self.found, self.caret = found, caret

    def compose(self) -> ComposeResult:
        """One option a heading, indented by level."""
        top = min((level for _, level, _ in self.found), default=1)
        options = [Option(Content("  " * (level - top) + words)) for _, level, words in self.found]
        outline = OptionList(*options)
        outline.border_title = "Outline"
        here = [i for i, (at, _, _) in enumerate(self.found) if at <= self.caret]
        outline.highlighted = here[-1] if here else 0
        yield outline

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.found[event.option_index][0])

    def action_close(self) -> None:
        """Close without going anywhere."""
        self.dismiss(None)

    def action_down(self) -> None:
        """The next heading."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """The heading before."""
        self.query_one(OptionList).action_cursor_up()

    def action_choose(self) -> None:
        """Go to the heading."""
        self.query_one(OptionList).action_select()
