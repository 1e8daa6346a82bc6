"""How the keys of the library pane move its selection."""

from __future__ import annotations

from abc import abstractmethod

from textual.message import Message
from textual.scroll_view import ScrollView

from reader.tui.late_styles import RowStyles


class LibraryMoves(RowStyles, ScrollView, inherit_bindings=False):
    """The commands that go up and down the list; the list itself is a subclass."""

    class Moved(Message):
        """The selection went to another article."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Entered(Message):
        """The selected article is to be read."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    @property
    @abstractmethod
    def page(self) -> int:
        """Rows that are shown at once."""

    @property
    @abstractmethod
    def last_row(self) -> int:
        """The number of the last row."""

    @abstractmethod
    def move(self, by: int) -> None:
        """Move the selection by so many rows."""

    @abstractmethod
    def go(self, index: int, step: int) -> None:
        """Select a row, or the next one in the direction of ``step`` that is an article."""

    def command_library_down(self, count: int | None, argument: str) -> None:
        """So many rows down."""
        self.move(count or 1)

    def command_library_up(self, count: int | None, argument: str) -> None:
        """So many rows up."""
        self.move(-(count or 1))

    def command_library_half_page_down(self, count: int | None, argument: str) -> None:
        """Half a page down."""
        self.move(max(1, self.page // 2) * (count or 1))

    def command_library_half_page_up(self, count: int | None, argument: str) -> None:
        """Half a page up."""
        self.move(-max(1, self.page // 2) * (count or 1))

    def command_library_page_down(self, count: int | None, argument: str) -> None:
        """A page down."""
        self.move(self.page * (count or 1))

    def command_library_page_up(self, count: int | None, argument: str) -> None:
        """A page up."""
        self.move(-self.page * (count or 1))

    def command_library_first(self, count: int | None, argument: str) -> None:
        """The first article, or the one of that number."""
        self.go((count or 1) - 1, 1)

    def command_library_last(self, count: int | None, argument: str) -> None:
        """The last article, or the one of that number."""
        self.go(self.last_row if count is None else count - 1, -1)
