"""Grounds in a terminal of 256 colours: the nearest of its colours that keeps the hue.

The nearest colour alone is a grey for most muted grounds, the same for all of them. Nothing here
knows Textual.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import dist

RGB = tuple[int, int, int]
WHOLE = dist((0, 0, 0), (255, 255, 255))
LEVELS = (0, 95, 135, 175, 215, 255)
"""Of red, green and blue in the 216 colours of the cube."""
GREYISH = 0.15
"""Saturation below which a colour of the cube is sent as a grey."""
READABLE = 4.5
"""The contrast of text on a ground, at the least."""
FURTHEST = 0.1
"""How far round the circle of hues a colour may be and still be taken for the same."""


def luminance(colour: RGB) -> float:
    """Relative luminance by WCAG, 0-1."""
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """The contrast of two colours, 1 (none) to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(256)
def with_hue(ground: RGB, ink: RGB, least: float = READABLE) -> RGB:
    """The colour of the cube nearest to ``ground`` in hue and as a whole.

    Text in ``ink`` has at least the contrast ``least`` on it; where no such colour is of about
    the same hue, ``ground`` itself.
    """
    from colorsys import rgb_to_hls

    hue = rgb_to_hls(*(part / 255 for part in ground))[0]

    def apart(colour: RGB) -> float:
        turned = abs(hue - rgb_to_hls(*(part / 255 for part in colour))[0])
        return min(turned, 1 - turned)

    def distance(colour: RGB) -> float:
        return 2 * apart(colour) + dist(colour, ground) / WHOLE

    readable = [c for c in _coloured() if apart(c) <= FURTHEST and contrast(c, ink) >= least]
    return min(readable, key=distance, default=ground)


def _coloured() -> Iterator[RGB]:
    """The colours of the cube that are not greys."""
    from colorsys import rgb_to_hls

    for red in LEVELS:
        for green in LEVELS:
            for blue in LEVELS:
                if rgb_to_hls(red / 255, green / 255, blue / 255)[2] > GREYISH:
                    yield red, green, blue
