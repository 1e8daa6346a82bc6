"""Every theme can be read, ours and Textual's."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from reader.notes.model import Colour
from reader.tui.theme import LEAST_CONTRAST, THEMES, contrast, variables

LEGIBLE = [theme for theme in (*THEMES, *BUILTIN_THEMES.values()) if not theme.ansi]
INKS = ("ink", "ink-muted", "accent-ink", "primary-ink", "danger-ink", "caution-ink", "fine-ink")
MARKS = tuple(f"mark-{colour}" for colour in Colour)
GROUNDS = tuple(f"highlight-{colour}" for colour in Colour)


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(variables(theme)[name])


def test_contrast_is_the_one_of_wcag() -> None:
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)
    assert contrast(Color.parse("#777777"), white) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", LEGIBLE, ids=lambda theme: theme.name)
def test_every_text_is_legible_on_paper_and_on_the_selection(theme: Theme) -> None:
    for ink in (*INKS, *MARKS):
        for ground in ("paper", "selection-ground"):
            assert contrast(colour(theme, ink), colour(theme, ground)) >= LEAST_CONTRAST, (
                ink,
                ground,
            )


@pytest.mark.parametrize("theme", LEGIBLE, ids=lambda theme: theme.name)
def test_text_is_legible_on_every_highlight(theme: Theme) -> None:
    for ground in (*GROUNDS, "hit-ground", "row-ground"):
        assert contrast(colour(theme, "ink"), colour(theme, ground)) >= LEAST_CONTRAST, ground


@pytest.mark.parametrize("theme", LEGIBLE, ids=lambda theme: theme.name)
def test_highlights_differ_from_the_paper_and_from_each_other(theme: Theme) -> None:
    shown = [variables(theme)[name] for name in (*GROUNDS, "paper")]
    assert len(set(shown)) == len(shown)


def test_there_are_light_and_dark_themes_of_our_own() -> None:
    assert len(THEMES) >= 6
    assert 2 <= sum(theme.dark for theme in THEMES) <= len(THEMES) - 2


def test_the_terminals_own_colours_are_left_to_it() -> None:
    for theme in BUILTIN_THEMES.values():
        if theme.ansi:
            assert all(value.startswith("ansi_") for value in variables(theme).values())
            assert variables(theme).keys() == variables(THEMES[0]).keys()
