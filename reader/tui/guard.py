"""The last look before the terminal: no segment leaves with a live control in it.

Every widget sanitises the foreign text it draws; this filter is there for the one that forgets.
Cell widths stay as the widget counted them, so that a mended row still fits its place: a control
that was counted as no cell leaves without a symbol.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.patterns import late
from reader.sanitise import is_safe, sanitise

_SAFE_LINK = late(r"(?:https?://|mailto:)[\x21-\x7e]*\Z")


def fitted(text: str, width: int) -> str:
    """``text`` cut or filled with blanks to ``width`` cells."""
    if cell_len(text) > width:
        kept, used = [], 0
        for character in text:
            used += cell_len(character)
            if used > width:
                break
            kept.append(character)
        text = "".join(kept)
    return text + " " * (width - cell_len(text))


def _mended(segment: Segment) -> Segment:
    text, style, control = segment
    if control is not None:
        return segment
    if style is not None and style.link and not _SAFE_LINK.match(style.link):
        style = style.update_link(None)
    if not is_safe(text):
        counted = "".join(c for c in text if is_safe(c) or cell_len(c))
        text = fitted(sanitise(counted), cell_len(text))
    elif style is segment.style:
        return segment
    return Segment(text, style)


class Guard(LineFilter):
    """Neutralises what must not reach a terminal, whichever widget drew it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, each one safe and as wide as before."""
        return [_mended(segment) for segment in segments]
