"""A list to look through with the keys of a list: no field to type in, so letters are commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from reader.sanitise import sanitise
from reader.tui.dialogs.choices import Choice
from reader.tui.dialogs.modal import Modal
from reader.tui.dialogs.picker import ChoiceList
from reader.tui.keyboard.key_names import label, name_of

V = TypeVar("V")
Deed = Callable[[], None]


class Browser(Modal[V | None], inherit_bindings=False):
    """Rows under a title. Enter leaves with the selected value, q and Escape with nothing."""

    title_text = ""
    footer_text = "Enter opens · q leaves"
    empty = "Nothing here."
    looking = ""
    """What is said instead of rows until they are found; "" from then on."""
    _STEPS: ClassVar[dict[str, int]] = {
        "j": 1, "down": 1, "k": -1, "up": -1, "J": 1, "K": -1, "tab": 1, "shift+tab": -1,
    }  # fmt: skip
    _FAR = 1_000_000

    def __init__(self) -> None:
        super().__init__()
        self._typed: list[str] = []

    def compose(self) -> ComposeResult:
        """The list in its frame."""
        with Vertical():
            yield ChoiceList()

    def on_mount(self) -> None:
        """Show the rows."""
        self.again()

    @property
    def list(self) -> ChoiceList:
        """The rows on the screen."""
        return self.query_one(ChoiceList)

    def rows(self) -> Sequence[Choice[V]]:
        """What is listed; may set the title and the footer, which are written after it."""
        raise NotImplementedError

    def deeds(self) -> Mapping[str, Deed]:
        """What further keys do; a sequence is parted by spaces: ``d d``."""
        return {}

    def retitle(self) -> None:
        """Write title and keys into the frame."""
        box = self.query_one(Vertical)
        box.border_title = Content(sanitise(self.title_text))
        box.border_subtitle = Content(self.footer_text)

    def found(self) -> None:
        """What was looked for is there: show it, unless the list was left meanwhile."""
        self.looking = ""
        if self.stands:
            self.again()

    def again(self) -> None:
        """Show the rows as they are now; the selection stays at its row."""
        found, rows = self.list, () if self.looking else self.rows()
        found.empty = self.looking or self.empty
        self.retitle()
        found.show(rows, found.cursor)

    @on(ChoiceList.Taken)
    def take(self) -> None:
        """Leave with the selected row; one without a value stays."""
        choice = self.list.current
        if choice is not None and choice.value is not None:
            self.dismiss(choice.value)

    def on_key(self, event: events.Key) -> None:
        """Move, act, or leave."""
        event.stop()
        event.prevent_default()
        key = name_of(event)
        if self._acted(key):
            return
        found = self.list
        half = max(1, found.page // 2)
        steps = self._STEPS | {
            "ctrl+d": half, "ctrl+u": -half, "space": found.page, "b": -found.page,
            "ctrl+f": found.page, "ctrl+b": -found.page, "pagedown": found.page,
            "pageup": -found.page, "home": -self._FAR, "end": self._FAR, "G": self._FAR,
        }  # fmt: skip
        if key in steps:
            found.move(steps[key])
        elif key in {"enter", "l", "right"}:
            self.take()
        elif key in {"escape", "q", "h", "left", "ctrl+c"}:
            self.dismiss(None)

    def _acted(self, key: str) -> bool:
        """Whether the key belongs to a deed, begun or done."""
        deeds: dict[str, Deed] = {"g g": lambda: self.list.move(-self._FAR), **self.deeds()}
        typed = " ".join([*self._typed, key])
        begun = bool(self._typed)
        self._typed = []
        if typed in deeds:
            deeds[typed]()
        elif any(keys.startswith(f"{typed} ") for keys in deeds):
            self._typed = typed.split(" ")
        elif not begun or key == "escape":
            return begun
        else:
            return self._acted(key)
        box = self.query_one(Vertical)
        pending = label(" ".join(self._typed)) if self._typed else ""
        box.border_subtitle = Content(pending or self.footer_text)
        return True
