"""The styles of the article pane: from component classes to Rich styles, also without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

from reader.notes.model import Colour
from reader.tui.theme import contrast

if TYPE_CHECKING:
    from textual.widget import Widget

LEAST_CONTRAST = 4.55
"""Of text on a highlight: WCAG 2.1 asks for 4.5."""
HIGHLIGHTS = tuple(f"highlight-{colour.value}" for colour in Colour)
FEW_COLOURS = (None, "standard")
"""Rich's colour systems in which tints of the paper cannot be told apart, or read on."""
NAMES = (
    *HIGHLIGHTS,
    *(f"mark-{colour.value}" for colour in Colour),
    *("caret", "selection", "hit", "hit-current", "flash", "bar", "comment", "label"),
    *("removed", "dimmed", "heading-1", "heading-2", "heading-3", "emphasis", "strong", "code"),
    *("link", "strike", "lead", "thumb", "map-note", "map-hit", "map-read"),
    "empty",
)
COMPONENT_CLASSES = {f"article--{name}" for name in NAMES}

_UNCOLOURED = {
    **dict.fromkeys(HIGHLIGHTS, Style(underline=True)),
    "caret": Style(reverse=True),
    "selection": Style(reverse=True),
    "hit": Style(bold=True, underline=True),
    "hit-current": Style(bold=True, underline2=True),
    "flash": Style(bold=True),
    "removed": Style(dim=True),
    "label": Style(dim=True, italic=True),
    "dimmed": Style(dim=True),
    "heading-1": Style(bold=True, underline=True),
    "heading-2": Style(bold=True),
    "heading-3": Style(bold=True),
    "emphasis": Style(italic=True),
    "strong": Style(bold=True),
    "link": Style(underline=True),
    "strike": Style(strike=True),
}
"""Where colours are few or none, attributes say what colours would."""


class Palette:
    """Rich styles by name, and by several names laid over each other; cached."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._single: dict[str, Style] = {}
        self._combined: dict[tuple[str, ...], Style] = {}
        self.base = Style()
        self.plain = self.coarse = False
        self.refresh()

    def refresh(self) -> None:
        """Forget everything: the theme changed."""
        app = self._widget.app
        self._single.clear()
        self._combined.clear()
        self.base = self._widget.rich_style
        few = not app.is_headless and app.console.color_system in FEW_COLOURS
        self.plain = app.no_color or app.native_ansi_color or few
        self.coarse = not app.is_headless and app.console.color_system == "256"

    def __getitem__(self, names: tuple[str, ...]) -> Style:
        style = self._combined.get(names)
        if style is None:
            style = self.base
            for name in names:
                style += self._one(name)
            if names.count("caret") and "selection" in names and self.plain:
                style += Style(reverse=False, bold=True, underline2=True)
            self._combined[names] = style
        return style

    def _one(self, name: str) -> Style:
        style = self._single.get(name)
        if style is None:
            style = self._single[name] = self._look_up(name)
        return style

    def _look_up(self, name: str) -> Style:
        if self.plain:
            return _UNCOLOURED.get(name, Style())
        component = f"article--{name}"
        full = self._widget.get_component_rich_style(component)
        partial = self._widget.get_component_rich_style(component, partial=True)
        if partial.bgcolor is not None and full.bgcolor is not None:
            in_cube = self.coarse and name in HIGHLIGHTS
            ground = self._in_cube(full.bgcolor) if in_cube else self._legible(full.bgcolor)
            return partial + Style(color=self.base.color, bgcolor=ground)
        return partial + Style(color=full.color if partial.color is not None else None)

    def _legible(self, background: RichColor) -> RichColor:
        """The background, faded into the pane's as far as its text needs to be read on it."""
        if self.base.color is None or self.base.bgcolor is None:
            return background
        ink, paper = (
            Color.from_rich_color(self.base.color),
            Color.from_rich_color(self.base.bgcolor),
        )
        colour = wanted = Color.from_rich_color(background)
        faded = 0.0
        while contrast(colour, ink) < LEAST_CONTRAST and faded < 1:
            faded += 0.05
            colour = wanted.blend(paper, min(1.0, faded))
        return colour.rich_color

    def _in_cube(self, background: RichColor) -> RichColor:
        """The background of a highlight in a terminal of 256 colours."""
        from reader.tui.cube import with_hue

        if self.base.color is None:
            return background
        return RichColor.from_rgb(
            *with_hue(background.get_truecolor(), self.base.color.get_truecolor())
        )
