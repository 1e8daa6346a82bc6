"""The last row: the keys of the focused pane, and what is half typed."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.sanitise import sanitise
from reader.tui.hints import GAP, Hint, fit
from reader.tui.lines import clip


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
