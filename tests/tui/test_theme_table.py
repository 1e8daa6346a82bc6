"""The colours worked out beforehand are the ones the themes give."""

from __future__ import annotations

from textual.color import Color

from reader.tui.theme import THEMES, variables
from reader.tui.theme_table import NAMES, TABLE, colours


def row(values: dict[str, str]) -> str:
    return " ".join(Color.parse(values[name]).hex6.lstrip("#").lower() for name in NAMES)


def test_the_table_holds_what_the_themes_give() -> None:
    fresh = {theme.name: row(variables(theme)) for theme in THEMES}
    assert fresh == TABLE, "copy the left side into reader/tui/theme_table.py"


def test_a_theme_that_is_not_ours_has_no_colours_here() -> None:
    assert colours("nord") == {}
