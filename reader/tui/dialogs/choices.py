"""What a list to choose from says line by line, and which lines fit what was typed.

Nothing here knows Textual: the first screen draws such a list before that is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from rich.cells import cell_len

from reader.sanitise import sanitise
from reader.text import Span
from reader.tui.dialogs.fuzzy import choose
from reader.tui.library.rows import marked
from reader.tui.lines import clip, fill

V = TypeVar("V")
Piece = tuple[str, str]
"""Text and the name of its style: text, detail, group, key, match, more, mark-yellow, …"""
Line = tuple[int, int]
"""Index of a choice (heading of it: negative - 1) and the line inside it."""


class Choice(NamedTuple, Generic[V]):
    """One line to choose; the strings may be foreign."""

    value: V
    text: str
    detail: str = ""
    """Muted, at the right end."""
    group: str = ""
    """Heading above the first choice of each run of the same group."""
    lead: str = ""
    """Before the text, in ``lead_style``."""
    lead_style: str = "key"
    spans: tuple[Span, ...] = ()
    """Parts of the text to mark."""
    more: str = ""
    """A second line, muted."""
    more_spans: tuple[Span, ...] = ()
    """Parts of the second line to mark."""
    searched: str = ""
    """Further words that typing finds, shown or not."""


class Lines:
    """The lines of a list of choices."""

    def __init__(self, choices: Sequence[Choice[Any]]) -> None:
        self.choices = choices
        self.lines: list[Line] = []
        self.first: list[int] = []
        """The line on which each choice begins."""
        group = ""
        for index, choice in enumerate(choices):
            if choice.group != group:
                group = choice.group
                self.lines += [(-index - 1, 0), (-index - 1, 1)] if index else [(-index - 1, 1)]
            self.first.append(len(self.lines))
            self.lines += [(index, 0)] + ([(index, 1)] if choice.more else [])
        self._lead = max((cell_len(c.lead) for c in choices if c.lead), default=0)

    def __len__(self) -> int:
        return len(self.lines)

    def choice_at(self, at: int) -> int | None:
        """The index of the choice that a line is of; None for a heading, or below the last."""
        return self.lines[at][0] if 0 <= at < len(self.lines) and self.lines[at][0] >= 0 else None

    def pieces(self, at: int, width: int) -> list[Piece]:
        """What a line says in ``width`` cells, the bar before a choice left out."""
        index, line = self.lines[at]
        if index < 0:
            words = f" {sanitise(self.choices[-index - 1].group)}" if line else ""
            return [(clip(words, width), "group")]
        choice = self.choices[index]
        return self._first_line(choice, width) if line == 0 else self._second_line(choice, width)

    def _first_line(self, choice: Choice[Any], width: int) -> list[Piece]:
        room = width - 3
        lead = fill(choice.lead, self._lead) + "  " if self._lead else ""
        room -= cell_len(lead)
        detail = clip(sanitise(choice.detail), max(0, room // 2))
        room -= cell_len(detail) + 1 if detail else 0
        text = marked(sanitise(choice.text), choice.spans, room, "text")
        used = sum(cell_len(piece) for piece, _ in text)
        gap = " " * max(0, room - used + (1 if detail else 0))
        return [(lead, choice.lead_style), *text, (gap, "text"), (f"{detail} ", "detail")]

    def _second_line(self, choice: Choice[Any], width: int) -> list[Piece]:
        indent = " " * (self._lead + 2 if self._lead else 2)
        text = marked(sanitise(choice.more), choice.more_spans, width - len(indent) - 2, "more")
        return [(indent, "more"), *text]


def narrowed(typed: str, choices: Sequence[Choice[V]]) -> list[Choice[V]]:
    """The choices that fit what was typed, their hits marked; headings only while nothing is."""
    if not typed.strip():
        return list(choices)
    items = [(choice, _searched(choice)) for choice in choices]
    return [
        Choice(
            choice.value, choice.text, choice.detail, "", choice.lead, choice.lead_style,
            spans, choice.more,
        )
        for choice, spans in choose(typed, items)
    ]  # fmt: skip


def _searched(choice: Choice[Any]) -> str:
    """All that typing finds of a choice, the text first so that its hits can be marked."""
    parts = (choice.lead, choice.group, choice.detail, choice.searched)
    return "\n".join((sanitise(choice.text), *parts))
