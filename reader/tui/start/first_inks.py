"""The styles of the first screen, by the names its rows use, as parameters of SGR.

What the style sheet says of the three panes, once more, for the time before anything that reads
style sheets is loaded; a test compares both on the screen, cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.notes.colour import Colour
from reader.tui.cube import RGB, with_hue

_LIBRARY = {
    "title": "ink", "read": "ink-muted", "meta": "ink-muted", "mark": "primary-ink",
    "note": "accent-ink", "star": "mark-yellow", "problem": "danger-ink", "row-bar": "accent-ink",
    "selected": "on selection-ground",
    "row-bar-away": "ink-faint", "selected-away": "on row-ground",
}  # fmt: skip
_ARTICLE = {
    "caret": "reverse", "bar": "accent-ink", "comment": "accent-ink", "label": "ink-muted italic",
    "removed": "ink-muted italic", "heading-1": "primary-ink bold", "heading-2": "primary-ink bold",
    "heading-3": "bold", "emphasis": "italic", "strong": "bold", "code": "primary-ink",
    "link": "primary-ink underline", "strike": "strike", "lead": "ink-muted", "thumb": "ink-faint",
    "map-note": "mark-yellow", "map-read": "frame", "empty": "ink-muted",
    **{f"highlight-{colour}": f"on highlight-{colour}" for colour in Colour},
}  # fmt: skip
_NOTES = {
    "quote": "ink-muted italic", "note-comment": "ink", "tag": "primary-ink",
    "badge": "caution-ink bold", **{f"mark-{colour}": f"mark-{colour}" for colour in Colour},
}  # fmt: skip
_FRAMES = {
    "frame": "frame", "frame-focus": "frame-focus", "words": "ink-muted",
    "words-focus": "accent-ink bold", "key": "accent-ink bold", "hint": "ink-muted",
    "scroll": "frame", "scrolled": "frame reverse",
}  # fmt: skip
_TYPING = {
    "field": "ink on row-ground", "field-cursor": "paper on ink",
    "field-prompt": "ink-muted on row-ground", "choice-text": "ink", "choice-detail": "ink-muted",
    "choice-group": "primary-ink bold", "choice-key": "accent-ink bold",
    "choice-match": "accent-ink bold underline", "completion": "primary-ink",
}  # fmt: skip
STYLES = {**_LIBRARY, **_ARTICLE, **_NOTES, **_FRAMES, **_TYPING}
BEHIND = "behind"
"""The name of what lies behind a dialog, which is nearer to the paper."""
NEARER = 0.6
PLAIN = {
    **dict.fromkeys((*_ARTICLE, *(f"mark-{colour}" for colour in Colour)), ""),
    **dict.fromkeys((f"highlight-{colour}" for colour in Colour), "underline"),
    "caret": "reverse", "removed": "dim", "label": "dim italic", "heading-1": "bold underline",
    "heading-2": "bold", "heading-3": "bold", "emphasis": "italic", "strong": "bold",
    "link": "underline", "strike": "strike",
}  # fmt: skip
"""Of the article where colours are few: attributes say what colours would."""
_ATTRIBUTES = {
    "bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7", "strike": "9",
}  # fmt: skip


class Inks:
    """Parameters of SGR by names of styles, several with spaces between, the last on top."""

    def __init__(self, colours: Mapping[str, str], depth: str) -> None:
        self._colours, self._depth = colours, depth
        self._known: dict[str, str] = {}

    def __getitem__(self, names: str) -> str:
        if names not in self._known:
            self._known[names] = self._of(names)
        return self._known[names]

    def _of(self, names: str) -> str:
        if not self._depth or not self._colours:
            return ""
        ink, ground, attributes = "ink", "paper", dict[str, None]()
        for name in names.split():
            plain = self._depth == "16" and name in PLAIN
            words = (PLAIN if plain else STYLES).get(name, "")
            before = ""
            for word in words.split():
                if word in _ATTRIBUTES:
                    attributes[_ATTRIBUTES[word]] = None
                elif before == "on":
                    ground = word
                elif word != "on":
                    ink = word
                before = word
        behind = BEHIND in names.split()
        colours = (*self._colour(ink, True, behind), *self._colour(ground, False, behind))
        return ";".join((*sorted(attributes), *colours))

    def _colour(self, name: str, foreground: bool, behind: bool) -> tuple[str, ...]:
        colour = self._shown(name)
        if behind:
            paper = parts_of(self._colours["paper"])
            pairs = zip(colour, paper, strict=True)
            red, green, blue = (int(one + (other - one) * NEARER) for one, other in pairs)
            colour = red, green, blue
        if self._depth == "truecolor":
            return ("38" if foreground else "48", "2", *map(str, colour))
        from rich.color import Color, ColorSystem

        system = ColorSystem.EIGHT_BIT if self._depth == "256" else ColorSystem.STANDARD
        return Color.from_rgb(*colour).downgrade(system).get_ansi_codes(foreground)

    def _shown(self, name: str) -> RGB:
        """A colour as the screen has it, before it is made one of the terminal's."""
        colour = parts_of(self._colours[name])
        if self._depth == "256" and name.startswith("highlight-"):
            return with_hue(colour, parts_of(self._colours["ink"]))
        return colour


def parts_of(colour: str) -> RGB:
    """Red, green and blue of ``rrggbb``."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)
