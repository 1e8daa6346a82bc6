"""The last row: the keys of the focused pane, and what is half typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.sanitise import sanitise
from reader.tui.commands import Command, Scope
from reader.tui.key_names import label
from reader.tui.lines import clip

Hint = tuple[str, str]
"""Keys and label."""
GAP = 3
LAST = ("help", "back-or-quit")
"""What stays in view however narrow the row is."""


def hints(commands: Iterable[Command], scopes: Sequence[Scope]) -> list[Hint]:
    """The hints of the focused pane, then those that hold everywhere; help and quit come last."""
    rows = list(commands)
    found = [c for scope in scopes for c in rows if c.scope is scope and c.hint and c.keys]
    found.sort(key=lambda c: c.id in LAST)
    return [(label(c.keys[0]), c.hint) for c in found]


def fit(found: Sequence[Hint], width: int) -> list[Hint]:
    """As many hints as fit ``width`` cells; the last two, help and quit, before the others."""
    shown, tail = list(found[:-2]), list(found[-2:])
    used = sum(_size(hint) for hint in tail)
    kept = []
    for hint in shown:
        used += _size(hint)
        if used > width:
            break
        kept.append(hint)
    return kept + tail


def _size(hint: Hint) -> int:
    return cell_len(hint[0]) + 1 + cell_len(hint[1]) + GAP


class FooterBar(Widget):
    """Keys of the focused pane on the left; unfinished keys or the state of saving on the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"footer--{name}" for name in ("key", "label", "pending", "alarm"))
    }

    found: reactive[tuple[Hint, ...]] = reactive(())
    pending: reactive[str] = reactive("")
    status: reactive[str] = reactive("")
    """What could not be saved, as a sentence; stays until it is safe."""
    note: reactive[str] = reactive("")
    """What is going on: a scan, an index being built."""

    def render(self) -> Content:
        """The row as wide as the terminal."""
        width = self.size.width - 2
        key, name = self.get_visual_style("footer--key"), self.get_visual_style("footer--label")
        if self.status:
            alarm = self.get_visual_style("footer--alarm")
            return Content.assemble((f" {clip(sanitise(self.status), width)} ", alarm))
        right = self.pending or sanitise(self.note)
        style = self.get_visual_style("footer--pending") if self.pending else name
        right = clip(right, max(0, width // 3))
        room = width - (cell_len(right) + GAP if right else 0)
        parts: list[Content] = [Content(" ")]
        used = 0
        for keys, text in fit(self.found, room):
            parts += [
                Content.styled(keys, key),
                Content.styled(f" {text}", name),
                Content(" " * GAP),
            ]
            used += cell_len(keys) + 1 + cell_len(text) + GAP
        if right:
            parts += [
                Content(" " * max(0, width - used - cell_len(right))),
                Content.styled(right, style),
            ]
        return Content.assemble(*parts)
