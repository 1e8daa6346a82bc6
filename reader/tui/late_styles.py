"""Component styles that are worked out when something is drawn with them."""

from __future__ import annotations

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
