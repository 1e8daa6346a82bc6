"""Screens over the panes that are left once, however fast the keys come."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

from reader.tui.drawn_once import DrawnOnce


class Modal(DrawnOnce[ScreenResultType], ModalScreen[ScreenResultType], inherit_bindings=False):
    """A screen over the panes, left with a result.

    A second key typed before the screen is gone still reaches it. Textual would then take away
    whatever screen is on top by now, which is not the one the key was meant for.
    """

    @property
    def stands(self) -> bool:
        """Whether it can show something: what it asked for may be answered after it was left."""
        return self.is_mounted and self in self.app.screen_stack

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with ``result``; once something else is on top, nothing happens."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
