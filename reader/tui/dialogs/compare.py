"""Two near-identical copies compared, differences marked by word, ``n`` goes to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.copies import Comparison
from reader.sanitise import sanitise
from reader.tui.dialogs.compare_rows import Rows, laid_out, side_by_side
from reader.tui.dialogs.modal import Modal
from reader.tui.keyboard.key_names import name_of
from reader.tui.lines import clip
from reader.wording import counted

MARGIN = 2
"""Cells left and right of the text."""
WIDE = 112
"""Cells from which the copies stand side by side: two columns of a readable width."""


class CompareView(ScrollView, can_focus=False, inherit_bindings=False):
    """The rows of a comparison."""

    STYLES: ClassVar[tuple[str, ...]] = ("left", "right", "fold", "between")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"compare--{name}" for name in STYLES),
        "compare--current",
    }

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self.comparison = comparison
        self.laid = Rows()
        self.current = -1
        """Number of the difference that was gone to; -1 before the first."""
        self._width = 0

    def on_resize(self) -> None:
        """Lay the text out for the width."""
        width = self.scrollable_content_region.width
        if width != self._width:
            self._width = width
            lay = side_by_side if width >= WIDE else laid_out
            self.laid = lay(self.comparison, width - 2 * MARGIN)
            self.virtual_size = Size(width, len(self.laid.rows))
            self.refresh()

    def go(self, by: int) -> bool:
        """To another difference; whether there is one in that direction."""
        places = self.laid.differences
        target = self.current + by
        if not 0 <= target < len(places):
            return False
        self.current = target
        height = self.scrollable_content_region.height
        self.scroll_to(y=max(0, places[target] - height // 3), animate=False)
        self.refresh()
        return True

    def render_line(self, y: int) -> Strip:
        """One row, the marks in their colours."""
        width = self.scrollable_content_region.width
        at = self.scroll_offset.y + y
        rows, places = self.laid.rows, self.laid.differences
        if not self.comparison.differences and y == 0:
            words = " " * MARGIN + "Word for word the same, after cleaning."
            return Strip([Segment(clip(words, width), self._style("fold"))]).crop_extend(
                0, width, self.rich_style
            )
        if at >= len(rows) or not self.comparison.differences:
            return Strip.blank(width, self.rich_style)
        here = 0 <= self.current < len(places) and places[self.current] == at
        lead = "▌ " if here else " " * MARGIN
        segments = [Segment(lead, self._style("right" if here else "same"))]
        segments += [Segment(text, self._style(style)) for text, style in rows[at]]
        return Strip(segments).crop_extend(0, width, self.rich_style)

    def _style(self, name: str) -> Style:
        if name not in self.STYLES:
            return self.rich_style
        return self.rich_style + self.get_component_rich_style(f"compare--{name}", partial=True)


class Compare(Modal[str | None], inherit_bindings=False):
    """Leaves with the key of the copy when that is to be opened, else with nothing."""

    def __init__(
        self, comparison: Comparison, names: tuple[str, str], key: str, say: Callable[[str], None]
    ) -> None:
        """``names``: what the two are called; ``key``: of the second."""
        super().__init__()
        self._comparison, self._names, self._key, self._say = comparison, names, key, say

    def compose(self) -> ComposeResult:
        """The text in its frame."""
        with Vertical():
            yield CompareView(self._comparison)

    def on_mount(self) -> None:
        """Say what is compared."""
        self._retitle()

    def _retitle(self) -> None:
        box, view = self.query_one(Vertical), self.query_one(CompareView)
        count = self._comparison.differences
        place = f"{view.current + 1} of " if view.current >= 0 else ""
        number = place + counted(count, "difference")
        room = max(8, (self.app.size.width - 24 - len(number)) // 2)
        left, right = (clip(sanitise(name), min(32, room)) for name in self._names)
        box.border_title = Content(f"[-{left}-] {{+{right}+}} · {number}")
        box.border_subtitle = Content("n N differences · o opens the other · q leaves")

    def on_key(self, event: events.Key) -> None:
        """Scroll, go to a difference, open, leave."""
        event.stop()
        event.prevent_default()
        key = name_of(event)
        view = self.query_one(CompareView)
        page = max(1, view.size.height - 2)
        steps = {
            "j": 1, "down": 1, "k": -1, "up": -1, "space": page, "b": -page, "pagedown": page,
            "pageup": -page, "ctrl+f": page, "ctrl+b": -page, "ctrl+d": page // 2,
            "ctrl+u": -(page // 2),
        }  # fmt: skip
        if key in steps:
            view.scroll_to(y=view.scroll_offset.y + steps[key], animate=False)
        elif key in {"home", "g"}:
            view.scroll_to(y=0, animate=False)
        elif key in {"end", "G"}:
            view.scroll_to(y=len(view.laid.rows), animate=False)
        elif key in {"n", "N", "]", "["}:
            if not view.go(1 if key in "n]" else -1):
                self._say("No further difference that way.")
            self._retitle()
        elif key == "o":
            self.dismiss(self._key)
        elif key in {"escape", "q", "h", "ctrl+c"}:
            self.dismiss(None)
