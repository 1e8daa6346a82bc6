"""Highlights in a terminal of 256 colours."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem

from reader.notes.colour import Colour
from reader.tui.cube import LEVELS, READABLE, contrast, with_hue
from reader.tui.start.first_inks import Inks, parts_of
from reader.tui.theme import THEMES, variables


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_five_are_told_apart_and_read_in_every_theme(theme: object) -> None:
    named = variables(theme)  # type: ignore[arg-type]
    colours = {name: colour[1:] for name, colour in named.items() if colour.startswith("#")}
    inks = Inks(colours, "256")
    assert len({inks[f"highlight-{colour}"] for colour in Colour}) == 5
    for colour in Colour:
        ground = with_hue(parts_of(colours[f"highlight-{colour}"]), parts_of(colours["ink"]))
        assert contrast(ground, parts_of(colours["ink"])) >= READABLE


def test_a_colour_of_the_cube_is_sent_as_it_is() -> None:
    ground = with_hue((110, 63, 79), (220, 220, 220))
    assert set(ground) <= set(LEVELS)
    sent = Color.from_rgb(*ground).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    assert tuple(sent) == ground


def test_a_hue_that_cannot_be_had_stays_what_it_was() -> None:
    assert with_hue((98, 84, 41), (140, 140, 140)) == (98, 84, 41)
