"""What the parts of the main screen stand on: the screen as they see it, and their commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from textual.app import App
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.timer import Timer

    from reader.opened import OpenArticle
    from reader.tui.layout import Layout, Pane

T = TypeVar("T")
Commands = Mapping[str, Callable[[], object]]
"""What carries out commands, by their names in the table of commands."""
Counted = Mapping[str, Callable[["int | None"], object]]
"""The same of commands that heed the number typed before them; None where there was none."""


class Host(Protocol):
    """The screen that a part is of: where it says things, asks, and moves the keyboard."""

    @property
    def app(self) -> App[Any]:
        """For what is laid over the panes, and for programs that take the terminal."""

    article: OpenArticle | None
    """What is shown; the opening of articles sets it."""

    @property
    def layout_state(self) -> Layout:
        """Which pane has the keys, and which there are."""

    def go_to_pane(self, pane: Pane) -> None:
        """Give a pane the keys, and show it where it was hidden."""

    def notify(
        self, message: str, *, severity: SeverityLevel = "information", timeout: float | None = None
    ) -> None:
        """A toast."""

    def say(self, sentence: str) -> None:
        """A toast with words that are not ours."""

    def failed(self, error: Exception) -> None:
        """Say in a sentence what went wrong."""

    def sentence(self, error: Exception) -> str:
        """What went wrong, sanitised."""

    def alarm(self, trouble: str) -> None:
        """Keep what is not safely on disk before the person's eyes."""

    def retitle(self) -> None:
        """Write what is the case into the borders of the panes."""

    def drop_hint(self) -> None:
        """The first keys are not shown any more."""

    def set_timer(self, delay: float, callback: Callable[[], Any]) -> Timer:
        """Call something once, after so many seconds."""

    def set_interval(self, interval: float, callback: Callable[[], Any]) -> Timer:
        """Call something again and again, after so many seconds each time."""

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **named: Any) -> bool:
        """Call something behind the next frame."""

    def lay_over(
        self, screen: Screen[T], answered: Callable[[T | None], Any] | None = None
    ) -> None:
        """Show what a worker made ready; nothing where the person is at something else by now."""


def joined(*some: Commands) -> Commands:
    """The commands of several parts. Raises ValueError where two registered the same."""
    found: dict[str, Callable[[], object]] = {}
    for commands in some:
        if twice := found.keys() & commands.keys():
            raise ValueError(f"registered twice: {', '.join(sorted(twice))}")
        found |= commands
    return found
