"""The colours of highlights."""

from __future__ import annotations

from enum import StrEnum


class Colour(StrEnum):
    """The five highlight colours, in the order of the keys 1-5."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    PURPLE = "purple"
