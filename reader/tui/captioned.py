"""Words in the borders of a pane that change without painting the pane."""

from __future__ import annotations

from typing import Self

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class Captioned(Widget):
    """A pane whose upper and lower border say what is the case."""

    _captions = ("", "")
    _captioning = False

    def caption(self, title: str, aside: str = "") -> None:
        """Write the upper and the lower border, where they changed. The words are sanitised."""
        if self._captions == (title, aside):
            return
        self._captioning = self._captions[1] == aside
        self._captions = title, aside
        self.border_title = Content(title)
        self.border_subtitle = Content(aside) if aside else None
        self._captioning = False

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """As ever; words in the upper border, which change at each key, ask for no more than it."""
        if self._captioning:
            regions = (Region(-1, -1, self.outer_size.width, 1),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
