"""Component styles that are worked out when something is drawn with them."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.style import Style
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.widget import Widget


class LateStyles(Widget):
    """A widget with many component classes, of which a screen shows a few.

    Textual works out all of them before the first frame, and again whenever the focus moves: a
    third of what the style sheet costs. Here it does so for those that were asked for.
    """

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]
        """Textual: the component classes to work out when the widget is styled."""
        return frozenset(self._component_styles)

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Textual: the styles of component classes. Raises KeyError for one that is not there."""
        for name in names:
            if name not in self._component_styles and name in super()._get_component_classes():
                node = DOMNode(classes=name)
                node._attach(self)
                self.app.stylesheet.apply(node, animate=False)
                self._component_styles[name] = node.styles
        return super().get_component_styles(*names)


class RowStyles(LateStyles):
    """What draws rows in styles of its own, which are kept by name until the colours change."""

    FAMILY: ClassVar[str]
    """What the names of its component classes begin with."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._styles: dict[tuple[str, bool], Style] = {}

    def notify_style_update(self) -> None:
        """Colours changed."""
        super().notify_style_update()
        self._styles = {}

    def _style(self, name: str, selected: bool = False) -> Style:
        """The style of a name, on the ground of the pane; "" for the ground alone."""
        if (name, selected) not in self._styles:
            component, chosen = f"{self.FAMILY}--{name}", f"{self.FAMILY}--selected"
            style = self.get_component_rich_style(component, partial=True) if name else Style()
            if selected:
                style = self.get_component_rich_style(chosen, partial=True) + style
            self._styles[name, selected] = self.rich_style + style
        return self._styles[name, selected]
