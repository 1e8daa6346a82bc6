"""Our themes, and the colours of ink, frames and highlights worked out for any theme.

Contrast is WCAG 2.2's (relative luminance); text is kept at 4.5:1 or more on what it stands on,
also in themes that are not ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from textual.color import Color
from textual.theme import Theme

from reader.notes.model import Colour
from reader.tui import cube

LEAST_CONTRAST = 4.5
"""Of text on its ground: WCAG 2.2, success criterion 1.4.3."""
LEAST_INK = 7.0
"""Of plain text on paper, so that highlights have room to show."""
DEFAULT_THEME = "glosse-dusk"

_HUES = {
    Colour.YELLOW: ("#d9b44a", "#f2d35b"),
    Colour.GREEN: ("#6fb573", "#a5dba0"),
    Colour.BLUE: ("#5f9bd8", "#a3cbf5"),
    Colour.PINK: ("#d9739a", "#f5b0c8"),
    Colour.PURPLE: ("#9d83d6", "#cdb8f2"),
}
"""Each colour's hue on dark and on light ground."""


def _theme(name: str, *, dark: bool, colours: str) -> Theme:
    paper, surface, panel, ink, primary, accent, second = colours.split()
    return Theme(
        name=f"glosse-{name}",
        dark=dark,
        background=paper,
        surface=surface,
        panel=panel,
        foreground=ink,
        primary=primary,
        accent=accent,
        secondary=second,
        warning="#d9a441" if dark else "#8a5a00",
        error="#e06c75" if dark else "#b3261e",
        success="#7fbf7f" if dark else "#2f6b3a",
    )


THEMES: tuple[Theme, ...] = (
    _theme("dusk", dark=True, colours="#1b1f2a #212634 #2a3040 #d5d9e4 #8fb1e3 #e0b46c #a9b7d1"),
    _theme("night", dark=True, colours="#0d0f12 #14171c #1d2128 #cfd3da #7fa7c9 #c7a76a #8b95a5"),
    _theme("forest", dark=True, colours="#17201b #1d2822 #25332b #d6ded4 #8fc49a #d8b86a #9fb8a6"),
    _theme("ember", dark=True, colours="#221b19 #2a2220 #362b28 #e4d9d1 #e0987a #e3b768 #c4a99c"),
    _theme("paper", dark=False, colours="#f7f4ec #f1ede2 #e7e1d3 #2e2b26 #7a5a2e #a14a2a #6b6252"),
    _theme("day", dark=False, colours="#fbfcfe #f2f5f9 #e5eaf1 #22272e #2a5d9f #8a4b9f #55606e"),
    _theme("sepia", dark=False, colours="#f1e4cd #ebdcc2 #e0ceb0 #3b2e21 #8a4f1d #8c2f39 #6d5a44"),
    _theme("mint", dark=False, colours="#f2f8f4 #e8f1eb #d9e7de #20302a #1f6b54 #8a5a12 #4f6a5f"),
)
"""Dark ones first, then light ones."""


def contrast(one: Color, other: Color) -> float:
    """The contrast of two opaque colours, 1 (none) to 21."""
    return cube.contrast(one.rgb, other.rgb)


def legible(text: Color, *grounds: Color, least: float = LEAST_CONTRAST) -> Color:
    """``text``, moved no further than needed towards white or black to be read on every ground."""
    if min(contrast(text, ground) for ground in grounds) >= least:
        return text
    reach = {
        end: min(contrast(end, ground) for ground in grounds)
        for end in (Color(255, 255, 255), Color(0, 0, 0))
    }
    end = max(reach, key=lambda colour: reach[colour])
    for step in range(1, 21):
        moved = text.blend(end, step / 20)
        if min(contrast(moved, ground) for ground in grounds) >= least:
            return moved
    return end


def tinted(ground: Color, hue: Color, text: Color, *, most: float) -> Color:
    """``ground`` tinted with as much of ``hue`` (0-``most``) as leaves ``text`` legible on it."""
    for step in range(20, 0, -1):
        mixed = ground.blend(hue, most * step / 20)
        if contrast(mixed, text) >= LEAST_CONTRAST:
            return mixed
    return ground


def _grounds(system: Mapping[str, str]) -> tuple[Color, Color]:
    """Paper and ink of a theme's colour system, where a theme may leave them to be derived."""
    paper, ink = Color.parse(system["background"]), Color.parse(system["foreground"])
    return paper, paper.blend(ink.with_alpha(1.0), ink.a)


@lru_cache(maxsize=64)
def _variables(dark: bool, paper: Color, ink: Color, keys: tuple[str, ...]) -> dict[str, str]:
    primary, accent, error, warning, success = (Color.parse(key) for key in keys)
    ink = legible(ink, paper, least=LEAST_INK)
    muted = legible(ink.blend(paper, 0.52), paper)
    selection = tinted(paper, primary, ink, most=0.22)
    colours = {
        "paper": paper,
        "ink": legible(ink, paper, selection),
        "ink-muted": legible(muted, paper, selection),
        "ink-faint": ink.blend(paper, 0.62),
        "frame": ink.blend(paper, 0.76),
        "frame-focus": legible(accent, paper, least=3.0),
        "accent-ink": legible(accent, paper, selection),
        "primary-ink": legible(primary, paper, selection),
        "selection-ground": selection,
        "selected-ground": tinted(paper, primary, ink, most=0.4),
        "row-ground": tinted(paper, ink, ink, most=0.08),
        "hit-ground": tinted(paper, accent, ink, most=0.45),
        "danger-ink": legible(error, paper, selection),
        "caution-ink": legible(warning, paper, selection),
        "fine-ink": legible(success, paper, selection),
    }
    strength = 0.42 if dark else 0.85
    for colour, hues in _HUES.items():
        hue = Color.parse(hues[0 if dark else 1])
        colours[f"highlight-{colour}"] = tinted(paper, hue, ink, most=strength)
        colours[f"mark-{colour}"] = legible(Color.parse(hues[0]), paper, selection)
    return {name: colour.hex6 for name, colour in colours.items()}


_ANSI = {
    "paper": "ansi_default",
    "ink": "ansi_default",
    "ink-muted": "ansi_default",
    "ink-faint": "ansi_bright_black",
    "frame": "ansi_bright_black",
    "frame-focus": "ansi_blue",
    "accent-ink": "ansi_blue",
    "primary-ink": "ansi_blue",
    "selection-ground": "ansi_bright_black",
    "selected-ground": "ansi_bright_black",
    "row-ground": "ansi_default",
    "hit-ground": "ansi_yellow",
    "danger-ink": "ansi_red",
    "caution-ink": "ansi_yellow",
    "fine-ink": "ansi_green",
    "highlight-yellow": "ansi_yellow",
    "highlight-green": "ansi_green",
    "highlight-blue": "ansi_blue",
    "highlight-pink": "ansi_red",
    "highlight-purple": "ansi_magenta",
    "mark-yellow": "ansi_yellow",
    "mark-green": "ansi_green",
    "mark-blue": "ansi_blue",
    "mark-pink": "ansi_red",
    "mark-purple": "ansi_magenta",
}
"""For terminals whose own sixteen colours are to be used: their owner chose the contrast."""


def variables(theme: Theme) -> dict[str, str]:
    """The style variables of the screen (``$ink``, ``$highlight-blue``, …) for a theme."""
    if theme.ansi:
        return dict(_ANSI)
    system = theme.to_color_system().generate()
    paper, ink = _grounds(system)
    keys = tuple(system[key] for key in ("primary", "accent", "error", "warning", "success"))
    return dict(_variables(theme.dark, paper, ink, keys))
