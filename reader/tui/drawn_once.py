"""A screen that is drawn once where Textual would draw it twice."""

from __future__ import annotations

from textual.screen import Screen, ScreenResultType


class DrawnOnce(Screen[ScreenResultType], inherit_bindings=False):
    """Where all of it is to be painted anew, its new layout is not drawn by itself before."""

    def _compositor_refresh(self) -> None:
        """Textual: draw what changed; here not between a layout and the painting behind it."""
        if not (self._layout_required and self._repaint_required):
            super()._compositor_refresh()
