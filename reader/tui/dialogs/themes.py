"""The theme picker: moving through the list shows each theme at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from reader.tui.dialogs.choices import Choice, narrowed
from reader.tui.dialogs.picker import ChoiceList, Picker

if TYPE_CHECKING:
    from textual.theme import Theme


class ThemePicker(Picker[str]):
    """All themes; Enter keeps the one shown, Escape goes back to the one before."""

    title_text = "Themes"
    prompt = "Type a name"
    footer_text = "Enter keeps it · Esc goes back"

    def __init__(self, themes: list[Theme], current: str) -> None:
        super().__init__()
        ours = [theme for theme in themes if theme.name.startswith("glosse-")]
        others = [theme for theme in themes if theme not in ours]
        self._choices = [
            Choice(
                theme.name,
                theme.name.removeprefix("glosse-"),
                detail="dark" if theme.dark else "light",
                group="Glosse" if theme in ours else "Textual",
            )
            for theme in (*ours, *sorted(others, key=lambda theme: theme.name))
        ]
        self._current = current

    def choices(self, typed: str) -> list[Choice[str]]:
        """The themes whose names fit."""
        return narrowed(typed, self._choices)

    def start(self, typed: str) -> int:
        """The theme in use."""
        names = [choice.value for choice in self._choices]
        return names.index(self._current) if not typed and self._current in names else 0

    @on(ChoiceList.Moved)
    def _preview(self) -> None:
        choice = self.query_one(ChoiceList).current
        if choice is not None and choice.value != self.app.theme:
            self.app.theme = choice.value

    def leave(self) -> None:
        """Go back to the theme that was there."""
        self.app.theme = self._current
        super().leave()
